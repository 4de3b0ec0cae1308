import { say } from '../../language/index.js';
import { holderOf, readerOf } from '../../workspaces/index.js';
import type { AckBody, ListenerContext } from '../listener.js';
import { showPaused } from './banner.js';
import type { ScheduleFaceDeps } from './deps.js';
import { loadQueue } from './load-queue.js';
import { pauseMessage, resumeMessage } from './pause-choice.js';
import { pauseOne } from './pause-listeners.js';
import { queueMessage } from './queue.js';
import { startResume } from './resume-listeners.js';

/** What stands behind one word after `/publish`: the answer, and what goes on after it. What it throws reaches the person as words. */
export type Subcommand = (input: { readonly context: ListenerContext; readonly triggerId: string }) => Promise<{
  readonly body?: AckBody;
  readonly work?: () => Promise<void>;
}>;

/** `/publish pause`, `resume` and `queue`. Where the person has several brands, the first two ask which. */
export function createSubcommands(deps: ScheduleFaceDeps): ReadonlyMap<string, Subcommand> {
  return new Map<string, Subcommand>([
    [
      'pause',
      async ({ context }) => {
        const { brands } = await holderOf(deps, { workspace: context.workspace.id, person: context.userId, right: 'repair' });
        const going = brands.filter(({ pause }) => pause === undefined);
        if (brands.length > 1 && going.length > 0) return { body: pauseMessage(going) };
        const brand = await pauseOne(deps, context, brands[0].id);
        return {
          body: { response_type: 'ephemeral', text: say('pause.isPaused') },
          work: () => showPaused(deps, brand),
        };
      },
    ],
    [
      'resume',
      async ({ context, triggerId }) => {
        const { brands } = await holderOf(deps, { workspace: context.workspace.id, person: context.userId, right: 'repair' });
        const paused = brands.filter(({ pause }) => pause !== undefined);
        if (paused.length > 1) return { body: resumeMessage(paused) };
        return {
          work: async () => {
            const words = await startResume(deps, context, triggerId, (paused[0] ?? brands[0]).id);
            if (words !== undefined) await context.tell(words);
          },
        };
      },
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
