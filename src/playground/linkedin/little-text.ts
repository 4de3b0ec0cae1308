import { refuseValue } from './errors.js';

/** One piece of a little text. */
export type Piece = { kind: 'text'; text: string } | { kind: 'hashtag'; word: string } | { kind: 'mention'; name: string; urn: string };

/**
 * Reads a little text as LinkedIn does: an unescaped parenthesis silently cuts the text there, any other reserved character that is neither escaped nor
 * part of an element is refused with 400 (li:marketing/community-management/shares/little-text-format, November 2026).
 */
export function readLittleText(little: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = little;
  while (rest !== '' && !/^[()]/.test(rest)) {
    const [piece, length] = nextPiece(rest, little.length - rest.length);
    pieces.push(piece);
    rest = rest.slice(length);
  }
  return pieces;
}

/** What a reader sees. */
export function shownText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : piece.kind === 'hashtag' ? `#${piece.word}` : piece.name)).join('');
}

/** The text as LinkedIn answers it: every hashtag has become the template. */
export function writeLittleText(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'hashtag') return `{hashtag|\\#|${guard(piece.word)}}`;
      return piece.kind === 'mention' ? `@[${guard(piece.name)}](${piece.urn})` : guard(piece.text);
    })
    .join('');
}

const MENTION = /^@\[((?:\\[\s\S]|[^\]\\])+)\]\((urn:li:(?:organization:\d+|person:[\w-]+))\)/;
const TEMPLATE = /^\{hashtag\|\\?[#＃]\|((?:\\[\s\S]|[^}\\])+)\}/;
const TAG = /^#([\p{L}\p{M}\p{N}]+)/u;
const ESCAPE = /^\\([|{}@[\]()<>#\\*_~])/;
const PLAIN = /^[^|{}@[\]()<>#\\*_~]+/;

function nextPiece(rest: string, at: number): [Piece, number] {
  const mention = MENTION.exec(rest);
  if (mention !== null) return [{ kind: 'mention', name: plain(mention[1] ?? ''), urn: mention[2] ?? '' }, mention[0].length];
  const tag = TEMPLATE.exec(rest) ?? TAG.exec(rest);
  if (tag !== null) return [{ kind: 'hashtag', word: plain(tag[1] ?? '') }, tag[0].length];
  const text = ESCAPE.exec(rest) ?? PLAIN.exec(rest);
  if (text !== null) return [{ kind: 'text', text: text[1] ?? text[0] }, text[0].length];
  return refuseValue('INVALID_VALUE_FOR_FIELD', `/commentary: unexpected '${rest[0]}' at character ${at}`);
}

function plain(text: string): string {
  return text.replace(/\\([\s\S])/g, '$1');
}

function guard(text: string): string {
  return text.replace(/[|{}@[\]()<>#\\*_~]/g, '\\$&');
}
