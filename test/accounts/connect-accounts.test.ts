import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Account,
  ChoiceGoneError,
  connectAccounts,
  NothingChosenError,
  offered,
  openChoice,
  ReplacesOthersError,
} from '../../src/accounts/index.js';
import { NotAllowedError } from '../../src/workspaces/index.js';
import { connected, consent, pendingChoice } from './browser.js';
import { ADA, BO, BRAND, type Ground, MEMBER, openGround, WORKSPACE } from './ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('accounts_connect');
});
afterAll(() => ground.end());
beforeEach(async () => {
  for (const name of ['accounts', 'grants', 'pendingChoices', 'tickets']) await ground.mongo.db.collection(name).deleteMany({});
  ground.publications.calls.length = 0;
});

const accounts = () => ground.deps.accounts.accounts(WORKSPACE, BRAND);
const byName = async (name: string): Promise<Account> => {
  const found = (await accounts()).find((account) => account.name === name);
  if (found === undefined) throw new Error(`There is no account ${name}.`);
  return found;
};
const tokenOf = async ({ id }: Account) => (await ground.deps.accounts.accountToken(WORKSPACE, id))?.token.unwrap();
const pageId = (name: string) => ground.meta.pages('ada').find((page) => page.name === name)?.id ?? '';

describe('choosing Pages', () => {
  test('connects a Page and its Instagram account, which publishes with the token of the Page', async () => {
    const { added } = await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee', 'Bluebird Events'] });
    expect(added.map(({ platform, name }) => `${platform} ${name}`).sort()).toEqual([
      'facebook Bluebird Coffee',
      'facebook Bluebird Events',
      'instagram bluebird.coffee',
    ]);
    const [page, instagram] = [await byName('Bluebird Coffee'), await byName('bluebird.coffee')];
    expect(instagram.tokenFrom).toBe(page.id);
    expect(await tokenOf(page)).toMatch(/^EAA/);
    expect(await tokenOf(instagram)).toBe(await tokenOf(page));
    const stored = await ground.mongo.db.collection<{ _id: string }>('accounts').findOne({ _id: instagram.id });
    expect(stored).not.toHaveProperty('token');
  });

  test('keeps who consented, for how long, and the five permissions', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    const [grant] = await ground.deps.grants.grants(WORKSPACE);
    expect(grant).toMatchObject({ family: 'meta', person: { name: 'Ada Marsh' }, connectedBy: ADA, version: 1 });
    expect(grant?.scopes).toEqual(
      expect.arrayContaining([
        'instagram_basic',
        'instagram_content_publish',
        'pages_manage_posts',
        'pages_read_engagement',
        'pages_show_list',
      ]),
    );
    const days = ((grant?.expiresAt?.getTime() ?? 0) - ground.deps.clock.now().getTime()) / 86_400_000;
    expect(Math.round(days)).toBe(60);
  });

  test('reaches every Page over all result pages, and stores no token in plain text', async () => {
    const choice = await pendingChoice(ground, ADA, { person: 'cleo' });
    const open = await openChoice(ground.deps, { workspace: WORKSPACE, person: ADA, choice });
    expect(offered(open.choice)).toHaveLength(130);
    const waiting = JSON.stringify(await ground.mongo.db.collection('pendingChoices').find().toArray());
    expect(waiting).toContain('Market Stall 129');
    const all = offered(open.choice).map(({ account }) => account.platformId);
    const { added } = await connectAccounts(ground.deps, { workspace: WORKSPACE, person: ADA, choice, chosen: all, replace: false });
    expect(added.length).toBe(130 + open.choice.candidates.filter(({ parent }) => parent !== undefined).length);
    const stored = await Promise.all(['accounts', 'grants'].map((name) => ground.mongo.db.collection(name).find().toArray()));
    const granted = await ground.deps.grants.grantTokens(WORKSPACE, added[0]?.grant ?? '');
    const tokens = [granted?.token.unwrap(), ...(await Promise.all(added.map(tokenOf)))];
    for (const token of tokens) {
      expect(token).toMatch(/^EAA/);
      expect(`${waiting}${JSON.stringify(stored)}`).not.toContain(token);
    }
    expect(await ground.mongo.db.collection('pendingChoices').countDocuments()).toBe(0);
  });

  test('is the ticket’s person’s alone, and they must still be allowed to', async () => {
    const choice = await pendingChoice(ground, ADA, { person: 'ada' });
    const chosen = [pageId('Bluebird Coffee')];
    await expect(connectAccounts(ground.deps, { workspace: WORKSPACE, person: BO, choice, chosen, replace: false })).rejects.toThrow(
      ChoiceGoneError,
    );
    await expect(connectAccounts(ground.deps, { workspace: 'T2', person: ADA, choice, chosen, replace: false })).rejects.toThrow(
      ChoiceGoneError,
    );
    const deps = {
      ...ground.deps,
      people: {
        ...ground.deps.people,
        person: async (_: string, id: string) => ({ ...(await ground.deps.people.person('', id)), kind: 'deactivated' as const }),
      },
    };
    await expect(connectAccounts(deps, { workspace: WORKSPACE, person: ADA, choice, chosen, replace: false })).rejects.toThrow(
      NotAllowedError,
    );
    expect(await accounts()).toEqual([]);
  });

  test('can be made for five minutes', async () => {
    const choice = await pendingChoice(ground, ADA, { person: 'ada' });
    ground.pass(5 * 60_000);
    await expect(openChoice(ground.deps, { workspace: WORKSPACE, person: ADA, choice })).rejects.toThrow(ChoiceGoneError);
    await expect(
      connectAccounts(ground.deps, { workspace: WORKSPACE, person: ADA, choice, chosen: [pageId('Bluebird Coffee')], replace: false }),
    ).rejects.toThrow(ChoiceGoneError);
  });

  test('is made once, also when two submits arrive at the same time', async () => {
    const choice = await pendingChoice(ground, ADA, { person: 'ada' });
    const submit = () =>
      connectAccounts(ground.deps, { workspace: WORKSPACE, person: ADA, choice, chosen: [pageId('Bluebird Coffee')], replace: false });
    const outcomes = await Promise.allSettled([submit(), submit()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(ChoiceGoneError) });
    expect(await accounts()).toHaveLength(2);
  });

  test('refuses nothing, Pages that were not offered, and Pages the person may not publish to', async () => {
    const choice = await pendingChoice(ground, ADA, { person: 'ada' });
    for (const chosen of [[], ['123'], [pageId('Bluebird Archive')]]) {
      await expect(connectAccounts(ground.deps, { workspace: WORKSPACE, person: ADA, choice, chosen, replace: false })).rejects.toThrow(
        NothingChosenError,
      );
    }
    await expect(openChoice(ground.deps, { workspace: WORKSPACE, person: ADA, choice })).resolves.toBeDefined();
  });

  test('only the newest consent of a person waits', async () => {
    const [first, second] = [await pendingChoice(ground, ADA, { person: 'ada' }), await pendingChoice(ground, ADA, { person: 'ada' })];
    await expect(openChoice(ground.deps, { workspace: WORKSPACE, person: ADA, choice: first })).rejects.toThrow(ChoiceGoneError);
    await expect(openChoice(ground.deps, { workspace: WORKSPACE, person: ADA, choice: second })).resolves.toBeDefined();
  });
});

describe('connecting again', () => {
  test('renews the access in place: same account, new token, a newer grant, and what was blocked goes on', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee', 'Bluebird Events'] });
    const before = await byName('Bluebird Coffee');
    const oldToken = await tokenOf(before);
    await ground.deps.accounts.markBroken(WORKSPACE, before.id, { sentence: 'The password changed.', at: new Date(), grantVersion: 1 });
    ground.meta.expireToken('ada', 'password_changed');
    ground.publications.calls.length = 0;

    const { added, refreshed } = await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    expect(added).toEqual([]);
    expect(refreshed.map(({ name }) => name).sort()).toEqual(['Bluebird Coffee', 'Bluebird Events', 'bluebird.coffee']);
    const after = await byName('Bluebird Coffee');
    expect(after).toEqual({ ...before, health: { state: 'good' }, checkAt: expect.any(Date) });
    expect(await tokenOf(after)).not.toBe(oldToken);
    expect((await ground.deps.accounts.accountToken(WORKSPACE, after.id))?.grantVersion).toBe(2);
    const ids = refreshed.map(({ id }) => id);
    expect(ground.publications.calls).toEqual([
      { act: 'unblock', accounts: ids },
      { act: 'wake', accounts: ids },
    ]);
  });

  test('a refusal under the old grant no longer breaks the account', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    const { id } = await byName('Bluebird Coffee');
    await ground.deps.accounts.markBroken(WORKSPACE, id, { sentence: 'Too late.', at: new Date(), grantVersion: 1 });
    expect((await byName('Bluebird Coffee')).health).toEqual({ state: 'good' });
    await ground.deps.accounts.markBroken(WORKSPACE, id, { sentence: 'Now it counts.', at: new Date(), grantVersion: 2 });
    expect((await byName('Bluebird Coffee')).health).toMatchObject({ state: 'broken', sentence: 'Now it counts.' });
  });

  test('marks what is no longer granted as broken, by name, and blocks what waits there', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee', 'Bluebird Bakery'] });
    const { lost } = await connected(ground, ADA, { person: 'ada', onlyPages: [pageId('Bluebird Bakery')] });
    expect(lost.map(({ name }) => name).sort()).toEqual(['Bluebird Coffee', 'bluebird.coffee']);
    const page = await byName('Bluebird Coffee');
    expect(page.health).toMatchObject({ state: 'broken', sentence: expect.stringContaining('Access to Bluebird Coffee was left out') });
    expect(await tokenOf(page)).toBeUndefined();
    expect(ground.publications.calls).toContainEqual({
      act: 'block',
      accounts: [page.id],
      sentence: expect.stringContaining('Bluebird Coffee'),
    });
    expect((await byName('Bluebird Bakery')).health).toEqual({ state: 'good' });
  });

  test('replacing somebody else’s access asks first; then it takes over and theirs ends', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    const before = await byName('Bluebird Coffee');
    const choice = await pendingChoice(ground, BO, { person: 'cleo' });
    const submit = (replace: boolean) =>
      connectAccounts(ground.deps, { workspace: WORKSPACE, person: BO, choice, chosen: [pageId('Bluebird Coffee')], replace });
    const refusal = await submit(false).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ReplacesOthersError);
    expect((refusal as ReplacesOthersError).accounts.map(({ name }) => name).sort()).toEqual(['Bluebird Coffee', 'bluebird.coffee']);
    expect(await byName('Bluebird Coffee')).toEqual(before);

    await submit(true);
    const after = await byName('Bluebird Coffee');
    expect(after).toMatchObject({ id: before.id, connectedBy: BO });
    expect(after.grant).not.toBe(before.grant);
    expect((await ground.deps.grants.grants(WORKSPACE)).map(({ person }) => person.name)).toEqual(['Cleo Varga']);
    expect(await ground.deps.grants.grantTokens(WORKSPACE, before.grant)).toBeUndefined();
  });

  test('one person at Facebook with another in Slack is asked too', async () => {
    await connected(ground, ADA, { person: 'ada', names: ['Bluebird Coffee'] });
    await expect(connected(ground, BO, { person: 'ada', names: ['Bluebird Coffee'] })).rejects.toThrow(ReplacesOthersError);
  });
});

test('a plain member cannot begin', async () => {
  await expect(consent(ground, MEMBER, { person: 'ada' })).rejects.toThrow(NotAllowedError);
});
