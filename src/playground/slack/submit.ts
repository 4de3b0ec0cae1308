import { isJson } from './block-kit/rule.js';
import { clientErrors } from './client-checks.js';
import { deliver, type Line } from './delivery.js';
import { aboutModal } from './payloads.js';
import { Refusal } from './refusal.js';
import { issueTrigger } from './triggers.js';
import type { Delivery, Json } from './types.js';
import { closeTop, pushView, topView, updateView, viewProblems } from './views.js';
import type { ViewRecord, World } from './world.js';

/** Submits a person's top modal: the client's own checks, then the wire, then what the answer says. */
export async function submitTop(line: Line, userId: string): Promise<Delivery> {
  const { world } = line;
  const record = topView(world, userId);
  if (record === undefined) throw new Error(`${userId} has no modal open`);
  if (record.view.submit === undefined) throw new Error(`The modal "${record.view.callback_id}" has no submit button`);
  record.errors = clientErrors(record.blocks, record.values);
  const payload = {
    ...aboutModal(world, 'view_submission', record),
    trigger_id: issueTrigger(world, userId, record.id),
    response_urls: [],
  };
  if (Object.keys(record.errors).length > 0) return notSent(world, payload);
  handFilesOver(world, record);
  const delivery = await deliver(line, 'view_submission', payload);
  if (delivery.status !== 200) return delivery;
  const refused = applyAnswer(world, record, delivery.answer);
  return refused.length === 0 ? delivery : Object.assign(delivery, { refused });
}

/** Closes a person's top modal; tells Copydesk when the view asked for it. */
export async function closeTopOf(line: Line, userId: string): Promise<Delivery | undefined> {
  const { world } = line;
  const record = topView(world, userId);
  if (record === undefined) throw new Error(`${userId} has no modal open`);
  const payload = { ...aboutModal(world, 'view_closed', record), is_cleared: record.view.clear_on_close === true };
  closeTop(world, userId, record.view.clear_on_close === true);
  return record.view.notify_on_close === true ? deliver(line, 'view_closed', payload) : undefined;
}

/** Does what the answer to a submission says; resolves with why Slack would not take it. slack:surfaces/modals, November 2026. */
export function applyAnswer(world: World, record: ViewRecord, answer: unknown): string[] {
  if (record.closed) return [];
  if (answer === '' || answer === null || (isJson(answer) && Object.keys(answer).length === 0)) {
    closeTop(world, record.userId);
    return [];
  }
  if (!isJson(answer)) return ['the answer is not JSON'];
  switch (answer.response_action) {
    case 'errors':
      return showErrors(record, answer.errors);
    case 'clear':
      closeTop(world, record.userId, true);
      return [];
    case 'update':
    case 'push':
      return render(world, record, answer.response_action, answer.view);
    default:
      return [`"${String(answer.response_action)}" is not a response_action`];
  }
}

function showErrors(record: ViewRecord, errors: unknown): string[] {
  if (!isJson(errors) || Object.keys(errors).length === 0) return ['errors must name at least one block'];
  const inputs = record.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const unknown = Object.keys(errors).filter((id) => !inputs.includes(id));
  if (unknown.length > 0) return [`errors name ${unknown.join(', ')}, which is not an input block of the view`];
  record.errors = Object.fromEntries(Object.entries(errors).map(([id, words]) => [id, String(words)]));
  return [];
}

function render(world: World, record: ViewRecord, how: 'update' | 'push', view: unknown): string[] {
  if (!isJson(view)) return ['view must be an object'];
  const problems = viewProblems(world, view, 'modal');
  if (problems.length > 0) return problems;
  try {
    if (how === 'update') updateView(world, record, view);
    else pushView(world, record.id, view);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error.code];
    throw error;
  }
}

function handFilesOver(world: World, record: ViewRecord): void {
  for (const state of Object.values(record.values).flatMap((actions) => Object.values(actions))) {
    const files = Array.isArray(state.files) ? state.files.filter(isJson) : [];
    for (const { id } of files) {
      const file = world.files.get(String(id));
      if (file !== undefined) file.handedToBot = true;
    }
  }
}

function notSent(world: World, payload: Json): Delivery {
  return { kind: 'view_submission', payload, status: 0, answer: 'client_refused', at: world.now(), ms: 0 };
}
