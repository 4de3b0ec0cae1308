import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPeople } from '../../src/slack/index.js';
import { PeopleUnavailableError } from '../../src/workspaces/index.js';
import { type Ground, openGround, stillClock } from './harness.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('people');
});
afterAll(() => ground.end());

test('tells members, guests, strangers, bots and the deactivated apart', async () => {
  const { slack, clients } = ground;
  const people = createPeople(clients, stillClock());
  const kind = async (id: string) => (await people.person(slack.team.id, id)).kind;
  slack.change(slack.people.second.id, { deleted: true });
  expect(await kind(slack.people.author.id)).toBe('member');
  expect(await kind(slack.people.guest.id)).toBe('guest');
  expect(await kind(slack.people.client.id)).toBe('stranger');
  expect(await kind(slack.bot.userId)).toBe('bot');
  expect(await kind(slack.people.second.id)).toBe('deactivated');
  expect(await kind('UNOBODY')).toBe('stranger');
});

test('knows admins and owners, and their zone', async () => {
  const { slack, clients } = ground;
  const people = createPeople(clients, stillClock());
  expect(await people.person(slack.team.id, slack.people.author.id)).toMatchObject({ isAdmin: false, zone: slack.people.author.tz });
  expect(await people.person(slack.team.id, slack.people.admin.id)).toMatchObject({ isAdmin: true });
  expect(await people.person(slack.team.id, slack.people.owner.id)).toMatchObject({ isAdmin: true });
});

test('gives an admin of another organisation no rights here', async () => {
  const { slack, clients } = ground;
  slack.change(slack.people.client.id, { isAdmin: true });
  const people = createPeople(clients, stillClock());
  expect(await people.person(slack.team.id, slack.people.client.id)).toMatchObject({ kind: 'stranger', isAdmin: false });
});

test('asks Slack once a minute, also when many ask at once', async () => {
  const { slack, clients } = ground;
  const clock = stillClock();
  const people = createPeople(clients, clock);
  const { id } = slack.people.approver;
  const asked = () => slack.calls.filter(({ method, args }) => method === 'users.info' && args.user === id).length;
  await Promise.all([people.person(slack.team.id, id), people.person(slack.team.id, id)]);
  clock.move(59_000);
  await people.person(slack.team.id, id);
  expect(asked()).toBe(1);
  slack.change(id, { isRestricted: true });
  clock.move(1_000);
  expect((await people.person(slack.team.id, id)).kind).toBe('guest');
});

test('reads who is in a user group once a minute; of a group that is gone, or where there are none any more, nobody', async () => {
  const { slack, clients } = ground;
  const clock = stillClock();
  const people = createPeople(clients, clock);
  const legal = slack.groups.find(({ handle }) => handle === 'legal');
  if (legal === undefined) throw new Error('The seed has this group.');
  const members = async (group: string) => [...(await people.members(slack.team.id, group))];
  expect(await members(legal.id)).toEqual([slack.people.second.id]);
  legal.members = [slack.people.owner.id];
  clock.move(59_000);
  expect(await members(legal.id)).toEqual([slack.people.second.id]);
  clock.move(1_000);
  expect(await members(legal.id)).toEqual([slack.people.owner.id]);
  expect(await members('S0GONE00001')).toEqual([]);
  for (const code of ['plan_upgrade_required', 'missing_scope']) {
    slack.fault({ method: 'usergroups.users.list', times: 1, before: `error:${code}` });
    clock.move(60_000);
    expect(await members(legal.id)).toEqual([]);
  }
  slack.fault({ method: 'usergroups.users.list', times: 1, before: 'error:internal_error' });
  clock.move(60_000);
  await expect(members(legal.id)).rejects.toThrow(PeopleUnavailableError);
});

test.each(['hang', 'http_500', 'error:internal_error'] as const)(
  'grants nothing while Slack does not say who somebody is: %s',
  async (before) => {
    const { slack, clients } = ground;
    const undo = slack.fault({ method: 'users.info', before });
    const started = performance.now();
    await expect(createPeople(clients, stillClock()).person(slack.team.id, slack.people.author.id)).rejects.toThrow(PeopleUnavailableError);
    expect(performance.now() - started).toBeLessThan(1_500);
    undo();
  },
);
