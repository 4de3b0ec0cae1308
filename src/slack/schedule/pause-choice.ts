import { say } from '../../language/index.js';
import type { Brand } from '../../workspaces/index.js';
import { type Blocks, button, confirm, context, inert, mention, moment, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import type { AckBody } from '../listener.js';

type Message = Exclude<AckBody, undefined> & { readonly text: string; readonly blocks: Blocks };

/** Asks which of several brands is paused; a choice counts at once. */
export function pauseMessage(brands: readonly NamedBrand[]): Message {
  const many = { count: brands.length };
  const what = say('pause.ask.what');
  return ask(say('pause.which'), [
    {
      type: 'actions',
      elements: [
        { ...brandSelect(ACTIONS.pauseBrand, brands), confirm: confirm(say('pause.ask'), what, say('pause.yes'), { danger: true }) },
        ...(brands.length > 1
          ? [
              button(ACTIONS.pauseAll, say('pause.all', many), {
                style: 'danger',
                label: say('pause.all.label', many),
                confirm: confirm(say('pause.all.ask', many), what, say('pause.all.yes'), { danger: true }),
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
  return ask(say('pause.resume.which'), [
    ...shown.map(({ id, name, pause }) => ({
      ...section(
        `*${inert(name)}*${pause === undefined ? '' : `\n${say('pause.by', { person: mention(pause.by), at: moment(pause.at) })}`}`,
      ),
      accessory: button(ACTIONS.resume, say('button.resume'), { value: id, label: say('pause.resume.brand', { brand: name }) }),
    })),
    ...(brands.length > shown.length ? [context(say('pause.resume.more', { count: brands.length - shown.length }))] : []),
  ]);
}

function ask(question: string, blocks: Blocks): Message {
  return { response_type: 'ephemeral', text: question, blocks: [section(`*${question}*`), ...blocks] };
}

const MOST_SHOWN = 40;
