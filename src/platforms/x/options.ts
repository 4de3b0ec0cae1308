import type { Content } from '../platform.js';

/** What an author may choose for X, in `Content.options`. Anything else there is ignored. */
export interface XOptions {
  /** Each part of a thread ends with its number, as in `1/4`. */
  readonly numbering: boolean;
  /** One long post instead of a thread, where the account may: up to 25,000 characters. */
  readonly longPost: boolean;
}

/** The feature of an account whose subscription lets it post up to 25,000 characters. */
export const LONG_POSTS = 'long posts';

/** The choices in a content; what is absent is off. */
export function optionsOf({ options }: Content): XOptions {
  return { numbering: options.numbering === true, longPost: options.longPost === true };
}
