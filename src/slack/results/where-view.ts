import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import type { PartToFind } from '../../publishing/index.js';
import { escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { textStart } from './content-blocks.js';
import { sentences } from './sentences.js';

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
  const rest =
    of - number === 1 ? say('repair.where.nextPart', { number: of }) : say('repair.where.nextParts', { first: number + 1, last: of });
  return modal(VIEWS.whereIsIt, {
    private_metadata: publication,
    title: say('repair.where.title', { number }),
    submit: wasSeen ? say('button.goOn') : say('button.isLive'),
    close: say('button.cancel'),
    blocks: [
      section(
        sentences(
          say('repair.where.part', { account: escaped(label), number, count: of }),
          profileUrl === undefined ? '' : say('repair.where.look', { url: profileUrl }),
        ),
      ),
      textStart({ text }, 1_000),
      section(rest),
      {
        type: 'input',
        block_id: ACTIONS.address,
        optional: !wasSeen,
        label: plain(say('repair.where.link', { number }), LIMITS.inputLabel),
        hint: plain(sentences(say('repair.where.hint'), wasSeen ? '' : say('repair.where.without')), LIMITS.inputLabel),
        element: { type: 'plain_text_input', action_id: ACTIONS.address, max_length: 500 },
      },
    ],
  });
}
