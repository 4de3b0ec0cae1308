import { z } from 'zod';
import type { Clock } from '../lib/clock.js';
import type { WorkspaceStore } from '../workspaces/index.js';
import { type AnyListener, listener } from './listener.js';

/** Listeners of `app_uninstalled` and `tokens_revoked`: either marks the workspace as uninstalled; Slack sends both, in any order. */
export function lifecycleListeners(deps: {
  readonly workspaces: Pick<WorkspaceStore, 'markUninstalled'>;
  readonly clock: Clock;
}): AnyListener[] {
  return [
    listener({
      kind: 'event',
      id: 'app_uninstalled',
      parse: z.object({ event: z.object({ type: z.literal('app_uninstalled') }) }),
      ack: async (_event, { workspace }) => {
        await deps.workspaces.markUninstalled(workspace.id, deps.clock.now());
        return { carry: undefined };
      },
    }),
    listener({
      kind: 'event',
      id: 'tokens_revoked',
      parse: z.object({ event: z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) }) }),
      ack: async ({ event }, { workspace }) => {
        const ours = event.tokens.bot?.includes(workspace.botUserId) === true;
        if (ours) await deps.workspaces.markUninstalled(workspace.id, deps.clock.now());
        return { carry: undefined };
      },
    }),
  ];
}
