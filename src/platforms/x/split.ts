import { cutBefore, isBesideSpace, type Rest } from './cut.js';
import { fittingEnd, hasRefusedCharacters, weightedLength, wholeSpans } from './text.js';

/** A text in parts. Gaps and parts by turns, a gap first and last, give the text back; a gap is white space and `---` lines, and is not published. */
export interface SplitText {
  readonly parts: readonly string[];
  readonly gaps: readonly string[];
}

/**
 * Splits a text into parts that each weigh `limit` at most: at every line of `---`, then, where that is not enough, at paragraph, sentence and word
 * ends, never inside an address, a mention, a tag or a grapheme. Only a single grapheme heavier than `limit` makes a part that is too heavy. A text with characters that X refuses stays
 * as it is: the library stops reading at the first.
 */
export function splitText(text: string, limit: number): SplitText {
  if (hasRefusedCharacters(text)) return { parts: [text], gaps: ['', ''] };
  const collected = { parts: [] as string[], gaps: [''] };
  const sections = text.includes('---') ? text.split(DIVIDER) : [text];
  for (const [index, section] of sections.entries()) {
    if (index % 2 === 1) addGap(collected, section);
    else splitSection(section, limit, collected);
  }
  return collected;
}

/** A line of three hyphens and nothing else, with the line ends around it. */
const DIVIDER = /((?:^|(?<=\n))[ \t]*---[ \t]*(?:\r?\n|$))/;

interface Collected {
  readonly parts: string[];
  readonly gaps: string[];
}

function splitSection(section: string, limit: number, collected: Collected): void {
  const text = section.trimEnd();
  const spans = lazily(() => wholeSpans(text));
  let at = leadingSpace(text);
  let width = limit;
  addGap(collected, text.slice(0, at));
  while (at < text.length) {
    const cut = cutAfter({ text, from: at, limit, spans }, width);
    const part = text.slice(at, cut).trimEnd();
    const next = cut + leadingSpace(text.slice(cut));
    collected.parts.push(part);
    collected.gaps.push(text.slice(at + part.length, next));
    width = cut - at;
    at = next;
  }
  addGap(collected, section.slice(text.length));
}

/** Where the part that begins at `from` ends. What was cut may weigh more alone than it did inside the text (half a word can read as an address): then less is taken. */
function cutAfter(rest: Rest, width: number): number {
  const { text, from, limit } = rest;
  for (let budget = limit; ; ) {
    const end = farthestEnd(rest, budget, width);
    const cut = end === text.length ? end : cutBefore(rest, end);
    if (budget <= 1 || cut === text.length || weighsTheSameAlone(text, from, cut)) return cut;
    const excess = weightedLength(text.slice(from, cut)) - limit;
    if (excess <= 0) return cut;
    budget = Math.max(1, budget - excess);
  }
}

/** Looks at a window of the text only, wider while all of it fits: an address may be long and light. */
function farthestEnd({ text, from }: Rest, limit: number, guess: number): number {
  for (let width = guess + MARGIN; ; width *= 2) {
    const window = text.slice(from, from + width);
    const end = fittingEnd(window, limit);
    if (end < window.length || from + width >= text.length) return from + end;
  }
}

/** Only an address weighs as a whole; it has a dot in it and no white space. */
function weighsTheSameAlone(text: string, from: number, cut: number): boolean {
  return isBesideSpace(text, cut) || !text.slice(from, cut).includes('.');
}

function addGap({ gaps }: Collected, gap: string): void {
  gaps[gaps.length - 1] = (gaps.at(-1) ?? '') + gap;
}

/** How much white space a text begins with, but for a space that carries a mark and so belongs to the text. */
function leadingSpace(text: string): number {
  return LEADING_SPACE.exec(text)?.[0].length ?? 0;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const MARGIN = 50;
const LEADING_SPACE = /^(?:[\r\n]|\s(?!\p{M}|\p{EMod}|\u200C|\u200D|[\u{E0020}-\u{E007F}]))*/u;
