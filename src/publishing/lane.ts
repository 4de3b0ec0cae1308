import { performance } from 'node:perf_hooks';
import type { Clock } from '../lib/clock.js';
import type { Log } from '../lib/log.js';
import { createSlots, type Slots } from '../lib/slots.js';
import type { Usage } from '../platforms/platform.js';
import type { LaneStore, OwnedLane } from './ports.js';

/** The lease has run out or is about to: nothing irreversible may leave any more. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** An owned lane that renews its lease until it is given up. */
export interface HeldLane {
  readonly account: string;
  readonly workspace: string;
  /** Aborted when the lease is lost or the process stops claiming. */
  readonly signal: AbortSignal;
  current(): OwnedLane;
  /** Throws {@link LeaseLostError} unless at least `ms` of the lease are left. Synchronous: it can stand right before a send. */
  assertLeft(ms: number): void;
  /** Renews the lease now, unless at least `ms` of it are left. */
  keep(ms: number): Promise<void>;
  /** Waits, or less when it is nudged. Rejects when the lease is lost or the process stops. */
  wait(clock: Clock, ms: number): Promise<'over' | 'nudged'>;
  isWaiting(): boolean;
  /** Something on the account changed: a wait ends. */
  nudge(): void;
  /** Nothing new is begun on it: the process stops. */
  abandon(reason: Error): void;
  /** Other accounts wait for a lane to end. */
  isWanted(): boolean;
  /** What it shares with the other lanes of its process. */
  readonly places: Places;
  /** Takes the lane's newer state after a wake. */
  adopt(lane: OwnedLane): void;
  /** Nothing of the account runs before `until`: a rate limit, in words. */
  close(until: Date, sentence: string): Promise<void>;
  closedUntil(): Date;
  readonly usage: LaneUsage;
  /** Stops renewing. */
  stop(): void;
}

/** What the lanes of one process share, so that a due minute with a thousand posts opens no thousand requests. */
export interface Places {
  /** Intents written or being written whose request has not begun: each would be unknown if the process died. */
  readonly intents: Slots;
  /** Requests that publish. */
  readonly requests: Slots;
  /** Requests that prepare, poll or look. */
  readonly steps: Slots;
}

/** So many requests that publish, as many intents before them, and so many steps. */
export function createPlaces(most: { readonly requests: number; readonly steps: number }): Places {
  return { intents: createSlots(most.requests), requests: createSlots(most.requests), steps: createSlots(most.steps) };
}

/** What answers told of an account's limits: not kept yet, and whether it should rest before anything more is begun. */
export interface LaneUsage {
  noted: Usage[];
  rest?: NonNullable<Usage['rest']>;
}

/** Keeps a claimed lane's lease alive, renewing every {@link RENEW_MS}. */
export function holdLane(
  deps: { readonly lanes: LaneStore; readonly log: Log },
  claimed: OwnedLane,
  options: { readonly places?: Places; readonly isWanted?: () => boolean } = {},
): HeldLane {
  const aborter = new AbortController();
  const { signal } = aborter;
  let lane = claimed;
  let renewing: Promise<void> | undefined;
  let waiting: AbortController | undefined;
  const abort = (reason: Error) => {
    aborter.abort(reason);
    waiting?.abort();
  };
  const timer = setInterval(() => void renew(), RENEW_MS);
  const renewNow = async () => {
    try {
      const renewed = await deps.lanes.renew(lane);
      if (renewed === undefined) abort(new LeaseLostError(`The lane of account ${lane.account} was taken over.`));
      else lane = { ...renewed, wakes: lane.wakes, closedUntil: lane.closedUntil };
    } catch (error) {
      deps.log.warn({ err: error, account: lane.account, loop: 'lease' }, 'A lease could not be renewed.');
    } finally {
      renewing = undefined;
    }
  };
  const renew = () => {
    renewing ??= renewNow();
    return renewing;
  };
  return {
    account: claimed.account,
    workspace: claimed.workspace,
    signal,
    current: () => lane,
    assertLeft: (ms) => {
      if (signal.aborted || leftMs(lane) < ms)
        throw new LeaseLostError(`The lease on account ${lane.account} is over, given up, or has less than ${ms} ms left.`);
    },
    keep: async (ms) => {
      if (leftMs(lane) < ms) await renew();
    },
    wait: async (clock, ms) => {
      signal.throwIfAborted();
      waiting = new AbortController();
      const nudge = waiting.signal;
      try {
        await clock.wait(ms, nudge);
        return 'over';
      } catch (error) {
        signal.throwIfAborted();
        if (!nudge.aborted) throw error;
        return 'nudged';
      } finally {
        waiting = undefined;
      }
    },
    isWaiting: () => waiting !== undefined,
    nudge: () => waiting?.abort(),
    abandon: abort,
    isWanted: () => options.isWanted?.() ?? false,
    places: options.places ?? createPlaces({ requests: 1, steps: 1 }),
    adopt: (newer) => {
      lane = { ...newer, leasedAt: lane.leasedAt };
    },
    close: async (until, sentence) => {
      lane = { ...lane, closedUntil: until };
      await deps.lanes.close(lane, until, sentence);
    },
    closedUntil: () => lane.closedUntil,
    usage: { noted: [] },
    stop: () => clearInterval(timer),
  };
}

/** How long a claim lasts, how often it is renewed, and what must be left of it when a request leaves. */
export const LEASE_MS = 10_000;
export const RENEW_MS = 3_000;
export const SEND_MARGIN_MS = 5_000;

/** The publish request times out at 20 s; past this its answer can no longer come. */
export const SEND_DEADLINE_MS = 25_000;

/** Candidates are read this long before they are runnable: longer than an idle process waits between two looks. */
export const LOOKAHEAD_MS = 2_000;

/** The time a claim or renewal counts from. */
export function leaseStart(): OwnedLane['leasedAt'] {
  return { monotonic: performance.now(), wall: Date.now() };
}

/** What is left of the lease, by the larger of monotonic and wall time elapsed. */
function leftMs({ leasedAt }: OwnedLane): number {
  return LEASE_MS - Math.max(performance.now() - leasedAt.monotonic, Date.now() - leasedAt.wall);
}
