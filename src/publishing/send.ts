import { never } from '../lib/never.js';
import { PlatformError } from '../platforms/errors.js';
import type { Act } from '../platforms/platform.js';
import { approvedContent } from './approved-content.js';
import type { PublishingDeps } from './deps.js';
import { askPlatform, provenAbsent } from './find.js';
import { type HeldLane, LeaseLostError, SEND_MARGIN_MS } from './lane.js';
import { type Means, meansFor } from './means.js';
import { asPlatformError, block, codeOf, holdForReview, troubleOf, write } from './outcomes.js';
import { decide, nextFindAt } from './policy.js';
import { type ActRecord, type Attempt, type AttemptOutcome, type Publication, unknownAttempts, withOutcome } from './publication.js';
import { published, settlePublished } from './settle.js';

/**
 * Sends the next act of a publication that is ready: the intent is acknowledged by the majority before the request leaves, so a crash
 * leaves evidence and not a guess. Where an earlier attempt is unknown, the platform is asked once more first.
 */
export async function sendAct(deps: PublishingDeps, lane: HeldLane, ready: Publication): Promise<void> {
  const approved = await approvedContent(deps, ready);
  if (approved === undefined) return holdForReview(deps, ready);
  const means = await meansFor(deps, lane, ready);
  if (!means.ready) return block(deps, ready, means.sentence);
  const publication = await lookOnceMore(deps, means, ready, approved.content);
  if (publication === undefined) return;
  const act = means.platform
    .acts(approved.content)
    .find(({ key }) => publication.acts.every((record) => record.key !== key || record.ref === undefined));
  if (act === undefined) throw new Error(`The publication ${publication.id} has nothing left to send.`);
  lane.assertLeft(SEND_MARGIN_MS);
  const attempt: Attempt = {
    id: deps.ids.id(),
    contentHash: approved.contentHash,
    grantVersion: means.grantVersion,
    intentAt: deps.clock.now(),
    deadlineAt: new Date(deps.clock.now().getTime() + SEND_DEADLINE_MS),
  };
  const { nextAt: _nextAt, trouble: _trouble, ...rest } = publication;
  const intent = await write(deps, publication, {
    ...rest,
    state: 'publishing',
    finds: 0,
    acts: withAttemptAdded(publication.acts, act.key, attempt),
  });
  if (intent === undefined) return;
  await send(deps, lane, means, intent, act, attempt);
}

/** Publishes under a written intent and writes what came of it. */
async function send(
  deps: PublishingDeps,
  lane: HeldLane,
  means: Extract<Means, { ready: true }>,
  intent: Publication,
  act: Act,
  attempt: Attempt,
): Promise<void> {
  const context = { ...means.context, beforeSend: () => lane.assertLeft(SEND_MARGIN_MS) };
  let ref: string;
  try {
    ref = await means.platform.publish(context, act, intent.staged ?? {});
  } catch (error) {
    return afterRefusal(deps, lane, intent, attempt, error);
  }
  const outcome: AttemptOutcome = { kind: 'published', ref, by: 'answer' };
  const next = published(intent, withOutcome(intent.acts, attempt.id, outcome), deps.clock.now(), false);
  const written = (await write(deps, intent, next)) ?? (await settlePublished(deps, intent, attempt.id, outcome));
  if (written !== undefined) await addLink(deps, means, written, ref);
}

/** Reads the public address; a failure leaves the profile's. What was published needs its pictures no more. */
export async function addLink(
  deps: PublishingDeps,
  means: Extract<Means, { ready: true }>,
  publication: Publication,
  ref: string,
): Promise<void> {
  const profile = means.platform.profileUrl(means.account);
  const link = await (means.platform.link?.(means.context, ref) ?? Promise.resolve(profile)).catch((error: unknown) => {
    deps.log.warn({ err: error, publication: publication.id }, 'The address of a published post could not be read.');
    return profile;
  });
  await write(deps, publication, { ...publication, link });
  await deps.media.end(publication.workspace, publication.id);
}

/** Asks once more before another attempt at an act whose outcome is unknown; undefined when that settled it. */
async function lookOnceMore(
  deps: PublishingDeps,
  means: Extract<Means, { ready: true }>,
  ready: Publication,
  content: Parameters<typeof askPlatform>[2],
): Promise<Publication | undefined> {
  const unknown = unknownAttempts(ready)[0];
  if (unknown === undefined) return ready;
  const found = await askPlatform(means, ready, content).catch(() => ({ outcome: 'cannot tell' as const, checked: '' }));
  switch (found.outcome) {
    case 'published': {
      const settled = await settlePublished(deps, ready, unknown.id, { kind: 'published', ref: found.ref, by: 'find' });
      if (settled === undefined) return ready;
      await addLink(deps, means, settled, found.ref);
      return undefined;
    }
    case 'absent': {
      const written = await write(deps, ready, provenAbsent(ready, found.next, deps.clock.now()));
      return written?.state === 'ready' ? written : undefined;
    }
    case 'cannot tell':
      return ready;
    default:
      return never(found);
  }
}

/** What follows when the send was answered with an error, or not answered. */
async function afterRefusal(deps: PublishingDeps, lane: HeldLane, intent: Publication, attempt: Attempt, error: unknown): Promise<void> {
  const failure = duringSend(error);
  const now = deps.clock.now();
  const earlierUnknown = unknownAttempts(intent).some(({ id }) => id !== attempt.id);
  const decision = decide(failure, { phase: 'publish', now, tries: intent.tries, earlierUnknown, random: deps.random() });
  deps.log.warn({ err: error, publication: intent.id, attempt: attempt.id, decision: decision.to }, 'A send was not answered with a post.');
  const code = codeOf(failure);
  const refused: AttemptOutcome = {
    kind: 'refused',
    error: failure.kind,
    sentence: failure.message,
    ...(code === undefined ? {} : { code }),
  };
  const trouble = troubleOf(failure, now);
  const settled = { ...intent, acts: withOutcome(intent.acts, attempt.id, refused) };
  const { staged: _staged, ...unstaged } = settled;
  switch (decision.to) {
    case 'queued':
      if (decision.closeLane) await deps.lanes.close(lane.current(), decision.at);
      return late(deps, intent, attempt, {
        ...settled,
        state: 'queued',
        nextAt: decision.at,
        tries: settled.tries + (decision.counts ? 1 : 0),
        trouble,
      });
    case 'processing':
      return late(deps, intent, attempt, { ...settled, state: 'processing', nextAt: decision.at });
    case 'restage':
      return late(deps, intent, attempt, { ...unstaged, state: 'queued', nextAt: decision.at, trouble });
    case 'blocked':
      return afterLostAuthority(deps, intent, attempt, settled, failure);
    case 'failed':
      return late(deps, intent, attempt, { ...settled, state: 'failed', trouble });
    case 'published': {
      const earlier = unknownAttempts(intent).find(({ id }) => id !== attempt.id);
      if (earlier !== undefined) await settlePublished(deps, intent, earlier.id, { kind: 'published', ref: decision.ref, by: 'answer' });
      return;
    }
    case 'unknown': {
      const nextAt = nextFindAt(0, now, now);
      const open = failure.kind === 'unknown_outcome' || failure.kind === 'transient' ? intent : settled;
      return late(deps, intent, attempt, { ...open, state: 'unknown', finds: 0, trouble, ...(nextAt === undefined ? {} : { nextAt }) });
    }
    default:
      return never(decision);
  }
}

/** A refusal of authority under an older grant counts for nothing: the newer one is tried. */
async function afterLostAuthority(
  deps: PublishingDeps,
  intent: Publication,
  attempt: Attempt,
  settled: Publication,
  failure: PlatformError,
): Promise<void> {
  const now = deps.clock.now();
  const token = await deps.accounts.accountToken(intent.workspace, intent.account);
  if (token !== undefined && token.grantVersion > attempt.grantVersion)
    return late(deps, intent, attempt, { ...settled, state: 'queued', nextAt: now });
  await deps.accounts.markBroken(intent.workspace, intent.account, {
    sentence: failure.message,
    at: now,
    grantVersion: attempt.grantVersion,
  });
  return late(deps, intent, attempt, { ...settled, state: 'blocked', trouble: troubleOf(failure, now) });
}

/**
 * Writes a definite refusal, also when another owner has meanwhile called the attempt unknown: then only that attempt is settled, and
 * the publication takes the refusal's state if this attempt is still its last.
 */
async function late(deps: PublishingDeps, intent: Publication, attempt: Attempt, next: Publication): Promise<void> {
  if ((await write(deps, intent, next)) !== undefined) return;
  const outcome = next.acts.flatMap(({ attempts }) => attempts).find(({ id }) => id === attempt.id)?.outcome;
  if (outcome === undefined) return;
  for (;;) {
    const now = await deps.publications.publication(intent.workspace, intent.id);
    const last = now?.acts.find(({ attempts }) => attempts.some(({ id }) => id === attempt.id))?.attempts.at(-1);
    if (now === undefined || last?.id !== attempt.id || last.outcome !== undefined) return;
    if (now.state !== 'publishing' && now.state !== 'unknown') return;
    const { version } = now;
    if ((await write(deps, now, { ...next, version })) !== undefined) return;
  }
}

/** Anything that is not a platform's error is our own fault: during the send it means that we do not know. */
function duringSend(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  if (error instanceof LeaseLostError) return new PlatformError({ kind: 'transient', sent: false, sentence: error.message, cause: error });
  const { message } = asPlatformError(error);
  return new PlatformError({ kind: 'unknown_outcome', sentence: message, cause: error });
}

function withAttemptAdded(acts: readonly ActRecord[], key: string, attempt: Attempt): ActRecord[] {
  const known = acts.some((act) => act.key === key);
  if (!known) return [...acts, { key, attempts: [attempt] }];
  return acts.map((act) => (act.key === key ? { ...act, attempts: [...act.attempts, attempt] } : act));
}

/** The publish request times out at 20 s; past this its answer can no longer come. */
export const SEND_DEADLINE_MS = 25_000;
