import { say } from '../language/index.js';
import { TOLERANCE_MS } from '../workspaces/index.js';
import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import { write } from './outcomes.js';
import { canStillChange, type Publication } from './publication.js';

/**
 * Holds (`overdue`) what nobody tried when its turn came, past the brand's tolerance: Copydesk was down, and a person decides whether it
 * still fits. What a rate limit or a retry made late was tried, and goes on. True when it was not begun.
 */
export async function heldAsOverdue(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<boolean> {
  if (publication.nextAt === undefined || publication.state === 'held' || !canStillChange(publication)) return false;
  const now = deps.clock.now();
  const lateMs = now.getTime() - Math.max(publication.nextAt.getTime(), publication.dueAt.getTime(), lane.closedUntil().getTime());
  if (lateMs < LEAST_TOLERANCE_MS) return false;
  const post = await deps.posts.post(publication.workspace, publication.post);
  const brand = post === undefined ? undefined : await deps.workspaces.brand(post.workspace, post.brand);
  if (lateMs <= (brand?.toleranceMs ?? TOLERANCE_MS)) return false;
  deps.log.warn({ publication: publication.id, lateMs }, 'A publication is overdue, so it is held and a person is asked.');
  const { nextAt: _nextAt, ...rest } = publication;
  await write(deps, publication, {
    ...rest,
    state: 'held',
    holds: [...new Set([...publication.holds, 'overdue' as const])],
    trouble: { sentence: say('publishing.notRunningWhenDue'), at: now },
  });
  return true;
}

/** No brand can set a shorter one. */
const LEAST_TOLERANCE_MS = 60_000;
