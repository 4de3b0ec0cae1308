/** The most characters (UTF-16 units) of a brand's name: what an option of a Slack menu shows. */
export const MOST_NAME = 75;

/**
 * A brand's name as it is kept: on one line, without spaces around it, and without characters that nobody sees or that turn the text around them.
 * Undefined when nothing is left, or more than {@link MOST_NAME} characters.
 */
export function brandName(typed: string): string | undefined {
  const name = typed.normalize('NFC').replaceAll(UNSEEN, '').replaceAll(SPACE, ' ').trim();
  return name === '' || name.length > MOST_NAME || !SEEN.test(name) ? undefined : name;
}

/** Zero-width and direction marks; the joiners that emoji and some scripts need stay. */
const UNSEEN = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const SPACE = /[\s\p{Cc}]+/gu;
/** Joiners and marks alone show nothing. */
const SEEN = /[^\p{M}\p{C}\p{Z}]/u;
