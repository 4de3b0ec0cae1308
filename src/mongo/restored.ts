import type { Mongo } from './connection.js';
import { publicationsOf, type StoredPublication } from './publications.js';

/** What a restored database makes doubtful, by brand. */
export interface RestoredBrand {
  readonly name: string;
  /** What was held now. */
  readonly publications: number;
  readonly posts: number;
  /** Posts that wait for a review. */
  readonly inReview: number;
}

/** Makes a restored database safe to start from. */
export interface RestoredStore {
  /** Holds everything that waits, in every workspace, with this reason. */
  hold(reason: { readonly sentence: string; readonly at: Date }): Promise<RestoredBrand[]>;
}

/** Makes it. What was being sent is looked for by itself, and is left alone. */
export function createRestoredStore(mongo: Mongo): RestoredStore {
  const publications = publicationsOf(mongo);
  return {
    hold: async (trouble) => {
      const doubtful = { state: { $in: [...GOING, ...STOPPED] }, holds: { $ne: 'overdue' as const } };
      const found = await publications.find(doubtful, { projection: { account: 1, post: 1 } }).toArray();
      const held = { $addToSet: { holds: 'overdue' as const }, $inc: { version: 1 } };
      // Sent again by a person's word: what the first try made is not known either, so a person is asked once more.
      await publications.updateMany(
        {
          state: { $in: GOING },
          acts: { $elemMatch: { ref: { $exists: false }, 'attempts.outcome': { $exists: false }, 'attempts.0': { $exists: true } } },
        },
        { $set: { state: 'unknown', cardDue: true, trouble }, $unset: { nextAt: 1 }, $inc: { version: 1 } },
      );
      await publications.updateMany(
        { ...doubtful, state: { $in: GOING } },
        { ...held, $set: { state: 'held', cardDue: true, trouble }, $unset: { nextAt: 1 } },
      );
      await publications.updateMany({ ...doubtful, state: 'held' }, { ...held, $set: { cardDue: true, trouble } });
      await publications.updateMany({ ...doubtful, state: 'blocked' }, { ...held, $set: { cardDue: true } });
      return byBrand(mongo, found);
    },
  };
}

async function byBrand({ db }: Mongo, held: readonly Pick<StoredPublication, 'account' | 'post'>[]): Promise<RestoredBrand[]> {
  const brandOf = new Map(
    (
      await db
        .collection<{ _id: string; brand: string }>('accounts')
        .find({ _id: { $in: [...new Set(held.map(({ account }) => account))] } }, { projection: { brand: 1 } })
        .toArray()
    ).map(({ _id, brand }) => [_id, brand]),
  );
  const brands = await db
    .collection<{ _id: string; name: string }>('brands')
    .find({}, { projection: { name: 1 } })
    .sort({ name: 1 })
    .toArray();
  return Promise.all(
    brands.map(async ({ _id, name }) => {
      const own = held.filter(({ account }) => brandOf.get(account) === _id);
      const inReview = await db.collection('posts').countDocuments({ brand: _id, state: { $in: ['in_review', 'held'] } });
      return { name, publications: own.length, posts: new Set(own.map(({ post }) => post)).size, inReview };
    }),
  );
}

const GOING: StoredPublication['state'][] = ['queued', 'staging', 'processing', 'ready'];
const STOPPED: StoredPublication['state'][] = ['held', 'blocked'];
