import { atMost } from '../lib/at-most.js';
import type { PublishingDeps } from './deps.js';
import { createPlaces, type HeldLane, holdLane, LOOKAHEAD_MS } from './lane.js';
import { runLane } from './run.js';

/** The loop that claims lanes and works on them. Any number of processes run one each. */
export interface Engine {
  start(): void;
  /** There may be work now, on these accounts if it is known: looks at once instead of at the next turn. */
  poke(accounts?: readonly string[]): void;
  /** How many lanes it works on now. */
  lanes(): number;
  /** Stops claiming, waits for what is being sent (at most `withinMs`), gives every lane up, and resolves. */
  stop(withinMs: number): Promise<void>;
}

/** How an engine runs. `owner` is this process, unique among all that run; `requestsAtOnce` is its limit on requests that publish, and on intents before them. */
export interface EngineOptions {
  readonly owner: string;
  readonly requestsAtOnce?: number;
}

/** Makes the engine. */
export function createEngine(deps: PublishingDeps, { owner, requestsAtOnce = REQUESTS_AT_ONCE }: EngineOptions): Engine {
  const running = new Map<string, { readonly lane: HeldLane; readonly work: Promise<void> }>();
  const places = createPlaces({ requests: requestsAtOnce, steps: STEPS_AT_ONCE });
  const dueAtOnce = requestsAtOnce * 2;
  let stopped = true;
  let loop: Promise<void> = Promise.resolve();
  let poked = false;
  let wanted = false;
  let vain = 0;
  let wakeUp: () => void = () => {};

  const turn = async () => {
    const now = deps.clock.now();
    const until = new Date(now.getTime() + LOOKAHEAD_MS);
    const busy = [...running.values()].filter(({ lane }) => !lane.isWaiting()).length;
    const dueRoom = Math.max(0, dueAtOnce - busy);
    const found = await candidates(now, until, dueRoom);
    const room = found.filter(({ runnableAt }, index) => runnableAt > now || index < dueRoom).slice(0, AHEAD_AT_ONCE - running.size);
    wanted = room.length < found.length;
    const claims = await Promise.all(
      room.map(async ({ account }) => {
        if (stopped || running.has(account)) return 'ours';
        const claimed = await deps.lanes.claim(account, owner, until);
        if (claimed === undefined) return 'missed';
        begin(account, holdLane(deps, claimed, { places, isWanted: () => wanted }));
        return 'begun';
      }),
    );
    // What another process took first leaves room here, which is filled at once: processes that start together read the same lanes.
    vain = claims.includes('missed') && !claims.includes('begun') ? vain + 1 : 0;
    if (claims.includes('missed') && vain <= VAIN_MOST) poked = true;
  };

  /** Where all that are near are due, there is no need to know how many more there are. */
  const candidates = async (now: Date, until: Date, dueRoom: number) => {
    const some = dueRoom + MORE;
    const found = await deps.lanes.candidates(until, some);
    const last = found.at(-1);
    return found.length < some || last === undefined || last.runnableAt <= now ? found : deps.lanes.candidates(until, AHEAD_AT_ONCE);
  };

  const begin = (account: string, lane: HeldLane) => {
    if (stopped) lane.abandon(new Error(STOPS));
    const work = runLane(deps, lane)
      .catch((error: unknown) =>
        deps.log.error({ err: error, account, loop: 'lane' }, 'Working on an account failed; its lane comes back by itself.'),
      )
      .finally(() => {
        running.delete(account);
        if (wanted) poke();
      });
    running.set(account, { lane, work });
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

  const poke = (accounts: readonly string[] = []) => {
    poked = true;
    for (const account of accounts) running.get(account)?.lane.nudge();
    wakeUp();
  };

  return {
    start: () => {
      if (!stopped) return;
      stopped = false;
      loop = run();
    },
    poke,
    lanes: () => running.size,
    stop: async (withinMs) => {
      stopped = true;
      wakeUp();
      for (const { lane } of running.values()) lane.abandon(new Error(STOPS));
      const over = loop.then(() => Promise.all([...running.values()].map(({ work }) => work)));
      await atMost(withinMs, over);
    },
  };
}

const STOPS = 'The process stops.';
/** Turns in a row in which others took every lane, before the usual pause. */
const VAIN_MOST = 3;
/** An idle process asks at most one thing a second: this, what the ticker has to do (every 5 s), and the time (every 10 s). */
const IDLE_MS = 1_450;
/**
 * Requests that publish at once, of one process. More would share each write of intents and of results among more posts; but as many intents as requests may
 * stand before them, and each of both is an unknown if the process dies.
 */
const REQUESTS_AT_ONCE = 64;
/** Requests that prepare or look at once: they hold pictures and pieces of videos. */
const STEPS_AT_ONCE = 32;
/** Lanes at once of one process, those that are not due yet among them. What is due already is left to the others beyond two to a request. */
const AHEAD_AT_ONCE = 2_000;
const MORE = 64;
