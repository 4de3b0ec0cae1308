import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo } from '../../src/mongo/connection.js';
import { publicationOf } from '../support/posts.js';
import { live, reporter, workerSettings } from './worker-process.js';

/** Majority inserts of one publication each, `atOnce` of them under way: what one write per step could do at best. */
const { mongodbUri, inserts = 1_000, atOnce = 1 } = workerSettings();
const mongo = await connectMongo(new Secret(mongodbUri));
const collection = mongo.db.collection<{ _id: string }>('inserts');
const report = reporter();

live({
  start: async () => {
    let left = inserts;
    const one = async () => {
      while (left > 0) {
        left -= 1;
        const { id, ...publication } = publicationOf({ account: randomIds.id() });
        const at = Date.now();
        await collection.insertOne({ ...publication, _id: id });
        report({ id, account: publication.account, due: at, at, ackAt: Date.now() });
      }
    };
    void Promise.all(Array.from({ length: atOnce }, one));
  },
  end: () => mongo.close(),
});
