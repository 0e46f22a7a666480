// The page that shows a new token or link: copying, and leaving nothing behind.
import { copy, say } from './copy.js';

const secret = document.querySelector('#secret');
const button = document.querySelector('#copy-secret');
const status = document.querySelector('#copy-status');

button.hidden = false;

secret.addEventListener('click', () => secret.select());

button.addEventListener('click', () => copy(secret.value, status, 'Copied.', () => {
  secret.focus();
  secret.select();
}));

// Back must not show it again, nor may a copy of the page keep it.
addEventListener('pagehide', () => {
  secret.value = '';
  secret.removeAttribute('value');
});

addEventListener('pageshow', event => {
  if (event.persisted) {
    button.disabled = true;
    say(status, 'This page no longer has it. If you copied it, it still works.');
  }
});
