// The page that shows a token: copying, downloading, and leaving nothing behind.
import { copy, say } from './copy.js';
import { DownloadProgress } from './progress.js';

const token = document.querySelector('#token');
const copyToken = document.querySelector('#copy-token');
const copyStatus = document.querySelector('#copy-status');
const formats = [...document.querySelectorAll('[data-format]')];
const address = document.querySelector('#signed-in').dataset.download;
const progress = new DownloadProgress(formats);

// The code in the address is spent, and need not stay in the history.
history.replaceState(null, '', location.pathname);

copyToken.hidden = false;
// A token with limits may leave no other formats.
document.querySelectorAll('#download-here, #formats').forEach(part => { part.hidden = false; });
document.querySelector('#download-plain').hidden = true;

token.addEventListener('click', () => token.select());

copyToken.addEventListener('click', () => copy(token.value, copyStatus, 'Copied. Save it in your password manager.', () => {
  token.focus();
  token.select();
}));

for (const button of formats) {
  const format = button.dataset.format;
  button.addEventListener('click', () => progress.run(button, `${address}?format=${format}`, format, token.value));
}

// Back must not show the token again, nor may a copy of the page keep it.
addEventListener('pagehide', () => {
  progress.cancel();
  token.value = '';
  token.removeAttribute('value');
});

addEventListener('pageshow', event => {
  if (event.persisted) {
    copyToken.disabled = true;
    formats.forEach(button => { button.disabled = true; });
    say(copyStatus, 'This page no longer has the token. If you copied it, it still works.');
    progress.say('You left this page, so it no longer has your token. Sign in again to download.');
  }
});
