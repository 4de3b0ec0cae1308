import type { ModalView } from '@slack/types';
import type { Account, Moved, MoveRefusedError } from '../../accounts/index.js';
import { type Blocks, cut, plain, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { accountName, bullets, listed, plainSection } from './account-words.js';
import type { PlatformNames } from './deps.js';

/** Asks which brand an account, with those that use its token, is moved to. */
export function moveView(state: {
  readonly platforms: PlatformNames;
  readonly account: string;
  readonly accounts: readonly Account[];
  readonly from: NamedBrand;
  readonly others: readonly NamedBrand[];
}): ModalView {
  const { platforms, account, accounts, from, others } = state;
  return {
    type: 'modal',
    callback_id: VIEWS.moveAccount,
    private_metadata: JSON.stringify({ account }),
    title: plain('Move to another brand', LIMITS.viewTitle),
    submit: plain('Move', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      plainSection(`${namesOf(platforms, accounts)} ${accounts.length === 1 ? 'leaves' : 'leave'} ${from.name}.`),
      {
        type: 'input',
        block_id: ACTIONS.moveTo,
        label: plain('Brand', LIMITS.inputLabel),
        hint: plain(
          'From then on its people write for the account and approve. Posts that are out stay where they are. What failed can no longer be retried.',
          LIMITS.inputLabel,
        ),
        element: brandSelect(ACTIONS.moveTo, others),
      },
    ],
  };
}

/** Says what was moved. */
export function movedView(platforms: PlatformNames, { accounts, to }: Moved): ModalView {
  return saying('Moved', [
    plainSection(`${namesOf(platforms, accounts)} now ${accounts.length === 1 ? 'belongs' : 'belong'} to ${to.name}.`),
  ]);
}

/** Says why it was not moved, with the posts that keep it. */
export function notMovedView({ message, posts }: MoveRefusedError): ModalView {
  const lines = posts.map(({ text }) => (text === '' ? 'A post without text' : cut(text.replaceAll(/\s+/g, ' '), 100)));
  return saying('Not moved', [section(message), ...(lines.length === 0 ? [] : [bullets(lines, 20)])]);
}

function saying(title: string, blocks: Blocks): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.notice,
    title: plain(title, LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewTitle),
    blocks,
  };
}

function namesOf(platforms: PlatformNames, accounts: readonly Account[]): string {
  return listed(accounts.map((account) => accountName(platforms, account)));
}
