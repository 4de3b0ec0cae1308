import type { ModalView } from '@slack/types';
import type { Brand, OverdueChoice } from '../../workspaces/index.js';
import { plainSection } from '../accounts/account-words.js';
import { plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** Asks what becomes of the posts whose time passed during the pause. */
export function resumeView({
  brand,
  overdue,
}: {
  readonly brand: Pick<Brand, 'id' | 'name' | 'postingTimes'>;
  readonly overdue: number;
}): ModalView {
  const slots = brand.postingTimes !== undefined && brand.postingTimes.days.length > 0 && brand.postingTimes.times.length > 0;
  const options = CHOICES.filter(({ value }) => value !== 'next slots' || slots).map(({ value, text, more }) => ({
    text: plain(text, LIMITS.optionText),
    description: plain(more, LIMITS.optionDescription),
    value,
  }));
  return {
    type: 'modal',
    callback_id: VIEWS.resume,
    private_metadata: JSON.stringify({ brand: brand.id }),
    title: plain('Resume publishing', LIMITS.viewTitle),
    submit: plain('Resume', LIMITS.viewTitle),
    close: plain('Stay paused', LIMITS.viewTitle),
    blocks: [
      plainSection(
        `${brand.name}: ${overdue === 1 ? 'One post was' : `${overdue} posts were`} due during the pause. Everything else goes out at its time.`,
      ),
      {
        type: 'input',
        block_id: ACTIONS.overdue,
        label: plain(overdue === 1 ? 'What happens to it?' : 'What happens to them?', LIMITS.inputLabel),
        element: { type: 'radio_buttons', action_id: ACTIONS.overdue, options },
      },
    ],
  };
}

const CHOICES: readonly { readonly value: OverdueChoice; readonly text: string; readonly more: string }[] = [
  { value: 'publish now', text: 'Publish now', more: 'In the order of their times.' },
  { value: 'next slots', text: 'Move to the next free slots', more: 'In the order of their times.' },
  { value: 'drop', text: 'Drop', more: 'They are cancelled and not published.' },
];
