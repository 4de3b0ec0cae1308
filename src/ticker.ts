import cron, { type ScheduledTask } from 'node-cron';
import { atMost } from './lib/at-most.js';
import type { Log } from './lib/log.js';

/** Repairs, by the clock, what a crash or an outage left. It only rings; MongoDB holds time and truth. */
export interface Ticker {
  start(): void;
  /** Rings no more, and waits for the turns under way, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/**
 * One thing to repair. It finds what is due by itself, and may fail: the next ring tries again. `when` is what it is due by; a turn without one keeps its
 * own time, and is run at every ring.
 */
export interface Turn<When> {
  readonly name: string;
  readonly when?: When;
  run(): Promise<unknown>;
}

/** How a ticker asks which turns are due, all of them at once, and when it rings: a cron expression with seconds, or every five seconds. */
export interface TickerOptions<When> {
  readonly due: (asked: readonly When[]) => Promise<readonly boolean[]>;
  readonly log: Log;
  readonly every?: string;
}

/**
 * Makes one. A turn that is still under way is not started again, and holds no other turn up. Where it cannot be known what is due, every turn looks
 * for itself.
 */
export function createTicker<When>(turns: readonly Turn<When>[], { due, log, every = EVERY_FIVE_SECONDS }: TickerOptions<When>): Ticker {
  const underWay = new Map<string, Promise<void>>();
  let task: ScheduledTask | undefined;
  const once = (name: string, work: () => Promise<void>) => {
    if (!underWay.has(name))
      underWay.set(
        name,
        work().finally(() => underWay.delete(name)),
      );
  };
  const ring = async () => {
    const free = turns.filter(({ name }) => !underWay.has(name));
    const isDue = await dueAmong(free, due, log);
    for (const turn of free) if (isDue(turn)) once(turn.name, () => survive(turn, log));
  };
  return {
    start: () => {
      // A ring that a busy or frozen process missed needs no word: the next one finds the same.
      task ??= cron.schedule(every, () => once(RING, ring), { suppressMissedWarning: true });
    },
    stop: async (withinMs) => {
      void task?.destroy();
      task = undefined;
      const over = async () => {
        while (underWay.size > 0) await Promise.all(underWay.values());
      };
      await atMost(withinMs, over());
    },
  };
}

async function dueAmong<When>(
  turns: readonly Turn<When>[],
  due: TickerOptions<When>['due'],
  log: Log,
): Promise<(turn: Turn<When>) => boolean> {
  const timed = turns.filter(({ when }) => when !== undefined);
  try {
    const answers = await due(timed.flatMap(({ when }) => (when === undefined ? [] : [when])));
    return (turn) => turn.when === undefined || answers[timed.indexOf(turn)] === true;
  } catch (error) {
    log.error({ err: error, loop: 'ticker' }, 'The ticker could not ask what is due.');
    return () => true;
  }
}

async function survive({ name, run }: Turn<unknown>, log: Log): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.error({ err: error, loop: name }, 'A turn of the ticker failed.');
  }
}

/** No turn's name: asking what is due. */
const RING = '';
const EVERY_FIVE_SECONDS = '*/5 * * * * *';
