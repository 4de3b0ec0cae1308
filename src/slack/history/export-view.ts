import type { ModalView } from '@slack/types';
import { plain, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** Asks for which days, both like `2026-11-27`, and of which brand where there are several, archived ones among them. */
export function exportView(brand: string, brands: readonly NamedBrand[], from: string, to: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.exportHistory,
    private_metadata: brand,
    title: plain('Export history', LIMITS.viewTitle),
    submit: plain('Export', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      section('You get a file with every act of these days as a direct message: who, what, when, from where, and on which revision.'),
      ...brandInput(brand, brands),
      day(ACTIONS.exportFrom, 'From', from),
      day(ACTIONS.exportTo, 'Up to and including', to),
    ],
  };
}

function brandInput(brand: string, brands: readonly NamedBrand[]): ModalView['blocks'] {
  if (brands.length < 2) return [];
  const element = brandSelect(ACTIONS.exportBrand, brands, { chosen: brand });
  return [{ type: 'input', block_id: ACTIONS.exportBrand, label: plain('Brand', LIMITS.inputLabel), element }];
}

function day(action: string, label: string, initial: string): ModalView['blocks'][number] {
  return {
    type: 'input',
    block_id: action,
    label: plain(label, LIMITS.inputLabel),
    element: { type: 'datepicker', action_id: action, initial_date: initial },
  };
}
