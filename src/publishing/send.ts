import { waitUntil } from '../lib/clock.js';
import { never } from '../lib/never.js';
import type { Act, Content, FindResult } from '../platforms/platform.js';
import { afterRefusal } from './after-send.js';
import type { PublishingDeps } from './deps.js';
import { askPlatform, provenAbsent } from './find.js';
import { type HeldLane, SEND_DEADLINE_MS, SEND_MARGIN_MS } from './lane.js';
import { afterErrorBefore, write } from './outcomes.js';
import {
  type ActRecord,
  type Attempt,
  type AttemptOutcome,
  isConfirmedRef,
  nextActKey,
  type Publication,
  parentOf,
  unknownAttempts,
  withOutcome,
} from './publication.js';
import { type ReadyMeans, readyFor } from './ready-means.js';
import { published, settlePublished, stoppedAtSeenPart } from './settle.js';

/**
 * Sends the next act of a publication that is ready: the intent is acknowledged by the majority before the request leaves, so a crash
 * leaves evidence and not a guess. Where an earlier attempt is unknown, the platform is asked once more first. All that it rests on is read
 * a moment before its time; an edit, a pause or a new time until then changes the publication's version, and no intent is written.
 */
export async function sendAct(deps: PublishingDeps, lane: HeldLane, ready: Publication): Promise<void> {
  const read = await readyFor(deps, lane, ready);
  if (read === undefined) return;
  const { approved, means } = read;
  const publication = await lookOnceMore(deps, lane, means, ready, approved.content);
  if (publication === undefined) return;
  const acts = means.platform.acts(approved.content);
  const plan = acts.map(({ key }) => key);
  const next = nextActKey(plan, publication.acts);
  const act = acts.find(({ key }) => key === next);
  if (act === undefined) throw new Error(`The publication ${publication.id} has nothing left to send.`);
  const parent = parentOf({ plan, acts: publication.acts }, act.key);
  if (parent !== undefined && isConfirmedRef(parent)) return cannotGoOn(deps, publication);
  await waitUntil(deps.clock, publication.dueAt, lane.signal);
  const leave = await lane.places.intents.take();
  let end = () => {};
  try {
    lane.assertLeft(SEND_MARGIN_MS);
    const attempt = newAttempt(deps, approved.contentHash, means.grantVersion);
    const { nextAt: _nextAt, trouble: _trouble, ...rest } = publication;
    const withIntent = withAttemptAdded(publication.acts, act.key, attempt);
    const intent = await write(deps, publication, { ...rest, state: 'publishing', finds: 0, plan, acts: withIntent });
    if (intent === undefined) return;
    // An intent that was acknowledged late is used: it names a request, and no other process may send it.
    await lane.keep(SEND_MARGIN_MS + RENEWAL_MARGIN_MS);
    end = await lane.places.requests.take();
    leave();
    await send(deps, lane, means, intent, { act, attempt, parent, end });
  } finally {
    leave();
    end();
  }
}

/** How long before its time a send is prepared. */
export const SEND_AHEAD_MS = 250;

/** What must be left of the lease, beyond what a send needs, when an intent was acknowledged late. */
const RENEWAL_MARGIN_MS = 500;

/** Publishes under a written intent and writes what came of it. */
async function send(
  deps: PublishingDeps,
  lane: HeldLane,
  means: ReadyMeans,
  intent: Publication,
  { act, attempt, parent, end }: { act: Act; attempt: Attempt; parent: string | undefined; end: () => void },
): Promise<void> {
  const context = { ...means.context, beforeSend: () => lane.assertLeft(SEND_MARGIN_MS) };
  let ref: string;
  try {
    ref = await means.platform.publish(context, act, intent.staged ?? {}, parent).finally(end);
  } catch (error) {
    return afterRefusal(deps, lane, intent, attempt, error);
  }
  const outcome: AttemptOutcome = { kind: 'published', ref, by: 'answer' };
  const now = deps.clock.now();
  const result = published(intent, withOutcome(intent.acts, attempt.id, outcome), now);
  if ((await write(deps, intent, withPlainLink(means, result))) !== undefined) return;
  await settlePublished(deps, intent, attempt.id, outcome);
  await deps.lanes.wake(intent.workspace, [intent.account], now);
}

function newAttempt(deps: PublishingDeps, hash: string, grantVersion: number): Attempt {
  const intentAt = deps.clock.now();
  const deadlineAt = new Date(intentAt.getTime() + SEND_DEADLINE_MS);
  return { id: deps.ids.id(), contentHash: hash, grantVersion, intentAt, deadlineAt };
}

/** Where nothing has to be asked for the address, and no picture's address has to be ended, nothing more happens after the send. */
function withPlainLink({ platform, account }: ReadyMeans, result: Publication): Publication {
  if (result.state !== 'published' || platform.link !== undefined || platform.profile.supports.stage) return result;
  const { nextAt: _nextAt, ...rest } = result;
  return { ...rest, link: platform.profileUrl(account) };
}

/** A person saw the part before, and only they know where it is. */
async function cannotGoOn(deps: PublishingDeps, publication: Publication): Promise<void> {
  await write(deps, publication, stoppedAtSeenPart(publication, deps.clock.now()));
}

/**
 * Asks once more before another attempt at an act whose outcome is unknown; undefined when there is nothing to send now. Nothing is sent
 * while the question fails.
 */
async function lookOnceMore(
  deps: PublishingDeps,
  lane: HeldLane,
  means: ReadyMeans,
  ready: Publication,
  content: Content,
): Promise<Publication | undefined> {
  const unknown = unknownAttempts(ready)[0];
  if (unknown === undefined) return ready;
  let found: FindResult;
  try {
    found = await askPlatform(means, ready, content);
  } catch (error) {
    await afterErrorBefore(deps, lane, ready, means.grantVersion, error);
    return undefined;
  }
  switch (found.outcome) {
    case 'published': {
      const settled = await settlePublished(deps, ready, unknown.id, { kind: 'published', ref: found.ref, by: 'find' });
      return settled === undefined ? ready : undefined;
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

function withAttemptAdded(acts: readonly ActRecord[], key: string, attempt: Attempt): ActRecord[] {
  const known = acts.some((act) => act.key === key);
  if (!known) return [...acts, { key, attempts: [attempt] }];
  return acts.map((act) => (act.key === key ? { ...act, attempts: [...act.attempts, attempt] } : act));
}
