import type { AnyListener, ListenerContext, ListenerKind } from './listener.js';

/** What happens after a person acted with a listener, whether or not its work came to its end. It throws nothing. */
export type FollowUp = (payload: unknown, context: ListenerContext) => Promise<void> | void;

/** The same listeners; each of these follows, in order, what a person did with one. */
export function followed(listeners: readonly AnyListener[], ...followUps: readonly FollowUp[]): AnyListener[] {
  return listeners.map((entry) =>
    ACTS.has(entry.kind)
      ? {
          ...entry,
          run: async (payload, context) => {
            const acked = await entry.run(payload, context);
            const carry = async () => {
              try {
                await acked.carry();
              } finally {
                for (const followUp of followUps) await followUp(payload, context);
              }
            };
            return { ...acked, carry };
          },
        }
      : entry,
  );
}

const ACTS: ReadonlySet<ListenerKind> = new Set(['action', 'view', 'view_closed', 'command']);
