import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import { MediaChangedError } from '../media/index.js';
import { withoutAuthority } from './authority.js';
import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import { decide } from './policy.js';
import { type Publication, unknownAttempts } from './publication.js';
import { asPlatformError, troubleOf } from './trouble.js';
import { roomAt } from './usage.js';

/** Writes a change of a publication and tells whoever shows it; undefined when it was changed meanwhile. */
export async function write(deps: PublishingDeps, from: Publication, next: Publication): Promise<Publication | undefined> {
  const written = await deps.publications.change(from, next);
  if (written !== undefined) deps.notifier.changed(written.workspace, written.post);
  return written;
}

/** Holds what cannot be proven to be the approved words, and raises an alarm: it is never sent. What may be live already stays unknown. */
export async function holdForReview(deps: PublishingDeps, publication: Publication): Promise<void> {
  const trouble = { sentence: say('publishing.notApproved'), at: deps.clock.now() };
  const { nextAt: _nextAt, staged, ...rest } = publication;
  const maybeLive = unknownAttempts(publication).length > 0;
  const written = await write(
    deps,
    publication,
    maybeLive
      ? { ...rest, ...(staged === undefined ? {} : { staged }), state: 'unknown', trouble }
      : { ...rest, state: 'held', holds: [...new Set([...publication.holds, 'review' as const])], trouble },
  );
  // Where it was changed meanwhile, it was an edit that took the words back, and nothing is wrong.
  if (written !== undefined) {
    deps.log.error({ publication: publication.id, post: publication.post }, 'A publication is not what was approved, so it is not sent.');
  }
}

/** Holds (`pause`) what the pause of its brand has not reached yet. What may be live already is only looked for. */
export async function holdForPause(deps: PublishingDeps, publication: Publication): Promise<void> {
  const { nextAt: _nextAt, ...rest } = publication;
  const state = unknownAttempts(publication).length > 0 ? 'unknown' : 'held';
  await write(deps, publication, { ...rest, state, holds: [...new Set([...publication.holds, 'pause' as const])] });
}

/** Blocks a publication until its account is connected again. */
export async function block(deps: PublishingDeps, publication: Publication, sentence: string): Promise<void> {
  const { nextAt: _nextAt, ...rest } = publication;
  await write(deps, publication, { ...rest, state: 'blocked', trouble: { sentence, at: deps.clock.now() } });
}

/** What follows from an error before anything irreversible was sent. */
export async function afterErrorBefore(
  deps: PublishingDeps,
  lane: HeldLane,
  publication: Publication,
  grantVersion: number,
  error: unknown,
): Promise<void> {
  if (lane.signal.aborted) return;
  if (isChangedMedia(error)) return holdForReview(deps, publication);
  const failure = asPlatformError(error);
  const now = deps.clock.now();
  const decision = decide(failure, {
    phase: 'before',
    now,
    tries: publication.tries,
    vain: 0,
    earlierUnknown: unknownAttempts(publication).length > 0,
    roomAt: await roomAt(deps, publication, failure),
    random: deps.random(),
  });
  const trouble = troubleOf(failure, now);
  const { nextAt: _nextAt, ...rest } = publication;
  const { staged: _staged, ...unstaged } = rest;
  deps.log.warn({ err: error, publication: publication.id, decision: decision.to }, 'A step before the send failed.');
  switch (decision.to) {
    case 'queued': {
      if (decision.closeLane) await lane.close(decision.at, failure.message);
      const tries = publication.tries + (decision.counts ? 1 : 0);
      await write(deps, publication, { ...rest, state: 'queued', nextAt: decision.at, tries, trouble });
      return;
    }
    case 'restage':
      await write(deps, publication, { ...unstaged, state: 'queued', nextAt: decision.at, tries: publication.tries + 1, trouble });
      return;
    case 'blocked':
      await write(deps, publication, await withoutAuthority(deps, publication, grantVersion, failure));
      return;
    case 'failed':
    case 'unknown':
      await write(deps, publication, { ...rest, state: decision.to, trouble });
      return;
    case 'processing':
    case 'published':
      throw new Error(`An error before the send cannot mean ${decision.to}.`, { cause: error });
    default:
      return never(decision);
  }
}

/** The stored pictures are not the approved ones. */
function isChangedMedia(error: unknown): boolean {
  return error instanceof MediaChangedError || (error instanceof Error && error.cause instanceof MediaChangedError);
}
