import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hasAction } from '../../src/playground/work.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('rights', { pages: ['Bluebird Coffee'] });
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

test('a guest is refused at every entry', async () => {
  const { guest } = journey.people;
  const card = await journey.review({ text: 'Not for guests', accounts: ['Bluebird Coffee'] });
  await refusedBy('/publish', () => journey.slack.as(guest.id).command('/publish', 'Let me in'));
  await refusedBy('/publish settings', () => journey.slack.as(guest.id).command('/publish', 'settings'));
  await journey.slack.as(guest.id).shortcut('new_social_post');
  await journey.hears(guest.id, 'Guests cannot use Copydesk');
  await refusedBy('/connect', () => journey.slack.as(guest.id).command('/connect'));
  await refusedBy('Approve', () => journey.work.click(guest.id, card, 'review_approve'));
  await refusedBy('Edit', () => journey.work.click(guest.id, card, 'review_edit'));
  await refusedByReason(guest.id, card, 'Guests cannot use Copydesk');
  expect(journey.slack.as(guest.id).view()).toBeUndefined();
  expect(journey.live('Not for guests')).toEqual([]);
  expect(await journey.connection.collection('drafts').countDocuments({ person: guest.id })).toBe(0);
  expect(hasAction(journey.now(card).blocks, 'review_approve')).toBe(true);

  async function refusedBy(entry: string, press: () => Promise<unknown>): Promise<void> {
    const since = journey.slack.ephemerals(guest.id).length;
    await press();
    const message = await journey.told(guest.id, 'Guests cannot use Copydesk', since).catch((cause: unknown) => {
      throw new Error(`${entry} did not refuse.`, { cause });
    });
    expect(hasAction(message.blocks, 'accounts_connect')).toBe(false);
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
    journey.slack
      .messages(journey.slack.channels.review)
      .find((message) => hasAction(message.blocks, 'review_edit') && textOf(message).includes('Without a review')),
  );
  await journey.shows(card, 'Published', 'open it', author.id);
  expect([journey.live('Without a review').length, journey.live('My own words again').length]).toEqual([1, 1]);
  await journey.work.setUp(admin.id, { authorsMayApprove: false });
});

test('an approver may edit, and whoever changed the words last cannot approve them alone', async () => {
  const { second, approver } = journey.people;
  const card = await journey.review({ text: 'Mine to change', accounts: ['Bluebird Coffee'] });
  await journey.work.edit(second.id, card, { text: 'Changed by an approver' });
  await journey.work.submit(second.id);
  await journey.shows(card, 'Changed by an approver', 'revision 2');
  const since = journey.slack.ephemerals(second.id).length;
  await journey.approve(card, second.id);
  await journey.told(second.id, 'You changed these words, so someone else has to review it.', since);
  expect(journey.live('Changed by an approver')).toEqual([]);
  await journey.approve(card, approver.id);
  await journey.shows(card, 'Published', 'open it');
});

test('rights are read at the click: somebody who became a guest meanwhile can no longer approve', async () => {
  const { second } = journey.people;
  const card = await journey.review({ text: 'Rights change', accounts: ['Bluebird Coffee'] });
  journey.slack.change(second.id, { isRestricted: true });
  journey.shift(61_000);
  const since = journey.slack.ephemerals(second.id).length;
  await journey.approve(card, second.id);
  await journey.told(second.id, 'Guests cannot use Copydesk', since);
  expect(journey.live('Rights change')).toEqual([]);
  journey.slack.change(second.id, { isRestricted: false });
  journey.shift(0);
});

async function refusedByReason(person: string, card: Parameters<Journey['now']>[0], sentence: string): Promise<void> {
  const hands = journey.slack.as(person);
  for (const button of ['review_request_changes', 'review_reject'] as const) {
    await journey.openReason(person, card, button);
    await hands.submit();
    expect(Object.values(hands.view()?.errors ?? {}).join()).toContain(sentence);
    await hands.closeView();
  }
}
