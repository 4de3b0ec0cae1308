import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import { PlatformError } from '../platforms/errors.js';
import { withoutAuthority } from './authority.js';
import type { PublishingDeps } from './deps.js';
import { type HeldLane, LeaseLostError } from './lane.js';
import { write } from './outcomes.js';
import { decide, nextFindAt } from './policy.js';
import { type Attempt, type AttemptOutcome, type Publication, unknownAttempts, vainAttempts, withOutcome } from './publication.js';
import { published, settlePublished } from './settle.js';
import { asPlatformError, codeOf, troubleOf } from './trouble.js';
import { roomAt } from './usage.js';

/** What follows when the send was answered with an error, or not answered. */
export async function afterRefusal(
  deps: PublishingDeps,
  lane: HeldLane,
  intent: Publication,
  attempt: Attempt,
  error: unknown,
): Promise<void> {
  const failure = duringSend(error);
  const now = deps.clock.now();
  const earlier = unknownAttempts(intent).find(({ id }) => id !== attempt.id);
  const decision = decide(failure, {
    phase: 'publish',
    now,
    tries: intent.tries,
    vain: vainAttempts(earlierAttempts(intent, attempt)),
    earlierUnknown: earlier !== undefined,
    roomAt: await roomAt(deps, intent, failure),
    random: deps.random(),
  });
  deps.log.warn({ err: error, publication: intent.id, attempt: attempt.id, decision: decision.to }, 'A send was not answered with a post.');
  const trouble = troubleOf(failure, now);
  const settled = { ...intent, acts: withOutcome(intent.acts, attempt.id, refusal(failure)) };
  const { staged: _staged, ...unstaged } = settled;
  switch (decision.to) {
    case 'queued': {
      if (decision.closeLane) await lane.close(decision.at, failure.message);
      const tries = settled.tries + (decision.counts ? 1 : 0);
      return settle(deps, intent, attempt, { ...settled, state: 'queued', nextAt: decision.at, tries, trouble });
    }
    case 'processing':
      return settle(deps, intent, attempt, { ...settled, state: 'processing', nextAt: decision.at });
    case 'restage':
      return settle(deps, intent, attempt, { ...unstaged, state: 'queued', nextAt: decision.at, trouble });
    case 'blocked':
      return settle(deps, intent, attempt, await withoutAuthority(deps, settled, attempt.grantVersion, failure));
    case 'failed':
      return settle(deps, intent, attempt, { ...settled, state: 'failed', trouble });
    case 'unknown': {
      const known = provesNothingMade(failure) ? (failure.details.next === 'restage' ? unstaged : settled) : intent;
      return settle(deps, intent, attempt, { ...known, ...lookingFrom(attempt.intentAt, now), trouble });
    }
    case 'published':
      await settle(deps, intent, attempt, { ...settled, ...lookingFrom(attempt.intentAt, now), trouble });
      if (earlier !== undefined) {
        await settlePublished(deps, intent, earlier.id, { kind: 'published', ref: decision.ref, by: 'answer' });
      }
      return;
    default:
      return never(decision);
  }
}

/**
 * Writes what a send led to, also when another owner has meanwhile called its attempt unknown: as long as the attempt is the last one and
 * still open, the publication takes the answer's state; otherwise only the attempt is settled.
 */
async function settle(deps: PublishingDeps, intent: Publication, attempt: Attempt, next: Publication): Promise<void> {
  if ((await write(deps, intent, next)) !== undefined) return;
  const outcome = attemptOf(next, attempt.id)?.outcome;
  if (outcome === undefined) return;
  for (;;) {
    const now = await deps.publications.publication(intent.workspace, intent.id);
    if (now === undefined || attemptOf(now, attempt.id)?.outcome !== undefined) return;
    const acts = withOutcome(now.acts, attempt.id, outcome);
    const waits = now.state === 'publishing' || now.state === 'unknown';
    const isLast = now.acts.some(({ attempts }) => attempts.at(-1)?.id === attempt.id);
    const done = now.state === 'published' ? published(now, acts, deps.clock.now()) : { ...now, acts };
    const written = await write(deps, now, waits && isLast ? { ...next, acts, version: now.version } : done);
    if (written === undefined) continue;
    if (written.nextAt !== undefined) await deps.lanes.wake(written.workspace, [written.account], written.nextAt);
    return;
  }
}

/** Anything that is not a platform's error is our own fault: during the send it means that we do not know. */
function duringSend(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  if (error instanceof LeaseLostError)
    return new PlatformError({ kind: 'transient', sent: false, sentence: say('publishing.stoppedBeforeSend'), cause: error });
  return new PlatformError({ kind: 'unknown_outcome', sentence: asPlatformError(error).message, cause: error });
}

/** The answer settles its own attempt; what is unknown is an earlier one. */
function provesNothingMade({ kind, details }: PlatformError): boolean {
  if (kind === 'unknown_outcome') return false;
  return kind !== 'transient' || details.next !== undefined || details.sent === false;
}

function refusal(failure: PlatformError): AttemptOutcome {
  const code = codeOf(failure);
  return { kind: 'refused', error: failure.kind, sentence: failure.message, ...(code === undefined ? {} : { code }) };
}

function lookingFrom(sentAt: Date, now: Date): { state: 'unknown'; finds: 0; nextAt?: Date } {
  const nextAt = nextFindAt(0, sentAt, now);
  return { state: 'unknown', finds: 0, ...(nextAt === undefined ? {} : { nextAt }) };
}

function earlierAttempts({ acts }: Publication, { id }: Attempt): Attempt[] {
  const act = acts.find(({ attempts }) => attempts.some((each) => each.id === id));
  return act === undefined ? [] : act.attempts.slice(0, -1);
}

function attemptOf({ acts }: Publication, attemptId: string): Attempt | undefined {
  return acts.flatMap(({ attempts }) => attempts).find(({ id }) => id === attemptId);
}
