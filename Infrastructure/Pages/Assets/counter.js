// Counts the contacts in a file as its bytes arrive, whatever the pieces are: in the formats whose contacts are easily told apart. Every byte that matters is ASCII.
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
    const isTable = format.endsWith('csv');
    this.#take = isTable ? this.#csv : format === 'people' ? this.#lines : format === 'json' ? this.#json : null;
    // The header line of CSV is no contact.
    this.#records = isTable ? -1 : 0;
  }

  /** Contacts that are whole; null in a format whose contacts are not counted. */
  get contacts() {
    return this.#take && Math.max(0, this.#records);
  }

  take(bytes) {
    this.#take?.(bytes);
  }

  #lines(bytes) {
    for (const byte of bytes) {
      this.#records += byte === lineFeed ? 1 : 0;
    }
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
