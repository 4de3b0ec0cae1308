import cron, { type ScheduledTask } from 'node-cron';
import type { Log } from './lib/log.js';

/** Repairs, by the clock, what a crash or an outage left. It only rings; MongoDB holds time and truth. */
export interface Ticker {
  start(): void;
  stop(): void;
}

/** One thing to repair. It finds what is due by itself, and may fail: the next ring tries again. */
export interface Turn {
  readonly name: string;
  run(): Promise<unknown>;
}

/** Rings every five seconds; a ring that is still running is not started twice. */
export function createTicker(turns: readonly Turn[], log: Log): Ticker {
  let task: ScheduledTask | undefined;
  return {
    start: () => {
      task ??= cron.schedule(EVERY_FIVE_SECONDS, () => Promise.all(turns.map((turn) => survive(turn, log))), { noOverlap: true });
    },
    stop: () => {
      void task?.destroy();
      task = undefined;
    },
  };
}

async function survive({ name, run }: Turn, log: Log): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.error({ err: error, turn: name }, 'A turn of the ticker failed.');
  }
}

const EVERY_FIVE_SECONDS = '*/5 * * * * *';
