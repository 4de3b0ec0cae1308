import type { Bench } from './bench.js';
import { withDrains } from './drain.js';
import { accountIds } from './due-world.js';
import { median, round } from './figures.js';
import { allDone } from './workers.js';

/**
 * One account has 5,000 posts due, 99 others have 10 each, one process. In an ideal round robin the last of the others goes out as number 1,000.
 * The ratio is its real number over that.
 */
export const benchFairness: Bench = (options) =>
  withDrains('fairness', options, async (world) => {
    const { rounds = 3, say } = options;
    const runs: { ratio: number; position: number; ms: number }[] = [];
    for (let nth = 1; nth <= rounds; nth += 1) {
      await world.clear();
      const [big = '', ...small] = accountIds(1 + SMALL);
      const first = Date.now() - 30_000;
      const due = (account: string, count: number) =>
        Array.from({ length: count }, (_, index) => ({ account, at: new Date(first + index) }));
      await world.seed([...due(big, BIG_DUE), ...small.flatMap((account) => due(account, SMALL_DUE))]);
      const worker = await world.worker('copydesk');
      const began = Date.now();
      await worker.start();
      await allDone([worker], SMALL * SMALL_DUE, { which: ({ account }) => account !== big });
      const done = [...worker.done].sort((a, b) => a.at - b.at);
      const position = done.findLastIndex(({ account }) => account !== big) + 1;
      runs.push({ ratio: round(position / IDEAL), position, ms: Math.max(...done.map(({ at }) => at)) - began });
      await worker.stop();
      say(`round ${nth}: ${JSON.stringify(runs.at(-1))}`);
    }
    const ratio = round(median(runs.map((run) => run.ratio)));
    return { name: 'fairness', ratio, anchor: { what: 'ideal round robin', position: IDEAL }, runs };
  });

const SMALL = 99;
const SMALL_DUE = 10;
const BIG_DUE = 5_000;
const IDEAL = (SMALL + 1) * SMALL_DUE;
