import cron, { type ScheduledTask } from 'node-cron';
import type { Log } from './lib/log.js';

/** Repairs, by the clock, what a crash or an outage left. It only rings; MongoDB holds time and truth. */
export interface Ticker {
  start(): void;
  /** Rings no more, and waits for the turns under way, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** One thing to repair. It finds what is due by itself, and may fail: the next ring tries again. */
export interface Turn {
  readonly name: string;
  run(): Promise<unknown>;
}

/** Rings every five seconds, or as a cron expression with seconds says. A turn that is still under way is not started again, and holds no other turn up. */
export function createTicker(turns: readonly Turn[], log: Log, every = EVERY_FIVE_SECONDS): Ticker {
  const underWay = new Map<string, Promise<void>>();
  let task: ScheduledTask | undefined;
  const ring = () => {
    for (const turn of turns) {
      if (underWay.has(turn.name)) continue;
      const work = survive(turn, log).finally(() => underWay.delete(turn.name));
      underWay.set(turn.name, work);
    }
  };
  return {
    start: () => {
      // A ring that a busy or frozen process missed needs no word: the next one finds the same.
      task ??= cron.schedule(every, ring, { suppressMissedWarning: true });
    },
    stop: async (withinMs) => {
      void task?.destroy();
      task = undefined;
      await Promise.race([Promise.all(underWay.values()), new Promise((resolve) => setTimeout(resolve, withinMs).unref())]);
    },
  };
}

async function survive({ name, run }: Turn, log: Log): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.error({ err: error, loop: name }, 'A turn of the ticker failed.');
  }
}

const EVERY_FIVE_SECONDS = '*/5 * * * * *';
