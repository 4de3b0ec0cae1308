import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import { approvedContent } from './approved-content.js';
import type { PublishingDeps } from './deps.js';
import { type HeldLane, SEND_MARGIN_MS } from './lane.js';
import { liveRefs, openChange, over, whyNotDeleted, whyNotEdited, withOpenChange } from './live-change.js';
import { meansFor, type TokenHolder } from './means.js';
import { write } from './outcomes.js';
import { decide } from './policy.js';
import type { LiveChange, Publication } from './publication.js';
import type { ReadyMeans } from './ready-means.js';
import { asPlatformError, troubleOf } from './trouble.js';
import { roomAt } from './usage.js';

/**
 * Makes a change of a live post: one request, and what came of it is written. A platform takes the same change twice as once, so whatever is lost on
 * the way, an answer or this process, it is asked again; of a thread one part goes in each step, the last one first. A pause does not stop it: it is
 * what people do when something must not stay as it is.
 */
export async function changeLive(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<void> {
  const change = openChange(publication);
  if (change === undefined) return;
  const next = await made(deps, lane, publication, change);
  if (next === undefined) return;
  if (next.state === 'deleted') await deps.media.end(publication.workspace, publication.id);
  await write(deps, publication, next);
}

/** The publication as the next step of the change leaves it; undefined where nothing is to be written. */
async function made(deps: PublishingDeps, lane: HeldLane, publication: Publication, change: LiveChange): Promise<Publication | undefined> {
  let grantVersion = NO_TOKEN;
  try {
    const means = await meansFor(deps, lane, publication, holderFor(deps, publication, change));
    if (!means.ready) return waiting(publication, change, { sentence: means.sentence, at: deps.clock.now(), needsReconnect: true });
    grantVersion = means.grantVersion;
    await lane.keep(SEND_MARGIN_MS + RENEWAL_MARGIN_MS);
    const signal = AbortSignal.any([lane.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    // Old words that leave late would take the place of newer ones.
    const ready = { ...means, context: { ...means.context, signal, beforeSend: () => lane.assertLeft(SEND_MARGIN_MS) } };
    return change.kind === 'delete' ? await deleteNext(deps, ready, publication, change) : await edit(deps, ready, publication, change);
  } catch (error) {
    if (lane.signal.aborted) return undefined;
    return await afterFailure(deps, lane, { publication, change, grantVersion, error });
  }
}

async function deleteNext(deps: PublishingDeps, means: ReadyMeans, publication: Publication, change: LiveChange): Promise<Publication> {
  const { gone = [] } = change;
  const left = liveRefs(publication, means.platform).filter((ref) => !gone.includes(ref));
  const [ref] = left;
  const whyNot = whyNotDeleted({ ...publication, liveChanges: [] }, means.platform, means.account);
  if (whyNot !== undefined) return failed(publication, change, { sentence: whyNot.sentence, at: deps.clock.now() });
  if (ref !== undefined) await means.platform.delete?.(means.context, ref);
  const now = deps.clock.now();
  const { trouble: _trouble, ...untroubled } = change;
  if (left.length > 1 && ref !== undefined) {
    return { ...withOpenChange(publication, { ...untroubled, gone: [...gone, ref], tries: 0 }), nextAt: now };
  }
  const { nextAt: _nextAt, trouble, ...rest } = withOpenChange(publication, over(untroubled, 'done', now));
  return { ...rest, state: 'deleted', ...(trouble !== undefined && mayBeLeft(publication) ? { trouble } : {}) };
}

/** Another attempt was never answered: what it made, if anything, nobody knows. */
function mayBeLeft({ acts }: Publication): boolean {
  return acts.some(({ attempts }) => attempts.some(({ outcome }) => outcome === undefined));
}

async function edit(deps: PublishingDeps, means: ReadyMeans, publication: Publication, change: LiveChange): Promise<Publication> {
  const { revision = publication.revision } = change;
  const approved = await approvedContent(deps, { ...publication, revision });
  const post = approved === undefined ? await deps.posts.post(publication.workspace, publication.post) : undefined;
  const now = deps.clock.now();
  if (post !== undefined && post.revision !== revision) return settled(publication, over(change, 'given up', now), now);
  if (approved === undefined || approved.contentHash !== change.contentHash || approved.brand !== means.account.brand) {
    deps.log.error(
      { publication: publication.id, post: publication.post },
      'New words for a live post are not what was approved, so they are not sent.',
    );
    return failed(publication, change, { sentence: say('publishing.live.notApproved'), at: now });
  }
  const whyNot = whyNotEdited({ ...publication, liveChanges: [] }, means.platform);
  if (whyNot !== undefined) return failed(publication, change, { sentence: `${whyNot} ${say('publishing.live.changeThere')}`, at: now });
  for (const ref of liveRefs(publication, means.platform)) await means.platform.edit?.(means.context, ref, approved.content);
  return settled({ ...publication, revision }, over(change, 'done', deps.clock.now()), deps.clock.now());
}

async function afterFailure(
  deps: PublishingDeps,
  lane: HeldLane,
  { publication, change, grantVersion, error }: { publication: Publication; change: LiveChange; grantVersion: number; error: unknown },
): Promise<Publication> {
  const failure = asPlatformError(error);
  const now = deps.clock.now();
  const decision = decide(failure, {
    phase: 'before',
    now,
    tries: change.tries,
    vain: 0,
    earlierUnknown: false,
    roomAt: await roomAt(deps, publication, failure),
    random: deps.random(),
  });
  deps.log.warn({ err: error, publication: publication.id, change: change.id, decision: decision.to }, 'A change of a live post failed.');
  const trouble = troubleOf(failure, now);
  switch (decision.to) {
    case 'queued':
    case 'restage': {
      const closes = decision.to === 'queued' && decision.closeLane;
      if (closes) await lane.close(decision.at, failure.message);
      const counts = decision.to === 'restage' || decision.counts;
      const tried = { ...change, tries: change.tries + (counts ? 1 : 0) };
      return waiting(publication, tried, {
        ...trouble,
        ...(closes ? { sentence: say('publishing.live.tooMuch') } : {}),
        nextAt: decision.at,
      });
    }
    case 'blocked': {
      // What the account publishes with is another token, and may be well.
      if (holderFor(deps, publication, change) === 'person') return waiting(publication, change, { ...trouble, needsReconnect: true });
      const refusal = { sentence: failure.message, at: now, grantVersion };
      const outcome = await deps.accounts.markBroken(publication.workspace, publication.account, refusal);
      return outcome === 'renewed'
        ? waiting(publication, change, { ...trouble, nextAt: now })
        : waiting(publication, change, { ...trouble, needsReconnect: true });
    }
    case 'failed':
    case 'unknown':
      return failed(publication, change, trouble);
    case 'processing':
    case 'published':
      throw new Error(`An error of a change cannot mean ${decision.to}.`, { cause: error });
    default:
      return never(decision);
  }
}

function holderFor(deps: PublishingDeps, { platform }: Publication, { kind }: LiveChange): TokenHolder {
  return (kind === 'delete' ? deps.platforms.get(platform)?.deletion?.token : undefined) ?? 'account';
}

/** Tried again at `nextAt`; what waits for its account is looked at now and then, and at once when that is connected again. */
function waiting(
  publication: Publication,
  change: LiveChange,
  { nextAt, needsReconnect, ...trouble }: NonNullable<LiveChange['trouble']> & { readonly nextAt?: Date; readonly needsReconnect?: true },
): Publication {
  const { needsReconnect: _before, ...rest } = change;
  const next = { ...rest, trouble, ...(needsReconnect === undefined ? {} : { needsReconnect }) };
  return { ...withOpenChange(publication, next), nextAt: nextAt ?? new Date(trouble.at.getTime() + LOOK_AGAIN_MS) };
}

function failed(publication: Publication, change: LiveChange, trouble: NonNullable<LiveChange['trouble']>): Publication {
  return settled(publication, over(change, 'failed', trouble.at, trouble), trouble.at);
}

/** Nothing more happens to what stays live, unless its address was not read yet. A thread that stopped stays as it was. */
function settled(publication: Publication, change: LiveChange, now: Date): Publication {
  const { nextAt: _nextAt, ...rest } = withOpenChange(publication, change);
  return publication.state === 'published' && publication.link === undefined ? { ...rest, nextAt: now } : rest;
}

const NO_TOKEN = Number.POSITIVE_INFINITY;
const TIMEOUT_MS = 20_000;
const RENEWAL_MARGIN_MS = 500;
const LOOK_AGAIN_MS = 15 * 60_000;
