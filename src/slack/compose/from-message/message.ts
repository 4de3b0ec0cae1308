import { z } from 'zod';
import { say } from '../../../language/index.js';
import { mrkdwnPieces } from './mrkdwn.js';
import type { Piece } from './piece.js';
import { onLines, richTextPieces } from './rich-text.js';

/** A message as `message_action` carries it, as far as it is read. */
export type Message = z.infer<typeof messageObject>;

/**
 * What a message says. Its `rich_text` is what its writer typed, so that counts before `text`; where it says nothing by itself, the messages it
 * shares are what it says. Names that only `text` has are put to the ids.
 */
export function messagePieces(message: Message): Piece[] {
  const own = spoken(message);
  const said = own.length > 0 ? own : onLines(message.attachments.map(spoken));
  const names = new Map(mrkdwnPieces(message.text).flatMap((piece) => (hasName(piece) ? [[piece.id, piece.name] as const] : [])));
  return said.map((piece) => {
    const name = typeof piece === 'string' ? undefined : (piece.name ?? names.get(piece.id));
    return typeof piece === 'string' || name === undefined ? piece : { ...piece, name };
  });
}

function spoken({ text, blocks }: Pick<Message, 'text' | 'blocks'>): Piece[] {
  const rich = onLines(blocks.filter(({ type }) => type === 'rich_text').map(richTextPieces));
  return rich.length > 0 || text.trim() === '' ? rich : mrkdwnPieces(text);
}

function hasName(piece: Piece): piece is Exclude<Piece, string> & { readonly name: string } {
  return typeof piece !== 'string' && piece.name !== undefined;
}

const spokenObject = z.object({
  text: z.string().catch(''),
  blocks: z.array(z.looseObject({ type: z.string() })).catch([]),
});

/** slack:reference/interaction-payloads/shortcuts-interaction-payload, November 2026. */
export const messageObject = spokenObject.extend({
  attachments: z.array(spokenObject).catch([]),
  files: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().catch(() => say('label.unnamedFile')),
        mimetype: z.string().catch(''),
        size: z.number().catch(0),
      }),
    )
    .catch([]),
});
