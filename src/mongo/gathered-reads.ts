import { createGather } from '../lib/gather.js';
import type { Mongo } from './connection.js';

/** A document of one workspace. */
interface Scoped {
  readonly _id: string;
  readonly workspace: string;
}

/**
 * Reads documents of a collection by workspace and id, those of many callers in one query. Everybody sees what is stored at the moment of
 * asking, or later. The document may be shared: nobody changes it.
 */
export function gatherById<Doc extends Scoped>({ db }: Mongo, collection: string): (workspace: string, id: string) => Promise<Doc | null> {
  const read = createGather(
    async (asked: readonly { readonly workspace: string; readonly id: string }[]) => {
      const filter = {
        _id: { $in: unique(asked.map(({ id }) => id)) },
        workspace: { $in: unique(asked.map(({ workspace }) => workspace)) },
      };
      const found = await db.collection<Scoped>(collection).find(filter, { batchSize: MOST }).toArray();
      const byId = new Map(found.map((each) => [each._id, each as unknown as Doc]));
      return asked.map(({ workspace, id }) => {
        const each = byId.get(id);
        return each?.workspace === workspace ? each : null;
      });
    },
    { most: MOST },
  );
  return (workspace, id) => read({ workspace, id });
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

const MOST = 500;
