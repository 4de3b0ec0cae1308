import type { PublishingDeps } from './deps.js';
import { holdLane, LOOKAHEAD_MS } from './lane.js';
import { runLane } from './run.js';

/** The loop that claims lanes and works on them. Any number of processes run one each. */
export interface Engine {
  start(): void;
  /** There may be work now: looks at once instead of at the next turn. */
  poke(): void;
  /** How many lanes it works on now. */
  lanes(): number;
  /** Stops claiming, waits for what is being sent (at most `withinMs`), gives every lane up, and resolves. */
  stop(withinMs: number): Promise<void>;
}

/** Makes the engine; `owner` is this process, unique among all that run. */
export function createEngine(deps: PublishingDeps, options: { readonly owner: string; readonly lanesAtOnce?: number }): Engine {
  const lanesAtOnce = options.lanesAtOnce ?? 16;
  const running = new Map<string, Promise<void>>();
  let stopping = new AbortController();
  let stopped = true;
  let loop: Promise<void> = Promise.resolve();
  let poked = false;
  let wakeUp: () => void = () => {};

  const turn = async () => {
    const until = new Date(deps.clock.now().getTime() + LOOKAHEAD_MS);
    const accounts = await deps.lanes.candidates(until, lanesAtOnce * 2);
    for (const account of accounts) {
      if (stopped || running.size >= lanesAtOnce) return;
      if (running.has(account)) continue;
      const lane = await deps.lanes.claim(account, options.owner, until);
      if (lane === undefined) continue;
      const work = runLane(deps, holdLane(deps, lane, stopping.signal))
        .catch((error: unknown) =>
          deps.log.error({ err: error, account, loop: 'lane' }, 'Working on an account failed; its lane comes back by itself.'),
        )
        .finally(() => {
          const wasFull = running.size >= lanesAtOnce;
          running.delete(account);
          if (wasFull) poke();
        });
      running.set(account, work);
    }
  };

  const run = async () => {
    while (!stopped) {
      poked = false;
      await turn().catch((error: unknown) => deps.log.error({ err: error, loop: 'engine' }, 'Looking for due publications failed.'));
      if (!poked && !stopped) await pause(IDLE_MS);
    }
  };

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const poke = () => {
    poked = true;
    wakeUp();
  };

  return {
    start: () => {
      if (!stopped) return;
      stopped = false;
      stopping = new AbortController();
      loop = run();
    },
    poke,
    lanes: () => running.size,
    stop: async (withinMs) => {
      stopped = true;
      wakeUp();
      stopping.abort(new Error('The process stops.'));
      await Promise.race([Promise.all([loop, ...running.values()]), new Promise((resolve) => setTimeout(resolve, withinMs).unref())]);
    },
  };
}

/** An idle process looks about once a second. */
const IDLE_MS = 1_000;
