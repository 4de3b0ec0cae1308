import type { ModalView, PlainTextOption } from '@slack/types';
import type { PostingTimes } from '../../workspaces/index.js';
import { type Blocks, button, confirm, plain, section } from '../blocks.js';
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
  /** The brand's own policy in one line of mrkdwn; absent where it has none. */
  readonly policy?: string;
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
      ...approvalBlocks(state),
      ...scheduleBlocks(state),
    ],
  };
}

/** A brand with a policy of its own says in it whether authors may approve. */
function approvalBlocks({ brandId, policy, authorsMayApprove }: SettingsState): Blocks {
  const ownPosts: Blocks[number] = {
    type: 'input',
    optional: true,
    block_id: ACTIONS.authorsMayApprove,
    label: plain('Approval', LIMITS.inputLabel),
    element: {
      type: 'checkboxes',
      action_id: ACTIONS.authorsMayApprove,
      options: [OWN_POSTS],
      ...(authorsMayApprove ? { initial_options: [OWN_POSTS] } : {}),
    },
  };
  return [
    policy === undefined ? ownPosts : section(`*Approval*\n${policy}`),
    {
      type: 'actions',
      elements: [
        button(ACTIONS.policy, 'Who approves', { value: brandId, label: 'Choose who approves posts' }),
        button(ACTIONS.roles, 'Roles', { value: brandId, label: 'Choose admins, approvers and authors' }),
        button(ACTIONS.library, 'Library', { value: brandId, label: 'Templates, snippets, labels and signatures' }),
        button(ACTIONS.exportHistory, 'Export history', { value: brandId, label: 'Export what was done as a file' }),
        button(ACTIONS.exportEverything, 'Export everything', { confirm: EXPORT_EVERYTHING }),
      ],
    },
  ];
}

const EXPORT_EVERYTHING = confirm(
  'Export everything?',
  'You get one file with all posts, decisions, results and the history of this workspace, of every brand, as a direct message.',
  'Export',
);

const OWN_POSTS: PlainTextOption = {
  text: plain('Authors may approve their own posts', LIMITS.optionText),
  description: plain('They may then also publish without a review.', LIMITS.optionDescription),
  value: 'yes',
};
