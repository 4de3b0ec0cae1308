import { pauseBrand } from '../../publishing/index.js';
import { note, readerOf } from '../../workspaces/index.js';
import type { AckBody, ListenerContext } from '../listener.js';
import { showPaused } from './banner.js';
import type { ScheduleFaceDeps } from './deps.js';
import { loadQueue } from './load-queue.js';
import { queueMessage } from './queue.js';
import { startResume } from './resume-listeners.js';

/** What stands behind one word after `/publish`: the answer, and what goes on after it. What it throws reaches the person as words. */
export type Subcommand = (input: { readonly context: ListenerContext; readonly triggerId: string }) => Promise<{
  readonly body?: AckBody;
  readonly work?: () => Promise<void>;
}>;

/** `/publish pause`, `resume` and `queue`. */
export function createSubcommands(deps: ScheduleFaceDeps): ReadonlyMap<string, Subcommand> {
  return new Map<string, Subcommand>([
    [
      'pause',
      async ({ context }) => {
        const brand = await pauseBrand(deps, { workspace: context.workspace.id, person: context.userId });
        await note(deps, { workspace: context.workspace.id, brand: brand.id, person: context.userId, act: 'paused', from: 'command' });
        return {
          body: said('Publishing is paused. Nothing goes out until somebody types /publish resume.'),
          work: () => showPaused(deps, brand),
        };
      },
    ],
    [
      'resume',
      async ({ context, triggerId }) => ({
        work: async () => {
          const words = await startResume(deps, context, triggerId);
          if (words !== undefined) await context.tell(words);
        },
      }),
    ],
    [
      'queue',
      async ({ context }) => {
        const reader = await readerOf(deps, { workspace: context.workspace.id, person: context.userId });
        return { body: queueMessage(await loadQueue(deps, reader)) };
      },
    ],
  ]);
}

function said(text: string): AckBody {
  return { response_type: 'ephemeral', text };
}
