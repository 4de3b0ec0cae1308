import { randomBytes } from 'node:crypto';
import { createGather } from '../lib/gather.js';
import type { Mongo } from './connection.js';
import type { StoredPublication } from './publications.js';
import { ALONE_MS, type Landed, type Outcome, type Write, writeTogether } from './write-together.js';

/** Replaces a publication over the version it was read at; `lost` when it was changed meanwhile. */
export type ReplacePublication = (workspace: string, version: number, next: StoredPublication) => Promise<Outcome>;

/**
 * Writes publications together: intents, results and steps that come while the write before is under way go out as one. Each carries a stamp
 * of its own, by which it is known again where the answer leaves open which of them won.
 */
export function createPublicationWrites({ db }: Mongo): ReplacePublication {
  const publications = db.collection<{ _id: string; stamp?: string }>('publications');
  const process = randomBytes(9).toString('base64url');
  let count = 0;

  const landed: Landed<StampedWrite> = async (writes, level) => {
    const ids = writes.map(({ id }) => id);
    const options = { projection: { stamp: 1 }, readConcern: { level }, maxTimeMS: ALONE_MS };
    const found = await publications.find({ _id: { $in: ids } }, options).toArray();
    const stamps = new Set(found.map(({ stamp }) => stamp));
    return new Set(writes.filter(({ stamp }) => stamps.has(stamp)));
  };
  const write = createGather((writes: readonly StampedWrite[]) => writeTogether(db.collection('publications'), writes, landed), {
    most: MOST,
  });

  return (workspace, version, next) => {
    count += 1;
    const stamp = `${process}${count}`;
    const filter = { _id: next._id, workspace, version } as object;
    return write({ id: next._id, stamp, operation: { replaceOne: { filter, replacement: { ...next, stamp } } } });
  };
}

interface StampedWrite extends Write {
  readonly id: string;
  readonly stamp: string;
}

/** A majority write of so many takes mongod a few tens of milliseconds, well within its time. */
const MOST = 250;
