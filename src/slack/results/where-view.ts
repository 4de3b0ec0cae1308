import type { ModalView } from '@slack/types';
import type { PartToFind } from '../../publishing/index.js';
import { cut, escaped, plain, quoted, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';

/** What the question for a part's address shows. */
export interface WhereState {
  readonly publication: string;
  readonly part: PartToFind;
  /** `X: Harbour Café`. */
  readonly label: string;
  /** The words of the part. */
  readonly text: string;
  /** Where the account shows its posts. */
  readonly profileUrl?: string;
  /** Somebody said before that it is live, without a link. */
  readonly wasSeen: boolean;
}

/** Asks where a part of a thread is, which its next part has to answer. */
export function whereView({ publication, part, label, text, profileUrl, wasSeen }: WhereState): ModalView {
  const { number, of } = part;
  const look = profileUrl === undefined ? '' : ` <${profileUrl}|Look at the account>`;
  const rest = of - number === 1 ? `part ${of} as an answer` : `parts ${number + 1} to ${of} as answers`;
  const without = 'Without it the thread stops here, until somebody adds the link or posts the rest by hand.';
  return {
    type: 'modal',
    callback_id: VIEWS.whereIsIt,
    private_metadata: publication,
    title: plain(`Where is part ${number}?`, LIMITS.viewTitle),
    submit: plain(wasSeen ? 'Go on' : 'It is live', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      section(`*${escaped(label)}*: part ${number} of ${of} is this.${look}`),
      quoted(cut(text === '' ? 'No text.' : text, 1_000)),
      section(`With its link, Copydesk sends ${rest} to it.`),
      {
        type: 'input',
        block_id: ACTIONS.address,
        optional: !wasSeen,
        label: plain(`Link of part ${number}`, LIMITS.inputLabel),
        hint: plain(`Open the post and copy its address.${wasSeen ? '' : ` ${without}`}`, LIMITS.inputLabel),
        element: { type: 'plain_text_input', action_id: ACTIONS.address, max_length: 500 },
      },
    ],
  };
}
