import type { ModalView } from '@slack/types';
import type { UnfinishedPost } from '../../accounts/index.js';
import { bullets, plainSection } from '../accounts/account-words.js';
import { type Blocks, context, cut, plain, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { brandInputs } from './brand-inputs.js';

/** Asks for a new brand. */
export function newBrandView(state: { readonly zone: string; readonly at: Date }): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.newBrand,
    title: plain('New brand', LIMITS.viewTitle),
    submit: plain('Add brand', LIMITS.viewTitle),
    close: plain('Back', LIMITS.viewTitle),
    blocks: [...brandInputs({ ...state, key: 'new' }), context('You connect its accounts and choose who approves afterwards.')],
  };
}

/** Says that a brand is there, and what to do next. */
export function brandAddedView(name: string, reviewChannel: string): ModalView {
  return {
    ...saying('New brand', 'Back'),
    blocks: [
      plainSection(`${name} is set up.`),
      section(
        `Its posts are reviewed in <#${reviewChannel}>. Now connect its accounts with \`/connect\`. Until you choose its roles in the settings, every member may write for it and approve.`,
      ),
    ],
  };
}

/** Asks which archived brand comes back. */
export function restoreView(archived: readonly NamedBrand[]): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.restoreBrand,
    title: plain('Archived brands', LIMITS.viewTitle),
    submit: plain('Restore', LIMITS.viewTitle),
    close: plain('Back', LIMITS.viewTitle),
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.archivedBrand,
        label: plain('Brand', LIMITS.inputLabel),
        hint: plain('It comes back with its settings, roles, posts and history. Its accounts are connected anew.', LIMITS.inputLabel),
        element: brandSelect(ACTIONS.archivedBrand, archived),
      },
    ],
  };
}

/** Says why a brand cannot be archived yet: what still waits, and what is connected. */
export function notArchivedView(state: {
  readonly name: string;
  readonly posts: readonly UnfinishedPost[];
  /** Labels of the connected accounts, untrusted. */
  readonly accounts: readonly string[];
}): ModalView {
  const { name, posts, accounts } = state;
  return {
    ...saying('Not archived yet', 'Back'),
    blocks: [
      plainSection(`${name} still has work in it, so it was not archived.`),
      ...listedBlocks('*Posts that are not finished.* Cancel or reject them, or wait until they are out.', posts.map(wordsOf)),
      ...listedBlocks('*Connected accounts.* Move or disconnect them with `/connect`.', accounts),
    ],
  };
}

/** A post's first words. */
export function wordsOf({ text }: UnfinishedPost): string {
  return text === '' ? 'A post without text' : cut(text.replaceAll(/\s+/g, ' '), 100);
}

function listedBlocks(words: string, lines: readonly string[]): Blocks {
  return lines.length === 0 ? [] : [section(words), bullets(lines, 20)];
}

function saying(title: string, close: string) {
  return {
    type: 'modal' as const,
    callback_id: VIEWS.notice,
    title: plain(title, LIMITS.viewTitle),
    close: plain(close, LIMITS.viewTitle),
  };
}
