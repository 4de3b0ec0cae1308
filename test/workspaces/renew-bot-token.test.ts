import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import {
  connectMongo,
  createIndexes,
  createInstallationStore,
  createInstallationsEverywhere,
  createWorkspaceStore,
  type Mongo,
} from '../../src/mongo/index.js';
import { type BotTokenDeps, createBotTokenRenewer, DeadRefreshTokenError, installWorkspace } from '../../src/workspaces/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

const T = 'T0KESTREL';
const HOUR = 60 * 60_000;
let database: TestDatabase;
let mongo: Mongo;
let now = 0;
/** Slack: which refresh token is good, how often it was asked, and what it does instead of answering. */
let slack: { good: string; asked: number; instead?: () => Promise<never> };
let told: Date[];

beforeAll(async () => {
  database = await openTestDatabase('renew_bot');
  mongo = await connectMongo(new Secret(database.uri));
  await createIndexes(mongo);
});
beforeEach(async () => {
  now = Date.parse('2026-11-22T10:00:00Z');
  slack = { good: 'refresh-0', asked: 0 };
  told = [];
  await Promise.all(['workspaces', 'installations', 'brands'].map((name) => mongo.db.collection(name).deleteMany({})));
  await install('refresh-0');
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const deps = (): BotTokenDeps => ({
  workspaces: createWorkspaceStore(mongo),
  installations: createInstallationStore(mongo, createSecretBox([{ id: 'k1', key: new Secret(Buffer.alloc(32, 7).toString('base64')) }])),
  everywhere: createInstallationsEverywhere(mongo),
  transaction: mongo.transaction,
  clock: {
    now: () => new Date(now),
    wait: () => new Promise((resolve) => setTimeout(resolve, 20)),
  },
  log: createLog('silent'),
  refresh: async (refreshToken) => {
    slack.asked += 1;
    if (slack.instead !== undefined) return slack.instead();
    if (!refreshToken.is(slack.good)) throw new DeadRefreshTokenError('used');
    slack.good = `refresh-${slack.asked}`;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { token: new Secret(`xoxe-${slack.asked}`), refreshToken: new Secret(slack.good), expiresAt: new Date(now + 12 * HOUR) };
  },
  tellEnding: async (_workspace, endsAt) => void told.push(endsAt),
});
const install = (refreshToken: string) =>
  installWorkspace(
    deps(),
    { id: T, name: 'Kestrel', botUserId: 'U0BOT' },
    { token: new Secret('xoxe-0'), refreshToken: new Secret(refreshToken), expiresAt: new Date(now + 12 * HOUR) },
  );
const token = async () => (await deps().installations.botToken(T))?.token.unwrap();
const removed = async () => (await deps().workspaces.workspace(T))?.uninstalledAt !== undefined;

test('a token is renewed two hours before its end, and once by all processes together', async () => {
  const [one, other] = [createBotTokenRenewer(deps()), createBotTokenRenewer(deps())];
  now += 10 * HOUR - 1_000;
  await one.tick();
  expect(slack.asked).toBe(0);
  now += 1_000;
  await Promise.all([one.tick(), other.tick(), one.tick(), other.tick()]);
  expect([slack.asked, await token()]).toEqual([1, 'xoxe-1']);
  await one.tick();
  expect(slack.asked).toBe(1);
  expect(JSON.stringify(await mongo.db.collection('installations').find({}).toArray())).not.toMatch(/xoxe-|refresh-/);
});

test('whoever needs a token that ends in ten minutes waits for the renewal, whichever process has it', async () => {
  now += 12 * HOUR - 9 * 60_000;
  const [one, other] = [createBotTokenRenewer(deps()), createBotTokenRenewer(deps())];
  const tokens = await Promise.all([one.botToken(T), other.botToken(T), one.botToken(T)]);
  expect(tokens.map((each) => each?.token.unwrap())).toEqual(['xoxe-1', 'xoxe-1', 'xoxe-1']);
  expect(slack.asked).toBe(1);
});

test('what an outage cuts off is tried again a minute later; what comes after a new install is dropped', async () => {
  const renewer = createBotTokenRenewer(deps());
  now += 10 * HOUR;
  slack.instead = () => Promise.reject(new Error('There was no answer.'));
  await renewer.tick();
  await renewer.tick();
  expect([slack.asked, await token(), await removed()]).toEqual([1, 'xoxe-0', false]);
  now += 60_000;
  slack = { good: 'refresh-0', asked: 1 };
  const late = renewer.tick();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await install('refresh-new');
  await late;
  expect([slack.asked, await token()]).toEqual([2, 'xoxe-0']);
});

test('a process that died with the claim is followed by another; a spent refresh token is told, and ends Copydesk there when the token does', async () => {
  now += 10 * HOUR;
  const installation = await deps().installations.installation(T);
  if (installation === undefined) throw new Error('There is no installation.');
  await deps().installations.claimRenewal(installation, new Date(now + 30_000));
  slack.good = 'what the dead process was given';
  const renewer = createBotTokenRenewer(deps());
  await renewer.tick();
  expect(slack.asked).toBe(0);
  now += 31_000;
  await renewer.tick();
  expect([slack.asked, told.length, await token(), await removed()]).toEqual([1, 1, 'xoxe-0', false]);
  await renewer.tick();
  expect([slack.asked, told.length]).toEqual([1, 1]);
  now += 2 * HOUR;
  await renewer.tick();
  expect([await token(), await removed()]).toEqual([undefined, true]);
  await install('refresh-again');
  expect([await token(), await removed()]).toEqual(['xoxe-0', false]);
});
