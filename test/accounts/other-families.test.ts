import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Account, createRenewer, disconnectAccount, offered, openChoice, startConnect } from '../../src/accounts/index.js';
import { connected, consent, openBrowser, pendingChoice } from './browser.js';
import { ADA, BRAND, type Ground, openGround, WORKSPACE } from './ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('accounts_families');
});
afterAll(() => ground.end());
beforeEach(() => clean(ground));

const clean = async (on: Ground) => {
  for (const name of ['accounts', 'grants', 'pendingChoices', 'tickets']) await on.mongo.db.collection(name).deleteMany({});
  on.publications.calls.length = 0;
};
const accounts = (on = ground) => on.deps.accounts.accounts(WORKSPACE, BRAND);
const grantOf = async (on = ground) => (await on.deps.grants.grants(WORKSPACE))[0];
const held = (account: Account | undefined, on = ground) => on.deps.accounts.accountToken(WORKSPACE, account?.id ?? '');
const stored = async (name: string) => JSON.stringify(await ground.mongo.db.collection(name).find().toArray());
const DAY_MS = 86_400_000;

describe('PKCE', () => {
  const begin = async () => {
    const { url } = await startConnect(ground.deps, { workspace: WORKSPACE, brand: BRAND, person: ADA, family: 'x' });
    const browser = openBrowser(ground.origin);
    await browser.get(url);
    return { browser, dialog: new URL((await browser.press('Continue')).location) };
  };

  test('the dialog gets the challenge of a verifier that is sealed with the consent, and wiped when it is finished', async () => {
    const { browser, dialog } = await begin();
    const [ticket] = await ground.mongo.db.collection('tickets').find().toArray();
    const verifier = ground.box.open(ticket?.consent.verifier, {
      collection: 'tickets',
      workspace: WORKSPACE,
      record: String(ticket?._id),
      field: 'verifier',
    });
    expect(dialog.searchParams.get('code_challenge')).toBe(createHash('sha256').update(verifier.unwrap()).digest('base64url'));
    expect(dialog.searchParams.get('code_challenge_method')).toBe('S256');
    expect(`${dialog.href}${await stored('tickets')}`).not.toContain(verifier.unwrap());
    const page = await browser.get(await ground.x.consent(dialog.href, { person: 'ada', action: 'accept' }));
    expect([page.status, page.html]).toEqual([200, expect.stringContaining('Now choose your accounts in Slack')]);
    expect(await stored('tickets')).not.toContain('verifier');
  });

  test('a code of another sign-in is refused: its challenge does not fit', async () => {
    const [mine, other] = [await begin(), await begin()];
    const stolen = new URL(await ground.x.consent(other.dialog.href, { person: 'cleo', action: 'accept' })).searchParams.get('code');
    const page = await mine.browser.get(`/oauth/x/callback?code=${stolen}&state=${mine.dialog.searchParams.get('state')}`);
    expect([page.status, page.html]).toEqual([502, expect.stringContaining('The request was refused')]);
    expect(await accounts()).toEqual([]);
  });
});

describe('X', () => {
  test('one consent is one account, which uses the token of its grant and holds none', async () => {
    const { added } = await connected(ground, ADA, { family: 'x', person: 'ada' });
    expect(added).toMatchObject([{ platform: 'x', name: 'Bluebird Coffee', username: 'bluebirdcoffee', tokenFrom: added[0]?.grant }]);
    expect(await stored('accounts')).not.toContain('"token"');
    const token = (await held(added[0]))?.token;
    expect((await ground.deps.grants.grantTokens(WORKSPACE, added[0]?.grant ?? ''))?.token).toEqual(token);
    expect(`${await stored('grants')}${await stored('accounts')}`).not.toContain(token?.unwrap());
  });

  test('its token of two hours renews itself half an hour ahead', async () => {
    await connected(ground, ADA, { family: 'x', person: 'ada' });
    const { renewal } = (await grantOf()) ?? {};
    expect(renewal).toMatchObject({ by: 'itself', busy: false });
    expect(((renewal?.at.getTime() ?? 0) - ground.deps.clock.now().getTime()) / 60_000).toBeCloseTo(90, 0);
  });

  test('what a subscription allows comes along to the account', async () => {
    const { added } = await connected(ground, ADA, { family: 'x', person: 'ben' });
    expect((await accounts())[0]?.features).toEqual(['long posts']);
    await connected(ground, ADA, { family: 'x', person: 'ada' });
    expect((await accounts()).find(({ id }) => id !== added[0]?.id)).not.toHaveProperty('features');
  });

  test('Disconnect ends both tokens at X', async () => {
    const { added } = await connected(ground, ADA, { family: 'x', person: 'ada' });
    const revoked = () => ground.x.requests.filter(({ operation }) => operation === 'revoke').length;
    const before = revoked();
    const gone = await disconnectAccount(ground.deps, { workspace: WORKSPACE, person: ADA, account: added[0]?.id ?? '' });
    expect(await gone?.revoke()).toBe('revoked');
    expect(revoked()).toBe(before + 2);
    expect(await held(added[0])).toBeUndefined();
    expect(await stored('grants')).not.toMatch(/oken|renewal/);
  });
});

describe('LinkedIn', () => {
  test('offers the own profile and the pages one may post on; all of them use the one token', async () => {
    const choice = await pendingChoice(ground, ADA, { family: 'linkedin', person: 'ada' });
    const open = await openChoice(ground.deps, { workspace: WORKSPACE, person: ADA, choice });
    expect(offered(open.choice).map(({ account, about }) => [account.name, about])).toEqual([
      ['Ada Marsh', 'Your own profile'],
      ['Bluebird Coffee', 'Page of an organisation'],
      ['Bluebird (Bakery)', 'Page of an organisation'],
    ]);
    const { added } = await connected(ground, ADA, { family: 'linkedin', person: 'ada', names: ['Ada Marsh', 'Bluebird Coffee'] });
    const tokens = await Promise.all(added.map((account) => held(account)));
    expect(tokens.map((each) => each?.token)).toEqual([tokens[0]?.token, tokens[0]?.token]);
    expect(new Set(added.map(({ grant }) => grant)).size).toBe(1);
  });

  test('a person who says no is not told that something was refused', async () => {
    const page = await consent(ground, ADA, { family: 'linkedin', person: 'ada', action: 'cancel' });
    expect([page.status, page.html]).toEqual([200, expect.stringContaining('You did not give Copydesk access')]);
  });

  test('a page that is gone from the next consent is broken, and loses the token; the profile goes on', async () => {
    await connected(ground, ADA, { family: 'linkedin', person: 'ada', names: ['Ada Marsh', 'Bluebird Coffee'] });
    const page = ground.linkedin.pages('ada').find(({ name }) => name === 'Bluebird Coffee');
    ground.linkedin.dropRole('ada', page?.urn ?? '');
    const { lost, refreshed } = await connected(ground, ADA, { family: 'linkedin', person: 'ada', names: ['Ada Marsh'] });
    expect([lost.map(({ name }) => name), refreshed.map(({ name }) => name)]).toEqual([['Bluebird Coffee'], ['Ada Marsh']]);
    expect(await held(lost[0])).toBeUndefined();
    expect(await held(refreshed[0])).toBeDefined();
  });
});

describe('a LinkedIn app without the product for pages, and without refresh tokens', () => {
  let small: Ground;
  beforeAll(async () => {
    small = await openGround('accounts_linkedin_small', { linkedin: { organizations: false } });
  });
  afterAll(() => small.end());
  afterEach(() => clean(small));

  test('offers the own profile only', async () => {
    const { added } = await connected(small, ADA, { family: 'linkedin', person: 'ada' });
    expect(added.map(({ name }) => name)).toEqual(['Ada Marsh']);
  });

  test('after 60 days the access has run out, and says so', async () => {
    await connected(small, ADA, { family: 'linkedin', person: 'ada' });
    const renewer = createRenewer(small.deps);
    expect((await grantOf(small))?.renewal?.by).toBe('person');
    small.pass(59 * DAY_MS);
    await renewer.tick();
    await renewer.stop(5_000);
    expect((await accounts(small))[0]?.health).toEqual({ state: 'good' });
    small.pass(DAY_MS);
    const later = createRenewer(small.deps);
    await later.tick();
    await later.stop(5_000);
    const [account] = await accounts(small);
    const sentence = 'The access that LinkedIn gave has run out. Reconnect to go on.';
    expect(account?.health).toMatchObject({ state: 'broken', sentence });
    expect(small.publications.calls.at(-1)).toEqual({ act: 'block', accounts: [account?.id], sentence });
  });
});
