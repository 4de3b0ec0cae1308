import mongoose from 'mongoose';
import { isDuplicateKey, type Mongo } from './connection.js';

/** Removes stored bytes that nothing names: what a process left that died while a file came in, or before it was kept as an asset. */
export interface MediaSweep {
  /** Sweeps once a day, on whichever instance comes first; resolves to how many files it removed. */
  tick(): Promise<number>;
}

/**
 * Makes it. Each file is looked at once, when it is a day old; a sweep that was cut off begins again where it began. Time is the database server's own,
 * which nobody moves: an id in GridFS tells when it was made.
 */
export function createMediaSweep(mongo: Mongo): MediaSweep {
  const chores = mongo.db.collection<Chore>('chores');
  let lookAt = 0;
  return {
    tick: async () => {
      if (performance.now() < lookAt) return 0;
      lookAt = performance.now() + LOOK_MS;
      const now = await mongo.serverTime(5_000);
      const turn = await takeTurn(mongo, now);
      if (turn === undefined) return 0;
      const until = new Date(now.getTime() - DAY_MS);
      const swept = await sweep(mongo, turn.sweptUntil ?? new Date(0), until);
      await chores.updateOne({ _id: CHORE }, { $set: { sweptUntil: new Date(until.getTime() - OVERLAP_MS) } });
      return swept;
    },
  };
}

/** Today's turn, once among all instances. */
async function takeTurn({ db }: Mongo, now: Date): Promise<Chore | undefined> {
  const due = { _id: CHORE, nextAt: { $lte: now } };
  const next = { $set: { nextAt: new Date(now.getTime() + DAY_MS) } };
  try {
    return (await db.collection<Chore>('chores').findOneAndUpdate(due, next, { upsert: true, returnDocument: 'after' })) ?? undefined;
  } catch (error) {
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
}

async function sweep({ db }: Mongo, from: Date, until: Date): Promise<number> {
  const made = { $gte: idAt(from), $lt: idAt(until) };
  const unnamed = db
    .collection('media.files')
    .aggregate<Found>([{ $match: { _id: made } }, ...withoutAny('assets', '_id'), ...withoutAny('renditions', '_id')]);
  const halves = db
    .collection('media.chunks')
    .aggregate<Found>([
      { $match: { files_id: made, n: 0 } },
      { $project: { _id: '$files_id' } },
      ...withoutAny('media.files', '_id', '_id'),
    ]);
  let swept = 0;
  for (const found of [unnamed, halves]) {
    for await (const { _id } of found) {
      await db.collection<Found>('media.files').deleteOne({ _id });
      await db.collection('media.chunks').deleteMany({ files_id: _id });
      swept += 1;
    }
  }
  return swept;
}

/** Keeps what no document of the collection names. */
function withoutAny(from: string, localField: string, foreignField = 'bytes') {
  return [
    { $lookup: { from, localField, foreignField, as: 'named', pipeline: [{ $project: { _id: 1 } }, { $limit: 1 }] } },
    { $match: { named: [] } },
    { $project: { _id: 1 } },
  ];
}

function idAt(time: Date): mongoose.mongo.ObjectId {
  return mongoose.mongo.ObjectId.createFromTime(Math.floor(time.getTime() / 1_000));
}

interface Found {
  readonly _id: mongoose.mongo.ObjectId;
}

/** When it is due next, on whatever instance, and up to when everything was looked at. */
interface Chore {
  readonly _id: string;
  readonly nextAt: Date;
  readonly sweptUntil?: Date;
}

const CHORE = 'media bytes';
const DAY_MS = 24 * 60 * 60_000;
const LOOK_MS = 60 * 60_000;
/** Ids are made by the clock of whichever machine stored the bytes. */
const OVERLAP_MS = 60 * 60_000;
