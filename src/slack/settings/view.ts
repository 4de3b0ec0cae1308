import type { ModalView, PlainTextOption } from '@slack/types';
import type { PostingTimes } from '../../workspaces/index.js';
import { type Blocks, button, confirm, context, plain, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { brandInputs } from './brand-inputs.js';
import { firstCommentsBlock } from './first-comments.js';
import { scheduleBlocks } from './schedule-blocks.js';

/** What the settings modal shows. `at` is the moment whose difference from UTC the zone is shown with. */
export interface SettingsState {
  readonly brandId: string;
  readonly brandName: string;
  /** Those whose settings this person may change. */
  readonly brands: readonly NamedBrand[];
  /** What this person may do with brands as a whole; absent where they manage some brands only. */
  readonly workspace?: {
    /** Whether there are archived ones to restore. */
    readonly archived: boolean;
    /** Whether another brand stays when this one is archived. */
    readonly others: boolean;
  };
  readonly reviewChannel?: string;
  readonly zone: string;
  readonly authorsMayApprove: boolean;
  /** The brand's own policy in one line of mrkdwn; absent where it has none. */
  readonly policy?: string;
  readonly postingTimes?: PostingTimes;
  /** In ms; absent means the default. */
  readonly toleranceMs?: number;
  readonly firstComments?: boolean;
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
      ...pickerBlocks(state),
      ...brandInputs({ ...state, key: state.brandId, name: state.brandName }),
      ...approvalBlocks(state),
      ...scheduleBlocks(state),
      firstCommentsBlock(state.firstComments === true),
      ...brandsBlocks(state),
    ],
  };
}

/** Which of several brands this is about. */
function pickerBlocks({ brandId, brands }: SettingsState): Blocks {
  if (brands.length < 2) return [];
  return [
    { type: 'actions', block_id: `brand:${brandId}`, elements: [brandSelect(ACTIONS.settingsBrand, brands, { chosen: brandId })] },
    context('Save what you change here before you choose another brand.'),
  ];
}

/** What is done with brands as a whole. */
function brandsBlocks({ brandId, brandName, workspace }: SettingsState): Blocks {
  if (workspace === undefined) return [];
  const words = `Nobody can write for ${brandName} any more, and it is no longer offered. Its posts, settings and history stay, and you can restore it. Posts that wait and connected accounts have to be dealt with first.`;
  const archive = button(ACTIONS.archiveBrand, 'Archive brand', {
    value: brandId,
    style: 'danger',
    label: `Archive the brand ${brandName}`,
    confirm: confirm(`Archive ${brandName}?`, words, 'Archive', { danger: true }),
  });
  const elements = [
    button(ACTIONS.newBrand, 'New brand', { label: 'Add a brand' }),
    ...(workspace.archived ? [button(ACTIONS.restoreBrand, 'Archived brands', { label: 'Restore an archived brand' })] : []),
    ...(workspace.others ? [archive] : []),
  ];
  return [{ type: 'divider' }, { type: 'actions', elements }];
}

/** A brand with a policy of its own says in it whether authors may approve. */
function approvalBlocks({ brandId, policy, authorsMayApprove, workspace }: SettingsState): Blocks {
  const ownPosts: Blocks[number] = {
    type: 'input',
    optional: true,
    block_id: `${ACTIONS.authorsMayApprove}:${brandId}`,
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
        button(ACTIONS.reminders, 'Reminders', { value: brandId, label: 'Choose when approvers are reminded' }),
        button(ACTIONS.notifications, 'Notifications', { label: 'Choose when Copydesk writes to you' }),
        button(ACTIONS.library, 'Library', { value: brandId, label: 'Templates, snippets, labels and signatures' }),
        button(ACTIONS.exportHistory, 'Export history', { value: brandId, label: 'Export what was done as a file' }),
        ...(workspace === undefined ? [] : [button(ACTIONS.exportEverything, 'Export everything', { confirm: EXPORT_EVERYTHING })]),
      ],
    },
  ];
}

const EXPORT_EVERYTHING = confirm(
  'Export everything?',
  'You get one file with the posts, decisions, results and the history of every brand of this workspace, as a direct message.',
  'Export',
);

const OWN_POSTS: PlainTextOption = {
  text: plain('Authors may approve their own posts', LIMITS.optionText),
  description: plain('They may then also publish without a review.', LIMITS.optionDescription),
  value: 'yes',
};
