import { MongoBulkWriteError } from 'mongodb';
import type { Clock } from '../lib/clock.js';
import type { Notice, NoticeKey, NoticeStore, QueuedNotice } from '../workspaces/index.js';
import type { Mongo } from './connection.js';

/** The outbox in MongoDB. A notice's id is made of what makes it unique; it waits while it has `dueAt`. */
export function createNoticeStore({ db }: Mongo, clock: Clock): NoticeStore {
  const notices = db.collection<StoredNotice>('notices');
  const places = db.collection<StoredPlace>('noticePlaces');
  const workspaces = db.collection<{ _id: string; uninstalledAt?: Date }>('workspaces');
  let last = 0;
  /** No two of one process at the same moment, so that their order is kept. */
  const next = () => {
    last = Math.max(clock.now().getTime(), last + 1);
    return new Date(last);
  };
  return {
    add: async (added) => {
      if (added.length === 0) return [];
      const now = clock.now();
      const stored = added.map((notice) => ({ ...notice, _id: idOf(notice), queuedAt: next(), dueAt: now }));
      try {
        await notices.insertMany(stored, { ordered: false });
        return added;
      } catch (error) {
        if (!(error instanceof MongoBulkWriteError)) throw error;
        const refused = [error.writeErrors].flat();
        if (refused.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
        return added.filter((_, at) => refused.every(({ index }) => index !== at));
      }
    },
    known: async (workspace, keys) => {
      const ids = keys.map(idOf);
      const found = await notices.find({ _id: { $in: ids }, workspace }, { projection: { _id: 1 } }).toArray();
      return ids.map((id) => found.some(({ _id }) => _id === id));
    },
    due: async (now, limit) => {
      const due = { dueAt: { $lte: now } };
      if ((await notices.findOne(due, { projection: { _id: 1 } })) === null) return [];
      const removed = await workspaces.find({ uninstalledAt: { $exists: true } }, { projection: { _id: 1 } }).toArray();
      const found = await notices
        .aggregate<{ _id: { workspace: string; to: string } }>([
          { $match: { ...due, ...(removed.length === 0 ? {} : { workspace: { $nin: removed.map(({ _id }) => _id) } }) } },
          { $group: { _id: { workspace: '$workspace', to: '$to' } } },
          { $limit: limit },
        ])
        .toArray();
      return found.map(({ _id }) => _id);
    },
    claim: async ({ workspace, to }, owner, ms) => {
      const _id = `${workspace}:${to}`;
      const free = { _id, workspace, $expr: { $lte: ['$freeAt', '$$NOW'] } };
      const take = () => places.findOneAndUpdate(free, [{ $set: { owner, freeAt: inMs(ms) } }], { returnDocument: 'after' });
      const taken = await take();
      if (taken !== null) return { failures: taken.failures };
      const fresh = { workspace, owner: '', freeAt: new Date(0), failures: 0 };
      const made = await places.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true });
      const claimed = made.upsertedCount === 0 ? null : await take();
      return claimed === null ? undefined : { failures: claimed.failures };
    },
    release: async ({ workspace, to }, owner, restMs, failures) => {
      await places.updateOne({ _id: `${workspace}:${to}`, workspace, owner }, [{ $set: { freeAt: inMs(restMs), failures } }]);
    },
    waiting: async ({ workspace, to }, now, limit) => {
      const found = await notices
        .find({ workspace, to, dueAt: { $lte: now } })
        .sort({ queuedAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(
        ({ _id, dueAt: _dueAt, sentAt: _sentAt, putOff = false, ...notice }): QueuedNotice => ({ ...notice, id: _id, putOff }),
      );
    },
    putOff: async (workspace, ids, until) => {
      await notices.updateMany({ _id: { $in: [...ids] }, workspace, dueAt: { $exists: true } }, { $set: { dueAt: until, putOff: true } });
    },
    markSent: async (workspace, ids, at) => {
      await notices.updateMany({ _id: { $in: [...ids] }, workspace }, { $set: { sentAt: at }, $unset: { dueAt: 1, message: 1 } });
    },
    lookAgain: async ({ workspace, to }, now) => {
      await notices.updateMany({ workspace, to, dueAt: { $gt: now } }, { $set: { dueAt: now } });
    },
  };
}

/** What is due, and what waits for one place in its order. A place is forgotten a day after it was used last. */
export async function createNoticeIndexes({ db }: Mongo): Promise<void> {
  const waits = { partialFilterExpression: { dueAt: { $exists: true } } };
  await db.collection('notices').createIndex({ dueAt: 1 }, waits);
  await db.collection('notices').createIndex({ workspace: 1, to: 1, queuedAt: 1 }, waits);
  await db.collection('noticePlaces').createIndex({ freeAt: 1 }, { expireAfterSeconds: 24 * 3600 });
}

interface StoredNotice extends Notice {
  _id: string;
  queuedAt: Date;
  /** When it is looked at next; absent once it was sent. */
  dueAt?: Date;
  putOff?: boolean;
  sentAt?: Date;
}

interface StoredPlace {
  _id: string;
  workspace: string;
  owner: string;
  freeAt: Date;
  failures: number;
}

const DUPLICATE_KEY = 11_000;

function inMs(ms: number): object {
  return { $add: ['$$NOW', ms] };
}

function idOf({ workspace, subject, kind, person, occasion }: NoticeKey): string {
  return [workspace, subject, kind, person, occasion].join(':');
}
