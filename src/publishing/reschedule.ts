import { type Due, dueFor } from '../approvals/index.js';
import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import type { PostState, When } from '../posts/index.js';
import { canStillChange, type HoldReason, type Publication, startsAt } from './publication.js';
import { changeTiming, type Found, type Plan, type TimingDeps, type TimingInput, TimingRefusedError, type TimingResult } from './timing.js';

/**
 * Gives a post another time: what waits for a review keeps waiting for it, what expired waits for it again, and what is approved moves on
 * every account that nothing was sent to. Throws `TimingRefusedError`, `NoTimeError`, `NotAllowedError`.
 */
export async function reschedule(deps: TimingDeps, input: TimingInput & { readonly when: When }): Promise<TimingResult> {
  const { when } = input;
  if (when.kind === 'at' && when.at <= deps.clock.now()) throw new TimingRefusedError(say('timing.over'));
  return changeTiming(deps, { ...input, right: 'repair' }, async (found, tx): Promise<Plan> => {
    if (isUnapproved(found.post.state)) {
      const state = found.post.state === 'expired' ? 'in_review' : found.post.state;
      const to = when.kind === 'at' ? { to: when.at } : {};
      return { state, when, act: { kind: 'rescheduled', ...to }, change: () => undefined, postOnly: true };
    }
    const waiting = found.publications.filter(canStillChange);
    const accounts = waiting.map(({ account }) => account);
    const leadMs = Math.max(0, ...waiting.map((publication) => publication.leadMs ?? 0));
    const due = await dueFor(deps.approved, { ...found, post: found.post.id, when, accounts, leadMs }, tx);
    return {
      when,
      act: { kind: 'rescheduled', to: due.at },
      change: (publication) => (canStillChange(publication) ? retimed(publication, due, ['overdue'], found.now) : undefined),
    };
  });
}

/** Publishes what is approved right away, whatever its time is, on every account that nothing was sent to. Throws as {@link reschedule}. */
export async function publishNow(deps: TimingDeps, input: TimingInput): Promise<TimingResult> {
  return changeTiming(deps, { ...input, right: 'repair' }, ({ post, brand, publications, now }: Found): Plan => {
    if (isUnapproved(post.state)) throw new TimingRefusedError(say('timing.notApproved'));
    const waiting = publications.filter(canStillChange);
    if (brand.pause !== undefined && waiting.length > 0) throw new TimingRefusedError(say('timing.paused'));
    const due = { at: now };
    return {
      act: { kind: 'publish now' },
      change: (publication) => (canStillChange(publication) ? retimed(publication, due, ['overdue', 'hold'], now) : undefined),
    };
  });
}

/** The publication with another time and without these holds; what was staged for the old time is made anew. */
export function retimed(publication: Publication, { at, slot }: Due, without: readonly HoldReason[], now: Date): Publication {
  const { staged: _staged, nextAt: _nextAt, slot: _slot, trouble, ...rest } = publication;
  const holds = publication.holds.filter((hold) => !without.includes(hold));
  const timed = { ...rest, dueAt: at, ...(slot === undefined ? {} : { slot }), holds, tries: 0 };
  if (publication.state === 'blocked') return { ...timed, state: 'blocked', ...(trouble === undefined ? {} : { trouble }) };
  if (holds.length > 0) return { ...timed, state: 'held' };
  return { ...timed, state: 'queued', nextAt: startsAt(timed, now) };
}

/** Whether a post in this state waits for a person's word; throws for one that is over. */
export function isUnapproved(state: PostState): boolean {
  switch (state) {
    case 'in_review':
    case 'changes_requested':
    case 'withdrawn':
    case 'held':
    case 'expired':
      return true;
    case 'approved':
    case 'closed':
      return false;
    case 'rejected':
      throw new TimingRefusedError(say('timing.rejected'));
    case 'cancelled':
      throw new TimingRefusedError(say('timing.cancelled'));
    default:
      return never(state);
  }
}
