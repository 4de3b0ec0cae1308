import { type Beneath, startBeneath } from './emulator.js';
import { beneathToken, bot, channelNames, emulatorSeed, groups, roles, workspace } from './seed.js';
import type {
  Channels,
  Delivery,
  FaultKind,
  Json,
  People,
  Person,
  SlackFault,
  SlackOptions,
  StoredFile,
  StoredMessage,
  UserGroup,
  WebApiCall,
} from './types.js';

/** A channel or direct conversation; `members` are user ids, the bot's included. */
export interface Conversation {
  id: string;
  name: string;
  isIm: boolean;
  isArchived: boolean;
  members: Set<string>;
}

/** A file with what only the server knows: its wire object, and who may use it. */
export interface FileRecord extends StoredFile {
  wire: Json;
  completedAt: number;
  deleted: boolean;
  /** Put into a file_input: from then on the bot may read it. */
  handedToBot: boolean;
}

/** A modal or Home view; `values` is keyed by block id, then action id. */
export interface ViewRecord {
  id: string;
  hash: string;
  userId: string;
  type: 'modal' | 'home';
  view: Json;
  blocks: Json[];
  values: Record<string, Record<string, Json>>;
  rootId: string;
  previousId?: string;
  closed: boolean;
  errors: Record<string, string>;
  /** Options an external select was answered, by `block id/action id`. */
  offered: Map<string, Json[]>;
}

/** A trigger id: good for 3 s and for one use. */
export interface Trigger {
  userId: string;
  viewId?: string;
  at: number;
  used: boolean;
}

/** A response URL: good for 30 min and five uses. `original` is the message it answers to. */
export interface ResponseUrl {
  userId: string;
  channel: string;
  original?: StoredMessage;
  at: number;
  uses: number;
}

/** A fault that is set, and how many calls it still meets. */
export interface LiveFault extends SlackFault {
  left: number;
}

/** Everything the stand-in knows. One per running stand-in. */
export interface World {
  options: SlackOptions;
  url: string;
  beneath: Beneath;
  team: { id: string; name: string; domain: string };
  roles: People;
  channels: Channels;
  people: Map<string, Person>;
  conversations: Map<string, Conversation>;
  groups: UserGroup[];
  messages: StoredMessage[];
  ephemerals: StoredMessage[];
  files: Map<string, FileRecord>;
  uploads: Map<string, { name: string; length: number; altText?: string }>;
  views: Map<string, ViewRecord>;
  stacks: Map<string, ViewRecord[]>;
  homes: Map<string, ViewRecord>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  faults: Set<LiveFault>;
  calls: WebApiCall[];
  deliveries: Delivery[];
  scopes: string[];
  revoked: 'token_revoked' | 'account_inactive' | undefined;
  /** The organisation that Copydesk is installed for. */
  organisation: { id: string; name: string } | undefined;
  /** Bot tokens that installs by OAuth were given; `ended` is what is answered once one is dead. */
  issued: Map<string, { expiresAt?: number; ended?: 'token_revoked' | 'account_inactive' }>;
  /** Where people see it; undefined while nobody shows it. */
  shownAt: string | undefined;
  /** Told after whatever may have changed what people see. */
  listeners: Set<() => void>;
  now(): number;
}

/** The bot's token in the Slack beneath. */
export const botBeneath = beneathToken('copydesk');

/** Builds the world at `url`: starts the Slack beneath, seeds it, and reads back the ids it gave out. */
export async function makeWorld(url: string, options: SlackOptions, named = workspace): Promise<World> {
  const beneath = await startBeneath(url, emulatorSeed(named));
  const given = String((await beneath.call(botBeneath, 'auth.test', {})).team_id);
  const teamId = named.id ?? given;
  if (teamId !== given) beneath.rename([[given, teamId]]);
  const seeded = await seededPeople(beneath, teamId);
  const people = new Map(Object.values(seeded).map((person) => [person.id, person]));
  const conversations = await seededConversations(beneath, [...people.keys()]);
  for (const { name, members } of conversations.values()) {
    if (name !== channelNames.review && name !== channelNames.client) members.delete(seeded.client.id);
  }
  return {
    options,
    url,
    beneath,
    team: { ...named, id: teamId },
    roles: seeded,
    channels: channelIds(conversations),
    people,
    conversations,
    groups: groups.map((group) => ({ ...group, members: group.members.map((role) => seeded[role].id) })),
    messages: [],
    ephemerals: [],
    files: new Map(),
    uploads: new Map(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    faults: new Set(),
    calls: [],
    deliveries: [],
    scopes: options.scopes ?? ['commands', 'chat:write', 'im:write', 'users:read', 'files:read', 'files:write', 'usergroups:read'],
    revoked: undefined,
    organisation: undefined,
    issued: new Map(),
    shownAt: undefined,
    listeners: new Set(),
    now: options.clock ?? Date.now,
  };
}

/** Tells everyone who listens that something may have changed. */
export function changed(world: World): void {
  for (const listener of world.listeners) listener();
}

/** Takes the first fault set for a method; it counts down. */
export function takeFault(world: World, method: string): { before?: FaultKind; after?: FaultKind } {
  const fault = [...world.faults].find((rule) => rule.method === method || rule.method === '*');
  if (fault === undefined) return {};
  fault.left -= 1;
  if (fault.left === 0) world.faults.delete(fault);
  return fault;
}

/** The person with this id. Throws when there is none. */
export function personOf(world: World, userId: string): Person {
  const person = world.people.get(userId);
  if (person === undefined) throw new Error(`There is no person ${userId} in this Slack`);
  return person;
}

/** A ts of the Slack beneath, which goes by the machine's time, as this Slack's clock would have given it. */
export function shownTs(world: World, ts: unknown): string {
  const [seconds = '', order = ''] = String(ts).split('.');
  return `${Number(seconds) + Math.round((world.now() - Date.now()) / 1000)}.${order}`;
}

async function seededPeople(beneath: Beneath, teamId: string): Promise<People> {
  const { members } = await beneath.call(botBeneath, 'users.list', {});
  const idOf = (name: string) => String((members as Json[]).find((member) => member.name === name)?.id);
  const person = (role: keyof People): Person => ({
    id: idOf(roles[role].name),
    teamId,
    isAdmin: false,
    isOwner: false,
    isRestricted: false,
    isUltraRestricted: false,
    isStranger: false,
    deleted: false,
    ...roles[role],
  });
  return {
    author: person('author'),
    approver: person('approver'),
    second: person('second'),
    admin: person('admin'),
    owner: person('owner'),
    guest: person('guest'),
    client: person('client'),
  };
}

async function seededConversations(beneath: Beneath, people: string[]): Promise<Map<string, Conversation>> {
  const { channels } = await beneath.call(botBeneath, 'conversations.list', {});
  const conversations = new Map<string, Conversation>();
  for (const channel of channels as Json[]) {
    const name = String(channel.name);
    if (!Object.values<string>(channelNames).includes(name)) continue;
    const id = String(channel.id);
    const joined = name === channelNames.review || name === channelNames.general || name === channelNames.client;
    if (joined) await beneath.call(botBeneath, 'conversations.join', { channel: id });
    const isArchived = name === channelNames.archived;
    if (isArchived) await beneath.call(beneathToken(roles.owner.name), 'conversations.archive', { channel: id });
    conversations.set(id, { id, name, isIm: false, isArchived, members: new Set(joined ? [...people, bot.userId] : people) });
  }
  return conversations;
}

function channelIds(conversations: Map<string, Conversation>): Channels {
  const idOf = (name: string) => [...conversations.values()].find((conversation) => conversation.name === name)?.id ?? '';
  return {
    review: idOf(channelNames.review),
    general: idOf(channelNames.general),
    archived: idOf(channelNames.archived),
    unjoined: idOf(channelNames.unjoined),
    client: idOf(channelNames.client),
  };
}
