import { Secret } from '../../src/lib/secret.js';
import type { MediaEverywhere, MediaStore } from '../../src/media/index.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createMediaEverywhere } from '../../src/mongo/everywhere-media.js';
import { createMediaIndexes, createMediaStore } from '../../src/mongo/media.js';
import { openTestDatabase } from '../support/mongo.js';

/** The media room's stores on a database of their own. */
export interface MediaDatabase {
  readonly mongo: Mongo;
  readonly media: MediaStore;
  readonly everywhere: MediaEverywhere;
  /** Drops the database. Call it in `afterAll`. */
  drop(): Promise<void>;
}

/** Opens them with their indexes. */
export async function openMediaDatabase(label: string): Promise<MediaDatabase> {
  const database = await openTestDatabase(label);
  const mongo = await connectMongo(new Secret(database.uri));
  await createMediaIndexes(mongo);
  return {
    mongo,
    media: createMediaStore(mongo),
    everywhere: createMediaEverywhere(mongo),
    drop: async () => {
      await mongo.close();
      await database.drop();
    },
  };
}
