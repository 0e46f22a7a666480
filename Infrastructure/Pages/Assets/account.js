// The account page: a download shows how far it is. All else works without a script.
import { DownloadProgress } from './progress.js';

const form = document.querySelector('#download');
const button = form.querySelector('button');
const progress = new DownloadProgress([button]);

form.addEventListener('submit', event => {
  event.preventDefault();
  const asked = new FormData(form);
  progress.run(button, `${form.action}?${new URLSearchParams(asked)}`, asked.get('format'), null);
});

addEventListener('pagehide', () => progress.cancel());

// Signed out in the meantime, or in another tab: what the browser kept of the page must not be shown.
addEventListener('pageshow', event => {
  if (event.persisted) {
    location.reload();
  }
});
