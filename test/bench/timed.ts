import type { BenchOptions, BenchResult } from './bench.js';
import { accountIds, type DueWorld, startDueWorld } from './due-world.js';
import { round } from './figures.js';
import { type LateFigure, lateFigure } from './late.js';
import { allDone, type Done, type WorkerKind } from './workers.js';

/**
 * Lets Copydesk and Agenda 6 publish at the same instants, one after the other, each in a process of its own that was running before. Every post
 * has an account of its own. `instants` are ms from the first moment on.
 */
export async function benchTimed(
  name: string,
  options: BenchOptions,
  { rounds, instants }: { readonly rounds: number; readonly instants: () => readonly number[] },
): Promise<BenchResult> {
  const world = await startDueWorld(name, options);
  const all = { copydesk: [] as Done[], agenda: [] as Done[] };
  const runs: { ours: LateFigure; anchor: LateFigure }[] = [];
  try {
    await run(world, 'copydesk', [500, 900, 1_000]);
    await run(world, 'agenda', [500, 900, 1_000]);
    for (let nth = 1; nth <= rounds; nth += 1) {
      const offsets = instants();
      const done = { copydesk: [] as Done[], agenda: [] as Done[] };
      for (const kind of nth % 2 === 1 ? (['copydesk', 'agenda'] as const) : (['agenda', 'copydesk'] as const)) {
        done[kind] = await run(world, kind, offsets);
        all[kind].push(...done[kind]);
      }
      runs.push({ ours: lateFigure(done.copydesk), anchor: lateFigure(done.agenda) });
      options.say(`round ${nth}: ${JSON.stringify(runs.at(-1))}`);
    }
    const [ours, anchor] = [lateFigure(all.copydesk), lateFigure(all.agenda)];
    return { name, ratio: round(ours.p99 / anchor.p99), ...ours, anchor: { what: 'agenda 6', ...anchor }, runs };
  } finally {
    await world.close();
  }
}

async function run(world: DueWorld, kind: Exclude<WorkerKind, 'inserts'>, offsets: readonly number[]): Promise<Done[]> {
  await world.clear();
  const worker = await world.worker(kind);
  try {
    await worker.start();
    const first = Date.now() + AHEAD_MS;
    const accounts = accountIds(offsets.length);
    const due = offsets.map((offset, index) => ({ account: accounts[index] ?? '', at: new Date(first + offset) }));
    await (kind === 'agenda' ? world.seedAgenda(due) : world.seed(due));
    if (Date.now() > first - AHEAD_MS / 2) throw new Error('It took too long to store what is due.');
    return await allDone([worker], offsets.length);
  } finally {
    await worker.stop();
  }
}

/** Everything is stored this long before the first instant at the latest. */
const AHEAD_MS = 6_000;
