import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { checkMessage } from '../../src/playground/slack/block-kit.js';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import { hasAction } from '../../src/playground/work.js';
import { policyOf, stepOf } from '../approvals/review.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

const EVERY_DAY = ['1', '2', '3', '4', '5', '6', '7'];
const PAGE = ['Bluebird Coffee'];
let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('notices', { pages: PAGE });
}, 60_000);

afterAll(() => journey.close());

test('an author who chose a digest hears of two posts in one message, at their hour, with links to both', async () => {
  const { author } = journey.people;
  await journey.slack.as(author.id).openHome();
  await journey.work.until('Home', () => hasAction(journey.slack.as(author.id).home()?.blocks ?? [], 'notifications_open'));
  await choose(author.id, { posts: 'digest' }, () => journey.slack.as(author.id).click('home', 'notifications_open'));
  at('Europe/Lisbon', 14);
  for (const text of ['Digest one', 'Digest two']) await published(text);
  await sleep(300);
  expect(heard(author.id, 'published')).toEqual([]);

  at('Europe/Lisbon', 9, 1);
  const digest = await journey.hears(author.id, '2 messages waited for you');
  expect(checkMessage(digest)).toEqual([]);
  const shown = JSON.stringify(digest.blocks);
  for (const text of ['Digest one', 'Digest two']) {
    expect(textOf(digest)).toContain(text);
    for (const { permalink } of journey.live(text)) expect(shown).toContain(permalink);
  }
  expect(shown.match(new RegExp(`/archives/${journey.slack.channels.review}/`, 'g'))).toHaveLength(2);
  expect(heard(author.id, 'published')).toHaveLength(1);
}, 60_000);

test('an author who wants to hear nothing of their posts is told nothing of what went well, and the card’s thread of what failed', async () => {
  const { author } = journey.people;
  await choose(author.id, { posts: 'off' });
  const since = journey.slack.directMessages(author.id).length;
  journey.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 368 } } });
  const card = await journey.review({ text: 'Fails in silence', accounts: PAGE });
  await journey.approve(card);
  const inThread = () =>
    journey.slack.messages(card.channel).find(({ threadTs, text }) => threadTs === card.ts && text.includes('has direct messages off'));
  const said = await journey.work.until('The word in the thread', inThread);
  expect(said.text).toContain('failed');
  expect(said.text).not.toContain(author.id);
  await journey.work.click(author.id, await journey.shows(card, 'result_retry'), 'result_retry');
  await journey.shows(card, 'Published', 'open it');
  await sleep(300);
  expect(journey.slack.directMessages(author.id)).toHaveLength(since);
  await choose(author.id, { posts: 'at once' });
}, 60_000);

test('an approver’s quiet hours hold back what waits for them; afterwards it is summed up, without what needs them no more', async () => {
  const { approver, second, author } = journey.people;
  at('Europe/Berlin', 22, 2);
  await rules(policyOf(stepOf('Editor', [approver.id, second.id])));
  await choose(approver.id, { quiet: { days: EVERY_DAY, from: '18:00', until: '08:00' } });
  const copies = (person: string, text: string) =>
    journey.slack.directMessages(person).filter((each) => textOf(each).includes(text) && hasAction(each.blocks, 'review_approve'));
  const cards = new Map<string, StoredMessage>();
  for (const text of ['Night one', 'Night two', 'Night three']) {
    cards.set(text, await journey.review({ text, accounts: PAGE }));
    await journey.work.until('The copy of who is awake', () => copies(second.id, text).length === 1);
  }
  const over = cards.get('Night two');
  if (over === undefined) throw new Error('It was sent.');
  await journey.approve(over, second.id);
  await journey.shows(over, 'Published');
  expect(heard(approver.id, 'Night')).toEqual([]);

  at('Europe/Berlin', 8, 3);
  const morning = await journey.hears(approver.id, '2 messages waited for you');
  expect(checkMessage(morning)).toEqual([]);
  expect(textOf(morning)).toContain(`A post by <@${author.id}> waits for your approval.`);
  expect(textOf(morning)).toMatch(/Night one[\s\S]*Night three/);
  expect(textOf(morning)).not.toContain('Night two');

  const loud = await journey.review({ text: 'By day', accounts: PAGE });
  await journey.work.until('The copy', () => copies(approver.id, 'By day').length === 1);
  for (const card of [loud, cards.get('Night one'), cards.get('Night three')]) if (card !== undefined) await journey.approve(card);
  expect(copies(approver.id, 'Night')).toEqual([]);
  await rules(undefined);
  await choose(approver.id, {});
}, 60_000);

test('a full member who may not change the brand’s settings gets their own; a guest is refused; hours that never end are not saved', async () => {
  const { author, guest } = journey.people;
  const hands = journey.slack.as(author.id);
  await open(author.id);
  expect(textOf(hands.view())).toContain('Only Slack admins, owners and the person who set Copydesk up can do this.');
  hands.fill({ notifications_quiet_days: ['1'], notifications_quiet_from: '20:00', notifications_quiet_until: '20:00' });
  await hands.submit();
  expect(hands.view()?.errors).toEqual({ notifications_quiet_until: 'Choose another time than the one they begin at.' });
  await hands.closeView();
  await journey.slack.as(guest.id).command('/publish', 'settings');
  await journey.told(guest.id, 'Guests cannot use Copydesk');
  expect(await journey.connection.collection('noticeSettings').countDocuments({ person: guest.id })).toBe(0);
});

test('a brand chooses when it reminds and who hears of what still waits, which gives that person no right; the history keeps the change', async () => {
  const { admin, approver, second, guest } = journey.people;
  at('Europe/Berlin', 9, 4);
  await rules(policyOf(stepOf('Editor', [approver.id])));
  const hands = journey.slack.as(admin.id);
  await hands.command('/publish', 'settings');
  await journey.work.until('The settings', () => hands.view()?.callbackId === 'settings');
  await hands.click('view', 'settings_reminders');
  await journey.work.until('The reminders', () => hands.view()?.callbackId === 'settings_reminders');
  hands.fill({ settings_remind_waiting: hours(4), settings_remind_near: 'off', settings_escalate_to: second.id });
  await hands.submit();
  expect(Object.values(hands.view()?.errors ?? {})).toEqual(['Choose when this person is told, or nobody above.']);
  hands.fill({ settings_escalate_to: guest.id, settings_escalate_waiting: hours(8) });
  await hands.submit();
  expect(Object.values(hands.view()?.errors ?? {})).toEqual(['Choose a full member of this workspace.']);
  hands.fill({ settings_escalate_to: second.id });
  await journey.work.submit(admin.id);
  const kept = await journey.connection.collection('history').findOne({ act: 'settings changed', detail: 'reminders' });
  expect(kept).toMatchObject({ person: admin.id, from: 'settings' });

  const card = await journey.review({ text: 'Stands still', accounts: PAGE });
  await journey.work.until('The copy', () => heard(approver.id, 'Stands still').length === 1);
  at('Europe/Berlin', 13, 4);
  await journey.hears(approver.id, 'Nothing has happened since');
  expect(heard(second.id, 'Stands still')).toEqual([]);
  at('Europe/Berlin', 17, 4);
  const told = await journey.hears(second.id, 'Stands still');
  expect(checkMessage(told)).toEqual([]);
  expect(textOf(told)).toContain(`waits for <@${approver.id}>`);
  expect(JSON.stringify(told.blocks)).toContain(`/archives/${card.channel}/`);
  await journey.approve(card, second.id);
  await journey.told(second.id, `You cannot approve this: Editor waits for <@${approver.id}>`);
  expect(journey.live('Stands still')).toEqual([]);
  at('Europe/Berlin', 9, 6);
  await journey.approve(card);
  await journey.shows(card, 'Published');
  expect([heard(second.id, 'Stands still').length, heard(approver.id, 'Nothing has happened').length]).toEqual([1, 1]);
  await rules(undefined);
}, 60_000);

test('a whole day can be quiet, until its quiet hours would end', async () => {
  const { author } = journey.people;
  at('Europe/Lisbon', 12, 8);
  const today = DateTime.fromMillis(Date.now() + journey.aheadMs(), { zone: 'Europe/Lisbon' }).weekday;
  await choose(author.id, { quiet: { days: [], wholeDays: [String(today)], from: '18:00', until: '08:00' } });
  const card = await journey.review({ text: 'On a quiet day', accounts: PAGE });
  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it');
  await sleep(300);
  expect(heard(author.id, 'On a quiet day')).toEqual([]);
  at('Europe/Lisbon', 8, 9);
  await journey.hears(author.id, 'On a quiet day');
  await choose(author.id, {});
}, 60_000);

interface Choice {
  readonly posts?: string;
  readonly waiting?: string;
  readonly quiet?: {
    readonly days: readonly string[];
    readonly wholeDays?: readonly string[];
    readonly from: string;
    readonly until: string;
  };
}

/** Opens a person's own settings, and saves these. */
async function choose(person: string, { posts, waiting, quiet }: Choice, press = () => open(person)): Promise<void> {
  const hands = journey.slack.as(person);
  while (hands.view() !== undefined) await hands.closeView();
  await press();
  await journey.work.until('The notifications', () => hands.view()?.callbackId === 'notifications');
  hands.fill({
    ...(posts === undefined ? {} : { 'notifications_mode:posts': posts }),
    ...(waiting === undefined ? {} : { 'notifications_mode:waiting': waiting }),
    notifications_quiet_days: [...(quiet?.days ?? [])],
    notifications_quiet_whole_days: [...(quiet?.wholeDays ?? [])],
    ...(quiet === undefined ? {} : { notifications_quiet_from: quiet.from, notifications_quiet_until: quiet.until }),
  });
  await journey.work.submit(person);
}

async function open(person: string): Promise<unknown> {
  const hands = journey.slack.as(person);
  await hands.command('/publish', 'settings');
  return journey.work.until('The notifications', () => hands.view()?.callbackId === 'notifications');
}

/** Moves the clock to this hour in a zone, `days` after today. */
function at(zone: string, hour: number, days = 0): void {
  const moment = DateTime.now()
    .setZone(zone)
    .startOf('day')
    .plus({ days: days + 1 })
    .set({ hour, minute: 0, second: 5 });
  journey.shift(moment.toMillis() - Date.now());
}

function hours(many: number): string {
  return String(many * 3_600_000);
}

async function published(text: string): Promise<void> {
  const card = await journey.review({ text, accounts: PAGE });
  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it');
}

function heard(person: string, words: string): StoredMessage[] {
  return journey.slack.directMessages(person).filter((each) => textOf(each).includes(words));
}

async function rules(policy: object | undefined): Promise<void> {
  await journey.connection.collection('brands').updateOne({}, policy === undefined ? { $unset: { policy: 1 } } : { $set: { policy } });
}
