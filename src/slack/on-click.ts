import { type AnyListener, type ListenerContext, listener } from './listener.js';
import { actionPayload, type Click } from './payloads.js';

/** A listener of a click that is acknowledged at once; all it does comes after, and what it throws then reaches the person as words. */
export function onClick(id: string, work: (input: Click, context: ListenerContext) => Promise<void>): AnyListener {
  return listener({ kind: 'action', id, parse: actionPayload, ack: async () => ({ carry: undefined }), work });
}
