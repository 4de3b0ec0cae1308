import type { View } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { z } from 'zod';
import type { Log } from '../lib/log.js';
import type { Workspace } from '../workspaces/index.js';

/** The kinds of payload Slack sends, each with its own table of ids. */
export type ListenerKind = 'command' | 'action' | 'view' | 'view_closed' | 'shortcut' | 'options' | 'event';

/** What a listener knows about the request, beside its parsed payload. */
export interface ListenerContext {
  /** As it was read within the last second; rights rest on a read of their own, in the rooms. */
  readonly workspace: Workspace;
  /** The person's Slack user and team id; rights are read in the rooms. */
  readonly userId: string;
  readonly userTeamId: string;
  /** A client with the workspace's bot token. */
  readonly client: WebClient;
  /** Short; shown to the person when something fails, and logged with it. */
  readonly reference: string;
  readonly log: Log;
  /** When the request reached us. */
  readonly arrivedAt: Date;
  /** Tells the person something privately: through the response URL, else over Home where they clicked there, else an ephemeral message in the channel, else a DM. Never throws. */
  tell(text: string): Promise<void>;
}

/** The body of an acknowledgement; `undefined` is an empty 200. */
export type AckBody =
  | undefined
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly response_action: 'update' | 'push'; readonly view: View }
  | { readonly text: string; readonly blocks?: readonly object[]; readonly response_type?: 'ephemeral' }
  | { readonly options: readonly object[] }
  | { readonly option_groups: readonly object[] };

/** What `ack` hands back: the answer to Slack, and what `work` goes on with. */
export interface Acked<Carry> {
  readonly body?: AckBody;
  readonly carry: Carry;
}

/**
 * One entry of the listener table.
 * - `parse` takes the payload Slack sent (command form, action body, view body, event envelope) as zod reads it.
 * - `ack` runs within 2.5 s of arrival: what must be durable is written here, rights included. What it throws becomes words to the person.
 * - `work` runs after the answer has left; what it throws reaches the person as words with the reference.
 */
export interface Listener<Input, Carry> {
  readonly kind: ListenerKind;
  /** Command, action_id, callback_id or event type. */
  readonly id: string;
  readonly parse: z.ZodType<Input>;
  ack(input: Input, context: ListenerContext): Promise<Acked<Carry>>;
  work?(input: Input, context: ListenerContext, carry: Carry): Promise<void>;
}

/** A listener whose types are closed over, as the table holds them. */
export interface AnyListener {
  readonly kind: ListenerKind;
  readonly id: string;
  run(payload: unknown, context: ListenerContext): Promise<Acked<() => Promise<void>>>;
}

/** The payload was not of the listener's form; it is logged and answered kindly. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

/** Closes over a listener's types. */
export function listener<Input, Carry>(entry: Listener<Input, Carry>): AnyListener {
  return {
    kind: entry.kind,
    id: entry.id,
    run: async (payload, context) => {
      const parsed = entry.parse.safeParse(payload);
      if (!parsed.success) throw new PayloadError(`The ${entry.kind} ${entry.id} has an unexpected form: ${parsed.error.message}`);
      const acked = await entry.ack(parsed.data, context);
      const work = async () => {
        await entry.work?.(parsed.data, context, acked.carry);
      };
      return { ...(acked.body === undefined ? {} : { body: acked.body }), carry: work };
    },
  };
}
