import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHistoryStore } from '../../../src/mongo/index.js';
import type { StoredMessage } from '../../../src/playground/slack/index.js';
import { accountListeners, createAccountsNotifier } from '../../../src/slack/accounts/index.js';
import { createPeople } from '../../../src/slack/people.js';
import { openBrowser } from '../../accounts/browser.js';
import { type Ground as AccountsGround, openGround as openAccounts } from '../../accounts/ground.js';
import { eventually, type Ground, openGround, type Served, serve } from '../harness.js';

let ground: Ground;
let accounts: AccountsGround;
let served: Served;

beforeAll(async () => {
  ground = await openGround('slack_accounts');
  const { mongo, workspaces, clients } = ground;
  const people = createPeople(clients, { now: () => new Date(), wait: async () => {} });
  accounts = await openAccounts('slack_accounts_meta', {
    shared: {
      mongo,
      workspaces,
      people,
      notifier: createAccountsNotifier(clients, new Map(), { tell: async () => {} }, { acted: () => {} }),
    },
  });
  served = await serve(ground, accountListeners({ ...accounts.deps, platforms: accounts.platforms, history: createHistoryStore(mongo) }));
  ground.slack.connectTo(served.origin);
});
afterAll(async () => {
  await served.end();
  await accounts.end();
  await ground.end();
});
beforeEach(async () => {
  for (const person of [admin(), owner()]) {
    while (ground.slack.as(person).view() !== undefined) await ground.slack.as(person).closeView();
  }
  for (const name of ['accounts', 'grants', 'pendingChoices']) await ground.mongo.db.collection(name).deleteMany({});
});

const admin = () => ground.slack.people.admin.id;
const owner = () => ground.slack.people.owner.id;
const team = () => ground.slack.team.id;
const stored = () => accounts.deps.accounts.accounts(team());
const text = (shown: unknown) => JSON.stringify(shown) ?? '';
const lastOf = (messages: StoredMessage[]): StoredMessage => {
  const message = messages.at(-1);
  if (message === undefined) throw new Error('There is no message.');
  return message;
};

async function card(person: string): Promise<StoredMessage> {
  const delivery = await ground.slack.as(person).command('/connect');
  expect(delivery.refused ?? []).toEqual([]);
  expect(delivery.status).toBe(200);
  return lastOf(ground.slack.ephemerals(person));
}

const linkOf = (message: StoredMessage, family = 'meta'): string =>
  new RegExp(`http:[^"]+/oauth/${family}/start\\?ticket=[\\w-]+`).exec(text(message.blocks))?.[0] ?? '';

/** From the link to the DM that asks to choose. */
async function consent(person: string, link: string, as: string, family: 'meta' | 'linkedin' | 'x' = 'meta'): Promise<StoredMessage> {
  const browser = openBrowser(accounts.origin);
  await browser.get(link);
  const dialog = (await browser.press('Continue')).location;
  const page = await browser.get(await accounts[family].consent(dialog, { person: as, action: 'accept' }));
  expect(page.status).toBe(200);
  return lastOf(ground.slack.directMessages(person));
}

async function openChooser(person: string, dm: StoredMessage): Promise<void> {
  await ground.slack.as(person).click({ message: dm }, 'accounts_choose_pages');
  await eventually(
    () =>
      ground.slack
        .as(person)
        .view()
        ?.blocks.some(({ type }) => type === 'input') === true,
  );
}

async function connect(person: string, as: string, values: Record<string, string[]>): Promise<StoredMessage> {
  const dm = await consent(person, linkOf(await card(person)), as);
  await openChooser(person, dm);
  ground.slack.as(person).fill(values);
  const delivery = await ground.slack.as(person).submit();
  expect(delivery.refused ?? []).toEqual([]);
  return dm;
}

const page = (number: number) => accounts.meta.pages('ada')[number]?.id ?? '';

describe('connecting', () => {
  test('goes from /connect over the browser and a DM to the accounts, and says what was connected', async () => {
    const dm = await connect(admin(), 'ada', { 'accounts_pages:0': [page(0), page(2)] });
    const view = ground.slack.as(admin()).view();
    expect(view?.title).toBe('Connected');
    expect(text(view?.blocks)).toMatch(/Bluebird Coffee on Facebook: connected.*@bluebird.coffee on Instagram: connected/);
    await eventually(() =>
      text(ground.slack.directMessages(admin()).find(({ ts }) => ts === dm.ts)).includes('Bluebird Events on Facebook: connected'),
    );
    expect(text(ground.slack.directMessages(admin()).find(({ ts }) => ts === dm.ts))).not.toContain('Choose Pages');
    expect((await stored()).map(({ name }) => name)).toEqual(['Bluebird Coffee', 'Bluebird Events', 'bluebird.coffee']);
    const after = text((await card(admin())).blocks);
    expect(after).toMatch(/Connect more.*Bluebird Coffee on Facebook.*with @bluebird.coffee on Instagram.*Working/);
  });

  test('says so when nothing is ticked, and keeps the modal open', async () => {
    await connect(admin(), 'ada', {});
    expect(Object.values(ground.slack.as(admin()).view()?.errors ?? {})).toEqual(['Choose at least one.']);
    expect(await stored()).toEqual([]);
  });

  test('finds Pages by typing where there are more than fifty', async () => {
    const dm = await consent(admin(), linkOf(await card(admin())), 'cleo');
    await openChooser(admin(), dm);
    const { answer } = await ground.slack.as(admin()).suggest('accounts_pages', 'market stall 12');
    const options = (answer as { options: { text: { text: string }; value: string }[] }).options;
    expect(options.map((option) => option.text.text)).toContain('Market Stall 129');
    ground.slack.as(admin()).fill({ accounts_pages: options.slice(0, 2).map(({ value }) => value) });
    await ground.slack.as(admin()).submit();
    expect((await stored()).filter(({ platform }) => platform === 'facebook')).toHaveLength(2);
  });

  test('replacing somebody else’s access asks, and then does', async () => {
    await connect(admin(), 'ada', { 'accounts_pages:0': [page(0)] });
    const before = await stored();
    const dm = await consent(owner(), linkOf(await card(owner())), 'cleo');
    await openChooser(owner(), dm);
    await ground.slack.as(owner()).suggest('accounts_pages', 'bluebird');
    ground.slack.as(owner()).fill({ accounts_pages: [page(0)] });
    await ground.slack.as(owner()).submit();
    expect(ground.slack.as(owner()).view()?.title).toBe('Replace access');
    expect(await stored()).toEqual(before);
    await ground.slack.as(owner()).submit();
    expect(ground.slack.as(owner()).view()?.title).toBe('Connected');
    expect((await stored()).map(({ id, connectedBy }) => [id, connectedBy])).toEqual(before.map(({ id }) => [id, owner()]));
  });

  test.each([
    ['x', 'ada', /Choose accounts.*Which accounts may.*@bluebirdcoffee/, 'Bluebird Coffee on X: connected'],
    ['linkedin', 'ben', /Choose accounts.*Your own profile/, 'Ben Okafor on LinkedIn: connected'],
  ] as const)('goes the same way at %s, and one account is ticked already', async (family, as, asked, said) => {
    const shown = await card(admin());
    const dm = await consent(admin(), linkOf(shown, family), as, family);
    expect(text(dm.blocks)).toContain('gave access to 1 account.');
    await openChooser(admin(), dm);
    expect(text(ground.slack.as(admin()).view())).toMatch(asked);
    await ground.slack.as(admin()).submit();
    expect(text(ground.slack.as(admin()).view()?.blocks)).toContain(said);
  });

  test('an old Choose Pages button answers with a fresh link', async () => {
    const dm = await consent(admin(), linkOf(await card(admin())), 'ada');
    await ground.mongo.db.collection('pendingChoices').deleteMany({});
    await ground.slack.as(admin()).click({ message: dm }, 'accounts_choose_pages');
    await eventually(() => text(ground.slack.as(admin()).view()?.blocks).includes('/oauth/meta/start?ticket='));
    expect(text(ground.slack.as(admin()).view()?.blocks)).toContain('This choice is no longer open');
  });
});

describe('who may', () => {
  test('a plain member reads the accounts and is told whom to ask', async () => {
    await connect(admin(), 'ada', { 'accounts_pages:0': [page(2)] });
    const shown = text((await card(ground.slack.people.second.id)).blocks);
    expect(shown).toMatch(/Only Slack admins.*Bluebird Events/);
    expect(shown).not.toMatch(/"type":"button"|ticket=/);
  });

  test('a guest reads nothing but the refusal', async () => {
    const delivery = await ground.slack.as(ground.slack.people.guest.id).command('/connect');
    expect(text(delivery.answer)).toContain('Guests cannot use Copydesk');
    expect(text(delivery.answer)).not.toContain('Accounts of');
  });
});

describe('disconnecting', () => {
  test('one account wipes it, renews the card, and says what the platform did', async () => {
    await connect(admin(), 'ada', { 'accounts_pages:0': [page(2)] });
    const shown = await card(admin());
    const [account] = await stored();
    await ground.slack.as(admin()).click({ message: shown }, `accounts_disconnect:${account?.id}`);
    expect(await stored()).toEqual([]);
    await eventually(() => lastOf(ground.slack.ephemerals(admin())).text.includes('ended the access too'));
    expect(lastOf(ground.slack.ephemerals(admin())).text).toContain('Disconnected Bluebird Events on Facebook.');
    const now = ground.slack.ephemerals(admin()).find(({ ts }) => ts === shown.ts);
    expect(text(now?.blocks)).toContain('No accounts are connected yet.');
  });

  test('all accounts of a login go with one button', async () => {
    await connect(admin(), 'ada', { 'accounts_pages:0': [page(0), page(1)] });
    const shown = await card(admin());
    const grant = (await stored())[0]?.grant;
    await ground.slack.as(admin()).click({ message: shown }, `accounts_disconnect_grant:${grant}`);
    expect(await stored()).toEqual([]);
    await eventually(() => lastOf(ground.slack.ephemerals(admin())).text.startsWith('Disconnected Bluebird'));
  });
});

describe('reconnecting', () => {
  test('a broken account shows why, with a link that mends it in place', async () => {
    await connect(admin(), 'ada', { 'accounts_pages:0': [page(0)] });
    const before = await stored();
    await accounts.deps.accounts.markBroken(team(), before[0]?.id ?? '', {
      sentence: 'The password was changed.',
      at: new Date(),
      grantVersion: 1,
    });
    const shown = await card(admin());
    const reconnect = /"Reconnect".*?(http:[^"]+ticket=[\w-]+)/.exec(text(shown.blocks))?.[1] ?? '';
    expect(text(shown.blocks)).toContain('Not working (Facebook): The password was changed.');
    await openChooser(admin(), await consent(admin(), reconnect, 'ada'));
    await ground.slack.as(admin()).submit();
    expect(text(ground.slack.as(admin()).view()?.blocks)).toContain('Bluebird Coffee on Facebook: access renewed');
    expect(await stored()).toEqual(before.map((account) => ({ ...account, checkAt: expect.any(Date) })));
  });

  test('Reconnect on a shared card gives the one who clicks a link of their own', async () => {
    await connect(admin(), 'ada', { 'accounts_pages:0': [page(0)] });
    const [account] = await stored();
    const client = await ground.clients.of(team());
    const channel = ground.slack.channels.review;
    const button = { type: 'button', action_id: 'result_reconnect', text: { type: 'plain_text', text: 'Reconnect' }, value: account?.id };
    const { ts } = await client.chat.postMessage({ channel, text: 'A card', blocks: [{ type: 'actions', elements: [button] }] as never });
    await ground.slack.as(admin()).click({ message: { channel, ts: ts ?? '' } }, 'result_reconnect');
    await eventually(() => text(ground.slack.ephemerals(admin()).at(-1)?.blocks).includes('Reconnect Bluebird Coffee on Facebook'));
    expect(linkOf(lastOf(ground.slack.ephemerals(admin())))).not.toBe('');
    const second = ground.slack.people.second.id;
    await ground.slack.as(second).click({ message: { channel, ts: ts ?? '' } }, 'result_reconnect');
    await eventually(() => text(ground.slack.ephemerals(second)).includes('Only Slack admins'));
  });
});
