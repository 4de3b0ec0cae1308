import type { Clock } from '../lib/clock.js';
import type { Notice, NoticeStore } from '../publishing/index.js';
import { isDuplicateKey, type Mongo } from './connection.js';

/** Notices in MongoDB: the id is made of what makes a notice unique. */
export function createNoticeStore({ db }: Mongo, clock: Clock): NoticeStore {
  const notices = db.collection<StoredNotice>('notices');
  return {
    open: async (notice) => {
      try {
        await notices.insertOne({ ...notice, _id: idOf(notice), createdAt: clock.now() });
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await notices.findOne({ _id: idOf(notice) }))?.sentAt === undefined;
      }
    },
    markSent: async (notice) => {
      await notices.updateOne({ _id: idOf(notice) }, { $set: { sentAt: clock.now() } });
    },
  };
}

interface StoredNotice extends Notice {
  _id: string;
  createdAt: Date;
  sentAt?: Date;
}

function idOf({ workspace, subject, kind, person, occasion }: Notice): string {
  return [workspace, subject, kind, person, occasion].join(':');
}
