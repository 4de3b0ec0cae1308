import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { archiveBrand } from '../../src/accounts/index.js';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import {
  createAccountPublications,
  createAccountStore,
  createDecisionStore,
  createHistoryStore,
  createLaneStore,
  createPostStore,
} from '../../src/mongo/index.js';
import { checkMessage, checkView } from '../../src/playground/slack/block-kit.js';
import type { SlackPerson } from '../../src/playground/slack/types.js';
import { helpMessage } from '../../src/slack/help.js';
import { createPeople, openSettings, settingsListeners } from '../../src/slack/index.js';
import { listener } from '../../src/slack/listener.js';
import { noticeView } from '../../src/slack/notice.js';
import { commandPayload } from '../../src/slack/payloads.js';
import { type AllSettingsDeps, settingsView } from '../../src/slack/settings/index.js';
import { remindersView } from '../../src/slack/settings/reminders.js';
import { suggestedZones } from '../../src/slack/settings/zones.js';
import { createBrand, NO_ROLES, NotAllowedError, saveSettings } from '../../src/workspaces/index.js';
import { eventually, type Ground, openGround, type Served, serve } from './harness.js';

const at = new Date('2026-11-22T10:00:00Z');

describe('the settings views', () => {
  test('keep to the limits of Block Kit', () => {
    expect(checkView(settingsView({ brandId: 'b', brandName: 'B', brands: [], zone: 'UTC', authorsMayApprove: false, at }))).toEqual([]);
    expect(
      checkView(
        settingsView({
          brandId: 'b'.repeat(24),
          brandName: 'n'.repeat(75),
          brands: Array.from({ length: 150 }, (_, index) => ({ id: `${index}`, name: 'n'.repeat(75) })),
          workspace: { archived: true, others: true },
          reviewChannel: 'C0123456789',
          zone: 'America/Argentina/ComodRivadavia',
          authorsMayApprove: true,
          at,
        }),
      ),
    ).toEqual([]);
    const escalation = { person: 'U0123456789', waitingMs: 3_600_000, nearMs: 3_600_000 };
    for (const reminders of [{}, { waitingMs: 7 * 86_400_000, escalation }])
      expect(checkView(remindersView({ id: 'b'.repeat(24), name: '<'.repeat(900), reminders }))).toEqual([]);
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
  let settingsDeps: () => AllSettingsDeps;
  beforeAll(async () => {
    ground = await openGround('settings');
    const { workspaces, clients, slack } = ground;
    const deps: AllSettingsDeps = {
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
      unfinished: createAccountPublications(ground.mongo, { lanes: createLaneStore(ground.mongo, systemClock), clock: systemClock })
        .unfinished,
    };
    settingsDeps = () => deps;
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

  test('refuses at Save of the reminders somebody who lost the right, and keeps what the brand had', async () => {
    const { slack } = ground;
    await ground.mongo.db.collection('workspaces').updateOne({}, { $set: { setUpBy: slack.people.approver.id } });
    const approver = slack.as(slack.people.approver.id);
    await open(approver);
    await approver.click('view', 'settings_reminders');
    await eventually(() => approver.view()?.callbackId === 'settings_reminders');
    await ground.mongo.db.collection('workspaces').updateOne({}, { $set: { setUpBy: slack.people.author.id } });
    approver.fill({ settings_remind_waiting: 'off' });
    await approver.submit();
    expect(Object.values(approver.view()?.errors ?? {})[0]).toMatch(/^Only Slack admins/);
    expect((await brand())?.reminders).toBeUndefined();
    while (approver.view() !== undefined) await approver.closeView();
  });

  test('refuses a guest', async () => {
    const { slack } = ground;
    const guest = slack.as(slack.people.guest.id);
    await guest.command('/publish', 'settings');
    await eventually(() => slack.ephemerals(slack.people.guest.id).some(({ text }) => text.startsWith('Guests cannot use Copydesk.')));
    expect(guest.view()).toBeUndefined();
  });

  describe('with several brands', () => {
    const workspace = () => ground.slack.team.id;
    const idOf = async (name: string) => (await ground.workspaces.allBrands(workspace())).find((each) => each.name === name)?.id ?? '';
    const shows = async (id: string) => eventually(() => admin.view()?.privateMetadata === JSON.stringify({ brand: id }));
    const fillNew = async (name: string, channel: string) => {
      await open(admin);
      await admin.click('view', 'settings_new_brand');
      await eventually(() => admin.view()?.callbackId === 'settings_new_brand');
      admin.fill({ settings_brand_name: name, settings_review_channel: channel });
      await admin.submit();
    };
    /** Closes whatever is open. */
    const away = async () => {
      while (admin.view() !== undefined) await admin.closeView();
    };
    beforeEach(away);
    afterEach(async () => {
      await ground.mongo.db.collection<{ _id: string }>('brands').deleteMany({ _id: { $ne: 'brand' } });
      await ground.mongo.db.collection<{ _id: string }>('brands').updateOne({ _id: 'brand' }, { $unset: { archivedAt: 1 } });
    });

    test('adds one with a channel and a zone of its own, and goes on with its settings', async () => {
      const { slack } = ground;
      await fillNew('  Harbour &\u202E <Tea> ', slack.channels.review);
      const id = await idOf('Harbour & <Tea>');
      expect(JSON.stringify(admin.view()?.blocks)).toContain('Harbour & <Tea> is set up.');
      await admin.closeView();
      await shows(id);
      admin.fill({ settings_posting_days: ['1'], settings_posting_times: '9:00' });
      await admin.submit();
      expect(await ground.workspaces.brand(workspace(), id)).toMatchObject({
        reviewChannel: slack.channels.review,
        postingTimes: { days: [1], times: ['09:00'] },
      });
      expect((await brand())?.postingTimes?.times ?? []).toEqual([]);
    });

    test('refuses a name that is another’s in whatever case, or that nobody could read, and says nothing in the channel', async () => {
      const { slack } = ground;
      const own = (await brand())?.name ?? '';
      const before = slack.messages(slack.channels.review).length;
      for (const [name, sentence] of [
        [own.toUpperCase(), `There is a brand called ${own.toUpperCase()} already. Choose another name.`],
        ['\u200B\u2066 ', 'Write a name of 1 to 75 characters.'],
      ] as const) {
        await fillNew(name, slack.channels.review);
        expect(Object.values(admin.view()?.errors ?? {})).toEqual([sentence]);
        await away();
      }
      expect(slack.messages(slack.channels.review)).toHaveLength(before);
      expect(await ground.workspaces.allBrands(workspace())).toHaveLength(1);
    });

    test('renames one, and shows another one’s settings with nothing of the first in its fields', async () => {
      await fillNew('Second', ground.slack.channels.review);
      await away();
      await open(admin);
      await admin.click('view', 'settings_brand', { select: 'brand' });
      await shows('brand');
      admin.fill({ settings_brand_name: 'First', settings_review_channel: ground.slack.channels.review });
      await admin.submit();
      expect((await brand())?.name).toBe('First');
      await open(admin);
      await admin.click('view', 'settings_brand', { select: await idOf('Second') });
      await shows(await idOf('Second'));
      expect(JSON.stringify(admin.view()?.state.values)).toContain('"Second"');
      expect(JSON.stringify(admin.view()?.state.values)).not.toContain('"First"');
    });

    test('switches first comments and deleting on Instagram on for one brand, and leaves the other as it was', async () => {
      await fillNew('Second', ground.slack.channels.review);
      const second = await idOf('Second');
      const switches = async (id: string) => {
        const { firstComments, asksToDelete } = (await ground.workspaces.brand(workspace(), id)) ?? {};
        return [firstComments === true, asksToDelete === true];
      };
      const switchOn = async () => {
        await open(admin);
        await admin.click('view', 'settings_brand', { select: 'brand' });
        await shows('brand');
        admin.fill({
          settings_review_channel: ground.slack.channels.review,
          settings_first_comments: ['yes'],
          settings_asks_to_delete: ['yes'],
        });
      };
      await away();
      await switchOn();
      await admin.click('view', 'settings_brand', { select: second });
      await shows(second);
      await admin.submit();
      expect([await switches('brand'), await switches(second)]).toEqual([
        [false, false],
        [false, false],
      ]);
      await switchOn();
      await admin.submit();
      expect([await switches('brand'), await switches(second)]).toEqual([
        [true, true],
        [false, false],
      ]);
    });

    test('archives one that is empty and restores it; the last one stays', async () => {
      await fillNew('Second', ground.slack.channels.review);
      await admin.closeView();
      const id = await idOf('Second');
      await shows(id);
      await admin.click('view', 'settings_archive_brand');
      await shows('brand');
      expect((await ground.workspaces.brands(workspace())).map((each) => each.id)).toEqual(['brand']);
      expect(JSON.stringify(admin.view()?.blocks)).not.toContain('settings_archive_brand');
      await admin.click('view', 'settings_restore_brand');
      await eventually(() => admin.view()?.callbackId === 'settings_restore_brand');
      admin.fill({ settings_archived_brand: id });
      await admin.submit();
      await shows(id);
      expect(await ground.workspaces.brands(workspace())).toHaveLength(2);
    });

    test('does not archive two at once, so that one always stays', async () => {
      await fillNew('Second', ground.slack.channels.review);
      const deps = { ...settingsDeps(), transaction: ground.mongo.transaction };
      const who = { workspace: workspace(), person: ground.slack.people.admin.id };
      const outcomes = await Promise.allSettled(['brand', await idOf('Second')].map((id) => archiveBrand(deps, { ...who, brand: id })));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await ground.workspaces.brands(workspace())).toHaveLength(1);
    });

    test('lets an admin of one brand change it and no other, nor add or archive any', async () => {
      const { slack } = ground;
      await ground.mongo.db.collection('workspaces').updateOne({}, { $set: { setUpBy: slack.people.admin.id } });
      await fillNew('Second', slack.channels.review);
      const second = await idOf('Second');
      const person = slack.people.approver.id;
      const admins = { people: [person], groups: [] };
      await ground.workspaces.saveRoles(workspace(), second, { ...NO_ROLES, admins });
      const approver = slack.as(person);
      await open(approver);
      const view = approver.view();
      expect(view?.privateMetadata).toBe(JSON.stringify({ brand: second }));
      expect(JSON.stringify(view?.blocks)).not.toMatch(/settings_(brand"|new_brand|archive_brand|restore_brand)/);
      const deps = settingsDeps();
      const who = { workspace: workspace(), person };
      const settings = { reviewChannel: 'C1', zone: 'UTC' };
      await expect(saveSettings(deps, { ...who, brand: 'brand', settings })).rejects.toThrow(NotAllowedError);
      await expect(archiveBrand(deps, { ...who, brand: second })).rejects.toThrow(NotAllowedError);
      await expect(createBrand(deps, { ...who, ...settings, name: 'Third' })).rejects.toThrow(NotAllowedError);
      await approver.closeView();
    });
  });
});
