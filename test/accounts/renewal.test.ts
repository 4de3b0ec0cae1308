import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Account, type AccountReader, accountAccess, createRenewer, disconnectAccount, type Grant } from '../../src/accounts/index.js';
import type { Secret } from '../../src/lib/secret.js';
import { connected } from './browser.js';
import { ADA, BRAND, type Ground, openGround, WORKSPACE } from './ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('accounts_renewal', { linkedin: { refreshTokens: true } });
});
afterAll(() => ground.end());
beforeEach(async () => {
  for (const name of ['accounts', 'grants', 'pendingChoices', 'tickets']) await ground.mongo.db.collection(name).deleteMany({});
});

const MINUTE_MS = 60_000;

/** Connected, at X unless told otherwise, with nothing counted yet. */
async function connect(family: 'x' | 'linkedin' = 'x'): Promise<Account> {
  const { added } = await connected(ground, ADA, { family, person: 'ada' });
  const [account] = added;
  if (account === undefined) throw new Error('Nothing was connected.');
  ground.publications.calls.length = 0;
  renewals = tokenCalls();
  return account;
}

let renewals = 0;
const tokenCalls = () => [...ground.x.requests, ...ground.linkedin.requests].filter(({ operation }) => operation === 'token').length;
/** How often a platform was asked for a token since {@link connect}. */
const asked = () => tokenCalls() - renewals;

/** What one process has: each its own renewer. */
function someProcess(): { tick(): Promise<void>; readonly access: AccountReader } {
  const renewer = createRenewer(ground.deps);
  return {
    access: accountAccess(ground.deps, renewer),
    tick: async () => {
      const own = createRenewer(ground.deps);
      await own.tick();
      await own.stop(20_000);
    },
  };
}
const tick = () => someProcess().tick();
const grant = async (): Promise<Grant> => {
  const [only] = await ground.deps.grants.grants(WORKSPACE);
  if (only === undefined) throw new Error('There is no grant.');
  return only;
};
const tokens = async () => ground.deps.grants.grantTokens(WORKSPACE, (await grant()).id);
const only = async () => (await ground.deps.accounts.accounts(WORKSPACE, BRAND))[0];
/** What X says to a token. */
const works = async (token: Secret | undefined) =>
  (await fetch(`${ground.x.url}/2/users/me`, { headers: { authorization: `Bearer ${token?.unwrap()}` } })).status === 200;
const claimed = async () => {
  const got = await ground.deps.grants.claimRenewal(await grant(), new Date(ground.deps.clock.now().getTime() + MINUTE_MS));
  if (got === undefined) throw new Error('There is nothing to claim.');
  return got;
};

test('the token of the person behind an Instagram account ends with the consent, and says so; the account goes on', async () => {
  const { added } = await connected(ground, ADA, { person: 'ada' });
  const account = added.find(({ platform }) => platform === 'instagram')?.id ?? '';
  const { access } = someProcess();
  const person = await access.personToken(WORKSPACE, account);
  expect(person?.token.unwrap()).not.toBe((await access.accountToken(WORKSPACE, account))?.token.unwrap());
  ground.pass(61 * 24 * 60 * MINUTE_MS);
  await expect(access.personToken(WORKSPACE, account)).rejects.toMatchObject({
    kind: 'reauth_needed',
    message: 'The access that Facebook and Instagram gave has run out. Reconnect to go on.',
  });
  expect(await access.accountToken(WORKSPACE, account)).toBeDefined();
});

describe('renewing ahead of the end', () => {
  test('happens once it is due: a new pair, a newer version, and the account goes on with it', async () => {
    const account = await connect();
    const before = await tokens();
    ground.pass(89 * MINUTE_MS);
    await tick();
    expect(asked()).toBe(0);
    ground.pass(2 * MINUTE_MS);
    await tick();
    expect(asked()).toBe(1);
    const after = await ground.deps.accounts.accountToken(WORKSPACE, account.id);
    expect(after?.grantVersion).toBe(2);
    expect(after?.token.unwrap()).not.toBe(before?.token.unwrap());
    expect(await works(after?.token)).toBe(true);
    expect((await tokens())?.refreshToken?.unwrap()).not.toBe(before?.refreshToken?.unwrap());
    await tick();
    expect(asked()).toBe(1);
    ground.pass(91 * MINUTE_MS);
    await tick();
    expect([asked(), (await only())?.health]).toEqual([2, { state: 'good' }]);
  });

  test('a refresh token that LinkedIn gives again stays good', async () => {
    await connect('linkedin');
    for (const round of [1, 2]) {
      ground.pass(46 * 24 * 60 * MINUTE_MS);
      await tick();
      expect(asked()).toBe(round);
    }
    expect(await tokens()).toHaveProperty('refreshToken');
  });

  test('ten who publish in the last minutes wait for one renewal', async () => {
    const account = await connect();
    ground.pass(112 * MINUTE_MS);
    const [one, other] = [someProcess(), someProcess()];
    const given = await Promise.all(
      Array.from({ length: 10 }, (_, turn) => (turn % 2 ? one : other).access.accountToken(WORKSPACE, account.id)),
    );
    expect(asked()).toBe(1);
    expect(new Set(given.map((each) => `${each?.grantVersion} ${each?.token.unwrap()}`)).size).toBe(1);
    expect(given[0]?.grantVersion).toBe(2);
  });

  test('a platform that is down is asked again later; until the end the old token serves, after it none does', async () => {
    const account = await connect();
    const { access, tick: ring } = someProcess();
    ground.pass(91 * MINUTE_MS);
    const undo = ground.x.fault({ match: 'token', when: 'before', how: 'http_500', times: 100 });
    await ring();
    await ring();
    expect(asked()).toBe(1);
    expect(await works((await access.accountToken(WORKSPACE, account.id))?.token)).toBe(true);
    ground.pass(30 * MINUTE_MS);
    await expect(access.accountToken(WORKSPACE, account.id)).rejects.toMatchObject({ kind: 'transient' });
    expect(asked()).toBe(2);
    undo();
    ground.pass(2 * MINUTE_MS);
    expect(await works((await access.accountToken(WORKSPACE, account.id))?.token)).toBe(true);
    expect((await only())?.health).toEqual({ state: 'good' });
  });
});

describe('a renewal that cannot be', () => {
  test('breaks the account with Reconnect, blocks what waits, and is not tried again', async () => {
    const account = await connect();
    ground.x.expireToken('ada', 'revoked');
    ground.pass(91 * MINUTE_MS);
    await tick();
    const sentence = 'X has ended the access to this account. Reconnect the account to go on.';
    expect((await only())?.health).toMatchObject({ state: 'broken', sentence });
    expect(ground.publications.calls).toEqual([{ act: 'block', accounts: [account.id], sentence }]);
    expect(await ground.deps.accounts.accountToken(WORKSPACE, account.id)).toBeUndefined();
    ground.pass(24 * 60 * MINUTE_MS);
    await tick();
    expect(asked()).toBe(1);
  });

  test('is mended by connecting again', async () => {
    await connect();
    ground.x.expireToken('ada', 'revoked');
    ground.pass(91 * MINUTE_MS);
    await tick();
    const { refreshed } = await connected(ground, ADA, { family: 'x', person: 'ada' });
    expect(refreshed.map(({ health }) => health)).toEqual([{ state: 'good' }]);
    expect(await works((await ground.deps.accounts.accountToken(WORKSPACE, refreshed[0]?.id ?? ''))?.token)).toBe(true);
  });
});

describe('a process that dies', () => {
  test('between the answer and the store: one more try, then Reconnect, and no loop', async () => {
    await connect();
    ground.pass(91 * MINUTE_MS);
    const { refreshToken } = await claimed();
    const connector = ground.deps.connectors.get('x')?.connector;
    const { log, clock } = ground.deps;
    await connector?.refresh?.({ signal: AbortSignal.timeout(5_000), log, now: clock.now() }, refreshToken);
    await tick();
    expect([asked(), (await only())?.health.state]).toEqual([1, 'good']);
    ground.pass(MINUTE_MS);
    for (let ring = 0; ring < 3; ring += 1) {
      await tick();
      ground.pass(2 * MINUTE_MS);
    }
    expect(asked()).toBe(2);
    expect((await only())?.health).toMatchObject({ state: 'broken', sentence: expect.stringContaining('Reconnect') });
  });

  test('before it asked: the next one renews', async () => {
    const account = await connect();
    ground.pass(91 * MINUTE_MS);
    await claimed();
    ground.pass(MINUTE_MS);
    await tick();
    expect(asked()).toBe(1);
    expect((await ground.deps.accounts.accountToken(WORKSPACE, account.id))?.grantVersion).toBe(2);
  });

  test('or only seemed to: what it brings late is dropped', async () => {
    await connect();
    ground.pass(91 * MINUTE_MS);
    const { claim } = await claimed();
    ground.pass(MINUTE_MS);
    await tick();
    const now = await tokens();
    if (now === undefined) throw new Error('The token is gone.');
    const { grants } = ground.deps;
    const late = { token: now.token, refreshToken: now.token };
    expect(await ground.deps.transaction((tx) => grants.keepRenewed(claim, { ...claim, version: 2 }, late, tx))).toBe(false);
    expect(await ground.deps.transaction((tx) => grants.endRenewal(claim, tx))).toBe(false);
    await grants.postponeRenewal(claim, new Date(0));
    expect(await tokens()).toEqual(now);
    expect((await grant()).renewal).toMatchObject({ busy: false, fence: 0 });
  });
});

describe('what happens meanwhile', () => {
  test('connecting again wins over a renewal under way', async () => {
    await connect();
    ground.pass(91 * MINUTE_MS);
    const { claim } = await claimed();
    await connected(ground, ADA, { family: 'x', person: 'ada' });
    const now = await tokens();
    if (now === undefined) throw new Error('The token is gone.');
    const kept = await ground.deps.transaction((tx) => ground.deps.grants.keepRenewed(claim, { ...claim, version: 2 }, now, tx));
    expect([kept, (await grant()).version]).toEqual([false, 2]);
  });

  test('Disconnect wins too, and no token comes back', async () => {
    const account = await connect();
    ground.pass(91 * MINUTE_MS);
    const undo = ground.x.fault({ match: 'token', when: 'after', how: { slow: 500 } });
    const renewing = tick();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: account.id });
    await renewing;
    undo();
    expect(asked()).toBe(1);
    expect(await ground.deps.grants.grantTokens(WORKSPACE, account.grant)).toBeUndefined();
  });
});

describe('a refusal while publishing', () => {
  const refused = (grantVersion: number) => ({ sentence: 'The platform refused.', at: ground.deps.clock.now(), grantVersion });

  test('renews the token once; soon after, the account is broken instead of asked for ever', async () => {
    const account = await connect();
    ground.pass(20 * MINUTE_MS);
    const { access } = someProcess();
    expect(await access.markBroken(WORKSPACE, account.id, refused(1))).toBe('renewed');
    expect(asked()).toBe(1);
    expect(await access.markBroken(WORKSPACE, account.id, refused(1))).toBe('renewed');
    expect((await only())?.health).toEqual({ state: 'good' });
    expect(await access.markBroken(WORKSPACE, account.id, refused(2))).toBe('broken');
    expect(asked()).toBe(1);
    expect((await only())?.health).toMatchObject({ state: 'broken', sentence: 'The platform refused.' });
  });

  test('of a token that was taken back breaks every account of the login, in words that say so', async () => {
    const account = await connect('linkedin');
    ground.linkedin.expireToken('ada', 'revoked');
    expect(await someProcess().access.markBroken(WORKSPACE, account.id, refused(1))).toBe('broken');
    const sentence = "Ada Marsh took Copydesk's access away at LinkedIn. Reconnect to go on.";
    const healths = (await ground.deps.accounts.accounts(WORKSPACE, BRAND)).map(({ health }) => health);
    expect(healths).toEqual(Array(3).fill(expect.objectContaining({ state: 'broken', sentence })));
    expect(asked()).toBe(0);
  });

  test('of a token that works is about that one account', async () => {
    const account = await connect('linkedin');
    expect(await someProcess().access.markBroken(WORKSPACE, account.id, refused(1))).toBe('broken');
    const broken = (await ground.deps.accounts.accounts(WORKSPACE, BRAND)).filter(({ health }) => health.state === 'broken');
    expect(broken.map(({ id }) => id)).toEqual([account.id]);
  });

  test('of a Facebook Page looks nothing up', async () => {
    const { added } = await connected(ground, ADA, { person: 'ada', names: ['Bluebird Events'] });
    renewals = tokenCalls();
    expect(await someProcess().access.markBroken(WORKSPACE, added[0]?.id ?? '', refused(1))).toBe('broken');
    expect(asked()).toBe(0);
  });
});
