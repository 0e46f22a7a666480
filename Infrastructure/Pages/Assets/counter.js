// Counts the contacts in a file as its bytes arrive, whatever the pieces are. Every byte that matters is ASCII.
const quote = 0x22;
const lineFeed = 0x0a;
const backslash = 0x5c;
const open = 0x7b;
const close = 0x7d;

export class ContactCounter {
  #take;
  #records;
  #isQuoted = false;
  #isEscaped = false;
  #depth = 0;

  constructor(format) {
    this.#take = format === 'csv' ? this.#csv : this.#json;
    // The header line of CSV is no contact.
    this.#records = format === 'csv' ? -1 : 0;
  }

  /** Contacts that are whole. */
  get contacts() {
    return Math.max(0, this.#records);
  }

  take(bytes) {
    this.#take(bytes);
  }

  // A record ends at a line end outside of quotes (RFC 4180).
  #csv(bytes) {
    for (const byte of bytes) {
      if (byte === quote) {
        this.#isQuoted = !this.#isQuoted;
      } else if (byte === lineFeed && !this.#isQuoted) {
        this.#records++;
      }
    }
  }

  // A contact is an object inside the object of the reply.
  #json(bytes) {
    for (const byte of bytes) {
      if (this.#isEscaped) {
        this.#isEscaped = false;
      } else if (this.#isQuoted) {
        this.#isEscaped = byte === backslash;
        this.#isQuoted = byte !== quote;
      } else if (byte === quote) {
        this.#isQuoted = true;
      } else if (byte === open) {
        this.#depth++;
      } else if (byte === close && --this.#depth === 1) {
        this.#records++;
      }
    }
  }
}
