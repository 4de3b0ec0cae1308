import type { Bench, BenchOptions } from './bench.js';
import { accountIds, type Due, type DueWorld, startDueWorld } from './due-world.js';
import { median, round } from './figures.js';
import { allDone, type Done, type WorkerKind, type WorkerSettings } from './workers.js';

/**
 * Publications per second of what is due already: one process against raw majority inserts at the same concurrency and against Agenda 6; and,
 * with a platform that takes 100 ms, two and three processes against one. The ratio is one process over the inserts.
 */
export const benchDrain: Bench = async (options) => {
  const { rounds = 3, count = 4_000, clients = 32, say } = options;
  const world = await startDueWorld('drain', options);
  const runs: Run[] = [];
  try {
    for (let nth = 0; nth <= rounds; nth += 1) {
      const one = await drained(world, { count });
      const inserts = await rateOf(world, 'inserts', count, { inserts: count, atOnce: clients });
      const agenda = await agendaDrained(world, Math.ceil(count / 4));
      const slow: number[] = [];
      for (const processes of [1, 2, 3]) slow.push(await drained(world, { count, processes, platformMs: 100 }));
      const [alone = 0, two = 0, three = 0] = slow;
      const run = { perSecond: one, inserts, agenda, slow: { one: alone, two: round(two / alone), three: round(three / alone) } };
      say(`${nth === 0 ? 'warm-up' : `round ${nth}`}: ${JSON.stringify(run)}`);
      if (nth > 0) runs.push(run);
    }
    const over = (of: (run: Run) => number) => round(median(runs.map(of)));
    return {
      name: 'drain',
      ratio: over(({ perSecond, inserts }) => perSecond / inserts),
      overAgenda: over(({ perSecond, agenda }) => perSecond / agenda),
      twoProcesses: over(({ slow }) => slow.two),
      threeProcesses: over(({ slow }) => slow.three),
      perSecond: over(({ perSecond }) => perSecond),
      slowPerSecond: over(({ slow }) => slow.one),
      anchor: {
        what: `${clients} raw majority inserts at once`,
        perSecond: over(({ inserts }) => inserts),
        agenda: over(({ agenda }) => agenda),
      },
      runs,
    };
  } finally {
    await world.close();
  }
};

interface Run {
  readonly perSecond: number;
  readonly inserts: number;
  readonly agenda: number;
  readonly slow: { readonly one: number; readonly two: number; readonly three: number };
}

/** Publications per second of so many that are due, ten on each account, by so many processes of Copydesk that start at the same moment. */
export async function drained(
  world: DueWorld,
  { count, processes = 1, platformMs = 0, keep = false }: { count: number; processes?: number; platformMs?: number; keep?: boolean },
): Promise<number> {
  if (!keep) await world.clear();
  await world.seed(overdue(count));
  return rateOf(world, 'copydesk', count, { platformMs }, processes);
}

async function agendaDrained(world: DueWorld, count: number): Promise<number> {
  await world.clear();
  await world.seedAgenda(overdue(count));
  return rateOf(world, 'agenda', count, {});
}

async function rateOf(
  world: DueWorld,
  kind: WorkerKind,
  count: number,
  settings: Omit<WorkerSettings, 'mongodbUri'>,
  processes = 1,
): Promise<number> {
  const workers = await Promise.all(Array.from({ length: processes }, () => world.worker(kind, settings)));
  try {
    const began = Date.now();
    await Promise.all(workers.map((worker) => worker.start()));
    return perSecond(await allDone(workers, count), began);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

function perSecond(done: readonly Done[], began: number): number {
  if (new Set(done.map(({ id }) => id)).size !== done.length) throw new Error('Something was done twice.');
  const ended = Math.max(...done.map(({ ackAt }) => ackAt));
  return round((done.length * 1_000) / (ended - began));
}

function overdue(count: number): Due[] {
  const accounts = accountIds(Math.ceil(count / EACH));
  const first = Date.now() - 30_000;
  return Array.from({ length: count }, (_, index) => ({
    account: accounts[index % accounts.length] ?? '',
    at: new Date(first + Math.floor(index / accounts.length)),
  }));
}

/** How `drain` is run by itself, for the benches that look at something else. */
export async function withDrains<T>(name: string, options: BenchOptions, work: (world: DueWorld) => Promise<T>): Promise<T> {
  const world = await startDueWorld(name, options);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

const EACH = 10;
