import { say } from '../language/index.js';
import type { Tx } from '../lib/transaction.js';
import { TOLERANCE_MS } from '../workspaces/index.js';
import { type Mongo, within } from './connection.js';
import { waitsAgain } from './waits-again.js';

/**
 * Lets everything blocked on these accounts wait for its time again, in the order of those times. What is longer past its time than the brand
 * tolerates is held instead (`overdue`), so that a person is asked; of what is out in part, the rest goes on.
 */
export async function freeBlocked(mongo: Mongo, workspace: string, accounts: readonly string[], now: Date, tx?: Tx): Promise<void> {
  const publications = mongo.db.collection('publications');
  for (const { account, toleranceMs } of await tolerances(mongo, workspace, accounts, tx)) {
    const latest = new Date(now.getTime() - toleranceMs);
    const asks = { $and: [{ $lt: ['$dueAt', latest] }, { $not: [PARTLY_OUT] }] };
    await publications.updateMany(
      { workspace, account, state: 'blocked' },
      [
        {
          $set: {
            holds: { $cond: [asks, { $setUnion: ['$holds', ['overdue']] }, '$holds'] },
            trouble: { $cond: [asks, { sentence: say('publishing.notConnectedWhenDue'), at: now }, '$trouble'] },
          },
        },
        ...waitsAgain(now),
      ],
      within(tx),
    );
  }
}

async function tolerances(
  { db }: Mongo,
  workspace: string,
  accounts: readonly string[],
  tx: Tx | undefined,
): Promise<{ readonly account: string; readonly toleranceMs: number }[]> {
  const found = await db
    .collection<{ _id: string; brand: string }>('accounts')
    .find({ _id: { $in: [...accounts] }, workspace }, { projection: { brand: 1 }, ...within(tx) })
    .toArray();
  const brands = await db
    .collection<{ _id: string; toleranceMs?: number | null }>('brands')
    .find({ _id: { $in: found.map(({ brand }) => brand) } }, { projection: { toleranceMs: 1 }, ...within(tx) })
    .toArray();
  const own = new Map(brands.map(({ _id, toleranceMs }) => [_id, toleranceMs ?? TOLERANCE_MS]));
  return accounts.map((account) => {
    const brand = found.find(({ _id }) => _id === account)?.brand;
    return { account, toleranceMs: own.get(brand ?? '') ?? TOLERANCE_MS };
  });
}

const PARTLY_OUT = { $gt: [{ $size: { $ifNull: ['$acts.ref', []] } }, 0] };
