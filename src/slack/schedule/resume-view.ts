import type { ModalView } from '@slack/types';
import { type Meaning, say } from '../../language/index.js';
import { type Brand, hasSlots, type OverdueChoice } from '../../workspaces/index.js';
import { plainSection } from '../accounts/account-words.js';
import { plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';

/** Asks what becomes of the posts whose time passed during the pause. */
export function resumeView({
  brand,
  overdue,
}: {
  readonly brand: Pick<Brand, 'id' | 'name' | 'postingTimes'>;
  readonly overdue: number;
}): ModalView {
  const options = CHOICES.filter(({ value }) => value !== 'next slots' || hasSlots(brand)).map(({ value, text, more }) => ({
    text: plain(say(text), LIMITS.optionText),
    description: plain(say(more), LIMITS.optionDescription),
    value,
  }));
  return modal(VIEWS.resume, {
    private_metadata: JSON.stringify({ brand: brand.id }),
    title: say('pause.resume'),
    submit: say('button.resume'),
    close: say('pause.stay'),
    blocks: [
      plainSection(say('pause.overdue', { brand: brand.name, count: overdue })),
      {
        type: 'input',
        block_id: ACTIONS.overdue,
        label: plain(say('pause.overdue.ask', { count: overdue }), LIMITS.inputLabel),
        element: { type: 'radio_buttons', action_id: ACTIONS.overdue, options },
      },
    ],
  });
}

const CHOICES = [
  { value: 'publish now', text: 'button.publishNow', more: 'pause.overdue.inOrder' },
  { value: 'next slots', text: 'pause.overdue.nextSlots', more: 'pause.overdue.inOrder' },
  { value: 'drop', text: 'pause.overdue.drop', more: 'pause.overdue.cancelled' },
] as const satisfies readonly { readonly value: OverdueChoice; readonly text: Meaning; readonly more: Meaning }[];
