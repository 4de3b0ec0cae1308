import type { InstallStanding, InstallStates } from '../workspaces/index.js';
import type { Mongo } from './connection.js';

/** Installs under way in MongoDB. They belong to no workspace yet. */
export function createInstallStates({ db }: Mongo): InstallStates {
  const states = db.collection<StoredState>('installStates');
  const standing = async (stateHash: string, now: Date): Promise<InstallStanding> => {
    const stored = await states.findOne({ _id: stateHash });
    if (stored === null) return 'unknown';
    if (stored.usedAt !== undefined) return 'used';
    return stored.expiresAt <= now ? 'stale' : 'waiting';
  };
  return {
    begin: async (stateHash, expiresAt) => {
      await states.insertOne({ _id: stateHash, expiresAt, sweepAt: new Date(expiresAt.getTime() + KEPT_MS) });
    },
    take: async (stateHash, now) => {
      const fresh = { _id: stateHash, usedAt: { $exists: false }, expiresAt: { $gt: now } };
      const { matchedCount } = await states.updateOne(fresh, { $set: { usedAt: now } });
      return matchedCount === 1 ? 'waiting' : standing(stateHash, now);
    },
    standing,
  };
}

/** Swept a day after it has expired, so that a late browser is told why. */
export async function createInstallStateIndexes({ db }: Mongo): Promise<void> {
  await db.collection('installStates').createIndex({ sweepAt: 1 }, { expireAfterSeconds: 0 });
}

interface StoredState {
  readonly _id: string;
  readonly expiresAt: Date;
  readonly usedAt?: Date;
  readonly sweepAt: Date;
}

const KEPT_MS = 24 * 60 * 60_000;
