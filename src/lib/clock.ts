import { setTimeout as sleep } from 'node:timers/promises';

/** The time everything in Copydesk goes by, so that tests can freeze it. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  wait: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** A clock that can be moved away from the machine's; waits under way move with it. */
export interface ShiftableClock extends Clock {
  /** How far it is ahead of the machine's time, in ms. */
  aheadMs(): number;
  /** Moves it by `ms`, forward or back. */
  move(ms: number): void;
}

/** The machine's time plus a shift, 0 at first. */
export function shiftableClock(): ShiftableClock {
  let shift = 0;
  let moved = new AbortController();
  const now = () => Date.now() + shift;
  return {
    now: () => new Date(now()),
    wait: async (ms, signal) => {
      for (let left = ms, end = now() + ms; left > 0; left = end - now()) {
        const either = AbortSignal.any([moved.signal, ...(signal === undefined ? [] : [signal])]);
        await sleep(left, undefined, { signal: either }).catch(() => signal?.throwIfAborted());
      }
    },
    aheadMs: () => shift,
    move: (ms) => {
      shift += ms;
      const before = moved;
      moved = new AbortController();
      before.abort();
    },
  };
}

/** Waits until the clock shows `at`, never ending early: timers may fire a fraction of a millisecond before their time. */
export async function waitUntil(clock: Clock, at: Date, signal?: AbortSignal): Promise<void> {
  for (let left = at.getTime() - clock.now().getTime(); left > 0; left = at.getTime() - clock.now().getTime()) {
    await clock.wait(Math.min(left, LONGEST_MS), signal);
  }
}

const LONGEST_MS = 60_000;
