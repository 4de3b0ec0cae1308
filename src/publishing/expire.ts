import type { Clock } from '../lib/clock.js';
import type { PostStore } from '../posts/index.js';
import type { Notifier, ScheduleEverywhere } from './ports.js';

/** What expiring posts needs. */
export interface ExpireDeps {
  readonly posts: PostStore;
  readonly everywhere: Pick<ScheduleEverywhere, 'unapproved'>;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/** Expires every post that was not approved by its time. An approval at the same moment wins or finds it expired, never both. */
export async function expirePosts(deps: ExpireDeps): Promise<number> {
  const now = deps.clock.now();
  let expired = 0;
  for (const { workspace, post: id } of await deps.everywhere.unapproved(now, AT_ONCE)) {
    const post = await deps.posts.post(workspace, id);
    if (post?.when?.kind !== 'at' || post.when.at > now) continue;
    const at = { revision: post.revision, states: ['in_review', 'changes_requested', 'held'] as const };
    const act = { kind: 'expired', at: now, to: post.when.at } as const;
    if ((await deps.posts.change(workspace, id, at, { state: 'expired', act, updatedAt: now })) === undefined) continue;
    deps.notifier.changed(workspace, id);
    expired += 1;
  }
  return expired;
}

const AT_ONCE = 200;
