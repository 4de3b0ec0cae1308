import { type Config, readConfig } from '../../src/config.js';
import { freePort, type Playground, startPlayground } from '../../src/playground/playground.js';
import { createWork } from '../../src/playground/work.js';
import { connectFamily } from '../support/connect-family.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { type Child, type Children, createChildren } from './children.js';
import { type Hands, openHands } from './hands.js';

/** Platforms that keep their own ledger, a database, and Copydesk between them in processes that may die. */
export interface Ground extends Pick<Playground, 'slack' | 'meta' | 'linkedin' | 'x'> {
  readonly database: TestDatabase;
  /** What every instance runs with. */
  readonly config: Config;
  readonly hands: Hands;
  readonly children: Children;
  /** Starts an instance of Copydesk: the one that Slack speaks to, or another beside it on a port of its own. */
  start(beside?: 'beside'): Promise<Child>;
  /** Every post and comment that is live with this mark, on any platform. */
  live(mark: string): { readonly platform: string; readonly text: string; readonly at: number }[];
  close(): Promise<void>;
}

/** Starts it with three accounts on Facebook, LinkedIn and X each, two on Instagram, and one instance, which is `first`. `server` is another MongoDB than the tests'. */
export async function startGround(
  label: string,
  options: { readonly patienceMs?: number; readonly server?: string } = {},
): Promise<Ground & { readonly first: Child }> {
  const database = await openTestDatabase(label, options.server);
  const children = await createChildren({ patienceMs: options.patienceMs ?? 3_000 });
  const playground = await startPlayground({ mongodbUri: database.uri, startApp: false, env: { LOG_LEVEL: 'fatal' } });
  const { slack, meta, linkedin, x } = playground;
  const start = async (beside?: 'beside') => {
    if (beside === undefined) return children.start(playground.env);
    const port = await freePort();
    return children.start({ ...playground.env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` });
  };
  const first = await start();
  const work = createWork(playground);
  const admin = slack.people.admin.id;
  await work.setUp(admin);
  // Before connecting, so that the consent is asked for what first comments need.
  await database.connection.collection('brands').updateMany({}, { $set: { firstComments: true } });
  await work.connect(admin, 'ada', ['Bluebird Coffee', 'Bluebird Bakery', 'Bluebird Events']);
  await connectFamily(playground, work, 'linkedin');
  for (const person of ['ada', 'ben', 'cleo']) await connectFamily(playground, work, 'x', person);
  const config = readConfig(playground.env);
  const hands = await openHands(config);
  for (const { platform, platformId } of await hands.accounts()) {
    if (platform === 'instagram') meta.setQuota(platformId, 0, 1_000_000);
  }
  return {
    slack,
    meta,
    linkedin,
    x,
    database,
    config,
    hands,
    children,
    first,
    start,
    live: (mark) => {
      const commented = [...meta.ledger, ...linkedin.ledger].flatMap(({ platform, comments = [] }) =>
        comments.map((comment) => ({ platform, ...comment })),
      );
      return [...meta.ledger, ...linkedin.ledger, ...x.ledger, ...commented].filter(({ text }) => text.includes(mark));
    },
    close: async () => {
      await children.close();
      await hands.close();
      await playground.close();
      await database.drop();
    },
  };
}
