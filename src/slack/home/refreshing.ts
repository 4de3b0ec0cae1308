import type { AnyListener, ListenerKind } from '../listener.js';
import type { HomeRefresher } from './refresher.js';

/** The same listeners; after what a person did with one, their Home is published anew where they looked at it lately. */
export function refreshing(listeners: readonly AnyListener[], refresher: Pick<HomeRefresher, 'acted'>): AnyListener[] {
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
                refresher.acted(context.workspace.id, context.userId);
              }
            };
            return { ...acked, carry };
          },
        }
      : entry,
  );
}

const ACTS: ReadonlySet<ListenerKind> = new Set(['action', 'view', 'view_closed', 'command']);
