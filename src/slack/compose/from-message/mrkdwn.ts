import { emojiWords } from './emoji.js';
import { linkWords, type Piece } from './piece.js';

/**
 * A message's mrkdwn without its formatting (slack:messaging/formatting-message-text, November 2026). A call to everybody (`<!here>`) is meant
 * for Slack and leaves nothing.
 */
export function mrkdwnPieces(mrkdwn: string): Piece[] {
  const text = withoutMarks(mrkdwn.replace(/^&gt; ?(?:&gt;&gt; ?)?/gm, ''));
  return text.split(/(<[^<>\n]+>)/).flatMap((stretch, index): Piece[] => {
    if (index % 2 === 1) return tokenPiece(stretch.slice(1, -1));
    return stretch === '' ? [] : [unescaped(stretch.replace(/:([a-z0-9_+-]+):/g, (_, name: string) => emojiWords(name)))];
  });
}

function tokenPiece(token: string): Piece[] {
  const [target = '', ...rest] = token.split('|');
  const label = unescaped(rest.join('|'));
  const named = label === '' ? {} : { name: label.replace(/^[@#]/, '') };
  if (/^@[UW]\w+$/.test(target)) return [{ kind: 'user', id: target.slice(1), ...named }];
  if (/^#C\w+$/.test(target)) return [{ kind: 'channel', id: target.slice(1), ...named }];
  if (target.startsWith('!subteam^')) return [{ kind: 'group', id: target.slice('!subteam^'.length), ...named }];
  if (target.startsWith('!date^')) return [label];
  if (target.startsWith('!')) return [];
  return [linkWords(unescaped(target), label)];
}

/** Takes the marks of bold, italic, struck and code away. What stands in a link or in code is no mark. */
function withoutMarks(text: string): string {
  const dropped = new Set<number>();
  let shape = text.replace(/<[^<>\n]+>/g, (token) => `<${'x'.repeat(token.length - 2)}>`);
  for (const { pattern, isCode } of FORMATS) {
    shape = shape.replace(pattern, (found: string, mark: string, inside: string, at: number) => {
      const end = at + found.length - mark.length;
      for (let index = 0; index < mark.length; index += 1) dropped.add(at + index).add(end + index);
      const seen = '.'.repeat(mark.length);
      return `${seen}${isCode ? 'x'.repeat(inside.length) : inside}${seen}`;
    });
  }
  return [...Array(text.length).keys()].map((index) => (dropped.has(index) ? '' : (text[index] ?? ''))).join('');
}

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: '<', gt: '>' })[name] ?? '&');
}

/** Same length before and after, so that an index in the shape is one in the text. */
const FORMATS: readonly { readonly pattern: RegExp; readonly isCode: boolean }[] = [
  { pattern: /(```)([^`]+)```/g, isCode: true },
  { pattern: /(`)([^`\n]+)`/g, isCode: true },
  ...['\\*', '_', '~'].map((mark) => ({
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}${mark}])(${mark})(?![\\s${mark}])([^${mark}\\n]*[^${mark}\\s])${mark}(?![\\p{L}\\p{N}${mark}])`,
      'gu',
    ),
    isCode: false,
  })),
];
