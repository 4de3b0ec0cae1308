import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import { createAccountStore, createDecisionStore, createHistoryStore, createPostStore } from '../../src/mongo/index.js';
import { checkMessage, checkView } from '../../src/playground/slack/block-kit.js';
import type { SlackPerson } from '../../src/playground/slack/types.js';
import { helpMessage } from '../../src/slack/help.js';
import { createPeople, openSettings, settingsListeners } from '../../src/slack/index.js';
import { listener } from '../../src/slack/listener.js';
import { noticeView } from '../../src/slack/notice.js';
import { commandPayload } from '../../src/slack/payloads.js';
import { settingsView } from '../../src/slack/settings/index.js';
import { suggestedZones } from '../../src/slack/settings/zones.js';
import { eventually, type Ground, openGround, type Served, serve } from './harness.js';

const at = new Date('2026-11-22T10:00:00Z');

describe('the settings views', () => {
  test('keep to the limits of Block Kit', () => {
    expect(checkView(settingsView({ brandId: 'b', zone: 'UTC', authorsMayApprove: false, at }))).toEqual([]);
    expect(
      checkView(
        settingsView({
          brandId: 'b'.repeat(24),
          reviewChannel: 'C0123456789',
          zone: 'America/Argentina/ComodRivadavia',
          authorsMayApprove: true,
          at,
        }),
      ),
    ).toEqual([]);
    expect(checkView(noticeView('A title that is longer than Slack takes', 'x'.repeat(5_000)))).toEqual([]);
  });

  test('offer a zone by its city, under the name people use today', () => {
    expect(suggestedZones('berl')).toEqual(['Europe/Berlin']);
    expect(suggestedZones('new york')).toEqual(['America/New_York']);
    expect(suggestedZones('Kolkata')).toEqual(['Asia/Kolkata']);
    expect(suggestedZones('a')).toHaveLength(100);
    expect(suggestedZones('nowhere at all')).toEqual([]);
  });

  test('the help is a message Slack takes, and shows an example of every command', () => {
    const help = helpMessage();
    expect(checkMessage(help)).toEqual([]);
    for (const command of ['/publish', '/publish drafts', '/publish settings', '/publish help', '/connect'])
      expect(JSON.stringify(help.blocks)).toContain(`\`${command}\``);
  });
});

describe('/publish settings', () => {
  let ground: Ground;
  let served: Served;
  let admin: SlackPerson;
  beforeAll(async () => {
    ground = await openGround('settings');
    const { workspaces, clients, slack } = ground;
    const deps = {
      workspaces,
      people: createPeople(clients, systemClock),
      clock: systemClock,
      ids: randomIds,
      posts: createPostStore(ground.mongo),
      accounts: createAccountStore(ground.mongo, createSecretBox([{ id: 'k1', key: new Secret(Buffer.alloc(32).toString('base64')) }])),
      decisions: createDecisionStore(ground.mongo),
      platforms: new Map(),
      history: createHistoryStore(ground.mongo),
      transaction: ground.mongo.transaction,
    };
    const command = listener({
      kind: 'command',
      id: '/publish',
      parse: commandPayload,
      ack: async () => ({ carry: undefined }),
      work: async ({ trigger_id: triggerId }, context) => openSettings(deps, { context, triggerId }),
    });
    served = await serve(ground, [command, ...settingsListeners(deps)]);
    slack.connectTo(served.origin);
    admin = slack.as(slack.people.admin.id);
  });
  beforeEach(async () => {
    await ground.mongo.db
      .collection('brands')
      .updateOne({}, { $unset: { reviewChannel: 1 }, $set: { zone: 'Europe/Berlin', authorsMayApprove: false } });
    await ground.mongo.db.collection('workspaces').updateOne({}, { $unset: { setUpBy: 1 } });
  });
  afterAll(async () => {
    await served.end();
    await ground.end();
  });

  const open = async (person: SlackPerson) => {
    const before = person.view()?.id;
    await person.command('/publish', 'settings');
    await eventually(() => person.view() !== undefined && person.view()?.id !== before);
  };
  const brand = () => ground.workspaces.brand(ground.slack.team.id, 'brand');

  test('saves the channel, the zone and the approval of own posts, and says hello in the channel', async () => {
    const { slack } = ground;
    await open(admin);
    await admin.suggest('settings_zone', 'lisb');
    admin.fill({ settings_review_channel: slack.channels.review, settings_zone: 'Europe/Lisbon', settings_authors_may_approve: ['yes'] });
    await admin.submit();
    expect(admin.view()).toBeUndefined();
    expect(await brand()).toMatchObject({ reviewChannel: slack.channels.review, zone: 'Europe/Lisbon', authorsMayApprove: true });
    expect(
      slack.messages(slack.channels.review).filter(({ text }) => text.startsWith('Copydesk posts its review cards here')),
    ).toHaveLength(1);

    await open(admin);
    admin.fill({ settings_authors_may_approve: [] });
    await admin.submit();
    expect(await brand()).toMatchObject({ zone: 'Europe/Lisbon', authorsMayApprove: false });
    expect(
      slack.messages(slack.channels.review).filter(({ text }) => text.startsWith('Copydesk posts its review cards here')),
    ).toHaveLength(1);
  });

  test('keeps the modal open when Copydesk is not in the channel, and saves nothing', async () => {
    await open(admin);
    admin.fill({ settings_review_channel: ground.slack.channels.unjoined });
    await admin.submit();
    expect(Object.values(admin.view()?.errors ?? {})).toEqual([
      'Copydesk is not in this channel. Type /invite @Copydesk there, then save again.',
    ]);
    expect((await brand())?.reviewChannel).toBeUndefined();
  });

  test('keeps the modal open when the channel was archived since it was chosen', async () => {
    await open(admin);
    admin.fill({ settings_review_channel: ground.slack.channels.review });
    ground.slack.fault({ method: 'chat.postMessage', times: 1, before: 'error:is_archived' });
    await admin.submit();
    expect(Object.values(admin.view()?.errors ?? {})).toEqual(['This channel is archived. Choose another one.']);
    expect((await brand())?.reviewChannel).toBeUndefined();
  });

  test('saves when Slack does not answer about the channel, because that proves nothing', async () => {
    const undo = ground.slack.fault({ method: 'chat.postMessage', before: 'hang' });
    await open(admin);
    admin.fill({ settings_review_channel: ground.slack.channels.review });
    await admin.submit();
    undo();
    expect((await brand())?.reviewChannel).toBe(ground.slack.channels.review);
  });

  test('lets the first full member set Copydesk up, and then refuses other members', async () => {
    const { slack } = ground;
    const author = slack.as(slack.people.author.id);
    await open(author);
    author.fill({ settings_review_channel: slack.channels.review });
    await author.submit();
    expect((await ground.workspaces.workspace(slack.team.id))?.setUpBy).toBe(slack.people.author.id);

    const second = slack.as(slack.people.second.id);
    await second.command('/publish', 'settings');
    const refused = 'Only Slack admins, owners and the person who set Copydesk up can do this. Ask one of them.';
    await eventually(() => slack.ephemerals(slack.people.second.id).some(({ text }) => text === refused));
    expect(second.view()).toBeUndefined();
  });

  test('refuses at Save somebody who lost the right since the modal opened', async () => {
    const { slack } = ground;
    await ground.mongo.db.collection('workspaces').updateOne({}, { $set: { setUpBy: slack.people.approver.id } });
    const approver = slack.as(slack.people.approver.id);
    await open(approver);
    await ground.mongo.db.collection('workspaces').updateOne({}, { $set: { setUpBy: slack.people.author.id } });
    approver.fill({ settings_review_channel: slack.channels.review });
    await approver.submit();
    expect(Object.values(approver.view()?.errors ?? {})[0]).toMatch(/^Only Slack admins/);
    expect((await brand())?.reviewChannel).toBeUndefined();
  });

  test('refuses a guest', async () => {
    const { slack } = ground;
    const guest = slack.as(slack.people.guest.id);
    await guest.command('/publish', 'settings');
    await eventually(() => slack.ephemerals(slack.people.guest.id).some(({ text }) => text.startsWith('Guests cannot use Copydesk.')));
    expect(guest.view()).toBeUndefined();
  });
});
