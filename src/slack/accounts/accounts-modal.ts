import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import type { Blocks } from '../blocks.js';
import { VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { type ConnectCardState, connectCard } from './connect-card.js';

/** The accounts as a modal. */
export function accountsModal(state: ConnectCardState): ModalView {
  return { ...modalOf(say('label.accounts'), connectCard(state).blocks), callback_id: VIEWS.accounts };
}

/** A modal that shows blocks and asks nothing. */
export function modalOf(title: string, blocks: Blocks): ModalView {
  return modal(VIEWS.notice, {
    title,
    close: say('button.close'),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  });
}
