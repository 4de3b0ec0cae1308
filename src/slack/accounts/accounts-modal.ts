import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import { type Blocks, plain } from '../blocks.js';
import { VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { type ConnectCardState, connectCard } from './connect-card.js';

/** The accounts as a modal. */
export function accountsModal(state: ConnectCardState): ModalView {
  return { ...modalOf(say('label.accounts'), connectCard(state).blocks), callback_id: VIEWS.accounts };
}

/** A modal that shows blocks and asks nothing. */
export function modalOf(title: string, blocks: Blocks): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.notice,
    title: plain(title, LIMITS.viewTitle),
    close: plain(say('button.close'), LIMITS.viewTitle),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}
