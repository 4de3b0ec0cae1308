import { isJson } from '../block-kit/rule.js';
import { Refusal } from '../refusal.js';
import { bot } from '../seed.js';
import type { Json, Person } from '../types.js';
import { botBeneath, type World } from '../world.js';
import { type Method, needs } from './method.js';

/** auth.*, users.*, team.*, bots.* and apps.*. slack:reference/methods/users.info and its neighbours, November 2026. */
export const peopleMethods: Record<string, Method> = {
  'auth.test': { token: 'bot', run: authTest },
  'auth.revoke': { token: 'bot', run: revoke },
  'users.info': { token: 'bot', scopes: needs('users:read'), run: userInfo },
  'bots.info': { token: 'bot', scopes: needs('users:read'), run: botInfo },
  'auth.teams.list': { token: 'bot', run: async ({ team }) => ({ teams: [{ id: team.id, name: team.name }] }) },
  'team.info': { token: 'bot', scopes: needs('team:read'), run: (world) => beneath(world, 'team.info', {}) },
};

async function authTest(world: World): Promise<Json> {
  const answer = await beneath(world, 'auth.test', {});
  return { ...answer, url: `${world.url}/`, app_id: bot.appId, is_enterprise_install: world.organisation !== undefined };
}

async function revoke(world: World, args: Json): Promise<Json> {
  if (String(args.test) === 'true' || String(args.test) === '1') return { revoked: false };
  world.revoked = 'token_revoked';
  return { revoked: true };
}

async function userInfo(world: World, args: Json): Promise<Json> {
  const id = String(args.user ?? '');
  const person = world.people.get(id);
  if (id !== bot.userId && person === undefined) throw new Refusal('user_not_found');
  const { user } = await beneath(world, 'users.info', { user: id });
  return { user: { ...(isJson(user) ? user : {}), ...(person === undefined ? asBot(world) : asPerson(world, person)), ...localeOf(args) } };
}

async function botInfo(world: World, args: Json): Promise<Json> {
  const { bot: known } = await beneath(world, 'bots.info', { bot: args.bot ?? bot.botId });
  return { bot: { ...(isJson(known) ? known : {}), app_id: bot.appId, user_id: bot.userId } };
}

async function beneath(world: World, method: string, args: Json): Promise<Json> {
  const { ok, ...answer } = await world.beneath.call(botBeneath, method, args);
  if (ok !== true) throw new Refusal(String(answer.error));
  return answer;
}

function asPerson({ organisation }: World, person: Person): Json {
  return {
    id: person.id,
    name: person.name,
    real_name: person.realName,
    profile: { real_name: person.realName, display_name: person.displayName ?? '' },
    team_id: person.teamId,
    deleted: person.deleted,
    tz: person.tz,
    tz_label: person.tz,
    tz_offset: offsetSeconds(person.tz),
    is_admin: person.isAdmin,
    is_owner: person.isOwner,
    is_primary_owner: false,
    is_restricted: person.isRestricted,
    is_ultra_restricted: person.isUltraRestricted,
    is_bot: false,
    is_app_user: false,
    ...(organisation === undefined || person.inOrganisation === undefined
      ? {}
      : {
          enterprise_user: {
            id: person.id,
            enterprise_id: organisation.id,
            enterprise_name: organisation.name,
            is_admin: person.inOrganisation.isAdmin,
            is_owner: false,
            is_primary_owner: false,
            teams: [person.teamId],
          },
        }),
    ...(person.isStranger ? { is_stranger: true } : {}),
  };
}

function asBot(world: World): Json {
  return { id: bot.userId, team_id: world.team.id, is_bot: true, is_admin: false, is_owner: false, is_restricted: false, deleted: false };
}

function localeOf(args: Json): Json {
  return String(args.include_locale) === 'true' ? { locale: 'en-US' } : {};
}

function offsetSeconds(zone: string): number {
  const now = new Date();
  const there = new Date(now.toLocaleString('en-US', { timeZone: zone }));
  const utc = new Date(now.toLocaleString('en-US', { timeZone: 'UTC' }));
  return Math.round((there.getTime() - utc.getTime()) / 1000);
}
