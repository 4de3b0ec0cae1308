import { atMost } from '../../lib/at-most.js';
import { createSlots } from '../../lib/slots.js';
import type { Notifier } from '../../publishing/index.js';
import type { ResultsDeps } from './deps.js';
import { drawCard } from './draw.js';

/** Draws cards as soon as something they show has changed, and on each tick whatever a crash or an outage left due. */
export interface CardLoop extends Notifier {
  /** Draws what is due. */
  tick(): Promise<void>;
  /** Waits for drawings under way, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/**
 * Makes the loop. It draws {@link AT_ONCE} cards at a time, so that a thousand posts that go out at one moment leave the process time to answer
 * clicks; what changes while a card waits for its turn is drawn with it. `owner` is this process, unique among all that run. `drawn` hears of
 * every card that was brought up to date.
 */
export function createCardLoop(deps: ResultsDeps, options: { readonly owner: string; drawn?(workspace: string): void }): CardLoop {
  const drawing = new Map<string, Promise<void>>();
  const begun = new Set<string>();
  const again = new Set<string>();
  const places = createSlots(AT_ONCE);
  const cooling = new Map<string, { readonly failures: number; readonly until: number }>();
  let stopped = false;

  const draw = (workspace: string, post: string): Promise<void> => {
    const key = `${workspace}:${post}`;
    const running = drawing.get(key);
    if (running !== undefined) {
      if (begun.has(key)) again.add(key);
      return running;
    }
    const work = inTurn(workspace, post, key)
      .then((outcome) => {
        if (outcome === 'stopped' || outcome === 'removed') return;
        if (outcome === 'unreachable') cool(key);
        else cooling.delete(key);
        if (outcome !== 'busy') options.drawn?.(workspace);
      })
      .catch((error: unknown) => {
        cool(key);
        deps.log.warn({ err: error, post, loop: 'cards' }, 'A card could not be drawn; it is drawn again on a later tick.');
      })
      .finally(() => {
        drawing.delete(key);
        begun.delete(key);
        if (again.delete(key) && !stopped) void draw(workspace, post);
      });
    drawing.set(key, work);
    return work;
  };

  const inTurn = async (workspace: string, post: string, key: string) => {
    const leave = await places.take();
    try {
      if (stopped) return 'stopped';
      begun.add(key);
      return await drawCard(deps, workspace, post, `${options.owner}:${key}`);
    } finally {
      leave();
    }
  };

  const cool = (key: string) => {
    const failures = (cooling.get(key)?.failures ?? 0) + 1;
    cooling.set(key, { failures, until: performance.now() + Math.min(60_000, 1_000 * 2 ** failures) });
  };

  return {
    changed: (workspace, post) => {
      if (!stopped) void draw(workspace, post);
    },
    tick: async () => {
      for (const { workspace, post } of await deps.cards.due(50)) {
        const until = cooling.get(`${workspace}:${post}`)?.until ?? 0;
        if (!stopped && performance.now() >= until) await draw(workspace, post);
      }
    },
    stop: async (withinMs) => {
      stopped = true;
      await atMost(withinMs, Promise.all([...drawing.values()]));
    },
  };
}

const AT_ONCE = 8;
