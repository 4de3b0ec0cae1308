import type { InputBlock } from '@slack/types';
import { say } from '../../language/index.js';
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
      label: plain(say('label.brand'), LIMITS.inputLabel),
      hint: plain(say('brand.name.hint'), LIMITS.inputLabel),
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
      label: plain(say('brand.channel.label'), LIMITS.inputLabel),
      hint: plain(say('brand.channel.hint'), LIMITS.inputLabel),
      element: {
        type: 'conversations_select',
        action_id: ACTIONS.reviewChannel,
        placeholder: plain(say('brand.channel.choose')),
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(reviewChannel === undefined ? {} : { initial_conversation: reviewChannel }),
      },
    },
    {
      type: 'input',
      block_id: `${ACTIONS.zone}:${key}`,
      label: plain(say('brand.zone.label'), LIMITS.inputLabel),
      hint: plain(say('brand.zone.hint'), LIMITS.inputLabel),
      element: {
        type: 'external_select',
        action_id: ACTIONS.zone,
        placeholder: plain(say('brand.zone.choose')),
        min_query_length: 1,
        initial_option: zoneOption(zone, at),
      },
    },
  ];
}
