// Copy buttons of commands, and saying what came of a copy.
const refused = 'Your browser does not allow copying here. It is selected: press Ctrl+C or ⌘C.';

for (const button of document.querySelectorAll('[data-copy]')) {
  const command = button.closest('.command');
  const code = command.querySelector('code');
  button.hidden = false;
  button.addEventListener('click', () => copy(code.textContent, command.querySelector('[role=status]'), 'Copied', () => getSelection().selectAllChildren(code)));
}

/**
 * @param {string} text to copy
 * @param {Element} status a live region that says what happened
 * @param {string} done what it says after a copy
 * @param {() => void} select selects the text where the clipboard is closed: it needs https or localhost, and can be forbidden
 */
export async function copy(text, status, done, select) {
  try {
    await navigator.clipboard.writeText(text);
    say(status, done);
  } catch {
    select();
    say(status, refused);
  }
}

// Emptied first, so that a screen reader says the same words a second time.
export function say(status, text) {
  status.textContent = '';
  setTimeout(() => { status.textContent = text; }, 30);
}
