import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Account, accountsOverview, disconnectAccount, disconnectGrant, handleDeauthorize } from '../../src/accounts/index.js';
import { NotAllowedError } from '../../src/workspaces/index.js';
import { connected } from './browser.js';
import { ADA, BRAND, type Ground, MEMBER, openGround, WORKSPACE } from './ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('accounts_disconnect');
});
afterAll(() => ground.end());
beforeEach(async () => {
  for (const name of ['accounts', 'grants']) await ground.mongo.db.collection(name).deleteMany({});
  await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee', 'Bluebird Events'] });
  ground.publications.calls.length = 0;
});

const byName = async (name: string): Promise<Account> => {
  const found = (await ground.deps.accounts.accounts(WORKSPACE)).find((account) => account.name === name);
  if (found === undefined) throw new Error(`There is no account ${name}.`);
  return found;
};
const revocations = () => ground.meta.requests.filter(({ method, path }) => method === 'DELETE' && path.endsWith('/me/permissions')).length;

describe('Disconnect of one account', () => {
  test('takes the Instagram account of a Page along, wipes the tokens, and blocks what waits', async () => {
    const page = await byName('Bluebird Coffee');
    const before = revocations();
    const gone = await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: page.id });
    expect(gone?.accounts.map(({ name }) => name)).toEqual(['Bluebird Coffee', 'bluebird.coffee']);
    expect((await ground.deps.accounts.accounts(WORKSPACE)).map(({ name }) => name)).toEqual(['Bluebird Events']);
    const ids = gone?.accounts.map(({ id }) => id) ?? [];
    for (const id of ids) expect(await ground.deps.accounts.accountToken(WORKSPACE, id)).toBeUndefined();
    expect(await ground.mongo.db.collection('accounts').countDocuments({ token: { $exists: true } })).toBe(1);
    expect(ground.publications.calls.map(({ act, accounts }) => [act, ...accounts])).toEqual(ids.map((id) => ['block', id]));
    expect(await gone?.revoke()).toBe('kept');
    expect(revocations()).toBe(before);
  });

  test('ends the consent at the platform with the last account', async () => {
    const first = await byName('Bluebird Coffee');
    await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: first.id });
    const before = revocations();
    const last = await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: (await byName('Bluebird Events')).id });
    expect(await last?.revoke()).toBe('revoked');
    expect(revocations()).toBe(before + 1);
    expect(await ground.deps.grants.grants(WORKSPACE)).toEqual([]);
  });

  test('leaves the Page alone when only its Instagram account goes', async () => {
    await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: (await byName('bluebird.coffee')).id });
    expect(await ground.deps.accounts.accountToken(WORKSPACE, (await byName('Bluebird Coffee')).id)).toBeDefined();
  });

  test('happens once, and only for those who may', async () => {
    const { id } = await byName('Bluebird Events');
    await expect(disconnectAccount(ground.deps, { workspace: WORKSPACE, person: MEMBER, account: id })).rejects.toThrow(NotAllowedError);
    expect(await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: id })).toBeDefined();
    expect(await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: id })).toBeUndefined();
  });

  test('is undone by connecting again, under the same id', async () => {
    const { id } = await byName('Bluebird Events');
    await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: id });
    const { added } = await connected(ground, ADA, { person: 'ada', names: ['Bluebird Events'] });
    expect(added.map((account) => account.id)).toEqual([id]);
    expect(ground.publications.calls).toContainEqual({ act: 'unblock', accounts: expect.arrayContaining([id]) });
  });
});

describe('Disconnect of a login', () => {
  const grantId = async () => (await byName('Bluebird Coffee')).grant;

  test('disconnects every account of it and ends the consent', async () => {
    const gone = await disconnectGrant(ground.deps, { workspace: WORKSPACE, person: ADA, brand: BRAND, grant: await grantId() });
    expect(gone?.accounts).toHaveLength(3);
    expect(await gone?.revoke()).toBe('revoked');
    const stored = await ground.mongo.db.collection('grants').find().toArray();
    expect(stored).toEqual([expect.not.objectContaining({ token: expect.anything() })]);
  });

  test('wipes the tokens all the same when the platform does not answer, and says so', async () => {
    const undo = ground.meta.fault({ match: /^DELETE /, when: 'before', how: 'reset', times: 3 });
    const gone = await disconnectGrant(ground.deps, { workspace: WORKSPACE, person: ADA, brand: BRAND, grant: await grantId() });
    expect(await gone?.revoke()).toBe('failed');
    undo();
    expect(await ground.mongo.db.collection('accounts').countDocuments({ token: { $exists: true } })).toBe(0);
  });

  test('leaves the consent alone while another workspace rests on it', async () => {
    const grant = await ground.deps.grants.grant(WORKSPACE, await grantId());
    if (grant === undefined) throw new Error('There is no grant.');
    const elsewhere = {
      id: 'elsewhere',
      workspace: 'T2',
      family: grant.family,
      person: grant.person,
      scopes: grant.scopes,
      version: 1,
      connectedBy: 'U9',
      token: 'sealed',
    };
    await ground.mongo.db.collection<{ _id: string }>('grants').insertOne({ _id: 'elsewhere', ...elsewhere });
    const before = revocations();
    const gone = await disconnectGrant(ground.deps, { workspace: WORKSPACE, person: ADA, brand: BRAND, grant: grant.id });
    expect(await gone?.revoke()).toBe('kept');
    expect(revocations()).toBe(before);
  });

  test('works with tokens that no longer open', async () => {
    await ground.mongo.db.collection('grants').updateMany({}, { $set: { token: '1.k1.a.b.c' } });
    const gone = await disconnectGrant(ground.deps, { workspace: WORKSPACE, person: ADA, brand: BRAND, grant: await grantId() });
    expect(await gone?.revoke()).toBe('failed');
    expect(await ground.deps.accounts.accounts(WORKSPACE)).toEqual([]);
  });

  test('stops nothing half way: when publications cannot be blocked, nothing is disconnected', async () => {
    const failing = { ...ground.publications, block: async () => Promise.reject(new Error('The lanes are full.')) };
    const deps = { ...ground.deps, publications: failing };
    await expect(disconnectGrant(deps, { workspace: WORKSPACE, person: ADA, brand: BRAND, grant: await grantId() })).rejects.toThrow(
      'The lanes are full.',
    );
    expect(await ground.deps.accounts.accounts(WORKSPACE)).toHaveLength(3);
    expect(await ground.deps.accounts.accountToken(WORKSPACE, (await byName('Bluebird Coffee')).id)).toBeDefined();
  });
});

test('a person who removes Copydesk at Facebook leaves broken accounts that a reconnect mends', async () => {
  const ada = ground.meta.people.find(({ id }) => id === 'ada');
  ground.meta.deauthorize('ada');
  await handleDeauthorize(ground.deps, { family: 'meta', person: ada?.userId ?? '' });
  const page = await byName('Bluebird Coffee');
  expect(page.health).toMatchObject({ state: 'broken', sentence: "Ada Marsh took Copydesk's access away. Reconnect to go on." });
  expect(await ground.deps.accounts.accountToken(WORKSPACE, page.id)).toBeUndefined();
  expect(ground.publications.calls[0]?.accounts).toHaveLength(3);
  const { refreshed } = await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
  expect(refreshed).toHaveLength(3);
  expect((await byName('Bluebird Coffee')).health).toEqual({ state: 'good' });
  const tooLate = new Date(ground.deps.clock.now().getTime() - 60_000);
  await handleDeauthorize(ground.deps, { family: 'meta', person: ada?.userId ?? '', at: tooLate });
  expect((await byName('Bluebird Coffee')).health).toEqual({ state: 'good' });
  expect(await ground.deps.accounts.accountToken(WORKSPACE, page.id)).toBeDefined();
});

test('the overview gathers accounts by login, Instagram under its Page, and each waiting post once', async () => {
  const [page, instagram] = [await byName('Bluebird Coffee'), await byName('bluebird.coffee')];
  ground.publications.texts.set(page.id, ['Spring is here']);
  ground.publications.texts.set(instagram.id, ['Spring is here', 'Only a picture']);
  const { grants } = await accountsOverview(ground.deps, { workspace: WORKSPACE, brand: BRAND });
  ground.publications.texts.clear();
  expect(grants.map(({ grant }) => grant?.person.name)).toEqual(['Ada Marsh']);
  expect(
    grants[0]?.accounts.map(({ account, dependents, waiting }) => [account.name, dependents.map(({ name }) => name), waiting]),
  ).toEqual([
    ['Bluebird Coffee', ['bluebird.coffee'], ['Spring is here', 'Only a picture']],
    ['Bluebird Events', [], []],
  ]);
});
