import { deliver, type Line } from './delivery.js';
import { sendEvent } from './events.js';
import { aboutModal, baseOf, commandFields, inView } from './payloads.js';
import { issueResponseUrl } from './response-urls.js';
import { applyAnswer } from './submit.js';
import { issueTrigger } from './triggers.js';
import type { Delivery, Forged, ForgedView, Json } from './types.js';
import { openView } from './views.js';
import type { ViewRecord, World } from './world.js';

/** Sends a payload that was put together by hand, signed and with a trigger of its own. What Slack would refuse in the answer stands in `refused`. */
export async function forge(line: Line, userId: string, forged: Forged): Promise<Delivery> {
  const { world } = line;
  switch (forged.kind) {
    case 'event':
      return sendEvent(line, forged.event, { user: userId, ...forged.fields });
    case 'slash_command':
      return deliver(line, 'slash_command', { ...commandFields(world, userId, forged, review(world)), ...there(world, userId) });
    case 'shortcut':
    case 'message_action': {
      const fields = { callback_id: forged.callbackId, ...forged.fields, trigger_id: issueTrigger(world, userId) };
      return deliver(line, forged.kind, { ...baseOf(world, forged.kind, userId), ...fields });
    }
    case 'block_actions': {
      const place = forged.view === undefined ? onMessage(world, userId) : inView(world, opened(world, userId, forged.view));
      return deliver(line, 'block_actions', { ...baseOf(world, 'block_actions', userId), ...place, actions: [forged.action] });
    }
    case 'block_suggestion': {
      const place = forged.view === undefined ? {} : inView(world, opened(world, userId, forged.view));
      const fields = { action_id: forged.actionId, block_id: forged.actionId, value: forged.value };
      return deliver(line, 'block_suggestion', { ...baseOf(world, 'block_suggestion', userId), ...place, ...fields });
    }
    case 'view_closed':
      return deliver(line, 'view_closed', { ...aboutModal(world, 'view_closed', opened(world, userId, forged.view)), is_cleared: false });
    case 'view_submission': {
      const record = opened(world, userId, forged.view);
      const trigger = issueTrigger(world, userId, record.id);
      const payload = { ...aboutModal(world, 'view_submission', record), trigger_id: trigger, response_urls: [] };
      const delivery = await deliver(line, 'view_submission', payload);
      const refused = delivery.status === 200 ? applyAnswer(world, record, delivery.answer) : [];
      return refused.length === 0 ? delivery : Object.assign(delivery, { refused });
    }
    default:
      return forged satisfies never;
  }
}

/** The modal that the payload says it comes from: shown to the person, so that it can be drawn anew. */
function opened(world: World, userId: string, { callbackId, privateMetadata, values = {}, blocks = [] }: ForgedView): ViewRecord {
  const states = Object.entries(values).map(([place, state]) => {
    const [block = '', action = block] = place.split('/');
    return { block, action, state };
  });
  const inputs = states.map(({ block, action }) => ({
    type: 'input',
    block_id: block,
    element: { type: 'plain_text_input', action_id: action },
  }));
  const record = openView(world, userId, {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: privateMetadata,
    title: { type: 'plain_text', text: 'Forged' },
    blocks: [...inputs, ...blocks],
  });
  record.values = Object.fromEntries(
    states.map(({ block, action, state }): [string, Record<string, Json>] => [block, { [action]: state }]),
  );
  return record;
}

function onMessage(world: World, userId: string): Json {
  const { id, name } = review(world);
  const ts = (world.now() / 1000).toFixed(6);
  return {
    container: { type: 'message', message_ts: ts, channel_id: id, is_ephemeral: false },
    channel: { id, name },
    message: { type: 'message', ts, text: 'Forged' },
    ...there(world, userId),
  };
}

function there(world: World, userId: string): Json {
  return { trigger_id: issueTrigger(world, userId), response_url: issueResponseUrl(world, userId, world.channels.review) };
}

function review(world: World) {
  const found = world.conversations.get(world.channels.review);
  if (found === undefined) throw new Error('There is no review channel');
  return found;
}
