import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import { changeLive } from './change-live.js';
import type { PublishingDeps } from './deps.js';
import { lookForIt } from './find.js';
import { awaitsComment } from './first-comment.js';
import { type HeldLane, LEASE_MS, SEND_DEADLINE_MS } from './lane.js';
import { openChange } from './live-change.js';
import { openLane } from './open-lane.js';
import { write } from './outcomes.js';
import { heldAsOverdue } from './overdue.js';
import { nextFindAt } from './policy.js';
import { type Publication, unknownAttempts, withAttempt } from './publication.js';
import { readLink } from './read-link.js';
import { SEND_AHEAD_MS, sendAct } from './send.js';
import { sendComment } from './send-comment.js';
import { isReady, poll, stage } from './stage.js';
import { keepUsage, takeRest } from './usage.js';

/**
 * Works on one account's lane until nothing is due on it, then gives it up, runnable again at the next due time. Everything a dead owner
 * left in the middle is taken up first: a send without an outcome becomes unknown, never a second send. When the process stops, the step
 * under way is finished and the lane handed over.
 */
export async function runLane(deps: PublishingDeps, lane: HeldLane): Promise<void> {
  try {
    await work(deps, lane).catch(async (error: unknown) => {
      if (lane.signal.aborted) return;
      await letGo(deps, lane);
      throw error;
    });
    if (lane.signal.aborted) await handOver(deps, lane);
  } finally {
    lane.stop();
  }
}

/**
 * What is due first on a lane, the account's order being kept: something begun whose time is near lets nothing younger begin, so that
 * preparing one never delays the other, and nothing overtakes it.
 */
export function pickDue(open: readonly Publication[], now: Date): Publication | undefined {
  return inTurn(open, now).find((publication) => (turnAt(publication) ?? Number.POSITIVE_INFINITY) <= now.getTime());
}

/** When the lane has something to do next. */
export function nextDue(open: readonly Publication[], now: Date): Date | undefined {
  const times = inTurn(open, now).flatMap((publication) => turnAt(publication) ?? []);
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

async function work(deps: PublishingDeps, lane: HeldLane): Promise<void> {
  const open = openLane(deps, lane);
  await recover(open.deps, await open.read());
  for (const until = performance.now() + TURN_MS; !lane.signal.aborted; ) {
    const all = await open.read();
    const now = deps.clock.now();
    if (!all.some((each) => isUnderWay(each, now)) && (await takeRest(lane, now))) continue;
    const closed = lane.closedUntil() > now;
    const next = closed ? undefined : pickDue(all, now);
    const soon = closed ? undefined : nextDue(all, now);
    if (next !== undefined && performance.now() > until && lane.isWanted()) {
      if ((await giveUp(deps, lane, all)) !== 'woken') return;
      open.forget();
    } else if (next !== undefined) {
      await open.during(() => step(open.deps, lane, next));
      await keepUsage(deps, lane);
    } else if (soon !== undefined && soon.getTime() - now.getTime() <= KEEP_MS) {
      if ((await lane.wait(deps.clock, soon.getTime() - now.getTime())) === 'nudged') open.forget();
    } else if (!open.isWhole()) {
      open.forget();
    } else {
      if ((await giveUp(deps, lane, all)) !== 'woken') return;
      open.forget();
    }
  }
}

/** Takes a publication one step further. Every step ends in one compare-and-set; where the publication changed meanwhile, its result is dropped. */
async function step(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<void> {
  const { state } = publication;
  if (await heldAsOverdue(deps, lane, publication)) return;
  const inPlace = async (work: (...input: [PublishingDeps, HeldLane, Publication]) => Promise<unknown>) => {
    const leave = await lane.places.steps.take();
    await work(deps, lane, publication).finally(leave);
  };
  if (GOES_ON.has(state) && awaitsComment(publication)) return sendComment(deps, lane, publication);
  switch (state) {
    case 'queued':
    case 'staging':
      return isReady(deps, publication) ? sendAct(deps, lane, { ...publication, state: 'ready' }) : inPlace(stage);
    case 'processing':
      return inPlace(poll);
    case 'ready':
      return sendAct(deps, lane, publication);
    case 'unknown':
      return inPlace(lookForIt);
    case 'published':
      return inPlace(openChange(publication) === undefined ? readLink : changeLive);
    case 'failed':
      return openChange(publication) === undefined ? undefined : inPlace(changeLive);
    case 'publishing':
    case 'deleted':
    case 'held':
    case 'blocked':
    case 'cancelled':
      return;
    default:
      return never(state);
  }
}

/** A dead owner's sends: we do not know what came of them, nor when they left at the latest, so they count as sent at the claim. */
async function recover(deps: PublishingDeps, open: readonly Publication[]): Promise<void> {
  const now = deps.clock.now();
  for (const publication of open) {
    if (publication.state !== 'publishing') continue;
    const nextAt = nextFindAt(0, now, now);
    const deadlineAt = new Date(now.getTime() + SEND_DEADLINE_MS);
    const acts = unknownAttempts(publication).reduce(
      (all, { id }) => withAttempt(all, id, (attempt) => ({ ...attempt, deadlineAt })),
      publication.acts as Publication['acts'],
    );
    await write(deps, publication, {
      ...publication,
      acts,
      state: 'unknown',
      finds: 0,
      trouble: { sentence: say('publishing.stoppedWhileSending'), at: now },
      ...(nextAt === undefined ? {} : { nextAt }),
    });
  }
}

/** What the step under way left; whatever is due can be claimed at once. */
async function handOver(deps: PublishingDeps, lane: HeldLane): Promise<void> {
  while ((await giveUp(deps, lane, await deps.lanes.open(lane.current()))) === 'woken');
}

/** After a failure of our own, as when the database was away: whoever is well takes the lane up soon, not when its lease is over. */
async function letGo(deps: PublishingDeps, lane: HeldLane): Promise<void> {
  for (const end = performance.now() + LEASE_MS; performance.now() < end && !lane.signal.aborted; ) {
    try {
      const soon = new Date(deps.clock.now().getTime() + AFTER_FAILURE_MS);
      if ((await deps.lanes.release(lane.current(), soon)) !== 'woken') return;
      const newer = await deps.lanes.reread(lane.current());
      if (newer === undefined) return;
      lane.adopt(newer);
    } catch (error) {
      deps.log.warn({ err: error, account: lane.account, loop: 'lane' }, 'A lane could not be given up yet.');
      await lane.wait(deps.clock, AFTER_FAILURE_MS).catch(() => {});
    }
  }
}

async function giveUp(deps: PublishingDeps, lane: HeldLane, open: readonly Publication[]): Promise<'released' | 'woken' | 'lost'> {
  const released = await deps.lanes.release(lane.current(), nextDue(open, deps.clock.now()));
  if (released !== 'woken') return released;
  const newer = await deps.lanes.reread(lane.current());
  if (newer === undefined) return 'lost';
  lane.adopt(newer);
  return 'woken';
}

/**
 * What may be worked on now, due soonest first, changes of what is live last: up to the first that is begun and whose time is near, and every look for
 * an unknown one.
 */
function inTurn(open: readonly Publication[], now: Date): readonly Publication[] {
  const isChanged = (each: Publication) => Number(openChange(each) !== undefined);
  const inOrder = [...open].sort((a, b) => isChanged(a) - isChanged(b) || a.dueAt.getTime() - b.dueAt.getTime());
  const first = inOrder.findIndex((each) => isUnderWay(each, now));
  return first < 0 ? inOrder : inOrder.filter(({ state }, index) => index <= first || state === 'unknown');
}

/** Begun, and its time is near. */
function isUnderWay({ state, dueAt }: Publication, now: Date): boolean {
  return IN_FLIGHT.has(state) && dueAt.getTime() <= now.getTime() + STAGE_DEADLINE_MS;
}

/** When its turn is, in ms; what a send needs is read a moment before its time. */
function turnAt({ state, nextAt }: Publication): number | undefined {
  return nextAt === undefined ? undefined : nextAt.getTime() - (state === 'ready' ? SEND_AHEAD_MS : 0);
}

/** A lane whose next step is this near is kept: giving it up and claiming it again would cost more. */
const KEEP_MS = 2_500;
const AFTER_FAILURE_MS = 500;
/** After this long, a lane with more to do makes room where others wait. */
const TURN_MS = 1_000;
/** A request that stages something takes at most this long. */
const STAGE_DEADLINE_MS = 60_000;
const GOES_ON = new Set<Publication['state']>(['queued', 'staging', 'processing', 'ready']);
const IN_FLIGHT = new Set<Publication['state']>(['staging', 'processing', 'ready', 'publishing']);
