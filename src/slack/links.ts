import { z } from 'zod';
import { ACTIONS } from './ids.js';
import { type AnyListener, listener } from './listener.js';

/** A link button opens its page by itself and sends a click besides, which wants nothing but an answer. */
export function linkListeners(): AnyListener[] {
  return [listener({ kind: 'action', id: ACTIONS.openLink, parse: z.unknown(), ack: async () => ({ carry: undefined }) })];
}
