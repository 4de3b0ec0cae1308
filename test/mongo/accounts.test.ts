import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Account, Grant } from '../../src/accounts/index.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox, SealBrokenError } from '../../src/lib/secret-box.js';
import { createAccountStore } from '../../src/mongo/accounts.js';
import { createGrantStore } from '../../src/mongo/grants.js';
import { type Ground, openGround } from '../accounts/ground.js';

const key = (id: string, fill: number) => ({ id, key: new Secret(Buffer.alloc(32, fill).toString('base64')) });
const box = createSecretBox([key('k1', 1)]);
const at = new Date('2026-11-22T10:00:00Z');

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('mongo_accounts');
});
afterAll(() => ground.end());
beforeEach(async () => {
  for (const name of ['accounts', 'grants']) await ground.mongo.db.collection(name).deleteMany({});
  await saveGrant({});
});

const stores = () => ({ accounts: createAccountStore(ground.mongo, box), grants: createGrantStore(ground.mongo, box) });
const account = (over: Partial<Account>): Account => ({
  id: 'page',
  workspace: 'T1',
  brand: 'B1',
  platform: 'facebook',
  platformId: '1',
  name: 'Bakery',
  grant: 'grant',
  health: { state: 'good' },
  connectedBy: 'U1',
  connectedAt: at,
  ...over,
});
const save = (over: Partial<Account>, token?: string) =>
  ground.mongo.transaction((tx) =>
    stores().accounts.saveAccount(account(over), { grantVersion: 3, ...(token === undefined ? {} : { token: new Secret(token) }) }, tx),
  );
const saveGrant = (over: Partial<Grant>) =>
  ground.mongo.transaction((tx) =>
    stores().grants.saveGrant(
      {
        id: 'grant',
        workspace: 'T1',
        family: 'meta',
        person: { platformId: 'p1', name: 'Ada' },
        connectedBy: 'U1',
        scopes: ['s'],
        version: 3,
        ...over,
      },
      { token: new Secret('user token') },
      tx,
    ),
  );
const tokenOf = async (workspace: string, id: string) => (await stores().accounts.accountToken(workspace, id))?.token.unwrap();

describe('an account', () => {
  test('comes back as it was stored', async () => {
    const stored = account({ username: 'bakery', tokenFrom: 'page0', health: { state: 'broken', sentence: 'Expired.', since: at } });
    await save(stored);
    expect(await stores().accounts.accounts('T1', 'B1')).toEqual([stored]);
  });

  test('loses what it no longer has when it is stored again', async () => {
    await save({ username: 'bakery', tokenFrom: 'x', disconnectedAt: at }, 'old');
    await save({});
    expect(await stores().accounts.accounts('T1')).toEqual([account({})]);
    expect(await tokenOf('T1', 'page')).toBeUndefined();
  });

  test('is unique in its workspace by what the platform calls it', async () => {
    await save({});
    await expect(save({ id: 'other' })).rejects.toMatchObject({ code: 11000 });
    await save({ id: 'other', workspace: 'T2' });
    await save({ id: 'third', platform: 'instagram' });
  });

  test('is invisible to another workspace, and its token too', async () => {
    await save({}, 'page token');
    const { accounts, grants } = stores();
    expect(await accounts.accounts('T2')).toEqual([]);
    expect(await accounts.accountsById('T2', ['page'])).toEqual([]);
    expect(await accounts.accountsByPlatformId('T2', [{ platform: 'facebook', platformId: '1' }])).toEqual([]);
    expect(await accounts.accountToken('T2', 'page')).toBeUndefined();
    expect(await grants.grant('T2', 'grant')).toBeUndefined();
    expect(await grants.grantTokens('T2', 'grant')).toBeUndefined();
    await accounts.markBroken('T2', 'page', { sentence: 'No.', at, grantVersion: 9 });
    await ground.mongo.transaction((tx) => accounts.disconnectAccounts('T2', ['page'], at, tx));
    expect(await accounts.accounts('T1')).toEqual([account({})]);
  });

  test('lists by platform, then name, without the disconnected', async () => {
    await save({ id: 'a', platformId: '2', name: 'Zoo' });
    await save({ id: 'b', platformId: '3', name: 'Aquarium' });
    await save({ id: 'c', platformId: '4', name: 'Aaa', platform: 'instagram' });
    await save({ id: 'd', platformId: '5', disconnectedAt: at });
    expect((await stores().accounts.accounts('T1')).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect((await stores().accounts.accountsById('T1', ['d', 'a'])).map(({ id }) => id).sort()).toEqual(['a', 'd']);
  });
});

describe('a token', () => {
  test('serves the account it stands on and those that point at it, with the version it was given under', async () => {
    await save({}, 'page token');
    await save({ id: 'ig', platform: 'instagram', platformId: '9', tokenFrom: 'page' });
    expect(await tokenOf('T1', 'page')).toBe('page token');
    expect(await tokenOf('T1', 'ig')).toBe('page token');
    expect((await stores().accounts.accountToken('T1', 'ig'))?.grantVersion).toBe(3);
  });

  test('is gone when the account, the one it points at, or the grant has ended', async () => {
    await save({}, 'page token');
    await save({ id: 'ig', platform: 'instagram', platformId: '9', tokenFrom: 'page' });
    await ground.mongo.transaction((tx) => stores().accounts.disconnectAccounts('T1', ['page'], at, tx));
    expect(await tokenOf('T1', 'ig')).toBeUndefined();
    await save({}, 'page token');
    await ground.mongo.transaction((tx) => stores().grants.endGrant('T1', 'grant', at, tx));
    expect(await tokenOf('T1', 'page')).toBeUndefined();
    expect(await stores().grants.grantTokens('T1', 'grant')).toBeUndefined();
  });

  test('of the person is there beside the one an account publishes with, for as long as both the account and the grant stand', async () => {
    await save({}, 'page token');
    await save({ id: 'ig', platform: 'instagram', platformId: '9', tokenFrom: 'page' });
    const { accounts, grants } = stores();
    const ofPerson = async (workspace = 'T1') => (await accounts.personToken(workspace, 'ig'))?.token.unwrap();
    expect([await ofPerson(), await ofPerson('T2')]).toEqual(['user token', undefined]);
    await ground.mongo.transaction((tx) => accounts.disconnectAccounts('T1', ['ig'], at, tx));
    expect(await ofPerson()).toBeUndefined();
    await save({ id: 'ig', platform: 'instagram', platformId: '9', tokenFrom: 'page' });
    expect(await ofPerson()).toBe('user token');
    await ground.mongo.transaction((tx) => grants.endGrant('T1', 'grant', at, tx));
    expect(await ofPerson()).toBeUndefined();
  });

  test('does not open on another record, nor with another key', async () => {
    await save({}, 'page token');
    await save({ id: 'other', platformId: '2' }, 'other token');
    const documents = ground.mongo.db.collection<{ _id: string; token: string }>('accounts');
    const stolen = (await documents.findOne({ _id: 'page' }))?.token ?? '';
    await documents.updateOne({ _id: 'other' }, { $set: { token: stolen } });
    await expect(stores().accounts.accountToken('T1', 'other')).rejects.toThrow(SealBrokenError);
    const strangers = createAccountStore(ground.mongo, createSecretBox([key('k1', 2)]));
    await expect(strangers.accountToken('T1', 'page')).rejects.toThrow(SealBrokenError);
  });
});

describe('health', () => {
  test('is broken by a refusal under the grant that it has, and the first reason stays', async () => {
    await save({}, 'page token');
    const { accounts } = stores();
    await accounts.markBroken('T1', 'page', { sentence: 'Old.', at, grantVersion: 2 });
    expect(await accounts.accounts('T1')).toEqual([account({})]);
    await accounts.markBroken('T1', 'page', { sentence: 'First.', at, grantVersion: 3 });
    await accounts.markBroken('T1', 'page', { sentence: 'Second.', at: new Date(), grantVersion: 3 });
    expect((await accounts.accounts('T1'))[0]?.health).toEqual({ state: 'broken', sentence: 'First.', since: at });
  });

  test('two transactions that rest on one account cannot both pass', async () => {
    await save({});
    const { accounts } = stores();
    const seq = async () => (await ground.mongo.db.collection<{ _id: string; seq: number }>('accounts').findOne({ _id: 'page' }))?.seq ?? 0;
    const before = await seq();
    await Promise.all([1, 2, 3].map(() => ground.mongo.transaction((tx) => accounts.touchAccounts('T1', ['page'], tx))));
    expect(await seq()).toBe(before + 3);
  });
});

test('only the listed reads look across workspaces', () => {
  expect(Object.keys(ground.deps.everywhere).sort()).toEqual([
    'accountsToCheck',
    'beginConsent',
    'checkAccountsOf',
    'consent',
    'finishConsent',
    'forgetChoices',
    'grantsOfPerson',
    'grantsToRenew',
    'replaceTicket',
    'ticket',
  ]);
});
