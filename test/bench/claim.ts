import { randomIds } from '../../src/lib/ids.js';
import type { Mongo } from '../../src/mongo/index.js';
import { WORKSPACE } from '../support/posts.js';
import type { Bench } from './bench.js';
import { drained, withDrains } from './drain.js';
import { laneOf, rowsOf } from './due-world.js';
import { median, round } from './figures.js';

/**
 * How fast what is due drains while nothing, 100 thousand and 1 million publications wait for a time to come, each on an account of its own.
 * The ratio is the rate with a million over the rate with none.
 */
export const benchClaim: Bench = (options) =>
  withDrains('claim', options, async (world) => {
    const { rounds = 3, count = 4_000, say } = options;
    const rates: number[] = [];
    const runs: { waiting: number; perSecond: number }[] = [];
    await drained(world, { count });
    await world.clear();
    for (const [before, waiting] of [
      [0, 0],
      [0, 100_000],
      [100_000, 1_000_000],
    ] as const) {
      await addWaiting(world.mongo, waiting - before);
      const all: number[] = [];
      for (let nth = 0; nth < rounds; nth += 1) all.push(await drained(world, { count, keep: true }));
      runs.push(...all.map((perSecond) => ({ waiting, perSecond })));
      rates.push(median(all));
      say(`${waiting} waiting: ${rates.at(-1)} a second`);
    }
    const [none = 0, some = 0, many = 0] = rates;
    const [withSome, withMany] = [round(some / none), round(many / none)];
    return { name: 'claim', ratio: withMany, withSome, perSecond: many, anchor: { what: 'nothing waits', perSecond: none }, runs };
  });

async function addWaiting({ db }: Mongo, count: number): Promise<void> {
  for (let left = count; left > 0; left -= PIECE) {
    const accounts = Array.from({ length: Math.min(left, PIECE) }, () => randomIds.id());
    const at = new Date(Date.now() + YEAR_MS + Math.floor(Math.random() * YEAR_MS));
    const options = { ordered: false, writeConcern: { w: 1 } } as const;
    await Promise.all([
      db.collection('lanes').insertMany(
        accounts.map((account) => laneOf(account, at)),
        options,
      ),
      db.collection('publications').insertMany(
        accounts.map((account) => rowsOf({ account, at }, at).publication),
        options,
      ),
    ]);
  }
  await db.command({ fsync: 1 }).catch(() => db.admin().command({ fsync: 1 }));
  if (count > 0 && (await db.collection('publications').countDocuments({ workspace: WORKSPACE })) < count)
    throw new Error('Not everything that waits was stored.');
}

const PIECE = 5_000;
const YEAR_MS = 31_536_000_000;
