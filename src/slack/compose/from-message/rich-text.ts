import { z } from 'zod';
import { emojiFromHex, emojiWords } from './emoji.js';
import { linkWords, type Piece } from './piece.js';

/**
 * A `rich_text` block without its formatting: lists with dots or numbers, every part on lines of its own
 * (slack:reference/block-kit/blocks/rich-text-block, November 2026). What is not known is left out.
 */
export function richTextPieces(block: unknown): Piece[] {
  return onLines(elementsOf(block).map(partPieces));
}

/** Puts each part on lines of its own. */
export function onLines(parts: readonly (readonly Piece[])[]): Piece[] {
  const pieces: Piece[] = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    const isOpen = last !== undefined && !(typeof last === 'string' && last.endsWith('\n'));
    if (isOpen && part.length > 0) pieces.push('\n');
    pieces.push(...part);
  }
  return pieces;
}

function partPieces(part: unknown): Piece[] {
  const read = container.safeParse(part);
  if (!read.success) return [];
  const { type, elements, style, indent = 0, offset = 0 } = read.data;
  if (type !== 'rich_text_list') return elements.flatMap(leafPieces);
  return onLines(
    elements.map((item, index) => [
      `${'  '.repeat(Math.min(indent, 8))}${style === 'ordered' ? `${offset + index + 1}.` : '•'} `,
      ...elementsOf(item).flatMap(leafPieces),
    ]),
  );
}

function leafPieces(element: unknown): Piece[] {
  const { data } = leaf.safeParse(element);
  switch (data?.type) {
    case 'text':
      return data.text === '' ? [] : [data.text];
    case 'link':
      return [linkWords(data.url, data.text)];
    case 'emoji':
      return [(data.unicode === '' ? undefined : emojiFromHex(data.unicode)) ?? emojiWords(data.name)];
    case 'user':
      return [{ kind: 'user', id: data.user_id }];
    case 'usergroup':
      return [{ kind: 'group', id: data.usergroup_id }];
    case 'channel':
      return [{ kind: 'channel', id: data.channel_id }];
    case 'date':
      return [data.fallback];
    case 'color':
      return [data.value];
    default:
      return [];
  }
}

function elementsOf(value: unknown): unknown[] {
  return container.safeParse(value).data?.elements ?? [];
}

const container = z.object({
  type: z.string().optional(),
  elements: z.array(z.unknown()),
  style: z.unknown().optional(),
  indent: z.int().min(0).optional().catch(0),
  offset: z.int().min(0).optional().catch(0),
});

const words = z.string().catch('');

const leaf = z.object({
  type: z.string(),
  text: words,
  url: words,
  name: words,
  unicode: words,
  user_id: words,
  usergroup_id: words,
  channel_id: words,
  fallback: words,
  value: words,
});
