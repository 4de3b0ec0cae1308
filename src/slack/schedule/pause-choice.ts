import type { Brand } from '../../workspaces/index.js';
import { type Blocks, button, confirm, context, inert, mention, moment, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import type { AckBody } from '../listener.js';

type Message = Exclude<AckBody, undefined> & { readonly text: string; readonly blocks: Blocks };

/** Asks which of several brands is paused; a choice counts at once. */
export function pauseMessage(brands: readonly NamedBrand[]): Message {
  const all = `Pause all ${brands.length}`;
  return ask('Which brand do you want to pause?', [
    {
      type: 'actions',
      elements: [
        { ...brandSelect(ACTIONS.pauseBrand, brands), confirm: confirm('Pause publishing?', NOTHING_GOES_OUT, 'Pause', { danger: true }) },
        ...(brands.length > 1
          ? [
              button(ACTIONS.pauseAll, all, {
                style: 'danger',
                label: `${all} brands`,
                confirm: confirm(`${all} brands?`, NOTHING_GOES_OUT, 'Pause all', { danger: true }),
              }),
            ]
          : []),
      ],
    },
  ]);
}

/** The paused brands, each with Resume. */
export function resumeMessage(brands: readonly Brand[]): Message {
  const shown = brands.slice(0, MOST_SHOWN);
  return ask('Which brand do you want to resume?', [
    ...shown.map(({ id, name, pause }) => ({
      ...section(`*${inert(name)}*${pause === undefined ? '' : `\nPaused by ${mention(pause.by)} ${moment(pause.at)}`}`),
      accessory: button(ACTIONS.resume, 'Resume', { value: id, label: `Resume publishing of ${name}` }),
    })),
    ...(brands.length > shown.length ? [context(`${brands.length - shown.length} more are paused. Resume these first.`)] : []),
  ]);
}

function ask(question: string, blocks: Blocks): Message {
  return { response_type: 'ephemeral', text: question, blocks: [section(`*${question}*`), ...blocks] };
}

const NOTHING_GOES_OUT = 'Nothing of it goes out until somebody resumes it.';
const MOST_SHOWN = 40;
