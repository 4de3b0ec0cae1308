import { LRUCache } from 'lru-cache';
import { atMost } from '../../lib/at-most.js';
import type { Clock } from '../../lib/clock.js';
import type { Log } from '../../lib/log.js';
import type { HomeStore } from '../../publishing/index.js';
import type { PublishHome } from './publish-home.js';

/** Publishes Homes anew when what they show has changed, for people who opened theirs within the last hour. */
export interface HomeRefresher {
  /** Something that posts show has changed in this workspace. */
  changed(workspace: string): void;
  /** This person did something: theirs comes first. */
  acted(workspace: string, person: string): void;
  /** Begins nothing more, and waits for what is being published, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** What is told apart for tests; in ms. */
export interface Pace {
  /** Between two Homes of one workspace: `views.publish` is a Tier 4 method, 100 a minute for an app in a workspace (slack:apis/web-api/rate-limits, November 2026). */
  readonly betweenMs: number;
  /** Between two publications of one person's Home. */
  readonly perPersonMs: number;
}

/** Makes the refresher. What fails is logged and no more: the Home is drawn anew whenever it is opened. */
export function createHomeRefresher(
  deps: { readonly homes: HomeStore; readonly clock: Clock; readonly log: Log; readonly publish: PublishHome },
  { betweenMs, perPersonMs }: Pace = { betweenMs: 1_000, perPersonMs: 3_000 },
): HomeRefresher {
  const workspaces = new Map<string, Queue>();
  const last = new LRUCache<string, number>({ max: 10_000 });
  let stopped = false;

  const since = () => new Date(deps.clock.now().getTime() - LATELY_MS);

  const run = async (workspace: string, queue: Queue): Promise<void> => {
    while (!stopped) {
      if (queue.everybody) {
        queue.everybody = false;
        for (const person of await deps.homes.viewers(workspace, since(), MOST_VIEWERS)) queue.waiting.add(person);
      }
      const rested = (person: string) =>
        performance.now() - (last.get(`${workspace}|${person}`) ?? Number.NEGATIVE_INFINITY) >= perPersonMs;
      const person = [...queue.waiting].find(rested);
      if (person === undefined) {
        if (queue.waiting.size === 0 && !queue.everybody) return;
      } else {
        queue.waiting.delete(person);
        last.set(`${workspace}|${person}`, performance.now());
        await publishOne(workspace, person);
      }
      await pause(betweenMs, queue);
    }
  };

  const publishOne = async (workspace: string, person: string): Promise<void> => {
    try {
      const home = await deps.homes.home(workspace, person);
      if (home !== undefined && home.openedAt >= since()) await deps.publish(workspace, person);
    } catch (error) {
      deps.log.warn({ err: error, person }, 'A Home could not be published anew; it is when it is opened again.');
    }
  };

  const wake = (workspace: string, note: (queue: Queue) => void): void => {
    if (stopped) return;
    const queue: Queue = workspaces.get(workspace) ?? { waiting: new Set(), everybody: false };
    workspaces.set(workspace, queue);
    note(queue);
    queue.running ??= run(workspace, queue)
      .catch((error: unknown) => deps.log.warn({ err: error, workspace }, 'Homes could not be published anew.'))
      .finally(() => {
        workspaces.delete(workspace);
        const { waiting, everybody } = queue;
        if (waiting.size > 0 || everybody) wake(workspace, (fresh) => Object.assign(fresh, { waiting, everybody }));
      });
  };

  return {
    changed: (workspace) =>
      wake(workspace, (queue) => {
        queue.everybody = true;
      }),
    acted: (workspace, person) =>
      wake(workspace, (queue) => {
        const others = [...queue.waiting].filter((other) => other !== person);
        queue.waiting = new Set([person, ...others]);
      }),
    stop: async (withinMs) => {
      stopped = true;
      for (const queue of workspaces.values()) queue.skip?.();
      const running = [...workspaces.values()].map((queue) => queue.running);
      await atMost(withinMs, Promise.all(running));
    },
  };
}

interface Queue {
  /** People whose Home is to be published, in order. */
  waiting: Set<string>;
  everybody: boolean;
  running?: Promise<void>;
  skip?: () => void;
}

async function pause(ms: number, queue: Queue): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    queue.skip = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  delete queue.skip;
}

const LATELY_MS = 3_600_000;
const MOST_VIEWERS = 100;
