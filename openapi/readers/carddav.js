// Keeps a file equal to a CardDAV address book with tsdav: reads all of it, or, where the file is there, what changed since.
// node carddav.js ADDRESS PASSWORD FILE
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createDAVClient } from 'tsdav';

const [serverUrl, password, file] = process.argv.slice(2);
const credentials = { username: 'anybody', password };
const client = await createDAVClient({ serverUrl, credentials, authMethod: 'Basic', defaultAccountType: 'carddav' });

async function readAll() {
  const [addressBook] = await client.fetchAddressBooks();
  return { ...addressBook, objects: await client.fetchVCards({ addressBook }) };
}

async function readChanges(book) {
  const account = { serverUrl, credentials, accountType: 'carddav', homeUrl: new URL('..', book.url).href };
  return client.smartCollectionSync({ collection: { ...book, objectMultiGet: client.addressBookMultiGet }, method: 'webdav', account });
}

writeFileSync(file, JSON.stringify(existsSync(file) ? await readChanges(JSON.parse(readFileSync(file, 'utf8'))) : await readAll()));
