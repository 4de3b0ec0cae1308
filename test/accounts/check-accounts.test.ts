import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accountAccess, type CheckDeps, checkAccounts, createRenewer } from '../../src/accounts/index.js';
import { Secret } from '../../src/lib/secret.js';
import { appSecretProof } from '../../src/platforms/meta/signing.js';
import { connected } from './browser.js';
import { ADA, APP_SECRET, BO, BRAND, type Ground, openGround, WORKSPACE } from './ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('accounts_check');
});
afterAll(() => ground.end());
beforeEach(async () => {
  for (const name of ['accounts', 'grants', 'pendingChoices', 'tickets']) await ground.mongo.db.collection(name).deleteMany({});
  ground.notices.troubles.length = 0;
});

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const deps = (over: Partial<CheckDeps> = {}): CheckDeps => ({
  ...ground.deps,
  access: accountAccess(ground.deps, createRenewer(ground.deps)),
  ...over,
});
/** Two processes at the same moment, as often as the ticker would while something is left. */
const tick = async (over: Partial<CheckDeps> = {}) => {
  for (let round = 0; round < 3; round += 1) await Promise.all([checkAccounts(deps(over)), checkAccounts(deps(over))]);
};
const asked = () =>
  [...ground.meta.requests, ...ground.linkedin.requests].filter(({ path }) => /debug_token|introspectToken/.test(path)).length;
const told = () => ground.notices.troubles;
const accounts = () => ground.deps.accounts.accounts(WORKSPACE, BRAND);
const states = async () => (await accounts()).map(({ health }) => health.state);
const connectPage = () => connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
const connectLinkedIn = (person: string = ADA) => connected(ground, person, { family: 'linkedin', person: 'ada' });

describe('the daily look', () => {
  test('asks about each account once a day, by one process, and the platform’s address holds no token', async () => {
    await connectPage();
    const before = asked();
    await tick();
    expect(asked() - before).toBe(0);
    ground.pass(DAY_MS);
    await tick();
    expect(asked() - before).toBe(2);
    const now = ground.deps.clock.now().getTime();
    for (const { checkedAt } of await accounts()) expect(now - (checkedAt?.getTime() ?? 0)).toBeLessThan(60_000);
    ground.pass(DAY_MS + 1_000);
    await tick();
    expect(asked() - before).toBe(4);
    const requests = ground.meta.requests.filter(({ path }) => path.includes('debug_token'));
    expect(requests.every(({ query }) => Object.keys(query).length === 0)).toBe(true);
    expect(await states()).toEqual(['good', 'good']);
    expect(told()).toEqual([]);
  });

  test('an outage breaks nothing and is looked at again in an hour', async () => {
    await connectPage();
    ground.pass(DAY_MS);
    const mend = ground.meta.fault({ match: /debug_token/, times: Number.POSITIVE_INFINITY, when: 'before', how: 'http_500' });
    await tick();
    mend();
    const before = asked();
    await tick();
    expect(asked() - before).toBe(0);
    ground.pass(HOUR_MS + 1_000);
    await tick();
    expect(asked() - before).toBe(2);
    expect(await states()).toEqual(['good', 'good']);
    expect(told()).toEqual([]);
  });

  test('access that was taken back is found before a post is: the accounts are broken, and whoever connected them is told once', async () => {
    await connectPage();
    ground.meta.expireToken('ada', 'password_changed');
    ground.pass(DAY_MS);
    await tick();
    expect(await states()).toEqual(['broken', 'broken']);
    expect([...new Set(told().map(({ person }) => person))]).toEqual([ADA]);
    expect(
      told()
        .flatMap((each) => each.accounts.map(({ id }) => id))
        .sort(),
    ).toEqual((await accounts()).map(({ id }) => id).sort());
    expect(told()[0]?.health).toMatchObject({ state: 'broken', why: expect.stringContaining('password') });
    const before = asked();
    ground.pass(2 * DAY_MS);
    await tick();
    expect([asked() - before, told().length]).toEqual([0, told().length]);
  });
});

describe('reminders', () => {
  test('come 14, 7 and 1 days before the end, once each over two processes, one for all accounts of the consent; none after Reconnect', async () => {
    const { added } = await connectLinkedIn();
    expect(added.length).toBeGreaterThan(1);
    const days: (number | string)[] = [];
    let at = 0;
    for (const day of [30, 45, 46.1, 47, 52, 53.1, 54, 58, 59.1, 59.5]) {
      ground.pass((day - at) * DAY_MS);
      at = day;
      await tick();
      for (const { accounts: of, health } of told().splice(0)) {
        expect(of.length).toBe(added.length);
        days.push(health.state === 'broken' ? 'broken' : (health.daysLeft ?? -1));
      }
    }
    expect(days).toEqual([14, 7, 1]);
    await connectLinkedIn();
    ground.pass(3 * DAY_MS);
    await tick();
    expect(told()).toEqual([]);
    expect(await states()).toEqual(added.map(() => 'good'));
  });

  test('go to an admin once the person who connected has left, and are repeated until Slack takes them', async () => {
    await connectLinkedIn(BO);
    const people: CheckDeps['people'] = {
      ...ground.deps.people,
      person: async (workspace, id) => ({
        ...(await ground.deps.people.person(workspace, id)),
        ...(id === BO ? { kind: 'deactivated' as const } : {}),
      }),
    };
    ground.pass(50 * DAY_MS);
    ground.notices.fail = true;
    await tick({ people });
    ground.notices.fail = false;
    expect(told()).toEqual([]);
    ground.pass(3 * 60_000);
    await tick({ people });
    expect(told().map(({ person, gone }) => [person, gone])).toEqual([[ADA, BO]]);
  });

  test('of Instagram count down to the end of the access to data, which the Page does not have', async () => {
    await connectPage();
    ground.pass(80 * DAY_MS);
    await tick();
    expect(told().map(({ accounts: of, health }) => [of.map(({ platform }) => platform), health])).toEqual([
      [['instagram'], expect.objectContaining({ state: 'expiring', daysLeft: 10 })],
    ]);
  });
});

// Last: Facebook offers what was taken away only to who is asked for it again.
test('a permission that was taken away breaks the account that needs it, and no other', async () => {
  const [account] = (await connectPage()).added;
  const tokens = await ground.deps.grants.grantTokens(WORKSPACE, account?.grant ?? '');
  const token = tokens?.token ?? new Secret('');
  const proof = appSecretProof(new Secret(APP_SECRET), token).unwrap();
  const taken = await fetch(`${ground.meta.url}/v26.0/me/permissions/instagram_content_publish?appsecret_proof=${proof}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token.unwrap()}` },
  });
  expect(taken.status).toBe(200);
  ground.pass(DAY_MS);
  await tick();
  expect((await accounts()).map(({ platform, health }) => `${platform} ${health.state}`).sort()).toEqual([
    'facebook good',
    'instagram broken',
  ]);
  expect(told().map(({ health }) => health)).toEqual([expect.objectContaining({ why: expect.stringContaining('post on Instagram') })]);
});
