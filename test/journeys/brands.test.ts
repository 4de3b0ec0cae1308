import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createBrowser } from '../../src/playground/browser.js';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import { hasAction, linkIn, type PostInput } from '../../src/playground/work.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

/** Kestrel Coffee is the brand a workspace starts with; Harbour Tea, with its own channel, people and account, is added. */
const COFFEE = 'Kestrel Coffee';
const TEA = 'Harbour Tea';

let journey: Journey;
let admin: string;
/** By name. */
const brands = new Map<string, string>();
const idOf = (name: string) => brands.get(name) ?? '';

beforeAll(async () => {
  journey = await startJourney('brands', { pages: ['Bluebird Coffee'] });
  const { slack, work, people } = journey;
  admin = people.admin.id;
  await openSettings();
  await slack.as(admin).click('view', 'settings_new_brand');
  await work.until('The new brand', () => slack.as(admin).view()?.callbackId === 'settings_new_brand');
  await slack.as(admin).suggest('settings_zone', 'tokyo');
  slack.as(admin).fill({ settings_brand_name: TEA, settings_review_channel: slack.channels.general, settings_zone: 'Asia/Tokyo' });
  await work.submit(admin);
  await readBrands();
  await away();
  await roles(COFFEE, { approvers: [people.approver.id], authors: [people.author.id] });
  await roles(TEA, { approvers: [people.second.id], authors: [people.second.id] });
  await work.connectBy(admin, await teaLink(), 'ada', ['Bluebird Bakery']);
}, 90_000);

afterAll(() => journey.close());

test('an account is connected to the brand that was chosen, and each brand shows its own alone', async () => {
  const consent = await createBrowser().get(await teaLink());
  expect(consent.html).toContain(`to ${TEA} in`);
  const shown = textOf(await accountsOf(TEA));
  expect(shown).toContain(`Accounts of ${TEA}`);
  expect(shown).toContain('Bluebird Bakery');
  expect(shown).not.toContain('Bluebird Coffee on Facebook');
  expect(textOf(await accountsOf(COFFEE))).not.toContain('Bluebird Bakery');
});

test('a post of each brand is reviewed in its own channel by its own people, and neither shows in the other’s', async () => {
  const { slack, people } = journey;
  const coffee = await journey.review({ text: 'Coffee for all', accounts: ['Bluebird Coffee'] });
  const tea = await review(people.second.id, { text: 'Tea for two', accounts: ['Bluebird Bakery'] }, TEA);
  expect(tea.channel).toBe(slack.channels.general);
  expect(textsIn(slack.channels.review)).not.toContain('Tea for two');
  expect(textsIn(slack.channels.general)).not.toContain('Coffee for all');

  await journey.approve(tea, people.approver.id);
  await journey.told(people.approver.id, 'You cannot approve this');
  const since = slack.ephemerals(people.second.id).length;
  await journey.approve(coffee, people.second.id);
  await journey.told(people.second.id, 'You cannot approve this', since);
  expect([journey.live('Coffee for all'), journey.live('Tea for two')]).toEqual([[], []]);

  await journey.approve(coffee);
  await journey.approve(tea, admin);
  await journey.shows(coffee, 'Published');
  await journey.shows(tea, 'Published');
  expect([journey.live('Coffee for all'), journey.live('Tea for two')].map(({ length }) => length)).toEqual([1, 1]);
});

test('who has a role in one brand sees nothing of the other on Home, in lists and in forms, nor by a forged value', async () => {
  const { slack, people, work } = journey;
  const author = slack.as(people.author.id);
  await author.openHome();
  const home = await work.until('Home', () => author.home());
  expect(textOf(home)).toContain('Coffee for all');
  expect(JSON.stringify(home)).not.toMatch(/Tea|Bluebird Bakery|home_brand/);
  await author.command('/publish', 'status');
  expect(JSON.stringify(slack.ephemerals(people.author.id).at(-1))).not.toMatch(/Tea|status_brand/);
  await author.command('/publish');
  const form = await work.until('The form', () => author.view());
  expect(JSON.stringify(form)).not.toMatch(/compose_brand|Bakery/);
  await author.closeView();

  await author.command('/connect');
  const card = await journey.told(people.author.id, `Accounts of ${COFFEE}`);
  const before = slack.ephemerals(people.author.id).length;
  const forged = withButton(card, 'accounts_page', `${idOf(TEA)}:1`);
  await author.click({ message: { channel: card.channel, ts: card.ts, seen: forged } }, 'accounts_page');
  await journey.told(people.author.id, `Accounts of ${COFFEE}`, before - 1);
  expect(JSON.stringify(slack.ephemerals(people.author.id))).not.toContain('Bluebird Bakery');
  const resume = withButton(card, 'pause_resume', idOf(TEA));
  await author.click({ message: { channel: card.channel, ts: card.ts, seen: resume } }, 'pause_resume');
  await journey.told(people.author.id, 'Only the author, an approver or an admin can do this.');
});

test('the form of who writes for several brands keeps what was typed when another one is chosen, and offers its accounts', async () => {
  const { slack, work } = journey;
  const hands = slack.as(admin);
  await work.write(admin, { text: 'Two minds', accounts: [], note: 'Which?' });
  const first = hands.view();
  const other = first?.privateMetadata.includes(idOf(TEA)) === true ? COFFEE : TEA;
  await hands.click('view', 'compose_brand', { select: idOf(other) });
  const form = await work.until('The other brand', () => {
    const view = hands.view();
    return view?.privateMetadata.includes(idOf(other)) === true ? view : undefined;
  });
  expect(JSON.stringify(form.state.values)).toContain('Two minds');
  expect(JSON.stringify(form.state.values)).toContain('Which?');
  expect(JSON.stringify(form.blocks)).toContain(other === TEA ? 'Bluebird Bakery' : 'Bluebird Coffee');
  expect(JSON.stringify(form.blocks)).not.toContain(other === TEA ? 'Bluebird Coffee' : 'Bluebird Bakery');
  await hands.closeView();
});

test('pause asks which brand: one is paused and says so in its channel, and the other goes on', async () => {
  const { slack, work, people } = journey;
  const since = slack.ephemerals(admin).length;
  await slack.as(admin).command('/publish', 'pause');
  const question = await journey.told(admin, 'Which brand do you want to pause?', since);
  await slack.as(admin).click({ message: question }, 'pause_brand', { select: idOf(TEA) });
  const banner = await work.until('The banner', () =>
    slack.messages(slack.channels.general).find((message) => textOf(message).includes(`Publishing of ${TEA} is paused`)),
  );
  expect(textsIn(slack.channels.review)).not.toContain('is paused');
  const card = await journey.review({ text: 'Meanwhile', accounts: ['Bluebird Coffee'] });
  await journey.approve(card, people.approver.id);
  await journey.shows(card, 'Published');
  await work.click(people.second.id, banner, 'pause_resume');
  await work.until('The end of the pause', () => textsIn(slack.channels.general).includes(`Publishing of ${TEA} goes on`));
});

test('a brand with work in it is not archived, nor its account moved, and both say which post is in the way', async () => {
  const { slack, people, work } = journey;
  const hands = slack.as(admin);
  const waiting = await review(people.second.id, { text: 'Still in review', accounts: ['Bluebird Bakery'] }, TEA);

  await openSettings(TEA);
  await hands.click('view', 'settings_archive_brand');
  const refused = await work.until('The refusal', () => (hands.view()?.title === 'Not archived yet' ? hands.view() : undefined));
  expect(textOf(refused)).toContain('Still in review');
  expect(textOf(refused)).toContain('Facebook: Bluebird Bakery');
  await away();

  await move(TEA, COFFEE);
  expect(textOf(hands.view())).toContain('was not moved');
  expect(textOf(hands.view())).toContain('Still in review');
  await away();
  expect((await bakery())?.brand).toBe(idOf(TEA));

  await journey.openReason(admin, waiting, 'review_reject');
  await work.submit(admin);
  await journey.shows(waiting, 'Rejected');
});

test('once nothing waits, the account moves, what failed of the old brand stays with it, and the empty brand is archived', async () => {
  const { slack, people, work, meta } = journey;
  const hands = slack.as(admin);
  meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 100 } } });
  const failed = await review(people.second.id, { text: 'Refused tea', accounts: ['Bluebird Bakery'] }, TEA);
  await journey.approve(failed, admin);
  await journey.shows(failed, 'result_retry');

  await move(TEA, COFFEE);
  expect(textOf(hands.view())).toContain(`to ${COFFEE}.`);
  await away();
  expect((await bakery())?.brand).toBe(idOf(COFFEE));
  const since = slack.ephemerals(people.second.id).length;
  await work.click(people.second.id, journey.now(failed), 'result_retry');
  await journey.told(people.second.id, 'This account belongs to another brand now', since);
  expect(journey.live('Refused tea')).toEqual([]);

  await beginDraft();
  await openSettings(TEA);
  await hands.click('view', 'settings_archive_brand');
  await work.until('The settings of the brand that stays', () => hands.view()?.privateMetadata === JSON.stringify({ brand: idOf(COFFEE) }));
  await away();
});

test('what was begun for a brand that is archived since goes on for another one, with all of its words', async () => {
  const { slack, work } = journey;
  const hands = slack.as(admin);
  const since = slack.ephemerals(admin).length;
  await hands.command('/publish', 'drafts');
  const drafts = await journey.told(admin, 'Begun for tea', since);
  expect(textOf(drafts)).toContain(TEA);
  await work.click(admin, drafts, 'compose_resume_draft', { index: 0 });
  const form = await work.until('The form', () => hands.view());
  expect(JSON.stringify(form.state.values)).toContain('Begun for tea');
  expect(form.privateMetadata).toContain(idOf(COFFEE));
  await away();
});

test('an archived brand is offered nowhere, its posts are found by its filter, and nobody can act for it', async () => {
  const { slack, people, work } = journey;
  const hands = slack.as(admin);
  await work.write(admin, { text: 'Only one brand left', accounts: [] });
  expect(JSON.stringify(hands.view())).not.toContain(TEA);
  await hands.closeView();

  const tea = slack.messages(slack.channels.general).find((message) => hasAction(message.blocks, 'result_retry'));
  await hands.click({ message: { channel: slack.channels.general, ts: tea?.ts ?? '' } }, 'result_retry');
  await journey.told(admin, 'This brand is archived, so nothing can be done for it.');
  const second = slack.as(people.second.id);
  await second.command('/publish');
  await journey.told(people.second.id, 'Only authors of this brand can write posts for it.');

  await hands.openHome();
  await work.until('Home', () => hands.home());
  expect(textOf(hands.home())).not.toContain('Refused tea');
  await hands.click('home', 'home_brand', { select: idOf(TEA) });
  await work.until('The posts of the archived brand', () => textOf(hands.home()).includes('Tea for two'));

  await openSettings();
  await hands.click('view', 'settings_restore_brand');
  await work.until('The archived brands', () => hands.view()?.callbackId === 'settings_restore_brand');
  hands.fill({ settings_archived_brand: idOf(TEA) });
  await work.submit(admin);
  await away();
  await second.command('/publish');
  const form = await work.until('The form', () => (second.view()?.callbackId === 'compose_write' ? second.view() : undefined));
  expect(textOf(form)).toContain('This brand has no accounts yet.');
});

async function openSettings(name?: string): Promise<void> {
  const { slack, work } = journey;
  await away();
  await slack.as(admin).command('/publish', 'settings');
  await work.until('The settings', () => slack.as(admin).view()?.callbackId === 'settings');
  if (name === undefined || slack.as(admin).view()?.privateMetadata === JSON.stringify({ brand: idOf(name) })) return;
  await slack.as(admin).click('view', 'settings_brand', { select: idOf(name) });
  await work.until('Its settings', () => slack.as(admin).view()?.privateMetadata === JSON.stringify({ brand: idOf(name) }));
}

async function away(): Promise<void> {
  while (journey.slack.as(admin).view() !== undefined) await journey.slack.as(admin).closeView();
}

async function readBrands(): Promise<void> {
  for (const { _id, name } of await journey.connection.collection('brands').find().toArray()) brands.set(String(name), String(_id));
}

/** Chooses who approves and writes for a brand, in its settings. */
async function roles(name: string, { approvers, authors }: { readonly approvers: string[]; readonly authors: string[] }): Promise<void> {
  const { slack, work } = journey;
  const hands = slack.as(admin);
  await openSettings(name);
  await hands.click('view', 'settings_roles');
  await work.until('The roles', () => hands.view()?.callbackId === 'settings_roles');
  hands.fill({ 'settings_role_people:approvers': approvers, 'settings_role_people:authors': authors });
  await work.submit(admin);
  await away();
}

/** The card of `/connect` for a brand. */
async function accountsOf(name: string): Promise<StoredMessage> {
  const { slack } = journey;
  const since = slack.ephemerals(admin).length;
  await slack.as(admin).command('/connect');
  const card = await journey.told(admin, 'Accounts of', since);
  if (textOf(card).includes(`Accounts of ${name}`)) return card;
  await slack.as(admin).click({ message: card }, 'accounts_brand', { select: idOf(name) });
  return journey.told(admin, `Accounts of ${name}`, since);
}

/** A draft of the admin's for Harbour Tea that is left at the check. */
async function beginDraft(): Promise<void> {
  const { slack, work } = journey;
  const hands = slack.as(admin);
  await work.write(admin, { text: 'Begun for tea', accounts: [] });
  if (hands.view()?.privateMetadata.includes(idOf(TEA)) !== true) {
    await hands.click('view', 'compose_brand', { select: idOf(TEA) });
    await work.until('The form for tea', () => hands.view()?.privateMetadata.includes(idOf(TEA)));
  }
  await away();
}

async function teaLink(): Promise<string> {
  const card = await accountsOf(TEA);
  return linkIn(card, '/oauth/meta/start') ?? '';
}

async function bakery() {
  return journey.connection.collection('accounts').findOne({ name: 'Bluebird Bakery' });
}

/** Asks for the Bakery to be moved; what is said stands in the modal. */
async function move(from: string, to: string): Promise<void> {
  const { slack, work } = journey;
  const hands = slack.as(admin);
  const card = await accountsOf(from);
  await hands.click({ message: card }, `accounts_move:${String((await bakery())?._id)}`);
  await work.until('The question where', () => hands.view()?.callbackId === 'accounts_move');
  hands.fill({ accounts_move_to: idOf(to) });
  await work.submit(admin);
}

/** A post sent for review for a brand; resolves to its card, in that brand's channel. */
async function review(by: string, post: PostInput, name: string): Promise<StoredMessage> {
  const { work, slack } = journey;
  await work.compose(by, post);
  await work.submit(by);
  const channel = name === TEA ? slack.channels.general : slack.channels.review;
  return work.until('The card', () =>
    slack.messages(channel).find((message) => hasAction(message.blocks, 'review_edit') && textOf(message).includes(post.text)),
  );
}

function textsIn(channel: string): string {
  return journey.slack.messages(channel).map(textOf).join('\n');
}

/** The message as a forger would have it: with a button that it never had. */
function withButton(message: StoredMessage, action: string, value: string): StoredMessage {
  const element = { type: 'button', action_id: action, text: { type: 'plain_text', text: 'Go' }, value };
  return { ...message, blocks: [...message.blocks, { type: 'actions', block_id: 'forged', elements: [element] }] };
}
