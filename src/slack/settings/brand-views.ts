import type { ModalView } from '@slack/types';
import type { UnfinishedPost } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import { bullets, plainSection } from '../accounts/account-words.js';
import { type Blocks, context, cut, plain, section } from '../blocks.js';
import { brandSelect, type NamedBrand } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { brandInputs } from './brand-inputs.js';

/** Asks for a new brand. */
export function newBrandView(state: { readonly zone: string; readonly at: Date }): ModalView {
  return modal(VIEWS.newBrand, {
    title: say('brand.new'),
    submit: say('brand.new.add'),
    close: say('button.back'),
    blocks: [...brandInputs({ ...state, key: 'new' }), context(say('brand.new.afterwards'))],
  });
}

/** Says that a brand is there, and what to do next. */
export function brandAddedView(name: string, reviewChannel: string): ModalView {
  return saying(say('brand.new'), [
    plainSection(say('brand.added', { name })),
    section(say('brand.addedNext', { channel: reviewChannel })),
  ]);
}

/** Asks which archived brand comes back. */
export function restoreView(archived: readonly NamedBrand[]): ModalView {
  return modal(VIEWS.restoreBrand, {
    title: say('brand.restore'),
    submit: say('brand.restore.yes'),
    close: say('button.back'),
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.archivedBrand,
        label: plain(say('label.brand'), LIMITS.inputLabel),
        hint: plain(say('brand.restore.hint'), LIMITS.inputLabel),
        element: brandSelect(ACTIONS.archivedBrand, archived),
      },
    ],
  });
}

/** Says why a brand cannot be archived yet: what still waits, and what is connected. */
export function notArchivedView(state: {
  readonly name: string;
  readonly posts: readonly UnfinishedPost[];
  /** Labels of the connected accounts, untrusted. */
  readonly accounts: readonly string[];
}): ModalView {
  const { name, posts, accounts } = state;
  return saying(say('brand.unfinished'), [
    plainSection(say('brand.unfinished.why', { name })),
    ...listedBlocks(say('brand.unfinished.posts'), posts.map(wordsOf)),
    ...listedBlocks(say('brand.unfinished.accounts'), accounts),
  ]);
}

/** A post's first words. */
export function wordsOf({ text }: UnfinishedPost): string {
  return text === '' ? say('post.withoutText') : cut(text.replaceAll(/\s+/g, ' '), 100);
}

function listedBlocks(words: string, lines: readonly string[]): Blocks {
  return lines.length === 0 ? [] : [section(words), bullets(lines, 20)];
}

function saying(title: string, blocks: Blocks): ModalView {
  return modal(VIEWS.notice, { title, close: say('button.back'), blocks });
}
