import type { ModalView, PlainTextOption } from '@slack/types';
import type { PostingTimes } from '../../workspaces/index.js';
import { plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { scheduleBlocks } from './schedule-blocks.js';
import { zoneOption } from './zones.js';

/** What the settings modal shows. `at` is the moment whose difference from UTC the zone is shown with. */
export interface SettingsState {
  readonly brandId: string;
  readonly reviewChannel?: string;
  readonly zone: string;
  readonly authorsMayApprove: boolean;
  readonly postingTimes?: PostingTimes;
  /** In ms; absent means the default. */
  readonly toleranceMs?: number;
  readonly at: Date;
}

/** The settings of a brand. */
export function settingsView(state: SettingsState): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.settings,
    private_metadata: JSON.stringify({ brand: state.brandId }),
    title: plain('Copydesk settings', LIMITS.viewTitle),
    submit: plain('Save', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.reviewChannel,
        label: plain('Review channel', LIMITS.inputLabel),
        hint: plain('Posts that wait for a review appear here. Invite Copydesk to the channel first.', LIMITS.inputLabel),
        element: {
          type: 'conversations_select',
          action_id: ACTIONS.reviewChannel,
          placeholder: plain('Choose a channel'),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(state.reviewChannel === undefined ? {} : { initial_conversation: state.reviewChannel }),
        },
      },
      {
        type: 'input',
        block_id: ACTIONS.zone,
        label: plain('Time zone', LIMITS.inputLabel),
        hint: plain('Times on cards are also shown in this zone.', LIMITS.inputLabel),
        element: {
          type: 'external_select',
          action_id: ACTIONS.zone,
          placeholder: plain('Type a city'),
          min_query_length: 1,
          initial_option: zoneOption(state.zone, state.at),
        },
      },
      {
        type: 'input',
        optional: true,
        block_id: ACTIONS.authorsMayApprove,
        label: plain('Approval', LIMITS.inputLabel),
        element: {
          type: 'checkboxes',
          action_id: ACTIONS.authorsMayApprove,
          options: [OWN_POSTS],
          ...(state.authorsMayApprove ? { initial_options: [OWN_POSTS] } : {}),
        },
      },
      ...scheduleBlocks(state),
    ],
  };
}

const OWN_POSTS: PlainTextOption = {
  text: plain('Authors may approve their own posts', LIMITS.optionText),
  description: plain('They may then also publish without a review.', LIMITS.optionDescription),
  value: 'yes',
};
