import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import { plain, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';

/** Asks for which days, both like `2026-11-27`, and of which brand where there are several, archived ones among them. */
export function exportView(brand: string, brands: readonly NamedBrand[], from: string, to: string): ModalView {
  return modal(VIEWS.exportHistory, {
    private_metadata: brand,
    title: say('export.title'),
    submit: say('export.button'),
    close: say('button.cancel'),
    blocks: [
      section(say('export.intro')),
      ...brandInput(brand, brands),
      day(ACTIONS.exportFrom, say('export.from'), from),
      day(ACTIONS.exportTo, say('export.to'), to),
    ],
  });
}

function brandInput(brand: string, brands: readonly NamedBrand[]): ModalView['blocks'] {
  if (brands.length < 2) return [];
  const element = brandSelect(ACTIONS.exportBrand, brands, { chosen: brand });
  return [{ type: 'input', block_id: ACTIONS.exportBrand, label: plain(say('label.brand'), LIMITS.inputLabel), element }];
}

function day(action: string, label: string, initial: string): ModalView['blocks'][number] {
  return {
    type: 'input',
    block_id: action,
    label: plain(label, LIMITS.inputLabel),
    element: { type: 'datepicker', action_id: action, initial_date: initial },
  };
}
