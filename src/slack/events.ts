import { z } from 'zod';
import { type AnyListener, listener } from './listener.js';

/** Told that Copydesk was removed from a workspace: it happened by `saidAt`, and what was installed later is not meant. */
export type OnUninstalled = (workspace: string, saidAt: Date) => Promise<void>;

/** Listeners of `app_uninstalled` and `tokens_revoked`: either says that Copydesk was removed; Slack sends both, in any order. */
export function lifecycleListeners(onUninstalled: OnUninstalled): AnyListener[] {
  return [
    listener({
      kind: 'event',
      id: 'app_uninstalled',
      parse: z.object({ event_time: eventTime, event: z.object({ type: z.literal('app_uninstalled') }) }),
      ack: async ({ event_time }, { workspace }) => {
        await onUninstalled(workspace.id, event_time);
        return { carry: undefined };
      },
    }),
    listener({
      kind: 'event',
      id: 'tokens_revoked',
      parse: z.object({ event_time: eventTime, event: z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) }) }),
      ack: async ({ event, event_time }, { workspace }) => {
        const ours = event.tokens.bot?.includes(workspace.botUserId) === true;
        if (ours) await onUninstalled(workspace.id, event_time);
        return { carry: undefined };
      },
    }),
  ];
}

/** Slack's time in whole seconds, rounded down (slack:apis/events-api, November 2026): the last moment that it may mean. */
const eventTime = z.number().transform((seconds) => new Date(seconds * 1000 + 999));
