import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasAction } from '../../src/playground/work.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('home', { overrides: { homePace: { betweenMs: 20, perPersonMs: 100 } } });
}, 60_000);

afterAll(() => journey.close());

test('Home leads to the first post: connect, choose a channel, write', async () => {
  const { admin, author } = journey.people;
  expect(await open(author.id)).toContain('Three steps to the first post');
  await journey.slack.as(admin.id).openHome();
  await shows(admin.id, 'Connect accounts');
  await journey.slack.as(admin.id).click('home', 'home_accounts', { index: 0 });
  await journey.work.until('The accounts', () => journey.slack.as(admin.id).view()?.callbackId === 'accounts_all');
  await journey.slack.as(admin.id).closeView();
  await journey.work.setUp(admin.id);
  await shows(admin.id, '~Choose the review channel~');
  await journey.work.connect(admin.id, 'ada', ['Bluebird Coffee', 'Bluebird Bakery']);
  await journey.slack.as(author.id).openHome();
  await shows(author.id, '~Connect an account~', 'Write a post');
  await journey.slack.as(author.id).click('home', 'home_write', { index: 0 });
  await journey.work.until('The form', () => journey.slack.as(author.id).view()?.callbackId === 'compose_write');
  await journey.slack.as(author.id).closeView();
});

test('a post that waits is on the Home of those who may decide, is approved there, and every open Home follows', async () => {
  const { author, approver, second } = journey.people;
  for (const person of [author, approver, second]) await journey.slack.as(person.id).openHome();
  const card = await journey.review({ text: 'Decided at home', accounts: ['Bluebird Coffee'] });
  await shows(approver.id, 'Waiting for you', 'Decided at home');
  await shows(second.id, 'Decided at home');
  expect(homeText(author.id)).not.toContain('Waiting for you\nBy');
  expect(hasAction(homeOf(author.id).blocks, 'review_approve')).toBe(false);

  await journey.slack.as(approver.id).click('home', 'review_approve');
  await journey.shows(card, 'Published', 'open it');
  for (const person of [author, approver, second]) await shows(person.id, 'Published in the last 7 days', 'Decided at home');
  expect(hasAction(homeOf(second.id).blocks, 'review_approve')).toBe(false);
  expect(homeText(approver.id)).not.toContain('Three steps');
});

test('opening a post from Home shows all of it, and the way to its card', async () => {
  const { second } = journey.people;
  await journey.slack.as(second.id).openHome();
  await shows(second.id, 'Decided at home');
  await journey.slack.as(second.id).click('home', 'home_open_post', { index: 0 });
  await journey.work.until('The post', () => journey.slack.as(second.id).view()?.callbackId === 'home_post');
  const view = journey.slack.as(second.id).view();
  expect(textOf(view)).toContain('Decided at home');
  expect(JSON.stringify(view?.blocks)).toContain(`/archives/${journey.slack.channels.review}/`);
  await journey.slack.as(second.id).closeView();
});

test('trouble comes first, with the button that mends it', async () => {
  const { author, approver } = journey.people;
  journey.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 100 } } });
  const card = await journey.review({ text: 'Refused at first', accounts: ['Bluebird Coffee'] });
  await journey.approve(card);
  await shows(approver.id, 'Needs somebody', 'Refused at first');
  const text = homeText(approver.id);
  expect(text.indexOf('Needs somebody')).toBeLessThan(text.indexOf('Next 7 days'));
  await journey.slack.as(approver.id).click('home', 'result_retry');
  await journey.shows(card, 'Published', 'open it');
  await journey.work.until('The end of the trouble', () => !homeText(approver.id).includes('Needs somebody'));
  expect(journey.live('Refused at first')).toHaveLength(1);
  await journey.slack.as(author.id).openHome();
});

test('drafts, the pause and the filters are there, and agree with the commands', async () => {
  const { author, second, admin } = journey.people;
  const hands = journey.slack.as(author.id);
  await journey.work.write(author.id, { text: 'Begun, not sent', accounts: ['Bluebird Coffee'] });
  await journey.work.submit(author.id);
  await journey.work.until('The check', () => hands.view()?.callbackId === 'compose_check');
  await hands.closeView();
  await shows(author.id, 'Your drafts', 'Begun, not sent');
  const since = journey.slack.ephemerals(author.id).length;
  await hands.command('/publish', 'drafts');
  await journey.told(author.id, 'Begun, not sent', since);
  await journey.slack.as(second.id).openHome();
  await shows(second.id, 'Next 7 days');
  expect(homeText(second.id)).not.toContain('Begun, not sent');
  await hands.click('home', 'compose_discard_draft');
  await journey.work.until('The draft gone', () => !homeText(author.id).includes('Begun, not sent'));

  await journey.slack.as(admin.id).command('/publish', 'pause');
  await hands.openHome();
  await shows(author.id, '*Publishing is paused*');
  const told = journey.slack.ephemerals(author.id).length;
  await hands.command('/publish', 'status');
  await journey.told(author.id, '*Publishing is paused*', told);
  await hands.click('home', 'pause_resume');
  await journey.work.until('The end of the pause', () => !homeText(author.id).includes('*Publishing is paused*'));

  const page = optionOf(author.id, 'home_account', 'Bakery');
  await hands.click('home', 'home_account', { select: page });
  await journey.work.until('The filter', () => !homeText(author.id).includes('Decided at home'));
  await hands.click('home', 'home_clear');
  await shows(author.id, 'Decided at home');
  await hands.click('home', 'home_section', { select: 'accounts', index: 0 });
  await journey.work.until('One section', () => !homeText(author.id).includes('Next 7 days'));
  expect(homeText(author.id)).toContain('Facebook: Bluebird Bakery. Working');
});

test('several posts are decided at once; one that was edited meanwhile is named and left as it is', async () => {
  const { author, second } = journey.people;
  const hands = journey.slack.as(second.id);
  const texts = ['Bulk one', 'Bulk two', 'Bulk three', 'Bulk four'];
  const cards = [];
  for (const text of texts) cards.push(await journey.review({ text, accounts: ['Bluebird Coffee'] }));
  const [one, two, three] = cards;
  if (one === undefined || two === undefined || three === undefined) throw new Error('There are four cards.');
  await hands.openHome();
  await shows(second.id, 'Bulk three', 'Decide on several', 'Show more');
  await hands.click('home', 'home_bulk');
  await journey.work.until('The posts', () => hands.view()?.callbackId === 'home_bulk_choose');
  hands.fill({ home_bulk_kind: 'approved' });
  await hands.submit();
  expect(Object.values(hands.view()?.errors ?? {})).toEqual(['Choose at least one post.']);
  hands.fill({ 'home_bulk_pick:0': ['0'], 'home_bulk_pick:1': ['1'], 'home_bulk_pick:2': ['2'] });
  await hands.submit();
  expect(hands.view()?.submit).toBe('Approve 3 posts');
  await journey.work.edit(author.id, two, { text: 'Bulk two, edited' });
  await journey.work.submit(author.id);
  await journey.shows(two, 'Bulk two, edited');
  await hands.submit();
  await journey.work.until('The outcome', () => textOf(hands.view()).includes('2 of 3 posts are decided'));
  const outcome = textOf(hands.view());
  expect(outcome.indexOf('Bulk two')).toBeLessThan(outcome.indexOf('Bulk one'));
  expect(outcome).toContain('Not decided. This post was edited');
  await hands.closeView();
  for (const card of [one, three]) await journey.shows(card, 'Published', 'open it');
  expect([...texts, 'Bulk two, edited'].map((text) => journey.live(text).length)).toEqual([1, 0, 1, 0, 0]);
});

test('several posts are rejected with one reason, which each author reads', async () => {
  const { author, second } = journey.people;
  const hands = journey.slack.as(second.id);
  await shows(second.id, 'Bulk four', 'Bulk two, edited');
  await hands.click('home', 'home_bulk');
  await journey.work.until('The posts', () => hands.view()?.callbackId === 'home_bulk_choose');
  hands.fill({ home_bulk_kind: 'rejected', 'home_bulk_pick:0': ['0'], 'home_bulk_pick:1': ['1'] });
  await hands.submit();
  hands.fill({ review_reason: 'timing', review_comment: 'Not this week' });
  await hands.submit();
  await journey.work.until('The outcome', () => textOf(hands.view()).includes('All 2 posts are decided'));
  await hands.closeView();
  await journey.hears(author.id, 'Not this week');
  expect(['Bulk four', 'Bulk two, edited'].map((text) => journey.live(text).length)).toEqual([0, 0]);
});

test('a post is found by its words', async () => {
  const { second } = journey.people;
  const hands = journey.slack.as(second.id);
  await hands.openHome();
  await hands.click('home', 'home_find');
  await journey.work.until('The search', () => hands.view()?.callbackId === 'home_find');
  hands.fill({ home_words: 'HOME decided' });
  await hands.submit();
  expect(textOf(hands.view())).toContain('Decided at home');
  hands.fill({ home_words: 'nowhere to be found' });
  await hands.submit();
  expect(textOf(hands.view())).toContain('No post has all of these words');
  await hands.closeView();
});

test('a guest reads kind words and nothing of the posts', async () => {
  const { guest } = journey.people;
  const text = await open(guest.id);
  expect(text).toContain('Guests cannot use Copydesk');
  expect(text).not.toContain('Decided at home');
  const since = journey.slack.ephemerals(guest.id).length;
  await journey.slack.as(guest.id).command('/publish', 'status');
  await journey.told(guest.id, 'Guests cannot use Copydesk', since);
});

test("another workspace's post, brand, account and draft open nothing and filter nothing", async () => {
  const { second } = journey.people;
  const hands = journey.slack.as(second.id);
  const theirs = { workspace: 'TOTHER', brand: 'TOTHER-1', author: 'UOTHER', state: 'in_review', revision: 1, seq: 0, cardDue: false };
  const now = new Date();
  await journey.connection.collection('posts').insertOne({ _id: 'foreign' as never, ...theirs, createdAt: now, updatedAt: now });
  await journey.connection.collection('revisions').insertOne({
    _id: 'foreign:1' as never,
    ...{ workspace: 'TOTHER', post: 'foreign', number: 1, by: 'UOTHER', at: now, text: 'Not yours to see', files: [], accounts: [] },
    contentHash: 'h',
  });
  await hands.openHome();
  await shows(second.id, 'Decided at home');
  const told = journey.slack.directMessages(second.id).length;
  const choice = { brand: 'TOTHER-1', account: 'foreign', page: 0 };
  await journey.connection.collection('homes').updateOne({ person: second.id }, { $set: { choice } });
  await hands.openHome();
  await journey.work.until('The Home that filters', () => !homeText(second.id).includes('Decided at home'));
  expect(homeText(second.id)).not.toContain('Not yours to see');
  await hands.click('home', 'home_clear');
  await shows(second.id, 'Decided at home');
  await hands.click('home', 'home_find');
  await journey.work.until('The search', () => hands.view()?.callbackId === 'home_find');
  hands.fill({ home_words: 'yours' });
  await hands.submit();
  expect(textOf(hands.view())).toContain('No post has all of these words');
  await hands.closeView();
  expect(journey.slack.directMessages(second.id).length).toBe(told);
});

test('a word counts as a command alone, in any case; in a sentence it is text', async () => {
  const { second } = journey.people;
  const hands = journey.slack.as(second.id);
  for (const word of ['help', 'queue', 'drafts', 'status']) {
    const since = journey.slack.ephemerals(second.id).length;
    await hands.command('/publish', ` ${word.toUpperCase()} `);
    await journey.work.until('The answer', () => journey.slack.ephemerals(second.id).length > since);
    expect(hands.view()).toBeUndefined();
  }
  for (const text of ['queue up for coffee', 'pause for thought', 'status update']) {
    await hands.command('/publish', text);
    const view = await journey.work.until('The form', () => hands.view());
    expect(JSON.stringify(view.blocks)).toContain(text);
    await hands.closeView();
  }
});

test('a Home that Slack shows otherwise than we know is published all the same', async () => {
  const { owner } = journey.people;
  await open(owner.id);
  const homes = journey.connection.collection('homes');
  while ((await homes.findOne({ person: owner.id }))?.hash !== homeOf(owner.id).hash) await sleep(20);
  await homes.updateOne({ person: owner.id }, { $set: { hash: '1.stale' } });
  await journey.slack.as(owner.id).openHome();
  const conflicts = () => journey.slack.calls.filter(({ answer }) => JSON.stringify(answer).includes('hash_conflict')).length;
  await journey.work.until('The conflict', () => conflicts() > 0);
  const { hash } = homeOf(owner.id);
  await journey.work.until('The new view', () => homeOf(owner.id).hash !== hash || homeText(owner.id).includes('Decided at home'));
});

function homeOf(person: string) {
  const home = journey.slack.as(person).home();
  if (home === undefined) throw new Error(`${person} has no Home.`);
  return home;
}

function homeText(person: string): string {
  const home = journey.slack.as(person).home();
  if (home === undefined) return '';
  return textOf({ ...home, blocks: home.blocks.filter((block) => !String(block.block_id).startsWith('filters:')) });
}

async function open(person: string): Promise<string> {
  await journey.slack.as(person).openHome();
  await journey.work.until('Home', () => journey.slack.as(person).home());
  return homeText(person);
}

async function shows(person: string, ...words: readonly string[]): Promise<void> {
  await journey.work
    .until('Home', () => words.every((each) => homeText(person).includes(each)))
    .catch(() => {
      throw new Error(`Home shows not all of ${words.join(', ')}, but: ${homeText(person)}`);
    });
}

function optionOf(person: string, action: string, words: string): string {
  const elements = homeOf(person).blocks.flatMap((block) => (Array.isArray(block.elements) ? block.elements : []));
  const options = elements.find((each) => each.action_id === action)?.options ?? [];
  return String(options.find((each: unknown) => JSON.stringify(each).includes(words))?.value);
}
