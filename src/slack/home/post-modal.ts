import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import { modalOf } from '../accounts/accounts-modal.js';
import { type Blocks, button, context, cut, header, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { authorWords, type CardState } from '../results/card-state.js';
import { contentBlocks } from '../results/content-blocks.js';
import { sentenceFor } from '../results/rows.js';
import { duplicateButton, titleOf } from '../results/settled-card.js';
import { whenWords } from '../results/timing.js';

/** All of a post: its words and pictures, how each account fares, and the way to its card. What can be done about it is done there or on Home. */
export function postModal(state: CardState, card: string | undefined): ModalView {
  const { post } = state;
  const waits = post.state === 'in_review' || post.state === 'changes_requested';
  return {
    ...modalOf(say('home.post.title'), [
      header(titleOf(state)),
      context(authorWords(state), ...(waits ? [whenWords(state)] : [])),
      ...resultLines(state),
      ...contentBlocks(state),
      { type: 'actions', elements: [duplicateButton(post), ...(card === undefined ? [] : [cardLink(card)])] },
    ]),
    callback_id: VIEWS.post,
  };
}

function resultLines(state: CardState): Blocks {
  const lines = state.publications.map((publication) => cut(sentenceFor(state, publication), 400));
  const shown = lines.slice(0, MOST_LINES);
  const more = lines.length - shown.length;
  return [...shown.map((line) => section(line)), ...(more > 0 ? [context(say('list.moreAccounts', { count: more }))] : [])];
}

function cardLink(url: string) {
  return button(ACTIONS.openLink, say('home.post.card'), { url, label: say('home.post.cardHeard') });
}

const MOST_LINES = 30;
