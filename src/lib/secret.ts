import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

/** A token, key or code. It prints as `[secret]` wherever it is logged, joined to a string or turned into JSON; only `unwrap` gives the text. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. A test lists the few files that may call this. */
  unwrap(): string {
    return this.#text;
  }

  /** Whether it is this text, in a time that tells nothing about it. */
  is(text: string): boolean {
    return timingSafeEqual(digest(this.#text), digest(text));
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [inspect.custom](): string {
    return PRINTED;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const PRINTED = '[secret]';
