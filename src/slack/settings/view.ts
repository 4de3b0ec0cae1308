import type { ModalView, PlainTextOption } from '@slack/types';
import { say } from '../../language/index.js';
import type { PostingTimes } from '../../workspaces/index.js';
import { type Blocks, button, confirm, context, plain, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { brandInputs } from './brand-inputs.js';
import { permissionSwitches } from './permission-switches.js';
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
  readonly asksToDelete?: boolean;
  readonly at: Date;
}

/** The settings of a brand. */
export function settingsView(state: SettingsState): ModalView {
  return modal(VIEWS.settings, {
    private_metadata: JSON.stringify({ brand: state.brandId }),
    title: say('settings.title'),
    submit: say('button.save'),
    close: say('button.cancel'),
    blocks: [
      ...pickerBlocks(state),
      ...brandInputs({ ...state, key: state.brandId, name: state.brandName }),
      ...approvalBlocks(state),
      ...scheduleBlocks(state),
      ...permissionSwitches(state),
      { type: 'divider' },
      otherBlock(state),
      ...brandsBlocks(state),
    ],
  });
}

/** Which of several brands this is about. */
function pickerBlocks({ brandId, brands }: SettingsState): Blocks {
  if (brands.length < 2) return [];
  return [
    { type: 'actions', block_id: `brand:${brandId}`, elements: [brandSelect(ACTIONS.settingsBrand, brands, { chosen: brandId })] },
    context(say('brand.saveFirst')),
  ];
}

/** What is done with brands as a whole. */
function brandsBlocks({ brandId, brandName, workspace }: SettingsState): Blocks {
  if (workspace === undefined) return [];
  const named = { name: brandName };
  const archive = button(ACTIONS.archiveBrand, say('brand.archive'), {
    value: brandId,
    style: 'danger',
    label: say('brand.archive.label', named),
    confirm: confirm(say('brand.archive.ask', named), say('brand.archive.what', named), say('brand.archive.yes'), { danger: true }),
  });
  const elements = [
    button(ACTIONS.newBrand, say('brand.new'), { label: say('brand.new.label') }),
    ...(workspace.archived ? [button(ACTIONS.restoreBrand, say('brand.restore'), { label: say('brand.restore.label') })] : []),
    ...(workspace.others ? [archive] : []),
  ];
  return [{ type: 'actions', elements }];
}

/** A brand with a policy of its own says in it whether authors may approve. */
function approvalBlocks({ brandId, policy, authorsMayApprove }: SettingsState): Blocks {
  const option = ownPostsOption();
  const ownPosts: Blocks[number] = {
    type: 'input',
    optional: true,
    block_id: `${ACTIONS.authorsMayApprove}:${brandId}`,
    label: plain(say('settings.approval'), LIMITS.inputLabel),
    element: {
      type: 'checkboxes',
      action_id: ACTIONS.authorsMayApprove,
      options: [option],
      ...(authorsMayApprove ? { initial_options: [option] } : {}),
    },
  };
  return [
    policy === undefined ? ownPosts : section(`*${say('settings.approval')}*\n${policy}`),
    {
      type: 'actions',
      elements: [
        button(ACTIONS.policy, say('label.whoApproves'), { value: brandId, label: say('settings.whoApproves.label') }),
        button(ACTIONS.roles, say('roles.title'), { value: brandId, label: say('settings.roles.label') }),
        button(ACTIONS.reminders, say('reminder.title'), { value: brandId, label: say('settings.reminders.label') }),
      ],
    },
  ];
}

/** What is beside the settings. */
function otherBlock({ brandId, workspace }: SettingsState): Blocks[number] {
  return {
    type: 'actions',
    elements: [
      button(ACTIONS.library, say('label.library'), { value: brandId, label: say('settings.library.label') }),
      button(ACTIONS.notifications, say('settings.notifications'), { label: say('settings.notifications.label') }),
      button(ACTIONS.exportHistory, say('settings.exportHistory'), { value: brandId, label: say('settings.exportHistory.label') }),
      ...(workspace === undefined ? [] : [exportEverythingButton()]),
    ],
  };
}

function exportEverythingButton() {
  const ask = confirm(say('settings.exportEverything.ask'), say('settings.exportEverything.what'), say('settings.exportEverything.yes'));
  return button(ACTIONS.exportEverything, say('settings.exportEverything'), { confirm: ask });
}

function ownPostsOption(): PlainTextOption {
  return {
    text: plain(say('rules.authorsMayApprove'), LIMITS.optionText),
    description: plain(say('settings.approval.unreviewed'), LIMITS.optionDescription),
    value: 'yes',
  };
}
