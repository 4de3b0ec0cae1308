import twitterText from 'twitter-text';

/** A stretch of a text that must stay whole, as UTF-16 offsets; `end` is the first one after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The length of a text as X counts it, by X's own library: the text in NFC, every address 23, an emoji 2, Latin and its neighbours 1, all else 2.
 * The library's emoji are those of Unicode 11 (2018): a newer sequence counts as the sum of its parts, which is never less than what X counts
 * (xdocs:fundamentals/counting-characters; twitter/twitter-text:config/v3.json, November 2026).
 */
export function weightedLength(text: string): number {
  return twitterText.parseTweet(text).weightedLength;
}

/** The emoji of a text, each once, that weigh more than the 2 that X counts for any emoji: the library does not know them yet. */
export function newerEmoji(text: string): string[] {
  const emoji = new Set([...text.matchAll(EMOJI)].map(([each]) => each));
  return [...emoji].filter((each) => weightedLength(each) > 2);
}

/** Where a text must be cut at the latest so that its beginning weighs `limit` at most, a UTF-16 offset; its length if all of it fits. */
export function fittingEnd(text: string, limit: number): number {
  const composed = text.normalize('NFC');
  const { validRangeEnd, weightedLength: weight } = twitterText.parseTweet(composed, { ...WEIGHTS, maxWeightedTweetLength: limit });
  if (weight <= limit) return text.length;
  return composed === text ? validRangeEnd + 1 : decomposedOffset(text, validRangeEnd + 1);
}

/** Addresses, mentions, hashtags and cashtags of a text, in order; addresses without a known top-level domain too, where they begin with a scheme. */
export function wholeSpans(text: string): Span[] {
  const entities = twitterText.extractEntitiesWithIndices(text).map(({ indices: [start, end] }) => ({ start, end }));
  const schemes = [...text.matchAll(SCHEMED)].map(({ index, 0: match }) => ({ start: index, end: index + match.length }));
  return merged([...entities, ...schemes].sort((a, b) => a.start - b.start));
}

/** The addresses in a text, as X would shorten them. */
export function addressesIn(text: string): { readonly address: string; readonly start: number; readonly end: number }[] {
  return twitterText.extractUrlsWithIndices(text).map(({ url, indices: [start, end] }) => ({ address: url, start, end }));
}

/** How many cashtags a text has. */
export function countCashtags(text: string): number {
  return twitterText.extractCashtags(text).length;
}

/** Whether a text has a character that X refuses: U+FFFE, U+FEFF or U+FFFF (twitter/twitter-text:js/src/regexp/invalidCharsGroup.js, November 2026). */
export function hasRefusedCharacters(text: string): boolean {
  return text.search(INVALID) >= 0;
}

/** The offset in a text that belongs to one in its NFC, found by halves. */
function decomposedOffset(text: string, composed: number): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (text.slice(0, middle).normalize('NFC').length <= composed) low = middle;
    else high = middle - 1;
  }
  return low;
}

function merged(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const span of spans) {
    const last = apart.at(-1);
    if (last === undefined || span.start >= last.end) apart.push(span);
    else apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return apart;
}

const INVALID = /[\uFFFE\uFEFF\uFFFF]/;
/** A flag, or a pictograph with its variants and with what is joined to it. */
const EMOJI =
  /\p{RI}{2}|\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F)*(?:\u200D\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F)*)*[\u{E0020}-\u{E007F}]*/gu;
const SCHEMED = /\b[a-z][a-z0-9+.-]*:\/\/[\x21-\x7E]+/gi;

/** twitter/twitter-text:config/v3.json, November 2026. */
const WEIGHTS = {
  version: 3,
  scale: 100,
  defaultWeight: 200,
  emojiParsingEnabled: true,
  transformedURLLength: 23,
  ranges: [
    { start: 0, end: 4351, weight: 100 },
    { start: 8192, end: 8205, weight: 100 },
    { start: 8208, end: 8223, weight: 100 },
    { start: 8242, end: 8247, weight: 100 },
  ],
};
