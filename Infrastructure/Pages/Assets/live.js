// The numbers of the start page, from /health, while the page is visible.
import './copy.js';

const every = 15_000;
const users = document.querySelector('[data-live="users"]');
const state = document.querySelector('[data-live="state"]');

async function refresh() {
  if (document.hidden) {
    return;
  }
  let isReady = false;
  try {
    const reply = await fetch(new URL('health', document.baseURI), { headers: { accept: 'application/json' }, cache: 'no-store' });
    const health = await reply.json();
    isReady = health.status === 'healthy';
    if (Number.isInteger(health.authenticated_users)) {
      users.textContent = health.authenticated_users;
    }
  } catch {
    // Not reachable: the last number stays, and the state says so.
  }
  state.textContent = isReady ? 'ready' : 'not ready';
  state.dataset.state = isReady ? 'ready' : 'not-ready';
}

setInterval(refresh, every);
document.addEventListener('visibilitychange', refresh);
