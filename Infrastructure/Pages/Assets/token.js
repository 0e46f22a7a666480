// The page that shows a token: copying, downloading, and leaving nothing behind.
import { copy, say } from './copy.js';
import { download } from './download.js';

const token = document.querySelector('#token');
const copyToken = document.querySelector('#copy-token');
const copyStatus = document.querySelector('#copy-status');
const here = document.querySelector('#download-here');
const formats = [...document.querySelectorAll('[data-format]')];
const more = document.querySelector('#formats');
const cancel = document.querySelector('#download-cancel');
const progress = document.querySelector('#download-progress');
const downloadStatus = document.querySelector('#download-status');
const address = document.querySelector('#signed-in').dataset.download;
let running = null;
let timer = null;
let next = '';

// The code in the address is spent, and need not stay in the history.
history.replaceState(null, '', location.pathname);

copyToken.hidden = false;
here.hidden = false;
more.hidden = false;
document.querySelector('#download-plain').hidden = true;

token.addEventListener('click', () => token.select());

copyToken.addEventListener('click', () => copy(token.value, copyStatus, 'Copied. Save it in your password manager.', () => {
  token.focus();
  token.select();
}));

for (const button of formats) {
  button.addEventListener('click', () => running ?? run(button));
}

cancel.addEventListener('click', () => running?.abort());

// Back must not show the token again, nor may a copy of the page keep it.
addEventListener('pagehide', () => {
  running?.abort();
  token.value = '';
  token.removeAttribute('value');
});

addEventListener('pageshow', event => {
  if (event.persisted) {
    copyToken.disabled = true;
    formats.forEach(button => { button.disabled = true; });
    say(copyStatus, 'This page no longer has the token. If you copied it, it still works.');
    say(downloadStatus, 'You left this page, so it no longer has your token. Sign in again to download.');
  }
});

async function run(button) {
  running = new AbortController();
  show(true);
  report('Asking Google…');
  try {
    const contacts = await download(address, button.dataset.format, token.value, running.signal, (soFar, total, bytes) => {
      if (total && soFar !== null) {
        progress.max = total;
        progress.value = Math.min(soFar, total);
      }
      reportSoon(soFar === null ? `${size(bytes)} so far` : total ? `${soFar} of ${total} contacts` : `${soFar} contacts so far`);
    });
    report(contacts === null ? 'Done: your file is saved.' : `Done: your file has ${contacts} ${contacts === 1 ? 'contact' : 'contacts'}.`);
  } catch (fault) {
    if (running.signal.aborted) {
      report('Cancelled. No file was saved.');
    } else {
      report(`${fault.message} No file was saved.`, fault);
    }
  } finally {
    running = null;
    if (document.activeElement === cancel) {
      button.focus();
    }
    show(false);
  }
}

function size(bytes) {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function show(isRunning) {
  cancel.hidden = !isRunning;
  progress.hidden = !isRunning;
  progress.removeAttribute('value');
  // Not disabled: the button that was pressed keeps the keyboard's focus.
  formats.forEach(button => button.setAttribute('aria-disabled', isRunning));
}

// A screen reader says every change, so a running count changes once a second; the bar moves with each piece.
function reportSoon(text) {
  next = text;
  timer ??= setTimeout(() => report(next), 1000);
}

function report(text, fault) {
  clearTimeout(timer);
  timer = null;
  downloadStatus.toggleAttribute('data-failed', Boolean(fault));
  downloadStatus.textContent = text;
}
