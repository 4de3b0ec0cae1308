import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasAction } from '../../src/playground/work.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

const DECIDE = ['review_approve', 'review_request_changes', 'review_reject'];
let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('decisions', { pages: ['Bluebird Coffee'] });
}, 60_000);

afterAll(() => journey.close());

test('a double click and two approvers at the same moment have one outcome, and the other is told by name', async () => {
  const { approver, second } = journey.people;
  const card = await journey.review({ text: 'Clicked at once', accounts: ['Bluebird Coffee'] });
  const before = { [approver.id]: journey.slack.ephemerals(approver.id).length, [second.id]: journey.slack.ephemerals(second.id).length };
  await Promise.all([approver.id, approver.id, second.id].map((person) => journey.work.click(person, card, 'review_approve')));
  const published = await journey.shows(card, 'Published', 'open it');
  expectNoButtons(published, ...DECIDE);
  expect(journey.live('Clicked at once')).toHaveLength(1);

  const winner = textOf(published).includes(`Approved by <@${approver.id}>`) ? approver : second;
  const loser = winner === approver ? second : approver;
  await journey.told(loser.id, `Already approved by <@${winner.id}>`, before[loser.id]);
  expect(await journey.connection.collection('decisions').countDocuments({ post: await postOf('Clicked at once') })).toBe(1);
});

test('approving and rejecting at the same moment: one of them counts, everywhere', async () => {
  const { approver, second } = journey.people;
  const card = await journey.review({ text: 'Two minds', accounts: ['Bluebird Coffee'] });
  await journey.openReason(second.id, card, 'review_reject');
  const told = journey.slack.ephemerals(approver.id).length;
  await Promise.all([journey.slack.as(second.id).submit(), journey.work.click(approver.id, card, 'review_approve')]);
  const [decision] = await journey.connection
    .collection('decisions')
    .find({ post: await postOf('Two minds') })
    .toArray();
  if (decision?.kind === 'rejected') {
    await journey.told(approver.id, `Already rejected by <@${second.id}>`, told);
    await journey.shows(card, 'Rejected');
    expect(journey.live('Two minds')).toEqual([]);
  } else {
    expect(textOf(journey.slack.as(second.id).view())).toContain(`Already approved by <@${approver.id}>`);
    await journey.shows(card, 'Published');
    expect(journey.live('Two minds')).toHaveLength(1);
  }
});

test('a click on an old copy of the card after an edit approves nothing, and the old words are never published', async () => {
  const { author, approver } = journey.people;
  const old = await journey.review({ text: 'The old words', accounts: ['Bluebird Coffee'] });
  await journey.work.edit(author.id, old, { text: 'The new words' });
  await journey.work.submit(author.id);
  const card = await journey.shows(old, 'The new words', 'revision 2');
  const since = journey.slack.ephemerals(approver.id).length;
  await journey.slack.as(approver.id).click({ message: { channel: old.channel, ts: old.ts, seen: old } }, 'review_approve');
  await journey.told(approver.id, 'This post was edited after this card was drawn', since);
  expect(hasAction(journey.now(card).blocks, 'review_approve')).toBe(true);

  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it');
  expect([journey.live('The old words'), journey.live('The new words')]).toEqual([[], [expect.anything()]]);
});

test('changes that are requested reach the author, and the changed post is reviewed and published once', async () => {
  const { author, approver } = journey.people;
  const card = await journey.review({ text: 'Come at nine', accounts: ['Bluebird Coffee'], note: 'Please be quick' });
  expect(textOf(card)).toContain('Please be quick');
  await journey.openReason(approver.id, card, 'review_request_changes', { reason: 'timing', comment: 'We open at ten' });
  await journey.slack.as(approver.id).submit();
  const asked = await journey.shows(card, 'Changes requested', 'We open at ten', 'Timing');
  expectNoButtons(asked, ...DECIDE);
  const message = await journey.hears(author.id, 'requested changes');
  expect(textOf(message)).toContain('We open at ten');
  expect(hasAction(message.blocks, 'review_edit')).toBe(true);

  await journey.work.edit(author.id, message, { text: 'Come at ten' });
  await journey.work.submit(author.id);
  const again = await journey.shows(card, 'Come at ten', 'revision 2', 'review_approve', '*Since revision 1:* 1 word changed');
  await journey.work.click(approver.id, again, 'review_see_changes');
  const hands = journey.slack.as(approver.id);
  const view = await journey.work.until('The changes', () => (hands.view()?.callbackId === 'review_changes' ? hands.view() : undefined));
  expect(textOf(view)).toContain(`Changes requested by <@${approver.id}>`);
  expect(JSON.stringify(view.blocks)).toContain(
    '"text":"nine","style":{"strike":true}},{"type":"text","text":" "},{"type":"text","text":"ten","style":{"bold":true}}',
  );
  await hands.closeView();
  const refused = journey.slack.ephemerals(journey.people.guest.id).length;
  await journey.work.click(journey.people.guest.id, again, 'review_see_changes');
  await journey.told(journey.people.guest.id, 'Guests cannot use Copydesk', refused);
  expect(
    journey.slack
      .messages(card.channel)
      .filter((message) => hasAction(message.blocks, 'review_edit') && textOf(message).includes('Come at')),
  ).toHaveLength(1);
  await journey.approve(again);
  await journey.shows(card, 'Published', 'open it');
  expect([journey.live('Come at nine').length, journey.live('Come at ten').length]).toEqual([0, 1]);
  expect(journey.live('Come at ten')[0]?.text).not.toContain('Please be quick');

  const post = await postOf('Come at ten');
  const rows = () => journey.connection.collection('history').find({ post }).sort({ at: 1 }).toArray();
  const acts = ['sent for review', 'changes requested', 'edited', 'approved', 'published'];
  for (let tries = 0; tries < 100 && (await rows()).length < acts.length; tries += 1) await sleep(50);
  const hashes = await journey.connection.collection('revisions').find({ post }).sort({ number: 1 }).toArray();
  expect((await rows()).map(({ act, person, from, revision, contentHash }) => [act, person, from, revision, contentHash])).toEqual([
    ['sent for review', author.id, 'compose', 1, hashes[0]?.contentHash],
    ['changes requested', approver.id, 'card', 1, hashes[0]?.contentHash],
    ['edited', author.id, 'compose', 2, hashes[1]?.contentHash],
    ['approved', approver.id, 'card', 2, hashes[1]?.contentHash],
    ['published', undefined, 'copydesk', 2, hashes[1]?.contentHash],
  ]);
  await journey.work.click(journey.people.second.id, journey.now(card), 'history_open');
  const reader = journey.slack.as(journey.people.second.id);
  const history = await journey.work.until('The history', () => (reader.view()?.callbackId === 'history' ? reader.view() : undefined));
  expect(textOf(history)).toContain(`*Changes requested* by <@${approver.id}>: Timing`);
  expect(textOf(history)).toContain('We open at ten');
  await reader.closeView();
});

test('an admin gets the history of the brand as a file', async () => {
  const { admin, approver } = journey.people;
  const hands = journey.slack.as(admin.id);
  await hands.command('/publish', 'settings');
  await journey.work.until('The settings', () => hands.view()?.callbackId === 'settings');
  await hands.click('view', 'history_export');
  await journey.work.until('The question which days', () => hands.view()?.callbackId === 'history_export');
  await journey.work.submit(admin.id);
  const message = await journey.hears(admin.id, 'acts, as you asked for');
  const file = journey.slack.file(message.files[0] ?? '');
  expect(file?.name).toMatch(/^copydesk-history-.*\.csv$/);
  const rows = Buffer.from(file?.bytes ?? []).toString();
  expect(rows).toContain(`settings changed,${admin.realName},${admin.id},settings,`);
  expect(rows).toMatch(/account connected,.*,Facebook: Bluebird Coffee,/);
  expect(rows).toContain(`changes requested,${approver.realName},${approver.id},card,`);
  await hands.closeView();
});

test('a rejected post is not published, and its author reads why', async () => {
  const { author, approver } = journey.people;
  const card = await journey.review({ text: 'Never mind', accounts: ['Bluebird Coffee'] });
  await journey.openReason(approver.id, card, 'review_reject', { reason: 'claim', comment: 'We cannot promise this' });
  await journey.slack.as(approver.id).submit();
  expectNoButtons(await journey.shows(card, 'Rejected', 'We cannot promise this'), ...DECIDE);
  expect(textOf(await journey.hears(author.id, 'We cannot promise this'))).toContain('rejected your post');
  const since = journey.slack.ephemerals(approver.id).length;
  await journey.slack.as(approver.id).click({ message: { channel: card.channel, ts: card.ts, seen: card } }, 'review_approve');
  await journey.told(approver.id, `Already rejected by <@${approver.id}>`, since);
  expect(journey.live('Never mind')).toEqual([]);
  expect(await journey.publications('Never mind')).toEqual([]);
});

test('an edit and an approval at the same moment never publish words that nobody approved', async () => {
  const { author, approver } = journey.people;
  for (const round of [1, 2, 3, 4]) {
    const [old, fresh] = [`Round ${round} before`, `Round ${round} after`];
    const card = await journey.review({ text: old, accounts: ['Bluebird Coffee'] });
    await journey.work.edit(author.id, card, { text: fresh });
    await Promise.all([journey.slack.as(author.id).submit(), journey.approve(card, approver.id)]);
    await journey.work.until('The end', () => journey.live(old).length === 1 || textOf(journey.now(card)).includes(fresh));
    const post = await journey.connection.collection('posts').findOne({ _id: (await postOf(old)) as never });
    expect(journey.live(fresh)).toEqual([]);
    if (post?.revision === 2) {
      await journey.approve(await journey.shows(card, fresh, 'review_approve'));
      await journey.shows(card, 'Published', 'open it');
      expect([journey.live(old).length, journey.live(fresh).length]).toEqual([0, 1]);
    } else {
      await journey.shows(card, 'Published', 'open it');
      expect(journey.live(old)).toHaveLength(1);
      expect(await journey.connection.collection('drafts').countDocuments({ text: fresh, state: 'open' })).toBe(1);
    }
  }
});

test('a post that is sent twice at once has one card', async () => {
  const { author } = journey.people;
  await journey.work.compose(author.id, { text: 'Sent in a hurry', accounts: ['Bluebird Coffee'] });
  await Promise.all([journey.slack.as(author.id).submit(), journey.slack.as(author.id).submit()]);
  const cards = () =>
    journey.slack
      .messages(journey.slack.channels.review)
      .filter((message) => hasAction(message.blocks, 'review_edit') && textOf(message).includes('Sent in a hurry'));
  await journey.work.until('The card', () => cards().length > 0);
  expect(await journey.connection.collection('posts').countDocuments({ _id: (await postOf('Sent in a hurry')) as never })).toBe(1);
  expect(await journey.connection.collection('revisions').countDocuments({ text: 'Sent in a hurry' })).toBe(1);
  expect(cards()).toHaveLength(1);
});

async function postOf(text: string): Promise<string> {
  const revision = await journey.connection.collection('revisions').findOne({ text });
  return String(revision?.post);
}
