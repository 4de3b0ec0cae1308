import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasAction } from '../../src/playground/work.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

const PAGE = ['Bluebird Events'];
let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('channel', { pages: ['Bluebird Coffee', 'Bluebird Events'] });
}, 60_000);

afterAll(() => journey.close());

const cardsIn = (channel: string, words: string) =>
  journey.slack.messages(channel).filter((message) => hasAction(message.blocks, 'review_edit') && textOf(message).includes(words));

test('a bot that is not in the review channel tells the admin, and the card appears once it was invited', async () => {
  const { admin, author } = journey.people;
  const { review } = journey.slack.channels;
  await journey.slack.removeBot(review);
  await journey.work.compose(author.id, { text: 'Nobody can see this yet', accounts: PAGE });
  await journey.work.submit(author.id);
  const message = await journey.hears(admin.id, 'Copydesk cannot write in');
  expect(textOf(message)).toContain(`<#${review}>`);
  expect(textOf(message)).toContain('/invite');
  expect(cardsIn(review, 'Nobody can see this yet')).toEqual([]);

  await journey.slack.inviteBot(review);
  const card = await journey.work.until('The card', () => cardsIn(review, 'Nobody can see this yet')[0]);
  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live('Nobody can see this yet')).toHaveLength(1);
  expect(journey.slack.directMessages(admin.id).filter((each) => textOf(each).includes('Copydesk cannot write in'))).toHaveLength(1);
}, 40_000);

test('a card that was deleted comes back, whole and once, with the next change', async () => {
  const { author, approver } = journey.people;
  const card = await journey.review({
    text: 'Deleted by accident',
    accounts: ['Bluebird Coffee', 'bluebird.coffee'],
    files: [await journey.picture(author.id)],
    altTexts: ['A lamp'],
  });
  await journey.slack.deleteMessage(card.channel, card.ts);
  await journey.slack.as(approver.id).click({ message: { channel: card.channel, ts: card.ts, seen: card } }, 'review_approve');
  const fresh = await journey.work.until('A fresh card', () => cardsIn(card.channel, 'Deleted by accident')[0]);
  const shown = await journey.shows(
    fresh,
    'Published',
    'A lamp',
    '"slack_file"',
    ...journey.live('Deleted by accident').map(({ permalink }) => permalink),
  );
  expect(shown.ts).not.toBe(card.ts);
  expect(cardsIn(card.channel, 'Deleted by accident')).toHaveLength(1);
  expect(
    journey
      .live('Deleted by accident')
      .map(({ platform }) => platform)
      .sort(),
  ).toEqual(['facebook', 'instagram']);
});

test('a card that Slack would not draw at first ends up right, once, with its pictures', async () => {
  const { author } = journey.people;
  await journey.work.compose(author.id, {
    text: 'Slack is slow today',
    accounts: ['bluebird.coffee'],
    files: [await journey.picture(author.id)],
  });
  journey.slack.fault({ method: 'chat.postMessage', times: 1, before: 'http_500' });
  journey.slack.fault({ method: 'files.getUploadURLExternal', times: 1, before: 'error:internal_error' });
  await journey.work.submit(author.id);
  const card = await journey.work.until('The card', () => cardsIn(journey.slack.channels.review, 'Slack is slow today')[0]);
  await journey.shows(card, '"slack_file"');
  journey.slack.fault({ method: 'chat.update', times: 1, before: 'http_500' });
  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it', '"slack_file"');
  expect(cardsIn(card.channel, 'Slack is slow today')).toHaveLength(1);
  expect(journey.live('Slack is slow today')).toHaveLength(1);
}, 60_000);

test('a card that was posted twice, because Slack’s answer was lost, gives way to the one that lives once somebody presses its button', async () => {
  const { author } = journey.people;
  await journey.work.compose(author.id, { text: 'Posted twice', accounts: PAGE });
  journey.slack.fault({ method: 'chat.postMessage', times: 1, after: 'http_500' });
  await journey.work.submit(author.id);
  const [stray, living] = await journey.work.until('Two cards', () => {
    const both = cardsIn(journey.slack.channels.review, 'Posted twice');
    return both.length === 2 ? both : undefined;
  });
  if (stray === undefined || living === undefined) throw new Error('There are no two cards.');
  await journey.approve(stray);
  await journey.shows(living, 'Published', 'open it');
  const left = await journey.shows(stray, 'another card');
  expect(textOf(left)).toContain(`/archives/${living.channel}/p${living.ts.replace('.', '')}`);
  expect(left.blocks.some(({ type }) => type === 'actions')).toBe(false);
  expect(journey.live('Posted twice')).toHaveLength(1);
}, 40_000);

test('what an author who was deactivated cannot be told is said in the card’s thread, once, and the post can be mended', async () => {
  const { author, approver } = journey.people;
  const card = await journey.review({ text: 'Written before I left', accounts: PAGE });
  const inThread = () =>
    journey.slack
      .messages(card.channel)
      .filter(({ threadTs, ...each }) => threadTs === card.ts && textOf(each).includes('cannot be told any more'));
  journey.slack.change(author.id, { deleted: true });
  journey.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 368 } } });
  await journey.approve(card);
  await journey.work.until('The word in the thread', () => inThread().length > 0);
  await journey.work.click(approver.id, await journey.shows(card, 'result_retry'), 'result_retry');
  await journey.shows(card, 'Published', 'open it');
  await journey.work.until('The result in the thread', () => inThread().length > 1);
  expect(inThread().map((each) => /published|failed/.exec(textOf(each))?.[0])).toEqual(['failed', 'published']);
  journey.slack.change(author.id, { deleted: false });
}, 40_000);

test('an archived review channel is told to the admin, and the card goes to the channel chosen instead', async () => {
  const { admin, author } = journey.people;
  const { review, general } = journey.slack.channels;
  await journey.review({ text: 'Left behind', accounts: PAGE });
  await journey.slack.archive(review);
  await journey.work.compose(author.id, { text: 'To another room', accounts: PAGE });
  await journey.work.submit(author.id);
  await journey.hears(admin.id, 'It is archived: choose another one with /publish settings.');

  const hands = journey.slack.as(admin.id);
  await hands.command('/publish', 'settings', general);
  await journey.work.until('The settings', () => hands.view()?.callbackId === 'settings');
  hands.fill({ settings_review_channel: general });
  await journey.work.submit(admin.id);
  const card = await journey.work.until('The card', () => cardsIn(general, 'To another room')[0]);
  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live('To another room')).toHaveLength(1);
  const moved = await journey.work.until('The card of before', () => cardsIn(general, 'Left behind')[0]);
  await journey.approve(moved);
  await journey.shows(moved, 'Published', 'open it');
  const inThread = () => journey.slack.messages(general).filter(({ threadTs }) => threadTs === moved.ts);
  await journey.work.until('Its thread', () => inThread().some((each) => textOf(each).includes('Approved by')));
}, 40_000);

test('after the app is removed from Slack nothing is published and Slack is asked nothing; installed again, it goes on where it was', async () => {
  const { general } = journey.slack.channels;
  const { author, approver } = journey.people;
  const hands = journey.slack.as(author.id);
  await hands.command('/publish', 'Removed in between', general);
  await journey.work.until(
    'The form',
    () => hands.view()?.callbackId === 'compose_write' && JSON.stringify(hands.view()).includes('Removed in between'),
  );
  const page = await journey.connection.collection('accounts').findOne({ platform: 'facebook', name: 'Bluebird Events' });
  hands.fill({ compose_accounts: [String(page?._id)] });
  await journey.work.submit(author.id);
  await journey.work.until('The check', () => hands.view()?.callbackId === 'compose_check');
  await journey.work.submit(author.id);
  const card = await journey.work.until('The card', () => cardsIn(general, 'Removed in between')[0]);
  journey.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 32 } } });
  await journey.approve(card);
  await journey.shows(card, 'Next try');

  await journey.slack.event('app_uninstalled', {});
  journey.slack.revokeBotToken('account_inactive');
  const said = journey.slack.messages(general).length;
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  // A card that was being drawn at that moment may still be asked for.
  let asked = -1;
  for (let looks = 0; looks < 10 && asked !== journey.slack.calls.length; looks += 1) {
    asked = journey.slack.calls.length;
    await sleep(500);
  }
  journey.shift(120_000);
  const state = async () => (await journey.publications('Removed in between'))[0]?.state;
  for (let looks = 0; looks < 100 && (await state()) !== 'blocked'; looks += 1) await sleep(100);
  expect(await state()).toBe('blocked');
  await sleep(2_500);
  expect(journey.live('Removed in between')).toEqual([]);
  expect(journey.meta.requests.filter(({ operation, status }) => operation === 'feed' && status === 200)).toHaveLength(
    journey.meta.ledger.filter(({ platform }) => platform === 'facebook').length,
  );
  expect(journey.slack.messages(general)).toHaveLength(said);
  expect(journey.slack.calls.slice(asked)).toEqual([]);
  const delivery = await journey.slack.as(approver.id).command('/publish', 'Anyone there', general);
  expect(JSON.stringify(delivery.answer)).toContain('Copydesk is not set up in this workspace.');

  await journey.stopApp();
  journey.slack.restoreBotToken();
  await journey.startApp();
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live('Removed in between')).toHaveLength(1);
}, 40_000);

test('the author is told where the card cannot go once the admin has left', async () => {
  const { admin, author } = journey.people;
  const { general } = journey.slack.channels;
  journey.slack.change(admin.id, { deleted: true });
  await journey.slack.removeBot(general);
  await journey.work.compose(author.id, { text: 'Nobody set this up', accounts: PAGE });
  journey.shift(61_000);
  await journey.work.submit(author.id);
  await journey.hears(author.id, 'Copydesk cannot write in');
  await journey.slack.inviteBot(general);
  await journey.work.until('The card', () => cardsIn(general, 'Nobody set this up')[0]);
}, 40_000);
