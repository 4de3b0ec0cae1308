import { say } from '../language/index.js';
import { canStillBeHeld, type Publication, startsAt } from './publication.js';
import { isUnapproved } from './reschedule.js';
import { changeTiming, type Plan, type TimingDeps, type TimingInput, TimingRefusedError, type TimingResult } from './timing.js';

/**
 * Holds an approved post on every account where it is not going out; of a thread, before its next part. It goes on when an approver releases
 * it. Throws `TimingRefusedError`, `NotAllowedError`.
 */
export async function holdPost(deps: TimingDeps, input: TimingInput): Promise<TimingResult> {
  return changeTiming(deps, { ...input, right: 'review' }, ({ post }): Plan => {
    if (isUnapproved(post.state)) throw new TimingRefusedError(say('timing.nothingToHold'));
    return { act: { kind: 'held' }, change: held };
  });
}

/** Takes an approver's hold away; what nothing else holds waits for its time again, or goes out where that is over. Throws as {@link holdPost}. */
export async function releasePost(deps: TimingDeps, input: TimingInput): Promise<TimingResult> {
  return changeTiming(deps, { ...input, right: 'review' }, ({ publications, now }): Plan => {
    if (!publications.some(({ holds }) => holds.includes('hold'))) throw new TimingRefusedError(say('timing.notHeld'));
    return { act: { kind: 'released' }, change: (publication) => released(publication, now) };
  });
}

function held(publication: Publication): Publication | undefined {
  if (!canStillBeHeld(publication) || publication.holds.includes('hold')) return undefined;
  const holds = [...publication.holds, 'hold' as const];
  if (publication.state === 'blocked') return { ...publication, holds };
  const { nextAt: _nextAt, ...rest } = publication;
  return { ...rest, state: 'held', holds };
}

function released(publication: Publication, now: Date): Publication | undefined {
  if (!publication.holds.includes('hold')) return undefined;
  const holds = publication.holds.filter((hold) => hold !== 'hold');
  if (publication.state !== 'held' || holds.length > 0) return { ...publication, holds };
  return { ...publication, holds, state: 'queued', nextAt: startsAt(publication, now), tries: 0 };
}
