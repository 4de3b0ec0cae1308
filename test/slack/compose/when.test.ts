import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Draft } from '../../../src/posts/index.js';
import { openShop, publish, type Shop, screen, viewWhen } from './shop.js';

let shop: Shop;
let settings: { reviewChannel: string; zone: string; authorsMayApprove: boolean };
let now: Date | undefined;

beforeAll(async () => {
  shop = await openShop('compose_when');
  settings = { reviewChannel: shop.slack.channels.review, zone: 'Europe/Berlin', authorsMayApprove: false };
  const { clock } = shop.deps;
  Object.assign(shop.deps, { clock: { ...clock, now: () => now ?? clock.now() } });
  const others = shop.deps.people;
  Object.assign(shop.deps, {
    people: { person: async (workspace: string, id: string) => ({ ...(await others.person(workspace, id)), zone: 'America/New_York' }) },
  });
});

beforeEach(async () => {
  await shop.mongo.db.collection('drafts').deleteMany({});
});

afterEach(() => {
  now = undefined;
});

afterAll(async () => {
  await shop.close();
});

describe('when a post goes out', () => {
  test('is picked in the zone of the person, shown in theirs and the brand’s, and kept with the post', async () => {
    await pick('2031-07-01', '09:00');
    await shop.author.submit();
    await screen(shop.author, 'compose_check', '*Goes out* Tue 1 Jul 2031, 09:00 (New York), which is Tue 1 Jul 2031, 15:00 (Berlin)');
    await shop.author.submit();
    const post = await shop.deps.posts.post(shop.slack.team.id, (await draft()).post);
    expect(post?.when).toEqual({ kind: 'at', at: new Date('2031-07-01T13:00:00Z') });
  });

  test('comes back on the first screen, and can be taken back', async () => {
    await pick('2031-07-01', '09:00');
    await shop.author.submit();
    await screen(shop.author, 'compose_check');
    await shop.author.click('view', 'compose_back');
    const { state } = await screen(shop.author, 'compose_write');
    expect(JSON.stringify(state.values)).toContain('"selected_date":"2031-07-01"');
    expect(JSON.stringify(state.values)).toContain('"selected_time":"09:00"');
    await shop.author.click('view', 'compose_when', { select: 'after approval' });
    await viewWhen(shop.author, ({ blocks }) => !JSON.stringify(blocks).includes('datepicker'));
    await shop.author.submit();
    await screen(shop.author, 'compose_check', '*Goes out* right after approval');
    expect((await draft()).when).toBeUndefined();
  });

  test('keeps everything typed while the pickers appear', async () => {
    await pick('2031-07-01', '09:00');
    expect(JSON.stringify(shop.author.view()?.state.values)).toContain('On time');
    expect(JSON.stringify(shop.author.view()?.state.values)).toContain(shop.facebook);
  });

  test('is refused where it is over, with the zone named', async () => {
    now = new Date('2026-11-22T14:30:00Z');
    await pick('2026-11-22', '09:00');
    await shop.author.submit();
    expect(errors()).toEqual(['This time is over in New York. Choose a later one.']);
  });

  test('is refused inside the hour that clocks leave out, with both neighbours', async () => {
    await pick('2031-03-09', '02:30');
    await shop.author.submit();
    expect(errors()).toEqual(['Clocks in New York are set forward over this time. Choose 01:59 or 03:00.']);
    expect(await shop.mongo.db.collection('drafts').countDocuments()).toBe(0);
  });

  test('asks which where it comes twice, and forgets nothing meanwhile', async () => {
    await pick('2031-11-02', '01:30');
    await shop.author.submit();
    const asked = await screen(shop.author, 'compose_write', 'compose_which_time');
    expect(JSON.stringify(asked.blocks)).toContain('01:30 UTC-4, before clocks are set back');
    expect(JSON.stringify(asked.state.values)).toContain('On time');
    expect(await draft()).toMatchObject({ text: 'On time', accounts: [shop.facebook] });
    shop.author.fill({ compose_which_time: '2031-11-02T06:30:00.000Z' });
    await shop.author.submit();
    await screen(shop.author, 'compose_check', '01:30 UTC-5');
    expect((await draft()).when).toEqual({ kind: 'at', at: new Date('2031-11-02T06:30:00Z') });
  });

  test('needs a date and a time; a form sent before the pickers are there gets them', async () => {
    await publish(shop.author, 'On time');
    shop.author.fill({ compose_accounts: [shop.facebook], compose_when: 'at' });
    await shop.author.submit();
    await screen(shop.author, 'compose_write', 'datepicker');
    expect(await shop.mongo.db.collection('drafts').countDocuments()).toBe(0);
  });

  test('is kept when the form is closed', async () => {
    await pick('2031-07-01', '09:00');
    await shop.author.closeView();
    expect((await draft()).when).toEqual({ kind: 'at', at: new Date('2031-07-01T13:00:00Z') });
  });

  test('is not the next free slot where posting times have days but no times, or the other way round', async () => {
    for (const postingTimes of [
      { days: [1], times: [] },
      { days: [], times: ['09:00'] },
    ]) {
      await shop.workspaces.saveSettings(shop.slack.team.id, 'brand', { ...settings, postingTimes });
      expect(JSON.stringify((await publish(shop.author, 'Slot')).blocks)).not.toContain('next slot');
    }
  });

  test('has to be chosen anew where the brand has lost its posting times, which is said before anybody reviews it', async () => {
    const lost = { ...settings, postingTimes: { days: [], times: [] } };
    await shop.workspaces.saveSettings(shop.slack.team.id, 'brand', { ...settings, postingTimes: { days: [1], times: ['09:00'] } });
    await publish(shop.author, 'Slot');
    shop.author.fill({ compose_accounts: [shop.facebook], compose_when: 'next slot' });
    await shop.workspaces.saveSettings(shop.slack.team.id, 'brand', lost);
    await shop.author.submit();
    const said = 'This brand has no posting times, so there is no next free slot. Choose a time, or ask an admin to set posting times';
    const check = await screen(shop.author, 'compose_check', `*To fix:* ${said}`);
    expect(JSON.stringify(check.blocks)).toContain('One thing to fix');
    await shop.author.submit();
    await screen(shop.author, 'compose_check', `*${said}`);
    expect((await draft()).state).toBe('open');
    await shop.author.click('view', 'compose_back');
    const { state } = await screen(shop.author, 'compose_write');
    expect(JSON.stringify(state.values)).toContain('"value":"next slot"');
  });

  test('may be the next free slot where the brand has posting times', async () => {
    await shop.workspaces.saveSettings(shop.slack.team.id, 'brand', {
      ...settings,
      postingTimes: { days: [1, 2], times: ['09:00'] },
    });
    await publish(shop.author, 'Slot');
    shop.author.fill({ compose_accounts: [shop.facebook], compose_when: 'next slot' });
    await shop.author.submit();
    await screen(shop.author, 'compose_check', '*Goes out* in the next free slot');
    expect((await draft()).when).toEqual({ kind: 'next slot' });
  });
});

/** Writes a post and picks a date and a time for it. */
async function pick(date: string, time: string): Promise<void> {
  await publish(shop.author, 'On time');
  shop.author.fill({ compose_accounts: [shop.facebook] });
  await shop.author.click('view', 'compose_when', { select: 'at' });
  await viewWhen(shop.author, ({ blocks }) => JSON.stringify(blocks).includes('timepicker'));
  shop.author.fill({ compose_date: date, compose_time: time });
}

function errors(): string[] {
  return Object.values(shop.author.view()?.errors ?? {});
}

async function draft(): Promise<Draft> {
  const [newest] = await shop.mongo.db.collection<Draft>('drafts').find().sort({ updatedAt: -1 }).limit(1).toArray();
  if (newest === undefined) throw new Error('There is no draft.');
  return newest;
}
