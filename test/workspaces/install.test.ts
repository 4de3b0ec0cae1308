import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import { connectMongo, createIndexes, createInstallationStore, createWorkspaceStore, type Mongo } from '../../src/mongo/index.js';
import { type InstallDeps, installWorkspace, uninstallWorkspace } from '../../src/workspaces/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

const T = 'T0KESTREL';
let database: TestDatabase;
let mongo: Mongo;
let deps: InstallDeps;
let now = 0;

beforeAll(async () => {
  database = await openTestDatabase('install');
  mongo = await connectMongo(new Secret(database.uri));
  await createIndexes(mongo);
  const box = createSecretBox([{ id: 'k1', key: new Secret(Buffer.alloc(32, 7).toString('base64')) }]);
  deps = {
    workspaces: createWorkspaceStore(mongo),
    installations: createInstallationStore(mongo, box),
    transaction: mongo.transaction,
    clock: { now: () => new Date(now), wait: async () => {} },
    log: createLog('silent'),
  };
});
beforeEach(async () => {
  now = Date.parse('2026-11-22T10:00:00Z');
  await Promise.all(['workspaces', 'installations', 'brands'].map((name) => mongo.db.collection(name).deleteMany({})));
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const install = (token: string) =>
  installWorkspace(
    deps,
    { id: T, name: 'Kestrel', botUserId: 'U0BOT' },
    { token: new Secret(token), refreshToken: new Secret(`refresh-${token}`) },
  );
const event = (secondsAgo: number) => uninstallWorkspace(deps, T, { saidAt: new Date(now - secondsAgo * 1_000) });
const stands = async () => {
  const token = await deps.installations.botToken(T);
  const removed = (await deps.workspaces.workspace(T))?.uninstalledAt !== undefined;
  return { removed, token: token?.token.unwrap() };
};

test('the tokens are stored sealed, and the installation keeps them apart from the workspace', async () => {
  await install('xoxb-one');
  const stored = JSON.stringify(await mongo.db.collection('installations').find({}).toArray());
  expect(stored).not.toContain('xoxb-one');
  expect(stored).not.toContain('refresh-');
  expect(await stands()).toEqual({ removed: false, token: 'xoxb-one' });
});

test('an uninstall wipes the tokens; the second event, the words of an old token and a repeat change nothing', async () => {
  await install('xoxb-one');
  now += 60_000;
  await event(0);
  const at = (await deps.workspaces.workspace(T))?.uninstalledAt;
  expect(at).toEqual(new Date(now));
  expect(JSON.stringify(await mongo.db.collection('installations').find({}).toArray())).not.toMatch(/oken/);
  now += 5_000;
  await event(5);
  await uninstallWorkspace(deps, T, { version: 1 });
  expect((await deps.workspaces.workspace(T))?.uninstalledAt).toEqual(at);
});

test('an install clears the uninstall and keeps the settings; what was said before it cannot end it, what is said later does', async () => {
  await install('xoxb-one');
  await deps.workspaces.saveSettings(T, `${T}-1`, { reviewChannel: 'C1', zone: 'Europe/Berlin' });
  now += 60_000;
  await event(0);
  now += 60_000;
  await install('xoxb-two');
  expect(await stands()).toEqual({ removed: false, token: 'xoxb-two' });
  expect((await deps.workspaces.brands(T)).map(({ reviewChannel }) => reviewChannel)).toEqual(['C1']);

  await event(60);
  await uninstallWorkspace(deps, T, { version: 1 });
  expect(await stands()).toEqual({ removed: false, token: 'xoxb-two' });

  now += 1_000;
  await uninstallWorkspace(deps, T, { version: (await deps.installations.botToken(T))?.version ?? -1 });
  expect(await stands()).toEqual({ removed: true, token: undefined });
});

test('an uninstall and an install at the same moment leave one of the two, never half of each', async () => {
  for (let round = 0; round < 8; round += 1) {
    now += 60_000;
    await install('xoxb-before');
    now += 60_000;
    await Promise.all([event(0), install('xoxb-after'), event(0)]);
    const { removed, token } = await stands();
    expect(token).toBe(removed ? undefined : 'xoxb-after');
  }
});
