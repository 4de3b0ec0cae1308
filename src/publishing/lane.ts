import { performance } from 'node:perf_hooks';
import type { Log } from '../lib/log.js';
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
  /** Takes the lane's newer state after a wake. */
  adopt(lane: OwnedLane): void;
  /** Stops renewing. */
  stop(): void;
}

/** Keeps a claimed lane's lease alive, renewing every {@link RENEW_MS}. */
export function holdLane(deps: { readonly lanes: LaneStore; readonly log: Log }, claimed: OwnedLane): HeldLane {
  const aborter = new AbortController();
  let lane = claimed;
  let renewing = false;
  const timer = setInterval(() => void renew(), RENEW_MS);
  const renew = async () => {
    if (renewing) return;
    renewing = true;
    try {
      const renewed = await deps.lanes.renew(lane);
      if (renewed === undefined) aborter.abort(new LeaseLostError(`The lane of account ${lane.account} was taken over.`));
      else lane = { ...renewed, wakes: lane.wakes };
    } catch (error) {
      deps.log.warn({ err: error, account: lane.account }, 'A lease could not be renewed.');
    } finally {
      renewing = false;
    }
  };
  return {
    account: claimed.account,
    workspace: claimed.workspace,
    signal: aborter.signal,
    current: () => lane,
    assertLeft: (ms) => {
      if (aborter.signal.aborted || leftMs(lane) < ms)
        throw new LeaseLostError(`Less than ${ms} ms are left of the lease on account ${lane.account}.`);
    },
    adopt: (newer) => {
      lane = { ...newer, leasedAt: lane.leasedAt };
    },
    stop: () => clearInterval(timer),
  };
}

/** How long a claim lasts, how often it is renewed, and what must be left of it when a request leaves. */
export const LEASE_MS = 10_000;
export const RENEW_MS = 3_000;
export const SEND_MARGIN_MS = 5_000;

/** Candidates are read this long before they are runnable. */
export const LOOKAHEAD_MS = 1_500;

/** The time a claim or renewal counts from. */
export function leaseStart(): OwnedLane['leasedAt'] {
  return { monotonic: performance.now(), wall: Date.now() };
}

/** What is left of the lease, by the larger of monotonic and wall time elapsed. */
function leftMs({ leasedAt }: OwnedLane): number {
  return LEASE_MS - Math.max(performance.now() - leasedAt.monotonic, Date.now() - leasedAt.wall);
}
