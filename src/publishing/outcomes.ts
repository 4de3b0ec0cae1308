import { never } from '../lib/never.js';
import { PlatformError } from '../platforms/errors.js';
import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import { decide } from './policy.js';
import { type Publication, unknownAttempts } from './publication.js';

/** Writes a change of a publication and tells whoever shows it; undefined when it was changed meanwhile. */
export async function write(deps: PublishingDeps, from: Publication, next: Publication): Promise<Publication | undefined> {
  const written = await deps.publications.change(from, next);
  if (written !== undefined) deps.notifier.changed(written.workspace, written.post);
  return written;
}

/** Holds what cannot be proven to be the approved words, and raises an alarm: it is never sent. */
export async function holdForReview(deps: PublishingDeps, publication: Publication): Promise<void> {
  deps.log.error(
    { publication: publication.id, post: publication.post },
    'A publication is not what was approved, so it is held for review.',
  );
  const { nextAt: _nextAt, staged: _staged, ...rest } = publication;
  await write(deps, publication, {
    ...rest,
    state: 'held',
    holds: [...new Set([...publication.holds, 'review' as const])],
    trouble: {
      sentence: 'The words or pictures are not the ones that were approved. Edit the post and send it for review again.',
      at: deps.clock.now(),
    },
  });
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
  const failure = asPlatformError(error);
  const now = deps.clock.now();
  const decision = decide(failure, {
    phase: 'before',
    now,
    tries: publication.tries,
    earlierUnknown: unknownAttempts(publication).length > 0,
    random: deps.random(),
  });
  const trouble = troubleOf(failure, now);
  const { nextAt: _nextAt, staged, ...rest } = publication;
  const gone = failure.details.next === 'restage' && unknownAttempts(publication).length === 0;
  const kept = staged === undefined || gone ? {} : { staged };
  deps.log.warn({ err: error, publication: publication.id, decision: decision.to }, 'A step before the send failed.');
  switch (decision.to) {
    case 'queued':
      if (decision.closeLane) await deps.lanes.close(lane.current(), decision.at);
      await write(deps, publication, {
        ...rest,
        ...kept,
        state: 'queued',
        nextAt: decision.at,
        tries: publication.tries + (decision.counts ? 1 : 0),
        trouble,
      });
      return;
    case 'processing':
      await write(deps, publication, { ...rest, ...kept, state: 'processing', nextAt: decision.at });
      return;
    case 'restage':
      await write(deps, publication, { ...rest, state: 'queued', nextAt: decision.at, tries: publication.tries + 1, trouble });
      return;
    case 'blocked':
      await deps.accounts.markBroken(publication.workspace, publication.account, { sentence: failure.message, at: now, grantVersion });
      await block(deps, publication, failure.message);
      return;
    case 'failed':
      await write(deps, publication, { ...rest, state: unknownAttempts(publication).length > 0 ? 'unknown' : 'failed', ...kept, trouble });
      return;
    case 'unknown':
      await write(deps, publication, { ...rest, ...kept, state: 'unknown', trouble });
      return;
    case 'published':
      throw new Error('An error before the send cannot mean that it is published.', { cause: error });
    default:
      return never(decision);
  }
}

/** Anything that is not a platform's error is our own fault: it counts as transient before the send. */
export function asPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  return new PlatformError({ kind: 'transient', sentence: 'Copydesk had an unexpected problem. It tries again by itself.', cause: error });
}

/** What the card says of an error. */
export function troubleOf(error: PlatformError, at: Date): { sentence: string; at: Date; code?: string } {
  const code = codeOf(error);
  return { sentence: error.message, at, ...(code === undefined ? {} : { code }) };
}

/** The platform's codes for support: `HTTP 400, code 36003/2207009, trace Axyz`. */
export function codeOf({ details }: PlatformError): string | undefined {
  const parts = [
    details.status === undefined ? undefined : `HTTP ${details.status}`,
    details.code === undefined ? undefined : `code ${details.code}${details.subcode === undefined ? '' : `/${details.subcode}`}`,
    details.traceId === undefined ? undefined : `trace ${details.traceId}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}
