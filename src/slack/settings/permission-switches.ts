import type { InputBlock, PlainTextOption } from '@slack/types';
import { say } from '../../language/index.js';
import { plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** Switches for what takes permissions beyond publishing: off, nobody is asked for those. Ids tell brands apart, or Slack would keep the values of the one before. */
export function permissionSwitches({ brandId, firstComments, asksToDelete }: PermissionState): InputBlock[] {
  return [
    switchBlock(ACTIONS.firstComments, brandId, firstComments === true, {
      label: say('settings.firstComments'),
      hint: say('settings.firstComments.hint'),
      option: say('settings.firstComments.offered'),
      description: say('settings.firstComments.where'),
    }),
    switchBlock(ACTIONS.asksToDelete, brandId, asksToDelete === true, {
      label: say('settings.asksToDelete'),
      hint: say('settings.asksToDelete.hint'),
      option: say('settings.asksToDelete.offered'),
      description: say('settings.asksToDelete.where'),
    }),
  ];
}

interface PermissionState {
  readonly brandId: string;
  readonly firstComments?: boolean;
  readonly asksToDelete?: boolean;
}

function switchBlock(
  id: string,
  brandId: string,
  on: boolean,
  words: { readonly label: string; readonly hint: string; readonly option: string; readonly description: string },
): InputBlock {
  const option: PlainTextOption = {
    text: plain(words.option, LIMITS.optionText),
    description: plain(words.description, LIMITS.optionDescription),
    value: 'yes',
  };
  return {
    type: 'input',
    optional: true,
    block_id: `${id}:${brandId}`,
    label: plain(words.label, LIMITS.inputLabel),
    hint: plain(words.hint, LIMITS.inputLabel),
    element: { type: 'checkboxes', action_id: id, options: [option], ...(on ? { initial_options: [option] } : {}) },
  };
}
