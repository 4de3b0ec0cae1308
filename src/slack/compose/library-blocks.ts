import type { ActionsBlock, InputBlock } from '@slack/types';
import { say } from '../../language/index.js';
import type { Label } from '../../posts/index.js';
import { button, plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { labelGroups } from '../library/index.js';
import { LIMITS } from '../limits.js';

/** What the brand's library offers to whoever writes. */
export interface LibraryOffers {
  readonly templates: boolean;
  readonly snippets: readonly { readonly id: string; readonly name: string }[];
  readonly labels: readonly Label[];
}

/** A template to start from and snippets to add, where there are any. */
export function offerBlocks({ templates, snippets }: LibraryOffers, block: string): ActionsBlock[] {
  const elements: ActionsBlock['elements'] = [
    ...(templates ? [button(ACTIONS.startFromTemplate, say('compose.template.start'))] : []),
    ...(snippets.length === 0
      ? []
      : [
          {
            type: 'static_select' as const,
            action_id: ACTIONS.addSnippet,
            placeholder: plain(say('compose.snippet.add'), LIMITS.inputPlaceholder),
            options: snippets.map(({ id, name }) => ({ text: plain(name, LIMITS.optionText), value: id })),
          },
        ]),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: block, elements }];
}

/** The brand's labels, where there are any; one of `chosen` that is gone is not shown any more. */
export function labelBlocks({ labels }: LibraryOffers, chosen: readonly string[], block: string): InputBlock[] {
  if (labels.length === 0) return [];
  const groups = labelGroups(labels);
  const initial = groups.flatMap(({ options }) => options.filter(({ value }) => value !== undefined && chosen.includes(value)));
  return [
    {
      type: 'input',
      block_id: block,
      optional: true,
      label: plain(say('label.labels'), LIMITS.inputLabel),
      hint: plain(say('compose.labels.hint'), LIMITS.inputLabel),
      element: {
        type: 'multi_static_select',
        action_id: ACTIONS.writeLabels,
        placeholder: plain(say('label.chooseLabels'), LIMITS.inputPlaceholder),
        option_groups: groups,
        ...(initial.length === 0 ? {} : { initial_options: initial }),
      },
    },
  ];
}
