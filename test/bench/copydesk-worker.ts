import { systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import {
  connectMongo,
  createAccountStore,
  createLaneStore,
  createPostStore,
  createPublicationStore,
  createQuotaStore,
  createWorkspaceStore,
} from '../../src/mongo/index.js';
import { createEngine, type PublishingDeps } from '../../src/publishing/index.js';
import { NOOP, noopPlatform } from './noop-platform.js';
import { SEALING } from './sealing.js';
import { live, reporter, workerSettings } from './worker-process.js';

/** Copydesk's engine over its real stores; only the platform does nothing. */
const { mongodbUri, platformMs = 0 } = workerSettings();
const mongo = await connectMongo(new Secret(mongodbUri));
const publications = createPublicationStore(mongo);
const report = reporter();
const began = new Map<string, number>();
const platform = noopPlatform(platformMs, (text) => began.set(text, Date.now()));
const nothing = async (): Promise<never> => {
  throw new Error('A bench publishes nothing but words.');
};

const deps: PublishingDeps = {
  publications: {
    ...publications,
    change: async (from, next, tx) => {
      const written = await publications.change(from, next, tx);
      if (written !== undefined && from.state === 'publishing' && next.state === 'published') {
        const { id, account, dueAt } = from;
        report({ id, account, due: dueAt.getTime(), at: began.get(id) ?? 0, ackAt: Date.now() });
        began.delete(id);
      }
      return written;
    },
  },
  lanes: createLaneStore(mongo, systemClock),
  quotas: createQuotaStore(mongo),
  posts: createPostStore(mongo),
  workspaces: createWorkspaceStore(mongo),
  accounts: createAccountStore(mongo, createSecretBox([SEALING])),
  platforms: new Map([[NOOP, platform]]),
  http: nothing,
  media: { source: () => ({ bytes: nothing, url: nothing, check: nothing, part: nothing }), end: async () => {} },
  notifier: { changed: () => {} },
  clock: systemClock,
  ids: randomIds,
  log: createLog('warn'),
  random: Math.random,
};
const engine = createEngine(deps, { owner: randomIds.id() });

live({
  start: async () => engine.start(),
  end: async () => {
    await engine.stop(5_000);
    await mongo.close();
  },
});
