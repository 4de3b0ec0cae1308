import { type Span, weightedLength } from './text.js';

/** What is left to split. */
export interface Rest {
  readonly text: string;
  /** Where the next part begins, a UTF-16 offset. */
  readonly from: number;
  /** The most a part may weigh. */
  readonly limit: number;
  /** What should stay whole. */
  readonly spans: () => readonly Span[];
}

/**
 * The best place to cut a text so that a part ends at `end` at the latest: the last paragraph end, else the last sentence end (both after a third of
 * the way), else the last white space (after half of it), else a word end, else between two graphemes. Never within a span that could be a part by
 * itself. Always after `from`.
 */
export function cutBefore(rest: Rest, end: number): number {
  const { text, from } = rest;
  const window = text.slice(from, end + LOOKAHEAD);
  const room = end - from;
  const fits = (cut: number, least: number) =>
    cut > 0 && cut >= least && cut <= room && boundaryBefore(GRAPHEMES, window, cut) === cut && isOutside(rest, from + cut);
  const candidates: readonly (() => readonly [cut: number, least: number])[] = [
    () => [lastParagraphEnd(window, room), room / 3],
    () => [boundaryBefore(SENTENCES, window, room), room / 3],
    () => [lastSpace(window, room), room / 2],
    () => [lastWordEnd(window, outOf(rest, end) - from), 1],
    () => [boundaryBefore(GRAPHEMES, window, outOf(rest, end) - from), 1],
  ];
  for (const candidate of candidates) {
    const [cut, least] = candidate();
    if (fits(cut, least)) return from + cut;
  }
  return from + firstGrapheme(text.slice(from, from + LONGEST_GRAPHEME));
}

/** Whether there is white space on one side of a cut. Nothing that must stay whole has any inside. */
export function isBesideSpace(text: string, cut: number): boolean {
  return /\s/.test(text.charAt(cut)) || /\s/.test(text.charAt(cut - 1));
}

function isOutside(rest: Rest, cut: number): boolean {
  return isBesideSpace(rest.text, cut) || outOf(rest, cut) === cut;
}

/** The start of the span that a cut would go through; the cut itself where it goes through none. What is heavier than a part is not kept whole. */
function outOf({ text, limit, spans }: Rest, cut: number): number {
  const span = spans().find(({ start, end }) => start < cut && cut < end);
  return span === undefined || weightedLength(text.slice(span.start, span.end)) > limit ? cut : span.start;
}

function lastParagraphEnd(window: string, room: number): number {
  let last = 0;
  for (const { index } of window.matchAll(PARAGRAPH_END)) {
    if (index > room) break;
    last = index;
  }
  return last;
}

function lastSpace(window: string, room: number): number {
  let index = room;
  while (index > 0 && !/\s/.test(window.charAt(index))) index -= 1;
  while (index > 0 && /\s/.test(window.charAt(index - 1))) index -= 1;
  return index;
}

/** Before a word, and not right after an opening bracket or quote. */
function lastWordEnd(window: string, room: number): number {
  const words = WORDS.segment(window);
  for (let index = room, tries = 0; index > 0 && tries < MAX_WORD_TRIES; tries += 1) {
    const segment = words.containing(index);
    const start = segment?.index ?? 0;
    if (segment?.isWordLike === true && !OPENING.test(window.slice(0, start))) return start;
    index = start < index ? start : index - 1;
  }
  return 0;
}

function boundaryBefore(segmenter: Intl.Segmenter, window: string, cut: number): number {
  return segmenter.segment(window).containing(cut)?.index ?? cut;
}

function firstGrapheme(text: string): number {
  return GRAPHEMES.segment(text).containing(0)?.segment.length ?? text.length;
}

/** Segments are asked for one by one: walking through all of them takes hundreds of times longer. */
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

const PARAGRAPH_END = /\s*\n[ \t\r]*\n/g;
const OPENING = /[\p{Ps}\p{Pi}#@$]$/u;
const LOOKAHEAD = 100;
const MAX_WORD_TRIES = 20;
const LONGEST_GRAPHEME = 2_000;
