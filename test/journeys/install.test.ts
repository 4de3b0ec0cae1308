import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import { SHARED_COLLECTIONS, WORKSPACE_COLLECTIONS } from '../../src/mongo/index.js';
import { type Browser, type BrowserPage, createBrowser } from '../../src/playground/browser.js';
import type { SlackStandIn } from '../../src/playground/slack/types.js';
import { createWork, type Work } from '../../src/playground/work.js';
import { rotateKeys } from '../../src/rotate-keys-command.js';
import { connectFamily } from '../support/connect-family.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;
let harbour: SlackStandIn;
let there: Work;

beforeAll(async () => {
  journey = await startJourney('install', { installs: { rotation: false }, overrides: { tickEvery: '* * * * * *' } });
  if (journey.second === undefined) throw new Error('There is no second workspace.');
  harbour = journey.second;
  there = createWork({ ...journey, slack: harbour });
}, 60_000);

afterAll(() => journey.close());

test('two workspaces install one Copydesk, publish side by side, and one that removes it leaves the other unharmed', async () => {
  const here = journey.work;
  await journey.slack.as(journey.people.author.id).command('/publish');
  expect(journey.slack.deliveries.at(-1)?.answer).toMatchObject({ text: expect.stringContaining('not set up in this workspace') });

  expect(await install(journey.slack)).toContain('Copydesk is in Kestrel Coffee');
  expect(await install(harbour)).toContain('Copydesk is in Harbour Books');
  await here.setUp(journey.people.admin.id);
  await here.connect(journey.people.admin.id, 'ada', ['Bluebird Coffee']);
  await there.setUp(harbour.people.admin.id);
  await there.connect(harbour.people.admin.id, 'ada', ['Bluebird Bakery']);

  const publish = async (work: Work, slack: SlackStandIn, text: string, account: string) => {
    await work.compose(slack.people.author.id, { text, accounts: [account] });
    const card = await work.sendForReview(slack.people.author.id);
    await work.click(slack.people.approver.id, card, 'review_approve');
    await work.until('The post', () => journey.live(text).length === 1);
    await work.until('The card', () => JSON.stringify(now(slack, card)?.blocks).includes('open it'));
  };
  await publish(here, journey.slack, 'From Kestrel', 'Bluebird Coffee');
  await publish(there, harbour, 'From Harbour', 'Bluebird Bakery');
  expect(textOf(there.card())).not.toContain('From Kestrel');

  await there.compose(harbour.people.author.id, { text: 'Waits through the removal', accounts: ['Bluebird Bakery'] });
  const waiting = await there.sendForReview(harbour.people.author.id);

  harbour.revokeBotToken('account_inactive');
  await harbour.event('tokens_revoked', { tokens: { oauth: [], bot: [harbour.bot.userId] } });
  await harbour.event('app_uninstalled', {});
  await harbour.as(harbour.people.author.id).command('/publish');
  expect(harbour.deliveries.at(-1)?.answer).toMatchObject({ text: expect.stringContaining('not set up in this workspace') });
  await publish(here, journey.slack, 'Kestrel goes on', 'Bluebird Coffee');

  expect(await journey.connection.collection('grants').countDocuments({ revokedAt: null })).toBe(2);
  expect(await install(harbour)).toContain('Copydesk is in Harbour Books');
  await harbour.as(harbour.people.author.id).command('/publish', 'help');
  await there.until('The help', () => textOf(harbour.ephemerals(harbour.people.author.id).at(-1)).includes('How to use Copydesk'));
  await there.click(harbour.people.approver.id, waiting, 'review_approve');
  await there.until('The post that waited', () => journey.live('Waits through the removal').length === 1);
  await there.until('Its card', () => JSON.stringify(now(harbour, waiting)?.blocks).includes('open it'));
}, 60_000);

test('the install page says what comes next; whoever cancels, comes back late, twice or in another browser is told and can begin anew', async () => {
  const { url } = journey;
  const browser = createBrowser();
  const begin = async (): Promise<string> => {
    const page = await browser.get(`${url}/slack/install`);
    expect([page.status, page.html.includes('Add to Slack')]).toEqual([200, true]);
    return (await browser.submit(page)).location ?? '';
  };
  const says = (page: BrowserPage) => `${page.status} ${/<h1>(.*?)<\/h1>/.exec(page.html)?.[1]}`;
  const allow = async (authorize: string): Promise<string> => (await browser.submit(await browser.get(authorize))).location ?? '';

  const asked = await browser.get(await begin());
  const cancel = /<a href="([^"]+)">Cancel/.exec(asked.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const cancelled = await browser.get(cancel);
  expect(says(cancelled)).toBe('200 Nothing was installed');
  expect((await browser.submit(cancelled)).location).toContain('/oauth/v2/authorize');

  const back = await allow(await begin());
  expect(says(await createBrowser().get(back))).toBe('403 This was begun in another browser');
  expect(says(await browser.get(back))).toBe('200 Copydesk is in Kestrel Coffee');
  expect(says(await browser.get(back))).toBe('410 This link was used already');

  const late = await allow(await begin());
  journey.shift(11 * 60_000);
  expect(says(await browser.get(late))).toBe('410 This took too long');
  journey.shift(0);

  expect(says(await browser.get(`${url}/slack/oauth_redirect`))).toBe('400 We do not know this link');
  expect(says(await browser.get(`${url}/slack/oauth_redirect?code=x&state=y`))).toBe('400 We do not know this link');

  const forged = new URL(await allow(await begin()));
  forged.searchParams.set('code', 'another');
  expect(says(await browser.get(forged.href))).toBe('410 Slack did not take this any more');

  const unanswered = await allow(await begin());
  journey.slack.fault({ method: 'oauth.v2.access', times: 1, before: 'http_500' });
  expect(says(await browser.get(unanswered))).toBe('503 Slack cannot be reached');

  const foreign = await fetch(`${url}/slack/install`, { method: 'POST', headers: { origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
});

test('an admin exports everything as a file, without tokens and without what others have', async () => {
  const { admin, second } = harbour.people;
  const asks = async (person: string) => {
    const hands = harbour.as(person);
    const before = hands.view()?.id;
    await hands.command('/publish', 'settings');
    await there.until('The settings', () => hands.view()?.callbackId === 'settings' && hands.view()?.id !== before);
    await hands.click('view', 'settings_export_everything');
  };
  await asks(admin.id);
  const sent = await there.until('The file', () => harbour.directMessages(admin.id).find(({ files }) => files.length > 0));
  const file = harbour.file(sent.files[0] ?? '');
  const text = Buffer.from(file?.bytes ?? []).toString('utf8');
  const everything = JSON.parse(text);
  expect(file?.name).toMatch(/^copydesk-T0HARBOUR1-\d{4}-\d{2}-\d{2}\.json$/);
  expect(everything.revisions.map((revision: { text: string }) => revision.text)).toEqual(
    expect.arrayContaining(['From Harbour', 'Waits through the removal']),
  );
  expect(everything.history.map(({ act }: { act: string }) => act)).toEqual(
    expect.arrayContaining(['sent for review', 'approved', 'published']),
  );
  expect(everything.publications).toHaveLength(2);
  expect(text).not.toContain('Kestrel');
  expect(text).not.toMatch(/"(token|refreshToken)"/);
  expect(harbour.ephemerals(second.id)).toEqual([]);
});

test('an hour after a removal the accesses are given back, once nobody else rests on them; 30 days after it nothing is left', async () => {
  await connectFamily({ ...journey, slack: harbour }, there, 'linkedin');
  await there.until(
    'The end of the choice',
    () => !JSON.stringify(harbour.directMessages(harbour.people.admin.id)).includes('accounts_choose_pages'),
  );
  const revocations = () => [
    ...journey.linkedin.requests.filter(({ operation }) => operation === 'revoke'),
    ...journey.meta.requests.filter(({ method }) => method === 'DELETE'),
  ];
  harbour.revokeBotToken('account_inactive');
  await harbour.event('app_uninstalled', {});
  journey.linkedin.fault({ match: 'revoke', when: 'before', how: 'http_500' });
  journey.shift(61 * 60_000);
  const grants = journey.connection.collection('grants');
  const live = async (workspace: string) => grants.countDocuments({ workspace, revokedAt: null });
  await eventually(async () => (await live(harbour.team.id)) === 1);
  expect(await live(journey.slack.team.id)).toBe(1);
  journey.shift(72 * 60_000);
  await eventually(async () => (await live(harbour.team.id)) === 0);
  expect(revocations().map(({ status }) => status)).toEqual([500, 200]);
  expect(JSON.stringify(await grants.find({ workspace: harbour.team.id }).toArray())).not.toMatch(/oken"/);
  const [kestrel] = await grants.find({ workspace: journey.slack.team.id }).toArray();
  expect(kestrel).toMatchObject({ token: expect.any(String) });

  journey.shift(31 * DAY_MS);
  const { db } = journey.connection;
  if (db === undefined) throw new Error('There is no database.');
  await eventually(async () => (await db.collection<{ _id: string }>('workspaces').findOne({ _id: harbour.team.id })) === null);
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  const known = [...WORKSPACE_COLLECTIONS, ...SHARED_COLLECTIONS, 'workspaces', 'media.files', 'media.chunks'];
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
  for (const name of names) {
    const left = JSON.stringify(await db.collection(name).find({}).toArray());
    expect([name, left.includes(harbour.team.id), left.includes('From Harbour')]).toEqual([name, false, false]);
  }
  const files = await db.collection('media.files').find({}).toArray();
  expect(await db.collection('media.chunks').countDocuments({ files_id: { $nin: files.map(({ _id }) => _id) } })).toBe(0);
  expect(await db.collection('publications').countDocuments({ workspace: journey.slack.team.id })).toBe(2);
});

test('installed for a whole organisation, people of two of its workspaces work on one post; its workspaces are no workspaces of their own', async () => {
  const { slack, work, people } = journey;
  slack.organise({ id: 'E0KESTREL1', name: 'Kestrel Group' });
  slack.change(people.admin.id, { inOrganisation: { isAdmin: true } });
  slack.change(people.approver.id, { teamId: 'T0KESTREL2' });
  const page = await install(slack);
  expect(page).toContain('Copydesk is in Kestrel Group');
  expect(page).toContain('An admin of your organisation adds Copydesk to workspaces');
  await work.setUp(people.admin.id);
  await work.connect(people.admin.id, 'ada', ['Bluebird Events']);
  await work.compose(people.author.id, { text: 'From the whole group', accounts: ['Bluebird Events'] });
  const card = await work.sendForReview(people.author.id);
  await work.click(people.approver.id, card, 'review_approve');
  await work.until('The card', () => JSON.stringify(now(slack, card)?.blocks).includes('open it'));
  const of = await journey.connection.collection('publications').distinct('workspace');
  expect(of.sort()).toEqual(['E0KESTREL1', slack.team.id].sort());
});

test('a new key takes over everything that was sealed on the way', async () => {
  await journey.stopApp();
  const { MONGODB_URI = '', ENCRYPTION_KEYS = '' } = journey.env;
  const [id = '', old = ''] = ENCRYPTION_KEYS.split(':');
  const fresh = { id: 'k2', key: new Secret(Buffer.alloc(32, 2).toString('base64')) };
  const said = await rotateKeys(new Secret(MONGODB_URI), [fresh, { id, key: new Secret(old) }]);
  expect(said).toMatch(/^Sealed with k2 now: [1-9]\d* more values\.\nNothing is sealed with another key any more\./);
});

/** Installs Copydesk in this workspace, as its admin; resolves to the last page's words. */
async function install(slack: SlackStandIn, browser: Browser = createBrowser()): Promise<string> {
  const begun = await browser.submit(await browser.get(`${journey.url}/slack/install`));
  const consent = await browser.get(`${begun.location}&team=${slack.team.id}`);
  const allowed = await browser.submit(consent);
  return (await browser.get(allowed.location ?? '')).html;
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function now(slack: SlackStandIn, card: { readonly channel: string; readonly ts: string }) {
  return slack.messages(card.channel).find(({ ts }) => ts === card.ts);
}

const DAY_MS = 24 * 60 * 60_000;
