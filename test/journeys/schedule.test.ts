import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { hasAction } from '../../src/playground/work.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

/** The zone of the brand, and of the author, who picks times in the own one. */
const ZONE = 'Europe/Berlin';
const AUTHORS_ZONE = 'Europe/Lisbon';
const PAGES = ['Bluebird Coffee', 'Bluebird Bakery'];
let journey: Journey;
let posts = 0;

beforeAll(async () => {
  journey = await startJourney('schedule', { pages: PAGES });
}, 60_000);

afterEach(() => journey.shift(0));

afterAll(() => journey.close());

const now = () => Date.now() + journey.aheadMs();
const words = () => {
  posts += 1;
  return `Scheduled post ${posts}`;
};
type Card = Awaited<ReturnType<Journey['review']>>;

/** Opens Reschedule on a card; its date and time are in the person's zone. */
async function openReschedule(card: Card, person = journey.people.author.id): Promise<void> {
  const hands = journey.slack.as(person);
  await hands.click({ message: journey.now(card) }, 'timing_reschedule');
  await journey.work.until('Reschedule', () => hands.view()?.callbackId === 'timing_reschedule');
}

function fill(at: DateTime, person = journey.people.author.id): void {
  const picked = at.setZone(AUTHORS_ZONE);
  journey.slack.as(person).fill({ timing_date: picked.toFormat('yyyy-MM-dd'), timing_time: picked.toFormat('HH:mm') });
}

async function rescheduled(card: Card, at: DateTime): Promise<void> {
  await openReschedule(card);
  fill(at);
  await journey.work.submit(journey.people.author.id);
}

/** A whole minute, at least this far from now, in Berlin. */
function minutesAhead(minutes: number): DateTime {
  return DateTime.fromMillis(now(), { zone: ZONE })
    .plus({ minutes: minutes + 1 })
    .startOf('minute');
}

test('a post set for a time shows it to each reader and in the zone of the brand, goes out then and not before', async () => {
  const text = words();
  const card = await journey.review({ text, accounts: ['Bluebird Coffee'] });
  const at = minutesAhead(60);
  await rescheduled(card, at);
  const inWords = `${at.toFormat('ccc d LLL yyyy, HH:mm')} (Berlin)`;
  const pending = await journey.shows(card, `<!date^${at.toSeconds()}^`, inWords, 'review_approve');
  expect(JSON.stringify(pending.blocks)).toContain(`It is published ${inWords}`);
  await journey.approve(card);
  await journey.shows(card, 'Approved, scheduled', `scheduled for <!date^${at.toSeconds()}^`, inWords, 'timing_cancel');
  expect(journey.live(text)).toEqual([]);

  journey.shift(at.toMillis() - now() - 3_000);
  await becomes(text, 'ready');
  expect(journey.live(text)).toEqual([]);
  const card2 = await journey.shows(card, 'Published', 'open it');
  expect(now()).toBeGreaterThanOrEqual(at.toMillis());
  expect(journey.live(text)).toHaveLength(1);
  expectNoButtons(card2, 'timing_publish_now', 'timing_reschedule', 'timing_hold', 'timing_cancel');
});

test('a post written with a time on the first screen waits for it through review and approval', async () => {
  const { author } = journey.people;
  const text = words();
  const at = minutesAhead(45);
  const picked = at.setZone(AUTHORS_ZONE);
  const hands = journey.slack.as(author.id);
  await journey.work.write(author.id, { text, accounts: ['Bluebird Bakery'] });
  await hands.click('view', 'compose_when', { select: 'at' });
  await journey.work.until('The pickers', () => hasAction(hands.view()?.blocks ?? [], 'compose_date'));
  hands.fill({ compose_date: picked.toFormat('yyyy-MM-dd'), compose_time: picked.toFormat('HH:mm') });
  await journey.work.submit(author.id);
  await journey.work.until('The check', () => hands.view()?.callbackId === 'compose_check');
  const card = await journey.work.sendForReview(author.id);
  await journey.shows(card, `Goes out <!date^${at.toSeconds()}^`, at.toFormat("ccc d LLL yyyy, HH:mm '(Berlin)'"));
  await journey.approve(card);
  await journey.shows(card, 'Approved, scheduled');
  journey.shift(at.toMillis() - now() - 1_000);
  await journey.shows(card, 'Published', 'open it');
  const [publication] = await journey.publications(text);
  const sentAt = publication?.acts[0]?.attempts[0]?.intentAt.getTime() ?? 0;
  expect(sentAt).toBeGreaterThanOrEqual(at.toMillis());
  expect(journey.live(text)).toHaveLength(1);
});

test('a time that is over, one that clocks jump over, and one that comes twice are met with words', async () => {
  const { author } = journey.people;
  const card = await journey.review({ text: words(), accounts: ['Bluebird Coffee'] });
  const hands = journey.slack.as(author.id);
  const refused = async (at: string) => {
    const [date = '', time = ''] = at.split(' ');
    hands.fill({ timing_date: date, timing_time: time });
    await hands.submit();
    return Object.values(hands.view()?.errors ?? {}).join();
  };
  await openReschedule(card);
  expect(await refused('2026-01-05 09:00')).toBe('This time is over in Lisbon, your zone. Choose a later one.');
  expect(await refused('2027-03-28 01:30')).toBe('Clocks in Lisbon are set forward over this time. Choose 00:59 or 02:00.');
  expect(await refused('2027-10-31 01:30')).toBe('');
  const asked = JSON.stringify(hands.view()?.blocks);
  expect(asked).toContain('This time comes twice that night. Which one?');
  expect(asked).toContain('01:30 UTC+1, before clocks are set back');
  hands.fill({ timing_which: '2027-10-31T01:30:00.000Z' });
  await journey.work.submit(author.id);
  await journey.shows(card, 'Sun 31 Oct 2027, 02:30 UTC+1 (Berlin)');
});

test('a post that nobody approved by its time expires, says so, and waits for its review again with another time', async () => {
  const { author, approver } = journey.people;
  const text = words();
  const card = await journey.review({ text, accounts: ['Bluebird Coffee'] });
  const at = minutesAhead(180);
  await rescheduled(card, at);
  await journey.shows(card, 'Berlin');
  journey.shift(70 * 60_000);
  const warning = () =>
    journey.slack.messages(card.channel).find(({ threadTs, text: said }) => threadTs === card.ts && said.includes('it expires'));
  expect((await journey.work.until('The reminder', warning)).text).toContain(`if nobody approves it by then`);
  journey.shift(journey.aheadMs() + at.toMillis() - now() + 1_000);
  const since = journey.slack.ephemerals(approver.id).length;
  await journey.approve(card);
  await journey.told(approver.id, 'The time of this post is over', since);
  expectNoButtons(await journey.shows(card, 'Expired', 'Nobody approved it by'), 'review_approve');
  await journey.hears(author.id, 'Not approved by its time');
  expect(journey.live(text)).toEqual([]);

  await rescheduled(card, minutesAhead(1));
  await journey.shows(card, 'review_approve');
  await journey.approve(card);
  journey.shift(journey.aheadMs() + 121_000);
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live(text)).toHaveLength(1);
});

test('the next free slot follows the posting times of the settings', async () => {
  const { admin, author } = journey.people;
  const hands = journey.slack.as(admin.id);
  await hands.command('/publish', 'settings');
  await journey.work.until('The settings', () => hands.view()?.callbackId === 'settings');
  hands.fill({ settings_posting_times: 'nine' });
  await hands.submit();
  expect(Object.values(hands.view()?.errors ?? {}).join()).toContain('Write up to 24 times like 9:00, 13:30');
  hands.fill({ settings_posting_times: '9:00', settings_posting_days: ['1', '2', '3', '4', '5', '6', '7'] });
  await journey.work.submit(admin.id);

  const [first, second] = [words(), words()];
  for (const text of [first, second]) {
    const card = await journey.review({ text, accounts: ['Bluebird Coffee'] });
    await openReschedule(card);
    journey.slack.as(author.id).fill({ timing_kind: 'next slot' });
    await journey.work.submit(author.id);
    await journey.shows(card, 'Goes out in the next free slot after approval');
    await journey.approve(card);
    await journey.shows(card, 'Approved, scheduled', '09:00 (Berlin)');
  }
  const [one] = await journey.publications(first);
  const [two] = await journey.publications(second);
  const local = [one, two].map((publication) => DateTime.fromJSDate(publication?.dueAt ?? new Date(0), { zone: ZONE }));
  expect(local.map((at) => at.toFormat('HH:mm'))).toEqual(['09:00', '09:00']);
  expect(local[1]?.diff(local[0] ?? DateTime.now(), 'days').days).toBe(1);

  await journey.slack.as(author.id).command('/publish', 'queue');
  const queue = await journey.told(author.id, 'Waiting to go out');
  expect(textOf(queue)).toMatch(new RegExp(`${first}[\\s\\S]*${second}`));
});

test('a scheduled post is held, released, sent out early and cancelled from its card, and the thread tells each', async () => {
  const { approver, author } = journey.people;
  const text = words();
  const card = await journey.review({ text, accounts: ['Bluebird Coffee'] });
  await rescheduled(card, minutesAhead(600));
  await journey.shows(card, 'Berlin');
  await journey.approve(card);
  await journey.shows(card, 'Approved, scheduled');
  await journey.work.click(approver.id, journey.now(card), 'timing_hold');
  await journey.shows(card, 'Approved, held', 'An approver holds it until it is released.', 'timing_release');
  await journey.hears(author.id, `Held by <@${approver.id}>`);
  await journey.work.click(approver.id, journey.now(card), 'timing_release');
  await journey.shows(card, 'Approved, scheduled', 'timing_hold');
  await journey.work.click(author.id, journey.now(card), 'timing_publish_now');
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live(text)).toHaveLength(1);
  const since = journey.slack.ephemerals(author.id).length;
  await journey.slack
    .as(author.id)
    .click({ message: { channel: card.channel, ts: card.ts, seen: await scheduledCard(card) } }, 'timing_cancel');
  await journey.told(author.id, 'Too late for Facebook: Bluebird Coffee, which is published already.', since);

  const other = words();
  const second = await journey.review({ text: other, accounts: ['Bluebird Coffee'] });
  await journey.work.click(author.id, second, 'timing_cancel');
  expectNoButtons(await journey.shows(second, 'Cancelled'), 'review_approve', 'timing_reschedule');
  const thread = () => journey.slack.messages(card.channel).filter(({ threadTs }) => threadTs === card.ts);
  for (const said of ['Rescheduled by', 'Held by', 'Released by', 'Sent out early by'])
    await journey.work.until(said, () => thread().some((message) => textOf(message).includes(said)));
});

test('a pause stops everything, with a banner in the review channel, and resuming asks about what became due', async () => {
  const { author, admin } = journey.people;
  const [due, later] = [words(), words()];
  const cards = [];
  for (const [text, minutes] of [
    [due, 20],
    [later, 900],
  ] as const) {
    const card = await journey.review({ text, accounts: ['Bluebird Bakery'] });
    await rescheduled(card, minutesAhead(minutes));
    await journey.shows(card, 'Berlin');
    await journey.approve(card);
    await journey.shows(card, 'Approved, scheduled');
    cards.push(card);
  }
  const [dueCard, laterCard] = cards;
  if (dueCard === undefined || laterCard === undefined) throw new Error('There are too few cards.');
  await journey.slack.as(author.id).command('/publish', 'pause');
  await journey.told(author.id, 'Publishing is paused.');
  const banner = await journey.work.until('The banner', () =>
    journey.slack.messages(journey.slack.channels.review).find(({ blocks }) => hasAction(blocks, 'pause_resume')),
  );
  await journey.shows(dueCard, 'Approved, held', 'Publishing is paused until somebody types /publish resume.');
  await journey.shows(laterCard, 'Approved, held');
  journey.shift(22 * 60_000);
  await journey.work.click(admin.id, banner, 'pause_resume');
  const hands = journey.slack.as(admin.id);
  await journey.work.until('The question', () => hands.view()?.callbackId === 'pause_resume');
  expect(JSON.stringify(hands.view()?.blocks)).toContain('One post was due during the pause.');
  expect(journey.live(due)).toEqual([]);
  hands.fill({ pause_overdue: 'publish now' });
  await journey.work.submit(admin.id);
  await journey.shows(dueCard, 'Published', 'open it');
  await journey.shows(laterCard, 'Approved, scheduled');
  expect([journey.live(due).length, journey.live(later).length]).toEqual([1, 0]);
  await journey.work.until('The banner without its button', () => !hasAction(journey.now(banner).blocks, 'pause_resume'));
});

test('what Copydesk was down for longer than the brand allows is held and asked about', async () => {
  const { author } = journey.people;
  const text = words();
  const card = await journey.review({ text, accounts: ['Bluebird Bakery'] });
  const at = minutesAhead(10);
  await rescheduled(card, at);
  await journey.shows(card, 'Berlin');
  await journey.approve(card);
  await journey.shows(card, 'Approved, scheduled');
  await journey.stopApp();
  journey.shift(at.toMillis() - now() + 40 * 60_000);
  await journey.startApp();
  await journey.shows(card, 'Approved, held', 'Copydesk was not running when it was due.', 'timing_publish_now');
  await journey.hears(author.id, 'Copydesk was not running when it was due.');
  expect(journey.live(text)).toEqual([]);
  await journey.work.click(author.id, journey.now(card), 'timing_publish_now');
  await journey.shows(card, 'Published', 'open it');
});

test('what is approved and more than two minutes late raises one alarm in the review channel', async () => {
  const text = words();
  const stop = journey.meta.fault({ match: 'feed', when: 'before', times: 50, how: { graph: { status: 400, code: 32 } } });
  const card = await journey.review({ text, accounts: ['Bluebird Bakery'] });
  await journey.approve(card);
  await journey.shows(card, 'waiting.');
  expect(alarms()).toEqual([]);
  journey.shift(125_000);
  await journey.work.until('The alarm', () => alarms().length > 0);
  expect(textOf(alarms()[0] ?? card)).toMatch(/Late: a post by .* was due .*\(Berlin\) on Facebook: Bluebird Bakery and is not out yet\./);
  stop();
  journey.shift(600_000);
  await journey.shows(card, 'Published', 'open it');
  expect(alarms()).toHaveLength(1);
});

async function becomes(text: string, state: string): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 25))) {
    if ((await journey.publications(text))[0]?.state === state) return;
  }
  throw new Error(`The post did not become ${state}.`);
}

function alarms() {
  return journey.slack.messages(journey.slack.channels.review).filter(({ text }) => text.startsWith('Late:'));
}

/** The card as it stood while it was scheduled, as a client that was asleep still shows it. */
async function scheduledCard(card: Card): Promise<Card> {
  const now = journey.now(card);
  const button = {
    type: 'button',
    action_id: 'timing_cancel',
    text: { type: 'plain_text', text: 'Cancel post' },
    value: await postOf(card),
  };
  return { ...now, blocks: [...now.blocks, { type: 'actions', block_id: 'old', elements: [button] }] };
}

async function postOf(card: Card): Promise<string> {
  return String((await journey.connection.collection('cards').findOne({ ts: card.ts }))?._id);
}
