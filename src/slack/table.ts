import { z } from 'zod';
import type { AnyListener, ListenerKind } from './listener.js';

/** Which listener a payload is meant for. */
export interface Called {
  readonly kind: ListenerKind;
  readonly id: string;
}

/** Finds the listener of a payload. */
export type ListenerTable = (called: Called) => AnyListener | undefined;

/** A Map over the listeners by kind and id. Throws when two share both: one of them would never run. */
export function listenerTable(listeners: readonly AnyListener[]): ListenerTable {
  const table = new Map<string, AnyListener>();
  for (const entry of listeners) {
    if (table.has(key(entry))) throw new Error(`Two Slack listeners are registered for the ${entry.kind} ${entry.id}.`);
    table.set(key(entry), entry);
  }
  return (called) => table.get(key(called));
}

/**
 * Reads kind and id from a payload; undefined for a payload of no kind that listeners have.
 * What follows a colon in an action id tells equal elements of one view apart and is no part of the id.
 */
export function calledBy(payload: unknown): Called | undefined {
  const { data } = marks.safeParse(payload);
  if (data === undefined) return undefined;
  if (data.event !== undefined) return { kind: 'event', id: data.event.type };
  if (data.command !== undefined) return { kind: 'command', id: data.command };
  switch (data.type) {
    case 'block_actions':
      return called('action', data.actions?.[0]?.action_id);
    case 'block_suggestion':
      return called('options', data.action_id);
    case 'view_submission':
      return called('view', data.view?.callback_id);
    case 'view_closed':
      return called('view_closed', data.view?.callback_id);
    case 'shortcut':
    case 'message_action':
      return called('shortcut', data.callback_id);
    default:
      return undefined;
  }
}

function called(kind: ListenerKind, id: string | undefined): Called | undefined {
  return id === undefined ? undefined : { kind, id: id.split(':', 1)[0] ?? id };
}

function key({ kind, id }: Called): string {
  return `${kind} ${id}`;
}

const marks = z.object({
  type: z.string().optional(),
  event: z.object({ type: z.string() }).optional(),
  command: z.string().optional(),
  callback_id: z.string().optional(),
  action_id: z.string().optional(),
  actions: z.array(z.object({ action_id: z.string() })).optional(),
  view: z.object({ callback_id: z.string() }).optional(),
});
