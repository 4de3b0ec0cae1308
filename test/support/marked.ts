import { type Catalogue, LANGUAGES } from '../../src/language/index.js';

/**
 * English with each message between `⟦` and `⟧`, to be spoken under the tag of a language that writes lists, numbers, days and months without a Latin
 * letter. Latin letters outside the marks then were not said from the catalogue.
 */
export const MARKED = Object.fromEntries(
  Object.entries(LANGUAGES.en).map(([meaning, message]) => [meaning, `⟦${message}⟧`]),
) as unknown as Catalogue;

/** The tag that goes with {@link MARKED}. */
export const MARKED_TAG = 'ja';

/** Every text that people read or hear in what was shown (a call, an answer, blocks), however deep. */
export function textsIn(shown: unknown, under = ''): string[] {
  if (typeof shown === 'string') return READ.has(under) ? [shown] : [];
  if (Array.isArray(shown)) return shown.flatMap((each) => textsIn(each, under));
  if (typeof shown !== 'object' || shown === null) return [];
  const isErrors = under === 'errors';
  return Object.entries(shown).flatMap(([key, each]) => textsIn(each, isErrors ? 'text' : key));
}

/** What of a text was neither said from the catalogue nor is data: an address, a mention, an emoji, a command, or what `data` matches. */
export function unsaid(text: string, data: RegExp): string {
  let said = text;
  for (let before = ''; before !== said; ) {
    before = said;
    said = said.replaceAll(/⟦[^⟦⟧]*⟧/g, '');
  }
  const own = said
    .replaceAll(/⟦[^⟧]*$/g, '')
    .replaceAll(/<[^>]*>|https?:\/\/\S+|:[a-z0-9_+-]+:|`[^`]*`/g, '')
    .replaceAll(data, '');
  return /[A-Za-z]/.test(own) ? own.trim() : '';
}

const READ = new Set(['text', 'alt_text', 'accessibility_label', 'title']);
