// Downloads contacts inside a page. The file is handed to the browser only once it is whole.
import { ContactCounter } from './counter.js';

/**
 * @param {string} address of the download, with its query
 * @param {string} format the name of the one that the query names
 * @param {string | null} token sent in the header, never in the address; null where the session's cookie opens it
 * @param {AbortSignal} signal ends it
 * @param {(soFar: number | null, total: number | null, bytes: number) => void} tell is called as contacts arrive; soFar is null where they cannot be counted
 * @returns {Promise<number | null>} how many contacts are in the file; null where they cannot be counted
 */
export async function download(address, format, token, signal, tell) {
  const reply = await ask(address, token, signal);
  if (!reply.ok) {
    throw new Error(await refusal(reply));
  }
  const total = Number(reply.headers.get('Gcd-Contacts-Total')) || null;
  const counter = new ContactCounter(format);
  const parts = [];
  let bytes = 0;
  try {
    for (const reader = reply.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      parts.push(value);
      bytes += value.length;
      counter.take(value);
      tell(counter.contacts, total, bytes);
    }
  } catch {
    const far = counter.contacts === null ? '' : ` after ${counter.contacts}${total ? ` of ${total}` : ''} contacts`;
    throw new Error(`The download broke off${far}: the service or Google failed partway. Try again.`);
  }
  save(new Blob(parts, { type: reply.headers.get('Content-Type') }), nameOf(reply, format));
  return counter.contacts;
}

async function ask(address, token, signal) {
  try {
    return await fetch(address, { headers: token ? { authorization: `Bearer ${token}` } : {}, cache: 'no-store', signal });
  } catch {
    throw new Error('The service cannot be reached. Check your connection and try again.');
  }
}

async function refusal(reply) {
  try {
    const problem = await reply.json();
    return `${problem.error}. ${problem.solution}`;
  } catch {
    return `The service answered with ${reply.status}. Try again later.`;
  }
}

function nameOf(reply, format) {
  return /filename="([\w.-]+)"/.exec(reply.headers.get('Content-Disposition') ?? '')?.[1] ?? `contacts.${format}`;
}

function save(file, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has begun to copy it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
