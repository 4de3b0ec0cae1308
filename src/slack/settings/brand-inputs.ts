import type { InputBlock } from '@slack/types';
import { MOST_NAME } from '../../workspaces/index.js';
import { plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { zoneOption } from './zones.js';

/** The name, review channel and zone of a brand; `key` tells the blocks of several brands apart, or Slack would keep the values of the one before. */
export function brandInputs(state: {
  readonly key: string;
  readonly name?: string;
  readonly reviewChannel?: string;
  readonly zone: string;
  readonly at: Date;
}): InputBlock[] {
  const { key, name, reviewChannel, zone, at } = state;
  return [
    {
      type: 'input',
      block_id: `${ACTIONS.brandName}:${key}`,
      label: plain('Brand', LIMITS.inputLabel),
      hint: plain('What the accounts speak for. Only people in this workspace see the name.', LIMITS.inputLabel),
      element: {
        type: 'plain_text_input',
        action_id: ACTIONS.brandName,
        max_length: MOST_NAME,
        ...(name === undefined ? {} : { initial_value: name }),
      },
    },
    {
      type: 'input',
      block_id: `${ACTIONS.reviewChannel}:${key}`,
      label: plain('Review channel', LIMITS.inputLabel),
      hint: plain('Posts that wait for a review appear here. Invite Copydesk to the channel first.', LIMITS.inputLabel),
      element: {
        type: 'conversations_select',
        action_id: ACTIONS.reviewChannel,
        placeholder: plain('Choose a channel'),
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(reviewChannel === undefined ? {} : { initial_conversation: reviewChannel }),
      },
    },
    {
      type: 'input',
      block_id: `${ACTIONS.zone}:${key}`,
      label: plain('Time zone', LIMITS.inputLabel),
      hint: plain('Times on cards are also shown in this zone.', LIMITS.inputLabel),
      element: {
        type: 'external_select',
        action_id: ACTIONS.zone,
        placeholder: plain('Type a city'),
        min_query_length: 1,
        initial_option: zoneOption(zone, at),
      },
    },
  ];
}
