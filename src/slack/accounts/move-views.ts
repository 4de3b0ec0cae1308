import type { ModalView } from '@slack/types';
import type { Account, Moved, MoveRefusedError } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import { type Blocks, cut, plain, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
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
  return modal(VIEWS.moveAccount, {
    private_metadata: JSON.stringify({ account }),
    title: say('connect.move.title'),
    submit: say('connect.move'),
    close: say('button.cancel'),
    blocks: [
      plainSection(say('connect.move.leaves', { accounts: namesOf(platforms, accounts), count: accounts.length, brand: from.name })),
      {
        type: 'input',
        block_id: ACTIONS.moveTo,
        label: plain(say('label.brand'), LIMITS.inputLabel),
        hint: plain(say('connect.move.hint'), LIMITS.inputLabel),
        element: brandSelect(ACTIONS.moveTo, others),
      },
    ],
  });
}

/** Says what was moved. */
export function movedView(platforms: PlatformNames, { accounts, to }: Moved): ModalView {
  const words = say('connect.move.moved', { accounts: namesOf(platforms, accounts), count: accounts.length, brand: to.name });
  return saying(say('connect.move.done'), [plainSection(words)]);
}

/** Says why it was not moved, with the posts that keep it. */
export function notMovedView({ message, posts }: MoveRefusedError): ModalView {
  const lines = posts.map(({ text }) => (text === '' ? say('post.withoutText') : cut(text.replaceAll(/\s+/g, ' '), 100)));
  return saying(say('connect.move.notDone'), [section(message), ...(lines.length === 0 ? [] : [bullets(lines, 20)])]);
}

function saying(title: string, blocks: Blocks): ModalView {
  return modal(VIEWS.notice, {
    title,
    close: say('button.close'),
    blocks,
  });
}

function namesOf(platforms: PlatformNames, accounts: readonly Account[]): string {
  return listed(accounts.map((account) => accountName(platforms, account)));
}
