import type { MachineClocks, ServerClock } from './clock.js';
import type { Log } from './log.js';

/** Keeps a clock by the database server's time. */
export interface TimeKeeper {
  /** Reads the server's time; rejects when the server does not answer. */
  read(): Promise<void>;
  /** Reads it again every 10 s. A reading that fails is logged, and the clock counts on. */
  start(): void;
  stop(): void;
}

/** A machine whose clock is wrong, from when it was first seen until it is right again. */
export interface ClockAlarm {
  /** How far the server is ahead of the machine, in ms; negative where the machine's clock is fast. */
  readonly offsetMs: number;
  /** By the server's time. */
  readonly at: Date;
}

/** Makes it. `askServer` resolves to the server's time; `alarm` is called after every reading while the machine is more than 500 ms off. */
export function createTimeKeeper(deps: {
  readonly clock: ServerClock;
  readonly askServer: () => Promise<Date>;
  readonly alarm: (alarm: ClockAlarm) => Promise<void>;
  readonly log: Pick<Log, 'error' | 'warn'>;
}): TimeKeeper {
  let timer: NodeJS.Timeout | undefined;
  let isOff = false;
  const read = async () => {
    deps.clock.learn(await reading(deps.clock.machine, deps.askServer));
    const offsetMs = deps.clock.offsetMs();
    const wasOff = isOff;
    isOff = Math.abs(offsetMs) > TOLERATED_MS;
    if (isOff && !wasOff) deps.log.error({ offsetMs }, "This machine's clock is wrong. Set it; Copydesk goes by the database server's.");
    if (wasOff && !isOff) deps.log.warn({ offsetMs }, "This machine's clock is right again.");
    if (isOff && timer !== undefined) await deps.alarm({ offsetMs, at: deps.clock.now() });
  };
  const again = () =>
    void read().catch((error: unknown) => deps.log.warn({ err: error, loop: 'clock' }, "The database server's time could not be read."));
  return {
    read,
    start: () => {
      if (timer !== undefined) return;
      timer = setInterval(again, EVERY_MS);
      timer.unref();
      again();
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** The quickest of a few readings says most about when the server looked at its clock. */
async function reading(machine: MachineClocks, askServer: () => Promise<Date>) {
  const readings = [];
  for (let nth = 0; nth < READINGS; nth += 1) {
    const askedAt = machine.monotonic();
    const serverAt = (await askServer()).getTime();
    readings.push({ serverAt, askedAt, answeredAt: machine.monotonic() });
  }
  return readings.reduce((best, each) => (tookMs(each) < tookMs(best) ? each : best));
}

function tookMs({ askedAt, answeredAt }: { readonly askedAt: number; readonly answeredAt: number }): number {
  return answeredAt - askedAt;
}

const EVERY_MS = 10_000;
const READINGS = 3;
/** Clocks that are kept by NTP are within a few milliseconds of each other. */
const TOLERATED_MS = 500;
