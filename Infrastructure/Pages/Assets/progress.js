// Shows how far a download is, and lets a person cancel it.
import { download } from './download.js';
import { say } from './copy.js';

export class DownloadProgress {
  #buttons;
  #cancel = document.querySelector('#download-cancel');
  #bar = document.querySelector('#download-progress');
  #status = document.querySelector('#download-status');
  #running = null;
  #timer = null;
  #next = '';

  /** @param {HTMLButtonElement[]} buttons that start one; one runs at a time */
  constructor(buttons) {
    this.#buttons = buttons;
    this.#cancel.addEventListener('click', () => this.cancel());
  }

  cancel() {
    this.#running?.abort();
  }

  say(text) {
    say(this.#status, text);
  }

  /** The parameters are those of download(). */
  async run(button, address, format, token) {
    if (this.#running) {
      return;
    }
    this.#running = new AbortController();
    this.#show(true);
    this.#report('Asking Google…');
    try {
      const contacts = await download(address, format, token, this.#running.signal, (soFar, total, bytes) => {
        if (total && soFar !== null) {
          this.#bar.max = total;
          this.#bar.value = Math.min(soFar, total);
        }
        this.#reportSoon(soFar === null ? `${size(bytes)} so far` : total ? `${soFar} of ${total} contacts` : `${soFar} contacts so far`);
      });
      this.#report(contacts === null ? 'Done: your file is saved.' : `Done: your file has ${contacts} ${contacts === 1 ? 'contact' : 'contacts'}.`);
    } catch (fault) {
      if (this.#running.signal.aborted) {
        this.#report('Cancelled. No file was saved.');
      } else {
        this.#report(`${fault.message} No file was saved.`, fault);
      }
    } finally {
      this.#running = null;
      if (document.activeElement === this.#cancel) {
        button.focus();
      }
      this.#show(false);
    }
  }

  #show(isRunning) {
    this.#cancel.hidden = !isRunning;
    this.#bar.hidden = !isRunning;
    this.#bar.removeAttribute('value');
    // Not disabled: the button that was pressed keeps the keyboard's focus.
    this.#buttons.forEach(button => button.setAttribute('aria-disabled', isRunning));
  }

  // A screen reader says every change, so a running count changes once a second; the bar moves with each piece.
  #reportSoon(text) {
    this.#next = text;
    this.#timer ??= setTimeout(() => this.#report(this.#next), 1000);
  }

  #report(text, fault) {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#status.toggleAttribute('data-failed', Boolean(fault));
    this.#status.textContent = text;
  }
}

function size(bytes) {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
