import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { say } from '../../language/index.js';
import { blanksIn, type Template } from '../../posts/index.js';
import { context, cut, plain, quoted } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { type ComposeMetadata, writeMetadata } from './metadata.js';

/** What the step before the first screen shows. */
export interface TemplateState extends ComposeMetadata {
  /** Those to choose from; at least one. */
  readonly templates: readonly Pick<Template, 'id' | 'name' | 'brand'>[];
  readonly brands: readonly { readonly id: string; readonly name: string }[];
  readonly chosen?: Template;
}

/** Asks for a template, then for what its blanks are filled in with. */
export function templateView(state: TemplateState): ModalView {
  const { chosen } = state;
  return modal(VIEWS.template, {
    private_metadata: writeMetadata(state),
    title: say('compose.template.start'),
    submit: say('compose.template.use'),
    close: say(state.version > 0 ? 'button.back' : 'button.cancel'),
    blocks: [choice(state), ...(chosen === undefined ? [] : filling(chosen))],
  });
}

/** The block of the template, for errors. */
export const TEMPLATE_BLOCK = 'template';

function choice({ templates, brands, chosen }: TemplateState): KnownBlock {
  const groups = brands.map(({ id, name }) => ({ label: plain(name, LIMITS.optionText), options: optionsOf(templates, id) }));
  const filled = groups.filter(({ options }) => options.length > 0);
  const options = filled.flatMap((group) => group.options);
  const initial = options.find(({ value }) => value === chosen?.id);
  return {
    type: 'input',
    block_id: TEMPLATE_BLOCK,
    label: plain(say('compose.template.label'), LIMITS.inputLabel),
    dispatch_action: true,
    element: {
      type: 'static_select',
      action_id: ACTIONS.template,
      placeholder: plain(say('compose.template.choose'), LIMITS.inputPlaceholder),
      ...(filled.length > 1 ? { option_groups: filled } : { options }),
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

function optionsOf(templates: TemplateState['templates'], brand: string): PlainTextOption[] {
  return templates
    .filter((template) => template.brand === brand)
    .map(({ id, name }) => ({ text: plain(name, LIMITS.optionText), value: id }));
}

/** Its words, and an input for each blank, which tells itself by the blank's name. */
function filling({ id, text }: Template): KnownBlock[] {
  return [
    quoted(cut(text, SHOWN)),
    ...blanksIn(text).map(
      (name): KnownBlock => ({
        type: 'input',
        block_id: `blank:${id}:${name}`,
        label: plain(name, LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: `${ACTIONS.blank}:${name}`,
          max_length: MOST_FILLED,
          placeholder: plain(`{{${name}}}`, LIMITS.inputPlaceholder),
        },
      }),
    ),
    context(say('compose.template.about')),
  ];
}

const SHOWN = 1_500;
const MOST_FILLED = 500;
