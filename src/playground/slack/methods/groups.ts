import { Refusal } from '../refusal.js';
import type { Json } from '../types.js';
import type { World } from '../world.js';
import { type Method, needs } from './method.js';

/** usergroups.list and usergroups.users.list. slack:reference/methods/usergroups.list and its neighbour, November 2026. */
export const groupMethods: Record<string, Method> = {
  'usergroups.list': { token: 'bot', scopes: needs('usergroups:read'), run: list },
  'usergroups.users.list': { token: 'bot', scopes: needs('usergroups:read'), run: users },
};

async function list(world: World, args: Json): Promise<Json> {
  requireTeam(world, args);
  const { groups, team } = world;
  const usergroups = groups.map(({ id, name, handle, members }) => ({
    id,
    team_id: team.id,
    is_usergroup: true,
    name,
    handle,
    is_external: false,
    date_delete: 0,
    user_count: members.length,
  }));
  return { usergroups };
}

async function users(world: World, args: Json): Promise<Json> {
  requireTeam(world, args);
  const group = world.groups.find(({ id }) => id === args.usergroup);
  if (group === undefined) throw new Refusal('no_such_subteam');
  return { users: [...group.members] };
}

/** An organisation's token has to say which workspace is meant. */
function requireTeam({ organisation, team }: World, args: Json): void {
  if (organisation === undefined) return;
  if (args.team_id === undefined) throw new Refusal('missing_argument');
  if (args.team_id !== team.id) throw new Refusal('team_not_found');
}
