import { LIMITS } from '../limits.js';

/** A long text as it is edited: parts that fit an input each, and the white space between them, which is not edited. */
export interface TextParts {
  readonly parts: readonly string[];
  /** One less than parts. */
  readonly separators: readonly string[];
}

/** The longest text that compose keeps, in UTF-16 units. More than any platform takes. */
export const MAX_TEXT = 100_000;

/**
 * Splits a text where a paragraph ends, else a line, a sentence or a word. One that fits an input stays whole; of a longer one each part
 * leaves room to write more. `joinParts(parts, separators)` is the text again, to the letter.
 */
export function splitText(text: string): TextParts {
  const parts: string[] = [];
  const separators: string[] = [];
  let rest = text;
  while (rest.length > LIMITS.plainTextInput) {
    const { end, separator } = boundary(rest);
    parts.push(rest.slice(0, end));
    separators.push(separator);
    rest = rest.slice(end + separator.length);
  }
  return { parts: [...parts, rest], separators };
}

/** The text of edited parts: emptied ones leave nothing behind, added ones begin a paragraph. */
export function joinParts(parts: readonly string[], separators: readonly string[]): string {
  return parts.reduce((text, part, index) => {
    if (part === '') return text;
    return text === '' ? part : `${text}${separators[index - 1] ?? '\n\n'}${part}`;
  }, '');
}

/** Where the first part of a too long text ends, and the white space that follows it. */
function boundary(text: string): { readonly end: number; readonly separator: string } {
  for (const pattern of BOUNDARIES) {
    const ends = [...text.slice(0, PART).matchAll(pattern)].map((match) => match.index + (match[1] ?? '').length);
    const end = ends.at(-1);
    if (end !== undefined && end >= PART_LEAST) return { end, separator: /^\s+/.exec(text.slice(end))?.[0] ?? '' };
  }
  return { end: isHighSurrogate(text, PART - 1) ? PART - 1 : PART, separator: '' };
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

const PART = 2500;

const PART_LEAST = 2000;

/** Paragraph, line, sentence, word; what stands in the group stays with the part. */
const BOUNDARIES = [/(\S)[^\S\n]*\n\s*\n/g, /(\S)[^\S\n]*\n/g, /([.!?…。]["'”’)\]]*)\s/g, /(\S)\s/g];
