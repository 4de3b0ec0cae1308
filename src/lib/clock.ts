import { performance } from 'node:perf_hooks';
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

/** What a machine's own clocks show, in ms: the time of day, which somebody may set, and one that only ever counts on. */
export interface MachineClocks {
  wall(): number;
  monotonic(): number;
}

/** The server's time as it was read once: what it showed between two moments of the machine's monotonic clock, in ms. */
export interface ServerReading {
  readonly serverAt: number;
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** The database server's time as far as this process knows it, plus a shift, 0 at first. Waits under way move with the shift. */
export interface ServerClock extends Clock {
  readonly machine: MachineClocks;
  /** How far it was moved, in ms. */
  aheadMs(): number;
  /** Moves it by `ms`, forward or back. */
  move(ms: number): void;
  /** How far the server is ahead of the machine's time of day, in ms; negative where the machine's clock is fast. */
  offsetMs(): number;
  /** True when the reading fits what is believed already; otherwise the clock goes by the middle of the round trip from now on. */
  learn(reading: ServerReading): boolean;
}

/**
 * A clock that believes the machine's time of day until it learns the server's, and counts on by the machine's monotonic clock: setting the
 * machine's time of day moves nothing.
 */
export function serverClock(machine: MachineClocks = thisMachine): ServerClock {
  let believed = { server: machine.wall(), monotonic: machine.monotonic() };
  let shift = 0;
  const waiting = new Set<() => void>();
  const serverAt = (monotonic: number) => believed.server + monotonic - believed.monotonic;
  const now = () => serverAt(machine.monotonic()) + shift;
  return {
    machine,
    now: () => new Date(now()),
    wait: (ms, signal) => waitHere(now, waiting, ms, signal),
    aheadMs: () => shift,
    move: (ms) => {
      shift += ms;
      for (const look of [...waiting]) look();
    },
    offsetMs: () => Math.round(serverAt(machine.monotonic()) - machine.wall()),
    learn: (reading) => {
      const monotonic = (reading.askedAt + reading.answeredAt) / 2;
      const isKnown = fits(serverAt(monotonic), reading);
      if (!isKnown) believed = { server: reading.serverAt, monotonic };
      return isKnown;
    },
  };
}

/** Waits until the clock shows `at`, never ending early: timers may fire a fraction of a millisecond before their time. */
export async function waitUntil(clock: Clock, at: Date, signal?: AbortSignal): Promise<void> {
  for (let left = at.getTime() - clock.now().getTime(); left > 0; left = at.getTime() - clock.now().getTime()) {
    await clock.wait(Math.min(left, LONGEST_MS), signal);
  }
}

/** Whoever is in `waiting` is called when the time was moved. */
function waitHere(now: () => number, waiting: Set<() => void>, ms: number, signal: AbortSignal | undefined): Promise<void> {
  const end = now() + ms;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const leave = (then: () => void) => {
      clearTimeout(timer);
      waiting.delete(look);
      signal?.removeEventListener('abort', abort);
      then();
    };
    const abort = () => leave(() => reject(signal?.reason));
    const look = () => {
      clearTimeout(timer);
      const left = end - now();
      if (left <= 0) leave(resolve);
      else timer = setTimeout(look, left);
    };
    if (signal?.aborted === true) return abort();
    signal?.addEventListener('abort', abort);
    waiting.add(look);
    look();
  });
}

/** A server shows whole milliseconds, and when within the round trip it looked is not known. */
function fits(believed: number, { serverAt, askedAt, answeredAt }: ServerReading): boolean {
  return Math.abs(believed - serverAt) <= (answeredAt - askedAt) / 2 + 1;
}

const thisMachine: MachineClocks = { wall: () => Date.now(), monotonic: () => performance.now() };
const LONGEST_MS = 60_000;
