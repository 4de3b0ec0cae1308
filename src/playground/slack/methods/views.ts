import { isJson } from '../block-kit/rule.js';
import { Refusal, refusalWith } from '../refusal.js';
import { spendTrigger } from '../triggers.js';
import type { Json } from '../types.js';
import { openView, publishHome, pushView, updateView, viewArgument, wireView } from '../views.js';
import type { ViewRecord, World } from '../world.js';
import type { Method } from './method.js';

/** The views.* methods. slack:reference/methods/views.open and its neighbours, November 2026. */
export const viewMethods: Record<string, Method> = {
  'views.open': { token: 'bot', run: open },
  'views.push': { token: 'bot', run: push },
  'views.update': { token: 'bot', run: update },
  'views.publish': { token: 'bot', run: publish },
};

async function open(world: World, args: Json): Promise<Json> {
  const view = viewArgument(world, args.view, 'modal');
  const { userId } = spendTrigger(world, triggerId(args));
  return answer(world, openView(world, userId, view));
}

async function push(world: World, args: Json): Promise<Json> {
  const view = viewArgument(world, args.view, 'modal');
  const { viewId } = spendTrigger(world, triggerId(args));
  return answer(world, pushView(world, viewId, view));
}

async function update(world: World, args: Json): Promise<Json> {
  const record = addressed(world, args);
  const type = isJson(args.view) && args.view.type === 'home' ? 'home' : 'modal';
  const view = viewArgument(world, args.view, record?.type ?? type);
  return answer(world, updateView(world, record, view, args.hash));
}

async function publish(world: World, args: Json): Promise<Json> {
  const userId = String(args.user_id ?? '');
  if (!world.people.has(userId)) throw refusalWith('invalid_arguments', ['/user_id: user not found']);
  return answer(world, publishHome(world, userId, viewArgument(world, args.view, 'home'), args.hash));
}

function answer(world: World, record: ViewRecord): Json {
  return { view: wireView(world, record) };
}

function triggerId(args: Json): unknown {
  if (typeof args.trigger_id !== 'string' || args.trigger_id === '')
    throw refusalWith('invalid_arguments', ['/trigger_id: missing required field: trigger_id']);
  return args.trigger_id;
}

function addressed(world: World, args: Json): ViewRecord | undefined {
  if (typeof args.view_id === 'string') return world.views.get(args.view_id);
  if (typeof args.external_id !== 'string') throw new Refusal('invalid_arguments');
  return [...world.views.values()].find((record) => !record.closed && record.view.external_id === args.external_id);
}
