import type { HomeStore, KeptHome } from '../publishing/index.js';
import type { Mongo } from './connection.js';

/** Homes in MongoDB, one document per person. */
export function createHomeStore({ db }: Mongo): HomeStore {
  const homes = db.collection<StoredHome>('homes');
  const change = async (workspace: string, person: string, fields: Partial<KeptHome>) => {
    await homes.updateOne({ _id: idOf(workspace, person) }, { $set: { ...fields, workspace, person } }, { upsert: true });
  };
  return {
    home: async (workspace, person) => {
      const found = await homes.findOne({ _id: idOf(workspace, person), workspace });
      if (found === null) return undefined;
      const { openedAt = new Date(0), choice, hash } = found;
      return { openedAt, choice: { page: 0, ...choice }, ...(hash === undefined ? {} : { hash }) };
    },
    opened: async (workspace, person, openedAt) => {
      await homes.updateOne(
        { _id: idOf(workspace, person) },
        {
          $set: { workspace, person, openedAt },
          $unset: { 'choice.section': 1, 'choice.page': 1 },
        },
        { upsert: true },
      );
    },
    choose: (workspace, person, choice, openedAt) => change(workspace, person, { choice, openedAt }),
    published: (workspace, person, hash) => change(workspace, person, { hash }),
    forgetHash: async (workspace, person) => {
      await homes.updateOne({ _id: idOf(workspace, person), workspace }, { $unset: { hash: 1 } });
    },
    viewers: async (workspace, since, limit) =>
      (
        await homes
          .find({ workspace, openedAt: { $gte: since } }, { projection: { person: 1 } })
          .sort({ openedAt: -1 })
          .limit(limit)
          .toArray()
      ).map(({ person }) => person),
  };
}

/** Who looked lately, and the sweep of those who have not for a month. */
export async function createHomeIndexes({ db }: Mongo): Promise<void> {
  await db.collection('homes').createIndex({ workspace: 1, openedAt: -1 });
  await db.collection('homes').createIndex({ openedAt: 1 }, { expireAfterSeconds: 30 * 24 * 3600 });
}

interface StoredHome extends Partial<KeptHome> {
  _id: string;
  workspace: string;
  person: string;
}

function idOf(workspace: string, person: string): string {
  return `${workspace}|${person}`;
}
