import type { MachineClocks, ServerClock, ServerReading } from './clock.js';
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
    for (let nth = 0; nth < READINGS_MOST; nth += 1) {
      if (deps.clock.learn(await reading(deps.clock.machine, deps.askServer))) break;
    }
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

async function reading(machine: MachineClocks, askServer: () => Promise<Date>): Promise<ServerReading> {
  const askedAt = machine.monotonic();
  const serverAt = (await askServer()).getTime();
  return { serverAt, askedAt, answeredAt: machine.monotonic() };
}

const EVERY_MS = 10_000;
/** One that fits what the one before told is enough. */
const READINGS_MOST = 3;
/** Clocks that are kept by NTP are within a few milliseconds of each other. */
const TOLERATED_MS = 500;
