import type { ModalView } from '@slack/types';
import { plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** Asks for which days. Both are `2026-11-27`; `value` names the brand. */
export function exportView(value: string, from: string, to: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.exportHistory,
    private_metadata: value,
    title: plain('Export history', LIMITS.viewTitle),
    submit: plain('Export', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      section('You get a file with every act of these days as a direct message: who, what, when, from where, and on which revision.'),
      day(ACTIONS.exportFrom, 'From', from),
      day(ACTIONS.exportTo, 'Up to and including', to),
    ],
  };
}

function day(action: string, label: string, initial: string): ModalView['blocks'][number] {
  return {
    type: 'input',
    block_id: action,
    label: plain(label, LIMITS.inputLabel),
    element: { type: 'datepicker', action_id: action, initial_date: initial },
  };
}
