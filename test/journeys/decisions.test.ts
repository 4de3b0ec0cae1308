import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasAction } from '../../src/playground/work.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

const DECIDE = ['review_approve', 'review_request_changes', 'review_reject'];
let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('decisions', { pages: ['Bluebird Coffee'] });
}, 60_000);

afterAll(() => journey.close());

test('the author cannot approve the own post; somebody else can', async () => {
  const { author } = journey.people;
  const card = await journey.review({ text: 'My own words', accounts: ['Bluebird Coffee'] });
  await journey.approve(card, author.id);
  await journey.told(author.id, 'You wrote this post, so someone else has to review it.');
  expect(journey.live('My own words')).toEqual([]);
  await journey.approve(card);
  await journey.shows(card, 'Published', journey.people.approver.id);
  expect(journey.live('My own words')).toHaveLength(1);
});

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
  await openReason(second.id, card, 'review_reject');
  const told = journey.slack.ephemerals(approver.id).length;
  await Promise.all([journey.slack.as(second.id).submit(), journey.work.click(approver.id, card, 'review_approve')]);
  const [decision] = await journey.connection.collection('decisions').find({ post: await postOf('Two minds') }).toArray();
  if (decision?.kind === 'rejected') {
    await journey.told(approver.id, `Already rejected by <@${second.id}>`, told);
    await journey.shows(card, 'Rejected');
    expect(journey.live('Two minds')).toEqual([]);
  } else {
    expect(textOf(journey.slack.as(second.id).view() ?? { blocks: [] })).toContain(`Already approved by <@${approver.id}>`);
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
  await openReason(approver.id, card, 'review_request_changes', { reason: 'timing', comment: 'We open at ten' });
  await journey.slack.as(approver.id).submit();
  const asked = await journey.shows(card, 'Changes requested', 'We open at ten', 'Timing');
  expectNoButtons(asked, ...DECIDE);
  const message = await journey.hears(author.id, 'Changes requested');
  expect(textOf(message)).toContain('We open at ten');

  await journey.work.edit(author.id, asked, { text: 'Come at ten' });
  await journey.work.submit(author.id);
  const again = await journey.shows(card, 'Come at ten', 'revision 2', 'review_approve');
  expect(journey.slack.messages(card.channel).filter(({ blocks }) => hasAction(blocks, 'review_edit') && textOf({ text: '', blocks }).includes('Come at'))).toHaveLength(1);
  await journey.approve(again);
  await journey.shows(card, 'Published', 'open it');
  expect([journey.live('Come at nine').length, journey.live('Come at ten').length]).toEqual([0, 1]);
  expect(journey.live('Come at ten')[0]?.text).not.toContain('Please be quick');
});

test('a rejected post is not published, and its author reads why', async () => {
  const { author, approver } = journey.people;
  const card = await journey.review({ text: 'Never mind', accounts: ['Bluebird Coffee'] });
  await openReason(approver.id, card, 'review_reject', { reason: 'claim', comment: 'We cannot promise this' });
  await journey.slack.as(approver.id).submit();
  expectNoButtons(await journey.shows(card, 'Rejected', 'We cannot promise this'), ...DECIDE);
  expect(textOf(await journey.hears(author.id, 'Rejected by'))).toContain('We cannot promise this');
  const since = journey.slack.ephemerals(approver.id).length;
  await journey.slack.as(approver.id).click({ message: { channel: card.channel, ts: card.ts, seen: card } }, 'review_approve');
  await journey.told(approver.id, `Already rejected by <@${approver.id}>`, since);
  expect(journey.live('Never mind')).toEqual([]);
  expect(await journey.publications('Never mind')).toEqual([]);
});

test('a guest is refused at every entry', async () => {
  const { guest } = journey.people;
  const card = await journey.review({ text: 'Not for guests', accounts: ['Bluebird Coffee'] });
  const refusedBy = await refusals(guest.id);
  await refusedBy('/publish', () => journey.slack.as(guest.id).command('/publish', 'Let me in'));
  await refusedBy('/publish settings', () => journey.slack.as(guest.id).command('/publish', 'settings'));
  await refusedBy('the shortcut', () => journey.slack.as(guest.id).shortcut('new_social_post'));
  await refusedBy('/connect', () => journey.slack.as(guest.id).command('/connect'));
  await refusedBy('Approve', () => journey.work.click(guest.id, card, 'review_approve'));
  await refusedBy('Edit', () => journey.work.click(guest.id, card, 'review_edit'));
  await refusedByReason(guest.id, card, 'Guests cannot use Copydesk');
  expect(journey.slack.as(guest.id).view()).toBeUndefined();
  expect(journey.live('Not for guests')).toEqual([]);
  expect(await journey.connection.collection('drafts').countDocuments({ person: guest.id })).toBe(0);
  expect(hasAction(journey.now(card).blocks, 'review_approve')).toBe(true);

  async function refusals(person: string) {
    return async (entry: string, press: () => Promise<unknown>) => {
      const since = journey.slack.ephemerals(person).length;
      await press();
      const message = await journey.told(person, 'Guests cannot use Copydesk', since).catch((error: unknown) => {
        throw new Error(`${entry} did not refuse.`, { cause: error });
      });
      expect(hasAction(message.blocks, 'accounts_connect')).toBe(false);
    };
  }
});

test("another organisation's member in the review channel is refused on the card", async () => {
  const { client } = journey.people;
  const card = await journey.review({ text: 'Not for clients', accounts: ['Bluebird Coffee'] });
  for (const button of ['review_approve', 'review_edit']) {
    const since = journey.slack.ephemerals(client.id).length;
    await journey.work.click(client.id, card, button);
    await journey.told(client.id, 'Only members of this workspace can use Copydesk here.', since);
  }
  await refusedByReason(client.id, card, 'Only members of this workspace can use Copydesk here.');
  expect(journey.live('Not for clients')).toEqual([]);
  expect(hasAction(journey.now(card).blocks, 'review_approve')).toBe(true);
});

test('a guest, a client and a plain member cannot mend, reconnect or disconnect what is not theirs to touch', async () => {
  const { guest, client, second, author } = journey.people;
  journey.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 100 } } });
  const card = await journey.review({ text: 'Refused by Meta', accounts: ['Bluebird Coffee'] });
  await journey.approve(card);
  const failed = await journey.shows(card, 'failed', 'result_retry');
  for (const [person, sentence] of [
    [guest, 'Guests cannot use Copydesk'],
    [client, 'Only members of this workspace'],
  ] as const) {
    const since = journey.slack.ephemerals(person.id).length;
    await journey.work.click(person.id, failed, 'result_retry');
    await journey.told(person.id, sentence, since);
  }
  expect(journey.live('Refused by Meta')).toEqual([]);
  await journey.slack.as(second.id).command('/connect');
  const list = await journey.told(second.id, 'Bluebird Coffee');
  expect(textOf(list)).toContain('Only Slack admins, owners and the person who set Copydesk up can do this.');
  expectNoButtons(list, 'accounts_connect', 'accounts_disconnect');

  await journey.work.click(author.id, failed, 'result_retry');
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live('Refused by Meta')).toHaveLength(1);
});

test('where the settings let authors approve, Publish now and the own Approve work, once each', async () => {
  const { admin, author } = journey.people;
  await journey.work.compose(author.id, { text: 'Without a review', accounts: ['Bluebird Coffee'] });
  expect(hasAction(journey.slack.as(author.id).view()?.blocks ?? [], 'compose_publish_now')).toBe(false);
  await journey.work.setUp(admin.id, { authorsMayApprove: true });

  const own = await journey.review({ text: 'My own words again', accounts: ['Bluebird Coffee'] });
  await journey.approve(own, author.id);
  await journey.shows(own, 'Published', 'open it');

  await journey.work.compose(author.id, { text: 'Without a review', accounts: ['Bluebird Coffee'] });
  await Promise.all([
    journey.slack.as(author.id).click('view', 'compose_publish_now'),
    journey.slack.as(author.id).click('view', 'compose_publish_now'),
  ]);
  await journey.work.until('The post', () => journey.live('Without a review').length > 0);
  const card = await journey.work.until('Its card', () =>
    journey.slack.messages(journey.slack.channels.review).find((message) => hasAction(message.blocks, 'review_edit') && textOf(message).includes('Without a review')),
  );
  await journey.shows(card, 'Published', 'open it', author.id);
  expect([journey.live('Without a review').length, journey.live('My own words again').length]).toEqual([1, 1]);
  await journey.work.setUp(admin.id, { authorsMayApprove: false });
});

async function postOf(text: string): Promise<string> {
  const revision = await journey.connection.collection('revisions').findOne({ text });
  return String(revision?.post);
}

async function openReason(
  person: string,
  card: Parameters<Journey['now']>[0],
  button: 'review_reject' | 'review_request_changes',
  { reason = 'other', comment = 'Because' }: { readonly reason?: string; readonly comment?: string } = {},
): Promise<void> {
  const hands = journey.slack.as(person);
  await hands.click({ message: journey.now(card) }, button);
  await journey.work.until('The question why', () => hands.view()?.callbackId === button);
  hands.fill({ review_reason: reason, review_comment: comment });
}

async function refusedByReason(person: string, card: Parameters<Journey['now']>[0], sentence: string): Promise<void> {
  const hands = journey.slack.as(person);
  for (const button of ['review_request_changes', 'review_reject'] as const) {
    await openReason(person, card, button);
    await hands.submit();
    expect(Object.values(hands.view()?.errors ?? {}).join()).toContain(sentence);
    await hands.closeView();
  }
}
