import { randomBytes } from 'node:crypto';
import { isJson } from './block-kit/rule.js';
import { checkView } from './block-kit.js';
import { valuesAfter, withIds } from './elements.js';
import { slackFileProblems } from './files.js';
import { Refusal, refusalWith } from './refusal.js';
import { bot } from './seed.js';
import type { Json, SlackView } from './types.js';
import { personOf, type ViewRecord, type World } from './world.js';

const MOST_BYTES = 250_000;
const MOST_VIEWS = 3;

/** Opens a modal in front of a person; what was open before is closed. */
export function openView(world: World, userId: string, view: Json): ViewRecord {
  for (const old of stackOf(world, userId)) close(old);
  const record = newRecord(world, userId, view);
  world.stacks.set(userId, [record]);
  return record;
}

/** Puts a modal on top of the one with this id. Throws `push_limit_reached` above three, `not_found` when that one is closed. */
export function pushView(world: World, onto: string | undefined, view: Json): ViewRecord {
  const below = world.views.get(onto ?? '');
  if (below === undefined || below.closed || below.type !== 'modal') throw new Refusal('not_found');
  const stack = stackOf(world, below.userId);
  if (stack.length >= MOST_VIEWS) throw new Refusal('push_limit_reached');
  const record = newRecord(world, below.userId, view);
  record.rootId = below.rootId;
  record.previousId = below.id;
  stack.push(record);
  return record;
}

/** Renders a view anew. What the person put into elements that keep their ids stays. Throws `not_found` when it is closed, `hash_conflict`. */
export function updateView(world: World, record: ViewRecord | undefined, view: Json, hash?: unknown): ViewRecord {
  if (record === undefined || record.closed) throw new Refusal('not_found');
  if (typeof hash === 'string' && hash !== '' && hash !== record.hash) throw new Refusal('hash_conflict');
  uniqueExternalId(world, view, record);
  record.view = view;
  record.blocks = withIds(view.blocks);
  record.values = valuesAfter(record.blocks, record.values);
  record.hash = newHash(world);
  record.errors = {};
  return record;
}

/** Publishes a person's Home tab. Throws `hash_conflict`. */
export function publishHome(world: World, userId: string, view: Json, hash?: unknown): ViewRecord {
  const shown = world.homes.get(userId);
  if (shown !== undefined) return updateView(world, shown, view, hash);
  const record = newRecord(world, userId, view);
  world.homes.set(userId, record);
  return record;
}

/** Closes the top modal of a person; with `all`, every one. */
export function closeTop(world: World, userId: string, all = false): void {
  const stack = stackOf(world, userId);
  const closing = all ? stack.splice(0) : stack.splice(-1);
  for (const record of closing) close(record);
}

/** The modal on top, or undefined. */
export function topView(world: World, userId: string): ViewRecord | undefined {
  return stackOf(world, userId).at(-1);
}

/** Reads a view argument and checks it for its surface. Throws `invalid_arguments` with messages, or `view_too_large`. */
export function viewArgument(world: World, value: unknown, type: 'modal' | 'home'): Json {
  if (!isJson(value)) throw refusalWith('invalid_arguments', ['/view: missing required field: view']);
  if (Buffer.byteLength(JSON.stringify(value)) > MOST_BYTES) throw new Refusal('view_too_large');
  const problems = viewProblems(world, value, type);
  if (problems.length > 0) throw refusalWith('invalid_arguments', problems, '/view');
  return value;
}

/** What Slack would refuse in a view on this surface. */
export function viewProblems(world: World, view: Json, type: 'modal' | 'home'): string[] {
  if (view.type !== type) return [`/type: must be ${type}`];
  return [...checkView(view), ...slackFileProblems(world, view.blocks, '/blocks')];
}

/** A view as Slack puts it into payloads and answers. */
export function wireView(world: World, record: ViewRecord): Json {
  const { view } = record;
  return {
    id: record.id,
    team_id: personOf(world, record.userId).teamId,
    type: record.type,
    blocks: record.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values: record.values },
    hash: record.hash,
    title: view.title ?? { type: 'plain_text', text: 'Home', emoji: true },
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: record.previousId ?? null,
    root_view_id: record.rootId,
    app_id: bot.appId,
    external_id: view.external_id ?? '',
    app_installed_team_id: world.organisation?.id ?? world.team.id,
    bot_id: bot.botId,
  };
}

/** A view as its person sees it. */
export function seenView(record: ViewRecord): SlackView {
  const words = (value: unknown) => (isJson(value) ? String(value.text) : undefined);
  const submit = words(record.view.submit);
  const closeWord = words(record.view.close);
  return structuredClone({
    id: record.id,
    hash: record.hash,
    type: record.type,
    title: words(record.view.title) ?? '',
    ...(submit === undefined ? {} : { submit }),
    ...(closeWord === undefined ? {} : { close: closeWord }),
    callbackId: String(record.view.callback_id ?? ''),
    privateMetadata: String(record.view.private_metadata ?? ''),
    externalId: String(record.view.external_id ?? ''),
    blocks: record.blocks,
    state: { values: record.values },
    rootId: record.rootId,
    ...(record.previousId === undefined ? {} : { previousId: record.previousId }),
    errors: record.errors,
  });
}

function stackOf(world: World, userId: string): ViewRecord[] {
  const stack = world.stacks.get(userId) ?? [];
  world.stacks.set(userId, stack);
  return stack;
}

function newRecord(world: World, userId: string, view: Json): ViewRecord {
  uniqueExternalId(world, view);
  const id = `V${randomBytes(5).toString('hex').toUpperCase()}`;
  const blocks = withIds(view.blocks);
  const type = view.type === 'home' ? 'home' : 'modal';
  const values = valuesAfter(blocks, {});
  const record: ViewRecord = {
    id,
    hash: newHash(world),
    userId,
    type,
    view,
    blocks,
    values,
    rootId: id,
    closed: false,
    errors: {},
    offered: new Map(),
  };
  world.views.set(id, record);
  return record;
}

function uniqueExternalId(world: World, view: Json, except?: ViewRecord): void {
  const id = view.external_id;
  if (typeof id !== 'string' || id === '') return;
  const taken = [...world.views.values()].some((other) => other !== except && !other.closed && other.view.external_id === id);
  if (taken) throw new Refusal('duplicate_external_id');
}

function close(record: ViewRecord): void {
  record.closed = true;
}

function newHash(world: World): string {
  return `${Math.floor(world.now() / 1000)}.${randomBytes(4).toString('hex')}`;
}
