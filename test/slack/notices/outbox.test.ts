import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { serverClock } from '../../../src/lib/clock.js';
import { createCardStore, createNoticeSettingsStore, createNoticeStore } from '../../../src/mongo/index.js';
import { createNoticeIndexes } from '../../../src/mongo/notices.js';
import { checkMessage, checkView } from '../../../src/playground/slack/block-kit.js';
import { createOutbox, type Outbox } from '../../../src/slack/notices/outbox.js';
import { noticeSettingsView } from '../../../src/slack/notices/settings-view.js';
import { summary } from '../../../src/slack/notices/summary.js';
import { createPeople } from '../../../src/slack/people.js';
import { EVERYTHING_AT_ONCE, type Notice, type NoticeStore } from '../../../src/workspaces/index.js';
import { eventually, type Ground, openGround } from '../harness.js';

let ground: Ground;
const clock = serverClock();
const outboxes: Outbox[] = [];

beforeAll(async () => {
  ground = await openGround('outbox');
  await createNoticeIndexes(ground.mongo);
});
afterAll(async () => {
  await ground.end();
});
afterEach(() => Promise.all(outboxes.splice(0).map((outbox) => outbox.stop(300))));
beforeEach(async () => {
  for (const name of ['notices', 'noticePlaces']) await ground.mongo.db.collection(name).deleteMany({});
});

/** One process of many; `store` is where it is killed. */
function started(owner: string, store: Partial<NoticeStore> = {}): Outbox {
  const { clients, workspaces, mongo, log } = ground;
  const outbox = createOutbox(
    {
      clients,
      workspaces,
      people: createPeople(clients, clock),
      cards: createCardStore(mongo),
      notices: { ...createNoticeStore(mongo, clock), ...store },
      noticeSettings: createNoticeSettingsStore(mongo),
      clock,
      log,
    },
    { owner },
  );
  outboxes.push(outbox);
  return outbox;
}

function notice(words: string, to: string, more: Partial<Notice> = {}): Notice {
  return {
    workspace: ground.slack.team.id,
    subject: words,
    kind: 'test',
    person: to,
    occasion: '1',
    to,
    message: { text: words },
    ...more,
  };
}

const { floor } = Math;
const said = (channel: string, words: string) => ground.slack.messages(channel).filter(({ text }) => text.startsWith(words));
const texts = (channel: string, words: string) => said(channel, words).map(({ text }) => text);
const waiting = () => ground.mongo.db.collection('notices').countDocuments({ dueAt: { $exists: true } });

/** Ticks until it holds. */
async function until(running: () => readonly Outbox[], holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; !(await holds()); looks += 1) {
    if (looks > 100) throw new Error('It did not come true in time.');
    await Promise.all(running().map((outbox) => outbox.tick()));
    await sleep(100);
  }
}

test('several processes keep to the order and to one message a second in a channel, and say each thing once', async () => {
  const { review, general } = ground.slack.channels;
  const [one, two] = [started('one'), started('two')];
  const words = ['Order 1', 'Order 2', 'Order 3'];
  await one.tell(...words.map((each) => notice(each, review)));
  await Promise.all([one, two].map((outbox) => outbox.tell(...words.map((each) => notice(each, review)), notice('Elsewhere', general))));
  await until(
    () => [one, two],
    async () => (await waiting()) === 0,
  );
  expect(texts(review, 'Order')).toEqual(words);
  expect(texts(general, 'Elsewhere')).toEqual(['Elsewhere']);
  const at = said(review, 'Order').map(({ ts }) => Number(ts) * 1_000);
  for (const [index, each] of at.slice(1).entries()) expect(floor(each - (at[index] ?? 0))).toBeGreaterThanOrEqual(990);
  expect(await ground.mongo.db.collection('notices').countDocuments({ message: { $exists: true } })).toBe(0);
}, 20_000);

test('what a process wrote before it died is sent by another one', async () => {
  const { review } = ground.slack.channels;
  const dead = started('dead', { claim: () => new Promise(() => {}) });
  await dead.tell(notice('Written and gone', review));
  await sleep(100);
  expect(texts(review, 'Written')).toEqual([]);
  await started('other').tick();
  await eventually(() => texts(review, 'Written').length === 1);
});

test('a process that dies between sending and writing that down costs one message twice, and none after it', async () => {
  const { review } = ground.slack.channels;
  const dead = started('dead', { markSent: () => new Promise(() => {}) });
  await dead.tell(notice('Crash 1', review), notice('Crash 2', review));
  await eventually(() => texts(review, 'Crash').length === 1);
  const other = started('other');
  await other.tick();
  await sleep(300);
  expect(texts(review, 'Crash')).toEqual(['Crash 1']);
  await ground.mongo.db.collection('noticePlaces').updateMany({}, { $set: { freeAt: new Date(0) } });
  await other.tick();
  await eventually(() => texts(review, 'Crash').length === 3);
  expect(texts(review, 'Crash')).toEqual(['Crash 1', 'Crash 1', 'Crash 2']);
});

test('an outage of Slack and a long rate limit hold up one place, and lose and reorder nothing', async () => {
  const { review, general } = ground.slack.channels;
  const outbox = started('patient');
  ground.slack.fault({ method: 'chat.postMessage', times: 1, before: 'http_500' });
  await outbox.tell(notice('Outage 1', review), notice('Outage 2', review));
  await until(
    () => [outbox],
    () => texts(review, 'Outage').length === 2,
  );
  expect(texts(review, 'Outage')).toEqual(['Outage 1', 'Outage 2']);

  ground.slack.fault({ method: 'chat.postMessage', times: 1, before: 'rate_limited:30' });
  await outbox.tell(notice('Limit', review));
  await eventually(() => ground.lines.filter((line) => line.includes('could not be sent')).length === 2);
  const place = await ground.mongo.db.collection('noticePlaces').findOne({ _id: `${ground.slack.team.id}:${review}` as never });
  expect(Number(place?.freeAt) - Date.now()).toBeGreaterThan(25_000);
  await outbox.tell(notice('Not limited', general));
  await outbox.tick();
  await eventually(() => texts(general, 'Not limited').length === 1);
  expect(texts(review, 'Limit')).toEqual([]);
  await until(
    () => [],
    async () => (await waiting()) === 1,
  );
}, 20_000);

test('somebody who mutes dying tokens has another admin told instead, and is told as long as there is none', async () => {
  const { approver, admin } = ground.slack.people;
  const workspace = ground.slack.team.id;
  const outbox = started('muted');
  const settings = { ...EVERYTHING_AT_ONCE, modes: { ...EVERYTHING_AT_ONCE.modes, tokens: 'off' } } as const;
  await createNoticeSettingsStore(ground.mongo).saveNoticeSettings(workspace, approver.id, settings);
  const dying = (words: string) => notice(words, approver.id, { topic: 'tokens', instead: 'admin', alarm: true, brand: 'brand' });
  const heard = (person: string, words: string) => ground.slack.directMessages(person).filter(({ text }) => text.includes(words)).length;

  await outbox.tell(dying('Ends today'));
  await eventually(() => heard(approver.id, 'Ends today') === 1);
  await ground.workspaces.claimSetUp(workspace, admin.id);
  await outbox.tell(dying('Has ended'));
  await until(
    () => [outbox],
    () => heard(admin.id, 'Has ended') === 1,
  );
  expect([heard(approver.id, 'Has ended'), heard(admin.id, 'Ends today')]).toEqual([0, 0]);
});

test('an alarm for a channel that Copydesk was removed from goes to an admin, with the way back', async () => {
  const { admin } = ground.slack.people;
  const { unjoined } = ground.slack.channels;
  await ground.workspaces.claimSetUp(ground.slack.team.id, admin.id);
  const outbox = started('shut out');
  await outbox.tell(notice('A post is late', unjoined, { instead: 'admin' }));
  const heard = () => ground.slack.directMessages(admin.id).find(({ text }) => text.includes('A post is late'));
  await until(
    () => [outbox],
    () => heard() !== undefined,
  );
  expect(heard()?.text).toContain(`Copydesk cannot write in <#${unjoined}>`);
  await until(
    () => [],
    async () => (await waiting()) === 0,
  );
});

test('a thread in a channel that stays closed is tried ever more rarely, and nothing said there is lost', async () => {
  const { unjoined } = ground.slack.channels;
  const { db } = ground.mongo;
  const workspace = ground.slack.team.id;
  const place = { _id: `${workspace}:${unjoined}` as never };
  await db.collection('cards').insertOne({ _id: 'closed' as never, workspace, channel: unjoined, ts: '1.2', pictures: {} });
  await db.collection('noticePlaces').insertOne({ ...place, workspace, owner: '', freeAt: new Date(0), failures: 20 });
  await started('rare').tell(notice('In a closed channel', unjoined, { inThread: true, post: 'closed' }));
  const rest = async () => Number((await db.collection('noticePlaces').findOne(place))?.freeAt) - Date.now();
  await until(
    () => [],
    async () => (await rest()) > 500_000,
  );
  expect(await rest()).toBeLessThan(605_000);
  expect(await waiting()).toBe(1);
});

test('the message that sums up and the modal keep to the limits of Block Kit', () => {
  const entry = { text: '<'.repeat(3_000), about: 'ä𝄞'.repeat(60), link: `https://kestrel.slack.com/${'x'.repeat(200)}` };
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'm'.repeat(3_000) } }];
  expect(checkMessage(summary(Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? entry : { ...entry, blocks }))))).toEqual([]);
  const quiet = { days: [1, 2, 3, 4, 5, 6, 7], wholeDays: [1, 2, 3, 4, 5, 6, 7], from: '23:59', until: '00:00' };
  for (const state of [
    { settings: EVERYTHING_AT_ONCE, zone: 'UTC' },
    { settings: { ...EVERYTHING_AT_ONCE, quiet }, zone: 'America/Argentina/ComodRivadavia', refused: '&'.repeat(300) },
  ])
    expect(checkView(noticeSettingsView(state))).toEqual([]);
});

test('the message that sums up cuts no link in two', () => {
  const links = Array.from(
    { length: 12 },
    (_, index) => `Page ${index}: published (<https://www.facebook.com/${'1'.repeat(60)}${index}|open it>)`,
  );
  const said = JSON.stringify(
    summary([{ text: 'Your post is published.', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: links.join('\n') } }] }]).blocks,
  );
  expect(said).toMatch(/\|open it>\)\\nand \d+ more"/);
  expect(said.split('<https').length).toBe(said.split('|open it>').length);
});
