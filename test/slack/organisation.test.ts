import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Secret } from '../../src/lib/secret.js';
import { createPeople, createSlackClients } from '../../src/slack/index.js';
import { type AnyListener, listener } from '../../src/slack/listener.js';
import { BOT_TOKEN, eventBody, type Ground, interaction, openGround, post, type Served, serve, stillClock } from './harness.js';

const ORG = 'E0KESTREL1';
const OTHER_ORG = 'E0OTHER001';
const TEAM_OF_ORG = 'T0KESTREL2';
let ground: Ground;
let served: Served;
let team: string;
let seen: string[] = [];

beforeAll(async () => {
  ground = await openGround('organisation');
  team = ground.slack.team.id;
  for (const [id, name] of [
    [ORG, 'Kestrel Group'],
    [OTHER_ORG, 'Another'],
  ] as const) {
    const brand = { id: `${id}-1`, name, zone: 'UTC', authorsMayApprove: false };
    await ground.workspaces.install({ id, name, botUserId: ground.slack.bot.userId }, brand);
  }
  const note = (kind: AnyListener['kind'], id: string) =>
    listener({
      kind,
      id,
      parse: z.unknown(),
      ack: async (_input, { workspace, userId, userTeamId }) => {
        seen.push(`${workspace.id} ${userId} ${userTeamId}`);
        return { carry: undefined };
      },
    });
  const client = await ground.clients.of(team);
  served = await serve(
    ground,
    [
      note('command', '/publish'),
      note('action', 'click'),
      note('view', 'form'),
      note('shortcut', 'short'),
      note('event', 'app_home_opened'),
    ],
    { clients: { of: async () => client, fileHeaders: () => ground.clients.fileHeaders(team) } },
  );
});
afterAll(async () => {
  await served.end();
  await ground.end();
});

const user = (teamId: string) => ({ id: 'U1', team_id: teamId });
const orgWide = { enterprise: { id: ORG, name: 'Kestrel Group' }, is_enterprise_install: true, team: null };
const ofTeam = () => ({ enterprise: null, is_enterprise_install: false, team: { id: team, domain: 'kestrel' } });
const inGrid = () => ({ ...ofTeam(), enterprise: { id: ORG, name: 'Kestrel Group' } });
const click = { type: 'block_actions', actions: [{ action_id: 'click', block_id: 'b' }] };
const form = (installed: string) => ({ type: 'view_submission', view: { callback_id: 'form', app_installed_team_id: installed } });
const command = (fields: Record<string, string>) => new URLSearchParams({ command: '/publish', user_id: 'U1', ...fields }).toString();
const home = (fields: object) =>
  JSON.stringify({ ...JSON.parse(eventBody(ground, { type: 'app_home_opened', user: 'U1' }, 'Ev')), ...fields });

test.each([
  ['a click, one workspace', () => interaction({ ...click, ...ofTeam(), user: user(team) }), 'team'],
  ['a click, one workspace of an organisation', () => interaction({ ...click, ...inGrid(), user: user(team) }), 'team'],
  ['a click, the organisation', () => interaction({ ...click, ...orgWide, user: user(TEAM_OF_ORG) }), ORG],
  ['a click that names the team too', () => interaction({ ...click, ...orgWide, team: { id: TEAM_OF_ORG }, user: user(TEAM_OF_ORG) }), ORG],
  ['a shortcut, the organisation', () => interaction({ type: 'shortcut', callback_id: 'short', ...orgWide, user: user(TEAM_OF_ORG) }), ORG],
  ['a form, one workspace', () => interaction({ ...form(team), ...ofTeam(), user: user(team) }), 'team'],
  ['a form, the organisation', () => interaction({ ...form(ORG), ...orgWide, user: user(TEAM_OF_ORG) }), ORG],
  [
    "a form of somebody of another organisation, in one workspace's channel",
    () => interaction({ ...form(team), ...ofTeam(), team: { id: 'T0ELSE' }, user: user('T0ELSE') }),
    'team',
  ],
  [
    "a form of somebody of another organisation that has Copydesk too, in the organisation's channel",
    () => interaction({ ...form(ORG), enterprise: { id: OTHER_ORG }, is_enterprise_install: true, team: null, user: user('T0ELSE') }),
    ORG,
  ],
  ['a command, one workspace', () => command({ team_id: team, is_enterprise_install: 'false' }), 'team'],
  [
    'a command, one workspace of an organisation',
    () => command({ team_id: team, enterprise_id: ORG, is_enterprise_install: 'false' }),
    'team',
  ],
  ['a command, the organisation', () => command({ team_id: TEAM_OF_ORG, enterprise_id: ORG, is_enterprise_install: 'true' }), ORG],
  ['an event, one workspace', () => home({ event_id: 'Ev1' }), 'team'],
  [
    'an event, the organisation',
    () =>
      home({
        event_id: 'Ev2',
        team_id: TEAM_OF_ORG,
        enterprise_id: ORG,
        authorizations: [{ enterprise_id: ORG, team_id: TEAM_OF_ORG, user_id: 'U0BOT', is_bot: true, is_enterprise_install: true }],
      }),
    ORG,
  ],
])('%s, reaches the installation that it is for', async (_, body, expected) => {
  seen = [];
  expect((await post(served.origin, body())).status).toBe(200);
  expect(seen.map((each) => each.split(' ')[0])).toEqual([expected === 'team' ? team : expected]);
});

test('a payload of a workspace without an installation reaches nobody, though its organisation is known elsewhere', async () => {
  seen = [];
  const answer = await post(served.origin, command({ team_id: 'T0ELSE', enterprise_id: ORG, is_enterprise_install: 'false' }));
  expect(answer.text).toContain('not set up in this workspace');
  expect(seen).toEqual([]);
});

test("the organisation's people are members whatever workspace of it they are in, its admins are admins, and a stranger stays one", async () => {
  const { slack } = ground;
  const clients = createSlackClients({
    apiUrl: ground.apiUrl,
    log: ground.log,
    tokenOf: async () => ({ token: new Secret(BOT_TOKEN), version: 1 }),
    onRevoked: async () => {},
  });
  slack.organise({ id: ORG, name: 'Kestrel Group' });
  const people = createPeople(clients, stillClock());
  const who = async (workspace: string, { id }: { id: string }) => {
    const { kind, isAdmin } = await people.person(workspace, id);
    return `${kind}${isAdmin ? ' admin' : ''}`;
  };
  slack.change(slack.people.second.id, { teamId: TEAM_OF_ORG });
  slack.change(slack.people.approver.id, { inOrganisation: { isAdmin: true } });
  expect(await who(ORG, slack.people.author)).toBe('member');
  expect(await who(ORG, slack.people.second)).toBe('member');
  expect(await who(ORG, slack.people.guest)).toBe('guest');
  expect(await who(ORG, slack.people.client)).toBe('stranger');
  expect(await who(ORG, slack.people.approver)).toBe('member admin');
  expect(await who(ORG, slack.people.admin)).toBe('member');
  expect(await who(team, slack.people.admin)).toBe('member admin');
  expect(await who(team, slack.people.second)).toBe('stranger');

  const legal = slack.groups.find(({ handle }) => handle === 'legal');
  expect([...(await people.members(ORG, legal?.id ?? ''))]).toEqual([slack.people.second.id]);
  expect([...(await people.members(ORG, 'S0GONE'))]).toEqual([]);
  const { usergroups = [] } = await (await clients.of(ORG)).usergroups.list({});
  expect(usergroups.map(({ id }) => id)).toEqual(slack.groups.map(({ id }) => id));
});
