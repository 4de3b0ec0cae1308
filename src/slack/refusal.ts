import { z } from 'zod';
import { never } from '../lib/never.js';
import type { AckBody, ListenerKind } from './listener.js';
import { noticeView } from './notice.js';

/** How a sentence reaches the person: in the answer itself, or `tell` them besides an empty answer. */
export interface Refusal {
  readonly body?: AckBody;
  readonly tell: boolean;
}

/**
 * Puts a sentence into the answer that a payload of this kind allows. A submitted modal stays open with everything typed: the sentence
 * stands at its first input, or, where it has none, in a notice on top of it.
 */
export function refusal(kind: Exclude<ListenerKind, 'event'>, payload: unknown, sentence: string): Refusal {
  switch (kind) {
    case 'command':
      return { body: { response_type: 'ephemeral', text: sentence }, tell: false };
    case 'view':
      return { body: refusedView(payload, sentence), tell: false };
    case 'options':
      return { body: { options: [] }, tell: false };
    case 'action':
    case 'shortcut':
    case 'view_closed':
      return { tell: true };
    default:
      return never(kind);
  }
}

function refusedView(payload: unknown, sentence: string): AckBody {
  const { view } = submitted.catch({ view: { blocks: [] } }).parse(payload);
  const input = view.blocks.find(({ type }) => type === 'input');
  if (input?.block_id !== undefined) return { response_action: 'errors', errors: { [input.block_id]: sentence } };
  const stackIsFull = view.previous_view_id != null && view.previous_view_id !== view.root_view_id;
  return { response_action: stackIsFull ? 'update' : 'push', view: noticeView('Copydesk', sentence) };
}

const submitted = z.object({
  view: z.object({
    blocks: z.array(z.object({ type: z.string(), block_id: z.string().optional() })),
    root_view_id: z.string().nullish(),
    previous_view_id: z.string().nullish(),
  }),
});
