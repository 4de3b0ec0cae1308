import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import { hasAction } from '../../src/playground/work.js';
import type { Policy } from '../../src/workspaces/index.js';
import { policyOf, roles, stepOf } from '../approvals/review.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

const ANSWERS = ['review_approve', 'review_request_changes', 'review_reject'];
let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('approval', { pages: ['Bluebird Coffee', 'Bluebird Bakery'] });
}, 60_000);

beforeEach(async () => {
  await rules({});
});

afterAll(() => journey.close());

test('an admin sets two steps in the settings; each is asked in its turn, on the card and by direct message', async () => {
  const { admin, approver, second } = journey.people;
  const hands = journey.slack.as(admin.id);
  await hands.command('/publish', 'settings');
  await journey.work.until('The settings', () => hands.view()?.callbackId === 'settings');
  await hands.click('view', 'settings_policy');
  await journey.work.until('The policy', () => hands.view()?.callbackId === 'settings_policy');
  await hands.click('view', 'settings_edit_step');
  await step({ settings_step_name: 'Editor', 'settings_role_people:step': [approver.id], settings_step_approvers: [] });
  await hands.click('view', 'settings_add_step');
  await journey.work.until('The step', () => hands.view()?.callbackId === 'settings_policy_step');
  await hands.suggest('settings_user_groups:step', 'legal');
  await step({ settings_step_name: 'Legal', 'settings_user_groups:step': ['S0LEGAL0001'] });
  await journey.work.until('Both steps', () => textOf(hands.view()).includes('2. Legal'));
  await hands.closeView();
  await hands.closeView();

  const asked = journey.slack.directMessages(approver.id).length;
  const card = await journey.review({
    text: 'Two looks',
    accounts: ['Bluebird Coffee'],
    files: [await journey.picture(journey.people.author.id)],
  });
  await journey.shows(card, '*0 of 2 approvals*', `Editor: waiting for <@${approver.id}>`, 'Legal: later', 'It does not go out yet');
  const copy = await journey.hears(approver.id, 'Two looks', asked);
  expect(hasAction(copy.blocks, 'review_approve')).toBe(true);
  const early = journey.slack.ephemerals(second.id).length;
  await journey.approve(card, second.id);
  await journey.told(second.id, 'Your step, Legal, comes later.', early);

  await journey.work.click(approver.id, copy, 'review_approve');
  await journey.shows(card, '*1 of 2 approvals*', `Editor: approved by <@${approver.id}>`, `Legal: waiting for <@${second.id}>`);
  await settled(copy);
  const theirs = await journey.hears(second.id, 'Two looks');
  expect(journey.live('Two looks')).toEqual([]);
  await journey.work.click(second.id, theirs, 'review_approve');
  await journey.shows(card, 'Published', 'open it', 'Approved (Editor)', 'Approved (Legal)');
  await settled(theirs);
  expect(journey.live('Two looks')).toHaveLength(1);

  async function step(values: Record<string, string | string[]>): Promise<void> {
    await journey.work.until('The step', () => hands.view()?.callbackId === 'settings_policy_step');
    hands.fill(values);
    await journey.work.submit(admin.id);
    const name = String(values.settings_step_name);
    await journey.work.until(
      'The policy again',
      () => hands.view()?.callbackId === 'settings_policy' && textOf(hands.view()).includes(name),
    );
  }
});

test('of somebody who is in two steps a double click counts once, and their second step needs a second word', async () => {
  const { approver } = journey.people;
  await rules({ policy: policyOf(stepOf('Editor', [approver.id]), stepOf('Legal', [approver.id])) });
  const card = await journey.review({ text: 'Twice the same', accounts: ['Bluebird Coffee'] });
  const told = journey.slack.ephemerals(approver.id).length;
  await Promise.all([journey.work.click(approver.id, card, 'review_approve'), journey.work.click(approver.id, card, 'review_approve')]);
  await journey.told(approver.id, `Already approved by <@${approver.id}>`, told);
  await journey.shows(card, '*1 of 2 approvals*');
  expect(journey.live('Twice the same')).toEqual([]);
  await journey.approve(card);
  await journey.shows(card, 'Published', 'open it');
});

test('a client decides on a card of their own in the shared channel, and never sees anything internal', async () => {
  const { approver, client, guest, author } = journey.people;
  const room = journey.slack.channels.client;
  const clientStep = stepOf('Client sign-off', [client.id], { channel: room });
  await rules({ policy: policyOf(stepOf('Editor', [approver.id], { channel: room }), clientStep) });
  const card = await journey.review({
    text: 'For the client',
    accounts: ['Bluebird Coffee'],
    note: 'Do not tell them yet',
    files: [await journey.picture(author.id)],
  });
  expect(seenBy(room)).toEqual([]);
  await journey.approve(card);
  const theirs = await journey.work.until('The client card', () => inRoom('For the client'));
  expect(textOf(theirs)).toContain(`for <@${client.id}>`);
  await refused(guest.id, 'Guests cannot use Copydesk');
  await journey.slack.as(client.id).click({ message: theirs }, 'review_request_changes');
  await journey.work.until('The question why', () => journey.slack.as(client.id).view()?.callbackId === 'review_request_changes');
  journey.slack.as(client.id).fill({ review_reason: 'tone', review_comment: 'Warmer, please' });
  await journey.slack.as(client.id).submit();
  await journey.hears(author.id, 'Warmer, please');
  await settled(theirs);

  await journey.work.edit(author.id, await journey.shows(card, 'Warmer, please'), { text: 'Warmly for the client' });
  await journey.work.submit(author.id);
  await journey.shows(card, 'Warmly for the client', 'revision 2', '*0 of 2 approvals*');
  await journey.approve(card);
  const again = await journey.work.until('The second client card', () => inRoom('Warmly for the client'));
  await journey.work.edit(author.id, journey.now(card), { text: 'Not yet for their eyes' });
  await journey.work.submit(author.id);
  await journey.shows(card, 'Not yet for their eyes', 'revision 3', '*0 of 2 approvals*');
  await settled(again);
  expect(textOf(now(again))).toContain('This post is being changed.');
  expect(seenBy(room).join()).not.toContain('Not yet for their eyes');
  await journey.work.edit(author.id, journey.now(card), { text: 'Warmly for the client' });
  await journey.work.submit(author.id);
  await journey.shows(card, 'Warmly for the client', 'revision 4');
  await journey.approve(card);
  const last = await journey.work.until('The third client card', () => inRoom('Warmly for the client'));
  await journey.work.click(client.id, last, 'review_approve');
  await journey.shows(card, 'Published', 'open it');
  await settled(last);
  expect(textOf(now(last))).toContain(`Approved by <@${client.id}>`);
  expect(journey.live('Warmly for the client')).toHaveLength(1);
  for (const shown of seenBy(room))
    for (const secret of ['Do not tell', 'Editor', 'Client sign-off', approver.id, 'Warmer']) expect(shown).not.toContain(secret);

  function inRoom(text: string): StoredMessage | undefined {
    return journey.slack
      .messages(room)
      .find((message) => hasAction(message.blocks, 'review_approve') && textOf(message).includes(text) && pictured(message));
  }
  async function refused(person: string, sentence: string): Promise<void> {
    const since = journey.slack.ephemerals(person).length;
    await journey.work.click(person, theirs, 'review_approve');
    await journey.told(person, sentence, since);
  }
});

test('a guest who is named has the post alone by direct message; where a client channel cannot be written to, the author is told', async () => {
  const { guest, author, client } = journey.people;
  await rules({ policy: policyOf({ ...stepOf('Both', [guest.id, client.id], { channel: journey.slack.channels.unjoined }), need: 1 }) });
  const card = await journey.review({ text: 'For a guest', accounts: ['Bluebird Coffee'], note: 'Not for the guest' });
  await journey.hears(author.id, 'but Copydesk cannot write there');
  const theirs = await journey.hears(guest.id, 'For a guest');
  expect(textOf(theirs)).not.toContain('Not for the guest');
  await journey.work.click(guest.id, theirs, 'review_approve');
  await journey.shows(card, 'Published', 'open it', `Approved (Both) by <@${guest.id}>`);
});

test('an approver holds a post, and nobody can approve it until it is released', async () => {
  const { approver, second, author } = journey.people;
  const card = await journey.review({ text: 'Wait a moment', accounts: ['Bluebird Coffee'] });
  await more(approver.id, card, 'hold');
  const held = await journey.shows(card, 'Held: post for review', `Held by <@${approver.id}>`);
  expectNoButtons(held, 'review_approve');
  await journey.hears(author.id, 'Nobody can approve it until it is released.');
  const told = journey.slack.ephemerals(second.id).length;
  await journey.slack.as(second.id).click({ message: { channel: card.channel, ts: card.ts, seen: card } }, 'review_approve');
  await journey.told(second.id, `It is held by <@${approver.id}>`, told);
  await journey.work.click(second.id, held, 'review_release');
  await journey.approve(await journey.shows(card, 'review_approve'));
  await journey.shows(card, 'Published', 'open it');
});

test('an approver hands a post over to somebody who may approve it, and to nobody else', async () => {
  const { approver, second, author, guest } = journey.people;
  const card = await journey.review({ text: 'Not today', accounts: ['Bluebird Coffee'] });
  for (const wrong of [author, guest]) {
    await more(approver.id, card, 'handover');
    await journey.work.until('To whom', () => journey.slack.as(approver.id).view()?.callbackId === 'review_hand_over');
    journey.slack.as(approver.id).fill({ review_hand_over_to: wrong.id });
    await journey.slack.as(approver.id).submit();
    expect(Object.values(journey.slack.as(approver.id).view()?.errors ?? {})).toEqual([
      'This person cannot approve the post now. Choose somebody who can.',
    ]);
    await journey.slack.as(approver.id).closeView();
  }
  const asked = journey.slack.directMessages(second.id).length;
  await more(approver.id, card, 'handover');
  await journey.work.until('To whom', () => journey.slack.as(approver.id).view()?.callbackId === 'review_hand_over');
  journey.slack.as(approver.id).fill({ review_hand_over_to: second.id });
  await journey.work.submit(approver.id);
  await journey.shows(card, `Handed over to <@${second.id}> by <@${approver.id}>`);
  await journey.work.click(second.id, await journey.hears(second.id, 'Not today', asked), 'review_approve');
  await journey.shows(card, 'Published', 'open it');
});

test('whoever changed the words of somebody else cannot publish them at once: they are sent for review', async () => {
  const { second, approver } = journey.people;
  await rules({ policy: { ...policyOf(stepOf('Approval', [], { approvers: true })), authorsMayApprove: true } });
  const card = await journey.review({ text: 'Not mine', accounts: ['Bluebird Coffee'] });
  await journey.work.edit(second.id, card, { text: 'Made mine' });
  await journey.slack.as(second.id).click('view', 'compose_publish_now');
  const read = () => textOf(journey.slack.as(second.id).view());
  await journey.work.until('The answer', () =>
    read().includes('Sent for review. You changed these words, so someone else has to review it.'),
  );
  await journey.shows(card, 'Made mine', 'revision 2');
  expect(journey.live('Made mine')).toEqual([]);
  await journey.approve(card, approver.id);
  await journey.shows(card, 'Published', 'open it');
});

test('the author withdraws a post, loses nothing, and sends it again', async () => {
  const { author, approver } = journey.people;
  const card = await journey.review({ text: 'On second thought', accounts: ['Bluebird Coffee'] });
  await more(approver.id, card, 'withdraw');
  await journey.work.until('The question', () => journey.slack.as(approver.id).view()?.callbackId === 'review_withdraw');
  await journey.slack.as(approver.id).submit();
  expect(textOf(journey.slack.as(approver.id).view())).toContain('Only the author can withdraw this post.');
  await more(author.id, card, 'withdraw');
  await journey.work.until('The question', () => journey.slack.as(author.id).view()?.callbackId === 'review_withdraw');
  await journey.work.submit(author.id);
  const withdrawn = await journey.shows(card, `Withdrawn by <@${author.id}>`);
  expectNoButtons(withdrawn, ...ANSWERS);
  expect(await journey.connection.collection('drafts').countDocuments({ text: 'On second thought', state: 'open' })).toBe(1);
  const told = journey.slack.ephemerals(approver.id).length;
  await journey.slack.as(approver.id).click({ message: { channel: card.channel, ts: card.ts, seen: card } }, 'review_approve');
  await journey.told(approver.id, `It was withdrawn by <@${author.id}>`, told);
  await journey.work.edit(author.id, withdrawn, { text: 'On third thought' });
  await journey.work.submit(author.id);
  await journey.approve(await journey.shows(card, 'On third thought', 'review_approve'));
  await journey.shows(card, 'Published', 'open it');
});

test('who may publish without approval is set by name; each use is said in the channel and written down', async () => {
  const { admin, author } = journey.people;
  const hands = journey.slack.as(admin.id);
  await hands.command('/publish', 'settings');
  await journey.work.until('The settings', () => hands.view()?.callbackId === 'settings');
  await hands.click('view', 'settings_roles');
  await journey.work.until('The roles', () => hands.view()?.callbackId === 'settings_roles');
  hands.fill({ 'settings_role_people:unreviewed': [author.id] });
  await journey.work.submit(admin.id);
  await hands.closeView();
  await journey.work.compose(author.id, { text: 'Said aloud', accounts: ['Bluebird Coffee'] });
  await journey.slack.as(author.id).click('view', 'compose_publish_now');
  await journey.work.until('The message', () =>
    journey.slack
      .messages(journey.slack.channels.review)
      .some(({ text, threadTs }) => threadTs === undefined && text.includes(`<@${author.id}> published a post without approval`)),
  );
  await journey.work.until('The post', () => journey.live('Said aloud').length === 1);
  expect(await journey.connection.collection('decisions').countDocuments({ kind: 'unreviewed', person: author.id })).toBe(1);
});

test('only those with the role approve, edit and write, once a brand names them', async () => {
  const { approver, second, author, admin } = journey.people;
  const card = await journey.review({ text: 'By role', accounts: ['Bluebird Coffee'] });
  await rules({ roles: roles({ approvers: [approver.id], authors: [author.id] }) });
  for (const [button, sentence] of [
    ['review_approve', `Approval waits for <@${approver.id}>`],
    ['review_edit', 'Only the author, an approver or an admin can edit this post.'],
    ['timing_cancel', 'Only the author, an approver or an admin can do this.'],
  ] as const) {
    const since = journey.slack.ephemerals(second.id).length;
    await journey.work.click(second.id, card, button);
    await journey.told(second.id, sentence, since);
  }
  const since = journey.slack.ephemerals(second.id).length;
  await journey.slack.as(second.id).command('/publish', 'May I');
  await journey.told(second.id, 'Only authors of this brand can write posts for it.', since);
  await journey.approve(card, admin.id);
  await journey.shows(card, 'Published', 'open it');
});

test('a click under rules that changed since approves nothing, and an admin changes them for one post alone, aloud', async () => {
  const { admin, approver, second } = journey.people;
  await rules({ policy: policyOf(stepOf('Legal', [second.id])) });
  const card = await journey.review({ text: 'Other rules', accounts: ['Bluebird Coffee'] });
  const hands = journey.slack.as(admin.id);
  await more(admin.id, card, 'policy');
  await journey.work.until('The policy', () => hands.view()?.callbackId === 'settings_policy');
  await hands.click('view', 'settings_own_policy');
  await journey.work.until('The own policy', () => hasAction(hands.view()?.blocks ?? [], 'settings_edit_step'));
  await hands.click('view', 'settings_edit_step');
  await journey.work.until('The step', () => hands.view()?.callbackId === 'settings_policy_step');
  hands.fill({ 'settings_role_people:step': [approver.id, second.id] });
  await journey.work.submit(admin.id);
  const changed = await journey.shows(card, `Who approves it was changed by <@${admin.id}>`, `<@${approver.id}> or <@${second.id}>`);
  const told = journey.slack.ephemerals(second.id).length;
  await journey.slack.as(second.id).click({ message: { channel: card.channel, ts: card.ts, seen: card } }, 'review_approve');
  await journey.told(second.id, 'Who approves this post changed after this card was drawn.', told);
  expect(journey.live('Other rules')).toEqual([]);
  await journey.work.click(approver.id, changed, 'review_approve');
  await journey.shows(card, 'Published', 'open it');
  expect((await journey.connection.collection('brands').findOne({}))?.policy?.steps?.[0]?.who.people).toEqual([second.id]);

  const refused = journey.slack.ephemerals(approver.id).length;
  const other = await journey.review({ text: 'Not for everybody', accounts: ['Bluebird Coffee'] });
  await more(approver.id, other, 'policy');
  await journey.told(approver.id, 'Only Slack admins, owners', refused);
});

test('an account with rules of its own brings its step to every post that goes there', async () => {
  const { approver, second } = journey.people;
  const bakery = await journey.connection.collection('accounts').findOne({ name: 'Bluebird Bakery' });
  await rules({ accountPolicies: { [String(bakery?._id)]: policyOf(stepOf('Bakery', [second.id])) } });
  const card = await journey.review({ text: 'Both houses', accounts: ['Bluebird Coffee', 'Bluebird Bakery'] });
  await journey.approve(card, approver.id);
  await journey.shows(card, '*1 of 2 approvals*', `Bakery: waiting for <@${second.id}>`);
  expect(journey.live('Both houses')).toEqual([]);
  await journey.approve(card, second.id);
  await journey.shows(card, 'Published', 'open it');
  expect(journey.live('Both houses')).toHaveLength(2);
});

test('whose turn it is hears of a post that has waited for a day, once; nobody else does', async () => {
  const { approver, second, author } = journey.people;
  await rules({ policy: policyOf(stepOf('Editor', [approver.id]), stepOf('Legal', [second.id])) });
  const card = await journey.review({ text: 'Waiting for a day', accounts: ['Bluebird Coffee'] });
  await journey.hears(approver.id, 'Waiting for a day');
  journey.shift(24 * 3_600_000 + 60_000);
  const reminder = await journey.hears(approver.id, 'Nothing has happened since');
  expect(textOf(reminder)).toContain(`A post by <@${author.id}> waits for an approval.`);
  await journey.work.edit(author.id, journey.now(card), { text: 'Waiting again' });
  await journey.work.submit(author.id);
  await journey.shows(card, 'Waiting again');
  const reminders = (person: string) =>
    journey.slack.directMessages(person).filter((each) => /Nothing has happened[\s\S]*Waiting (for a day|again)/.test(textOf(each)));
  expect([reminders(approver.id).length, reminders(second.id).length, reminders(author.id).length]).toEqual([1, 0, 0]);
  await rules({});
  journey.shift(0);
});

/** The brand's rules, and no others. */
async function rules(set: { policy?: Policy; accountPolicies?: Record<string, Policy>; roles?: object }): Promise<void> {
  const unset = Object.fromEntries(['policy', 'accountPolicies', 'roles'].filter((field) => !(field in set)).map((field) => [field, 1]));
  await journey.connection.collection('brands').updateOne({}, { ...(Object.keys(set).length === 0 ? {} : { $set: set }), $unset: unset });
}

/** Chooses something in the card's menu. */
async function more(person: string, card: StoredMessage, act: string): Promise<void> {
  const options = JSON.stringify(journey.now(card).blocks).match(new RegExp(`"${act}:[^"]+"`));
  await journey.work.click(person, journey.now(card), 'review_more', { value: String(JSON.parse(options?.[0] ?? '""')) });
}

/** Waits until a copy has no buttons any more. */
async function settled(copy: StoredMessage): Promise<void> {
  await journey.work.until('The copy without buttons', () => !ANSWERS.some((action) => hasAction(now(copy).blocks, action)));
}

function now(message: StoredMessage): StoredMessage {
  return journey.slack.messages(message.channel).find(({ ts }) => ts === message.ts) ?? message;
}

function seenBy(channel: string): string[] {
  return journey.slack.messages(channel).map((message) => JSON.stringify(message));
}

function pictured(message: StoredMessage): boolean {
  return textOf(message).includes('Warmly') || message.blocks.some(({ type }) => type === 'image');
}
