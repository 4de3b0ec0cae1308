import { OPEN_MOST, openChange, type Publication } from '../publishing/index.js';
import type { Mongo } from './connection.js';
import { lanesOf } from './lane-writes.js';
import { publicationsOf, type StoredPublication, toPublication, WORKABLE } from './publications.js';

/** What is open on each of the lanes: the soonest promises, and where there are more, also what begins soonest, its lead being long. */
export async function openOf(mongo: Mongo, accounts: readonly string[]): Promise<Publication[][]> {
  const publications = publicationsOf(mongo);
  const [found, sent] = await Promise.all([
    lanesOf(mongo)
      .aggregate<{ _id: string; open: StoredPublication[] }>([
        { $match: { _id: { $in: [...accounts] } } },
        {
          $lookup: {
            from: 'publications',
            localField: '_id',
            foreignField: 'account',
            pipeline: [{ $match: HAS_NEXT }, { $sort: { dueAt: 1, _id: 1 } }, { $limit: OPEN_MOST }],
            as: 'open',
          },
        },
        { $project: { open: 1 } },
      ])
      .toArray(),
    publications.find({ account: { $in: [...accounts] }, state: 'publishing' }).toArray(),
  ]);
  const openOn = new Map(found.map(({ _id, open }) => [_id, open]));
  return Promise.all(
    accounts.map(async (account) => {
      const first = openOn.get(account) ?? [];
      const soonest =
        first.length < OPEN_MOST
          ? []
          : await publications
              .find({ account, ...HAS_NEXT })
              .sort({ nextAt: 1 })
              .limit(10)
              .toArray();
      const all = [...first, ...soonest, ...sent.filter((each) => each.account === account)];
      const unique = [...new Map(all.map((each) => [each._id, each])).values()];
      return unique
        .sort(byPromise)
        .flatMap((stored) => toPublication(stored) ?? [])
        .filter(isOpen);
    }),
  );
}

/** What failed is worked on only to change what is live of it. */
function isOpen(publication: Publication): boolean {
  return publication.state !== 'failed' || openChange(publication) !== undefined;
}

function byPromise(a: StoredPublication, b: StoredPublication): number {
  return a.dueAt.getTime() - b.dueAt.getTime() || (a._id < b._id ? -1 : 1);
}

/** What has a next try or look of its own. */
const HAS_NEXT = { nextAt: { $exists: true }, state: { $in: WORKABLE } };
