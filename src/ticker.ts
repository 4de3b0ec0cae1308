import cron, { type ScheduledTask } from 'node-cron';
import type { Clock } from './lib/clock.js';
import type { Log } from './lib/log.js';
import type { Engine, LaneStore } from './publishing/index.js';

/** Repairs what a crash or an outage left: cards that are due, and lanes that sleep although something is. It only rings; MongoDB holds time and truth. */
export interface Ticker {
  start(): void;
  stop(): void;
}

/** Rings every five seconds; a turn still running is not started twice. */
export function createTicker(deps: {
  readonly cards: { tick(): Promise<void> };
  readonly lanes: Pick<LaneStore, 'wakeSleeping'>;
  readonly engine: Pick<Engine, 'poke'>;
  readonly clock: Clock;
  readonly log: Log;
}): Ticker {
  let task: ScheduledTask | undefined;
  const turns: [string, () => Promise<void>][] = [
    ['cards', () => deps.cards.tick()],
    ['lanes', () => wakeSleeping(deps)],
  ];
  return {
    start: () => {
      task ??= cron.schedule('*/5 * * * * *', () => Promise.all(turns.map(([name, turn]) => survive(deps.log, name, turn))), {
        noOverlap: true,
      });
    },
    stop: () => {
      void task?.destroy();
      task = undefined;
    },
  };
}

async function wakeSleeping({ lanes, engine, clock }: Parameters<typeof createTicker>[0]): Promise<void> {
  if ((await lanes.wakeSleeping(new Date(clock.now().getTime() + 1_500), 100)) > 0) engine.poke();
}

async function survive(log: Log, turn: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ err: error, turn }, 'A turn of the ticker failed.');
  }
}
