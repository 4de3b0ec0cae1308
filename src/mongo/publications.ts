import type { AccountPublications } from '../accounts/index.js';
import { type ApprovedAccount, type ApprovedPublications, SlotTakenError } from '../approvals/index.js';
import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import type { Tx } from '../lib/transaction.js';
import type { PublicationsOfPost } from '../posts/index.js';
import {
  changeTroubleAt,
  isGoingOut,
  type LaneStore,
  openChange,
  type Publication,
  type PublicationState,
  type PublicationStore,
  RefTakenError,
} from '../publishing/index.js';
import { freeBlocked } from './connected-again.js';
import { isDuplicateKey, type Mongo, within } from './connection.js';
import { liveEdits } from './live-edits.js';
import { createPublicationWrites } from './publication-writes.js';
import { unfinishedPosts } from './unfinished.js';

/** Publications in MongoDB. */
export function createPublicationStore(mongo: Mongo): PublicationStore {
  const publications = publicationsOf(mongo);
  const replaceTogether = createPublicationWrites(mongo);
  return {
    publication: async (workspace, id, tx) => toPublication(await publications.findOne({ _id: id, workspace }, within(tx))),
    ofPost: (workspace, post, tx) => ofPost(mongo, workspace, post, tx),
    change: async (from, next, tx) => {
      const written = { ...fromPublication(next), version: from.version + 1, cardDue: true };
      try {
        const won =
          tx === undefined
            ? await replaceTogether(from.workspace, from.version, written)
            : await replaceInTransaction(mongo, from, written, tx);
        if (won instanceof Error) throw won;
        return won === 'won' ? { ...next, version: from.version + 1 } : undefined;
      } catch (cause) {
        if (isSlotTaken(cause)) throw new SlotTakenError('The slot was taken at the same moment.', { cause });
        if (isDuplicateKey(cause)) throw new RefTakenError('This post belongs to another publication already.', { cause });
        throw cause;
      }
    },
  };
}

/** What an edit asks of publications. */
export function createPublicationsOfPost(mongo: Mongo): PublicationsOfPost {
  return {
    holdForReview: async (workspace, post, revision, tx) => {
      const all = await ofPost(mongo, workspace, post, tx);
      const going = all.filter(isGoingOut);
      if (going.length > 0) return accountNames(mongo, workspace, going, tx);
      await publicationsOf(mongo).updateMany(
        { workspace, post, state: { $in: EDITABLE } },
        {
          $set: { state: 'held', revision, cardDue: true },
          $addToSet: { holds: 'review' },
          $unset: { staged: 1, nextAt: 1, trouble: 1 },
          $inc: { version: 1 },
        },
        within(tx),
      );
      return [];
    },
  };
}

/** What an approval sets going. */
export function createApprovedPublications(
  mongo: Mongo,
  deps: { readonly ids: Ids; readonly wakeLanes: ApprovedPublications['wakeLanes'] },
): ApprovedPublications {
  const publications = publicationsOf(mongo);
  return {
    enqueue: async ({ workspace, post, brand, revision, accounts, at, slot, approval }, tx) => {
      const due: Due = { revision, dueAt: at, ...(slot === undefined ? {} : { slot }) };
      const known = new Map((await ofPost(mongo, workspace, post, tx)).map((publication) => [publication.account, publication]));
      const put = accounts.flatMap((account): Operation[] => {
        const publication = known.get(account.account);
        if (publication === undefined) {
          const fresh = freshPublication({ id: deps.ids.id(), workspace, post, brand }, account, due);
          return [{ insertOne: { document: { ...fromPublication(fresh), cardDue: true } } }];
        }
        return FREED_BY_APPROVAL.has(publication.state) ? [replacing(freed(publication, account, due), publication.version)] : [];
      });
      const removed = [...known.values()].filter(
        (publication) => !accounts.some(({ account }) => account === publication.account) && REMOVABLE.has(publication.state),
      );
      const live = await liveEdits(mongo, { known: [...known.values()], accounts, revision, approval, ids: deps.ids }, tx);
      const edits = live.map(({ from, next }) => replacing(next, from.version));
      const all = [...put, ...edits, ...removed.map((publication) => replacing(cancelled(publication), publication.version))];
      if (all.length === 0) return false;
      try {
        await publications.bulkWrite(all, within(tx));
      } catch (cause) {
        if (isSlotTaken(cause)) throw new SlotTakenError('The slot was taken at the same moment.', { cause });
        throw cause;
      }
      return live.some(({ next }) => openChange(next) !== undefined);
    },
    takenTimes: async (workspace, { accounts, except, among }, tx) => {
      const found = await publications
        .find(
          {
            workspace,
            account: { $in: [...accounts] },
            post: { $ne: except },
            state: { $in: TIMED },
            $or: [{ dueAt: { $in: [...among] } }, { slot: { $in: [...among] } }],
          },
          { ...within(tx), projection: { dueAt: 1, slot: 1 } },
        )
        .toArray();
      return found.flatMap(({ dueAt, slot }) => (slot === undefined ? [dueAt] : [dueAt, slot]));
    },
    cancelUnsent: async (workspace, post, tx) => {
      await publications.updateMany(
        { workspace, post, state: { $in: [...EDITABLE] } },
        { $set: { state: 'cancelled', cardDue: true, holds: [] }, $unset: { nextAt: 1, staged: 1, slot: 1 }, $inc: { version: 1 } },
        within(tx),
      );
    },
    wakeLanes: deps.wakeLanes,
  };
}

/** What connecting and disconnecting accounts ask of publications. What an unknown attempt was made from stays: `find` needs it. */
export function createAccountPublications(mongo: Mongo, deps: { readonly lanes: LaneStore; readonly clock: Clock }): AccountPublications {
  const publications = publicationsOf(mongo);
  return {
    waiting: async (workspace, accounts) => {
      const found = await publications
        .aggregate<{ post: string; account: string; text: string }>([
          { $match: { workspace, account: { $in: [...accounts] }, state: { $in: UNSENT } } },
          { $sort: { dueAt: 1 } },
          { $limit: 50 },
          {
            $lookup: {
              from: 'revisions',
              let: { post: '$post', revision: '$revision' },
              pipeline: [{ $match: { $expr: { $and: [{ $eq: ['$post', '$$post'] }, { $eq: ['$number', '$$revision'] }] } } }],
              as: 'words',
            },
          },
          { $project: { _id: 0, post: 1, account: 1, text: { $ifNull: [{ $first: '$words.text' }, ''] } } },
        ])
        .toArray();
      return found;
    },
    unfinished: (workspace, of, tx) => unfinishedPosts(mongo, workspace, of, tx),
    block: async (workspace, accounts, sentence, tx) => {
      const waiting = { workspace, account: { $in: [...accounts] }, state: { $in: BLOCKABLE } };
      const $set = { state: 'blocked', cardDue: true, trouble: { sentence, at: deps.clock.now() } } as const;
      const kept = { $set, $unset: { nextAt: 1 }, $inc: { version: 1 } } as const;
      await publications.updateMany({ ...waiting, 'acts.attempts': { $elemMatch: { outcome: { $exists: false } } } }, kept, within(tx));
      await publications.updateMany(waiting, { ...kept, $unset: { nextAt: 1, staged: 1 } }, within(tx));
    },
    unblock: async (workspace, accounts, tx) => {
      await freeBlocked(mongo, workspace, accounts, deps.clock.now(), tx);
      const now = { $set: { nextAt: deps.clock.now(), cardDue: true }, $inc: { version: 1 } };
      const of = { workspace, account: { $in: [...accounts] } };
      await publications.updateMany({ ...of, state: 'unknown' }, now, within(tx));
      await publications.updateMany({ ...of, state: { $in: ['published', 'failed'] }, 'liveChanges.state': 'waits' }, now, within(tx));
    },
    wake: async (accounts) => {
      for (const account of accounts) {
        const any = await publications.findOne({ account }, { projection: { workspace: 1 } });
        if (any !== null) await deps.lanes.wake(any.workspace, [account], deps.clock.now());
      }
    },
  };
}

/** Indexes: one publication per (post, account); a ref belongs to one, and so does a slot; an account's open ones in order; the blocked ones; the cards that are due. */
export async function createPublicationIndexes(mongo: Mongo): Promise<void> {
  const publications = publicationsOf(mongo);
  await publications.createIndex({ post: 1, account: 1 }, { unique: true });
  await publications.createIndex({ account: 1, refs: 1 }, { unique: true, partialFilterExpression: { refs: { $exists: true } } });
  await publications.createIndex({ account: 1, state: 1, dueAt: 1 });
  await publications.createIndex({ account: 1, nextAt: 1 }, { partialFilterExpression: { nextAt: { $exists: true } } });
  await publications.createIndex({ account: 1, dueAt: 1, _id: 1 }, { partialFilterExpression: { nextAt: { $exists: true } } });
  await publications.createIndex({ nextAt: 1, account: 1 }, { partialFilterExpression: { nextAt: { $exists: true } } });
  const slots = { name: SLOT_INDEX, unique: true, partialFilterExpression: { slot: { $exists: true } } };
  await publications.createIndex({ account: 1, slot: 1 }, slots);
  await publications.createIndex({ dueAt: 1 }, { partialFilterExpression: { nextAt: { $exists: true } } });
  await publications.createIndex({ state: 1, account: 1 }, { partialFilterExpression: { state: 'blocked' } });
  await publications.createIndex({ cardDue: 1 }, { partialFilterExpression: { cardDue: true } });
}

/** A publication as it is stored; `stamp` is of the last write outside a transaction, `changeTroubleAt` what lists of trouble go by. */
export type StoredPublication = Omit<Publication, 'id'> & {
  _id: string;
  cardDue?: boolean;
  refs?: string[];
  stamp?: string;
  changeTroubleAt?: Date;
};

/** The collection, by the driver: publications are written by lanes and transactions. */
export function publicationsOf({ db }: Mongo) {
  return db.collection<StoredPublication>('publications');
}

/** The publication in a stored document. */
export function toPublication(stored: StoredPublication | null): Publication | undefined {
  if (stored === null) return undefined;
  const { _id, cardDue: _cardDue, refs: _refs, stamp: _stamp, changeTroubleAt: _changeTroubleAt, ...publication } = stored;
  return { ...publication, id: _id };
}

/** Open: the engine may still do something with it by itself. */
export const OPEN: PublicationState[] = ['queued', 'staging', 'processing', 'ready', 'publishing', 'unknown'];

/** What the engine works on once it has a next try or look: what is live or stopped has one only for its address, or for a change. */
export const WORKABLE: PublicationState[] = [...OPEN, 'published', 'failed'];

/** As MongoDB names it by itself, and in the error when a slot is taken. */
const SLOT_INDEX = 'account_1_slot_1';
const UNSENT: PublicationState[] = ['queued', 'staging', 'processing', 'ready', 'held', 'blocked'];
const BLOCKABLE: PublicationState[] = ['queued', 'staging', 'processing', 'ready'];
/** States in which a publication keeps its time: all but cancelled. */
const TIMED: PublicationState[] = [
  'queued',
  'staging',
  'processing',
  'ready',
  'publishing',
  'unknown',
  'published',
  'deleted',
  'held',
  'blocked',
  'failed',
];
const EDITABLE: PublicationState[] = [...UNSENT, 'failed'];
const REMOVABLE = new Set<PublicationState>(['held', 'blocked']);
const FREED_BY_APPROVAL = new Set<PublicationState>(['held', 'cancelled', 'failed', 'queued']);

async function ofPost(mongo: Mongo, workspace: string, post: string, tx?: Tx): Promise<Publication[]> {
  const found = await publicationsOf(mongo).find({ workspace, post }, within(tx)).sort({ platform: 1, _id: 1 }).toArray();
  return found.flatMap((stored) => toPublication(stored) ?? []);
}

async function accountNames(mongo: Mongo, workspace: string, publications: readonly Publication[], tx: Tx): Promise<string[]> {
  const ids = publications.map(({ account }) => account);
  const accounts = await mongo.db
    .collection<{ _id: string; name: string; platform: string }>('accounts')
    .find({ _id: { $in: ids }, workspace }, within(tx))
    .toArray();
  return publications.map(({ account, platform }) => `${platform} ${accounts.find(({ _id }) => _id === account)?.name ?? ''}`.trim());
}

async function replaceInTransaction(mongo: Mongo, from: Publication, written: StoredPublication, tx: Tx): Promise<'won' | 'lost'> {
  const { id, workspace, version } = from;
  const answer = await publicationsOf(mongo).replaceOne({ _id: id, workspace, version }, written, within(tx));
  return answer.matchedCount === 1 ? 'won' : 'lost';
}

function replacing(next: Publication, version: number): Operation {
  const replacement = { ...fromPublication(next), version: version + 1, cardDue: true };
  return { replaceOne: { filter: { _id: next.id, workspace: next.workspace, version }, replacement } };
}

type Operation = Parameters<ReturnType<typeof publicationsOf>['bulkWrite']>[0][number];

type Due = Pick<Publication, 'revision' | 'dueAt' | 'slot'>;

function freshPublication(
  ids: Pick<Publication, 'id' | 'workspace' | 'post' | 'brand'>,
  { account, platform, leadMs, startAt }: ApprovedAccount,
  due: Due,
): Publication {
  const counts = { acts: [], tries: 0, finds: 0, version: 0 };
  const lead = leadMs === undefined ? {} : { leadMs };
  return { ...ids, account, platform, ...due, ...lead, state: 'queued', holds: [], nextAt: startAt ?? due.dueAt, ...counts };
}

function freed(publication: Publication, { leadMs, startAt }: ApprovedAccount, due: Due): Publication {
  const holds = publication.holds.filter((reason) => reason !== 'review' && reason !== 'overdue');
  const { staged: _staged, trouble: _trouble, nextAt: _nextAt, slot: _slot, ...rest } = publication;
  const timed = { ...rest, ...due, ...(leadMs === undefined ? {} : { leadMs }), holds };
  if (holds.length > 0) return { ...timed, state: 'held' };
  return { ...timed, state: 'queued', nextAt: startAt ?? due.dueAt, tries: 0, finds: 0 };
}

function cancelled(publication: Publication): Publication {
  const { staged: _staged, nextAt: _nextAt, slot: _slot, ...rest } = publication;
  return { ...rest, holds: [], state: 'cancelled' };
}

function isSlotTaken(error: unknown): boolean {
  return isDuplicateKey(error) && error instanceof Error && error.message.includes(`index: ${SLOT_INDEX} `);
}

/** `refs` repeats the acts' refs for the unique index: of an act without one, an index over `acts.ref` would hold null. */
function fromPublication({ id, ...publication }: Publication): StoredPublication {
  const refs = publication.acts.flatMap(({ ref }) => ref ?? []);
  const troubleAt = changeTroubleAt(publication);
  return {
    ...publication,
    _id: id,
    ...(refs.length === 0 ? {} : { refs }),
    ...(troubleAt === undefined ? {} : { changeTroubleAt: troubleAt }),
  };
}
