import type { ActionsBlock, ModalView, PlainTextOption } from '@slack/types';
import { say } from '../../language/index.js';
import { plainSection } from '../accounts/account-words.js';
import { type Blocks, button, context, cut, plain, staticSelect } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { SHELVES, type Shelf, writeMetadata } from './metadata.js';

/** What the library shows: one shelf of one brand. */
export interface LibraryState {
  readonly brand: string;
  readonly brands: readonly { readonly id: string; readonly name: string }[];
  readonly shelf: Shelf;
  /** By name. `id` is the item's, or the account's of a signature. */
  readonly rows: readonly LibraryRow[];
  /** Fresh where a choice that was made is to be open again: Slack keeps what a block shows. */
  readonly mark?: string;
}

/** One thing on a shelf, as people wrote it. */
export interface LibraryRow {
  readonly id: string;
  readonly name: string;
  readonly detail?: string;
}

/** What a brand keeps for its writers. */
export function libraryView(state: LibraryState): ModalView {
  const { brand, shelf, rows } = state;
  const left = rows.length - MOST_ROWS;
  return modal(VIEWS.library, {
    private_metadata: writeMetadata({ brand, shelf }),
    title: say('label.library'),
    close: say('button.close'),
    blocks: [
      choices(state),
      context([say(`library.about.${shelf}`), ...(rows.length > 0 ? [] : [say('library.empty', { thing: shelf })])].join(' ')),
      ...rows.slice(0, MOST_ROWS).map((row) => rowBlock(shelf, row)),
      ...(left > 0 ? [context(say('library.more', { count: left }))] : []),
    ],
  });
}

function choices({ brand, brands, shelf, mark = '' }: LibraryState): ActionsBlock {
  const shelves = SHELVES.map((each) => option(say(`library.shelf.${each}`), each));
  const several = brands.length < 2 ? [] : [staticSelect(ACTIONS.libraryBrand, say('label.brand'), brandOptions(brands), brand)];
  return {
    type: 'actions',
    block_id: `library:${shelf}:${brand}:${mark}`,
    elements: [
      staticSelect(ACTIONS.libraryShelf, say('label.whatToShow'), shelves, shelf),
      ...several,
      shelf === 'signature'
        ? {
            type: 'external_select',
            action_id: ACTIONS.signatureAccount,
            placeholder: plain(say('library.chooseAccount'), LIMITS.inputPlaceholder),
            min_query_length: 0,
          }
        : button(ACTIONS.newItem, say('library.new', { thing: shelf }), { style: 'primary' }),
    ],
  };
}

function brandOptions(brands: LibraryState['brands']): PlainTextOption[] {
  return brands.slice(0, LIMITS.options).map(({ id, name }) => option(name, id));
}

function rowBlock(shelf: Shelf, { id, name, detail }: LibraryRow): Blocks[number] {
  const words = detail === undefined || detail === '' ? '' : `\n${cut(detail.replaceAll(/\s+/g, ' '), SHOWN)}`;
  const edit = button(`${ACTIONS.editItem}:${id}`, say('button.edit'), {
    value: id,
    label: say('library.editHeard', { thing: shelf, name: cut(name, 40) }),
  });
  return plainSection(`${cut(name, 200)}${words}`, edit);
}

function option(text: string, value: string): PlainTextOption {
  return { text: plain(text, LIMITS.optionText), value };
}

/** As many as leave room for the rest of a modal of 100 blocks. */
const MOST_ROWS = 95;
const SHOWN = 150;
