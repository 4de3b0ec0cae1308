import { startMongod } from '../../src/playground/mongod.js';
import { type Playground, startPlayground } from '../../src/playground/playground.js';
import { openTestDatabase } from '../support/mongo.js';
import type { BenchOptions } from './bench.js';
import { type Server, startBolt, startCopydesk } from './servers.js';

/** A Slack, a Meta and a mongod on loopback, with Copydesk and a one-listener Bolt app before them, each in its own process. */
export interface BenchWorld {
  readonly playground: Playground;
  readonly copydesk: Server;
  readonly bolt: Server;
  readonly signingSecret: string;
  /** Connection string of this run's own database. */
  readonly mongodbUri: string;
  close(): Promise<void>;
}

/** Starts everything on a database of its own. */
export async function startWorld(listener: 'publish' | 'approve', { say, profileDir }: BenchOptions): Promise<BenchWorld> {
  const mongod = await startMongod({ say });
  process.env.MONGODB_URI = mongod.uri;
  const database = await openTestDatabase(`bench_${listener}`);
  const playground = await startPlayground({ mongodbUri: database.uri, startApp: false, say });
  const copydesk = await startCopydesk(playground.env, profileDir);
  const bolt = await startBolt(listener, playground.env, profileDir);
  say(`node ${process.version}, mongod ${mongod.how}`);
  return {
    playground,
    copydesk,
    bolt,
    signingSecret: playground.env.SLACK_SIGNING_SECRET ?? '',
    mongodbUri: database.uri,
    close: async () => {
      await Promise.all([copydesk.stop(), bolt.stop()]);
      await playground.close();
      await database.drop();
      await mongod.stop();
    },
  };
}
