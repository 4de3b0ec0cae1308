import { canStillChange, type Publication } from './publication.js';
import { isUnapproved } from './reschedule.js';
import { changeTiming, type Plan, type TimingDeps, type TimingInput, type TimingResult } from './timing.js';

/**
 * Cancels a post on every account that nothing was sent to; where that is every account, or the post waits for a review, the post itself is
 * cancelled, too. What is published stays.
 * Throws `TimingRefusedError`, `NotAllowedError`.
 */
export async function cancelPost(deps: TimingDeps, input: TimingInput): Promise<TimingResult> {
  return changeTiming(deps, { ...input, right: 'repair' }, ({ post, publications }): Plan => {
    const unapproved = isUnapproved(post.state);
    const over = publications.every((publication) => canStillChange(publication) || publication.state === 'cancelled');
    return {
      ...(over || unapproved ? { state: 'cancelled' as const } : {}),
      act: { kind: 'cancelled' },
      change: (publication) => (canStillChange(publication) ? cancelled(publication) : undefined),
      postOnly: unapproved,
    };
  });
}

/** The publication once it is cancelled: its slot is free again. */
export function cancelled(publication: Publication): Publication {
  const { staged: _staged, nextAt: _nextAt, slot: _slot, trouble: _trouble, ...rest } = publication;
  return { ...rest, holds: [], state: 'cancelled' };
}
