import { type UsersInfoResponse, WebAPIPlatformError } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { say } from '../language/index.js';
import type { Clock } from '../lib/clock.js';
import { type People, PeopleUnavailableError, type Person } from '../workspaces/index.js';
import type { SlackClients } from './clients.js';
import { within } from './deadline.js';
import { isOrganisation } from './workspace-of.js';

/** People as `users.info` describes them (slack:methods/users.info, November 2026), and user groups, each kept for a minute. */
export function createPeople(clients: Pick<SlackClients, 'of'>, clock: Clock): People {
  const known = new LRUCache<string, { readonly person: Person; readonly at: number }>({ max: 10_000 });
  const asking = new Map<string, Promise<Person>>();

  const ask = (workspace: string, userId: string, key: string): Promise<Person> => {
    const running = asking.get(key) ?? look(clients, workspace, userId).finally(() => asking.delete(key));
    asking.set(key, running);
    return running;
  };

  const groups = new LRUCache<string, { readonly members: ReadonlySet<string>; readonly at: number }>({ max: 1_000 });

  return {
    members: async (workspace, group) => {
      const key = `${workspace} ${group}`;
      const at = clock.now().getTime();
      const kept = groups.get(key);
      if (kept !== undefined && at - kept.at < KEEP_MS) return kept.members;
      const answer = await within(ANSWER_WITHIN_MS, readMembers(clients, workspace, group));
      if (answer.state !== 'done')
        throw new PeopleUnavailableError(say('error.people.groupUnknown'), answer.state === 'failed' ? { cause: answer.error } : {});
      groups.set(key, { members: answer.value, at });
      return answer.value;
    },
    person: async (workspace, userId) => {
      const key = `${workspace} ${userId}`;
      const at = clock.now().getTime();
      const kept = known.get(key);
      if (kept !== undefined && at - kept.at < KEEP_MS) return kept.person;
      const answer = await within(ANSWER_WITHIN_MS, ask(workspace, userId, key));
      if (answer.state !== 'done')
        throw new PeopleUnavailableError(say('error.people.unknown'), answer.state === 'failed' ? { cause: answer.error } : {});
      known.set(key, { person: answer.value, at });
      return answer.value;
    },
  };
}

async function look(clients: Pick<SlackClients, 'of'>, workspace: string, userId: string): Promise<Person> {
  try {
    const { user } = await (await clients.of(workspace)).users.info({ user: userId });
    if (user === undefined) throw new Error('users.info answered without a user.');
    return personOf(user, workspace, userId);
  } catch (error) {
    if (error instanceof WebAPIPlatformError && NOT_ONE_OF_US.has(error.data.error)) {
      return { id: userId, name: userId, kind: 'stranger', isAdmin: false, zone: 'UTC' };
    }
    throw error;
  }
}

/** Who is in a user group (slack:methods/usergroups.users.list, November 2026). */
async function readMembers(clients: Pick<SlackClients, 'of'>, workspace: string, usergroup: string): Promise<ReadonlySet<string>> {
  try {
    const { users = [] } = await (await clients.of(workspace)).usergroups.users.list({ usergroup });
    return new Set(users);
  } catch (error) {
    if (error instanceof WebAPIPlatformError && NO_GROUP.has(error.data.error)) return new Set();
    throw error;
  }
}

type User = NonNullable<UsersInfoResponse['user']>;

function personOf(user: User, workspace: string, userId: string): Person {
  const kind = kindOf(user, workspace);
  return {
    id: userId,
    name: user.profile?.display_name || user.real_name || user.name || userId,
    kind,
    isAdmin: kind === 'member' && runsIt(isOrganisation(workspace) ? (user.enterprise_user ?? {}) : user),
    zone: user.tz ?? 'UTC',
  };
}

/** Whoever runs one workspace of an organisation runs nothing for all of it. */
function runsIt(user: Pick<User, 'is_admin' | 'is_owner' | 'is_primary_owner'>): boolean {
  return user.is_admin === true || user.is_owner === true || user.is_primary_owner === true;
}

function kindOf(user: User, workspace: string): Person['kind'] {
  if (user.deleted === true) return 'deactivated';
  if (user.is_bot === true || user.id === 'USLACKBOT') return 'bot';
  const { enterprise_user: inOrganisation } = user;
  const isHere =
    user.team_id === workspace || inOrganisation?.enterprise_id === workspace || inOrganisation?.teams?.includes(workspace) === true;
  if (!isHere || ('is_stranger' in user && user.is_stranger === true)) return 'stranger';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member';
}

const KEEP_MS = 60_000;

const ANSWER_WITHIN_MS = 1_000;

/** The group is gone, or groups cannot be read at all any more: then nobody is in one, which nobody gains a right by. */
const NO_GROUP = new Set(['no_such_subteam', 'plan_upgrade_required', 'missing_scope']);

const NOT_ONE_OF_US = new Set(['user_not_found', 'user_not_visible']);
