import type { ActionsBlock, ModalView, PlainTextOption } from '@slack/types';
import { plainSection } from '../accounts/account-words.js';
import { type Blocks, button, context, cut, plain, staticSelect } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
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
  return {
    type: 'modal',
    callback_id: VIEWS.library,
    private_metadata: writeMetadata({ brand, shelf }),
    title: plain('Library', LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewTitle),
    blocks: [
      choices(state),
      context(rows.length > 0 ? ABOUT[shelf] : `${ABOUT[shelf]} There are no ${THINGS[shelf]}s yet.`),
      ...rows.slice(0, MOST_ROWS).map((row) => rowBlock(shelf, row)),
      ...(left > 0 ? [context(`${left} more are not listed. Choose them above.`)] : []),
    ],
  };
}

/** What one thing on a shelf is called. */
export const THINGS: Readonly<Record<Shelf, string>> = { template: 'template', snippet: 'snippet', label: 'label', signature: 'signature' };

function choices({ brand, brands, shelf, mark = '' }: LibraryState): ActionsBlock {
  const shelves = SHELVES.map((each) => option(TITLES[each], each));
  const several = brands.length < 2 ? [] : [staticSelect(ACTIONS.libraryBrand, 'Brand', brandOptions(brands), brand)];
  return {
    type: 'actions',
    block_id: `library:${shelf}:${brand}:${mark}`,
    elements: [
      staticSelect(ACTIONS.libraryShelf, 'What to show', shelves, shelf),
      ...several,
      shelf === 'signature'
        ? {
            type: 'external_select',
            action_id: ACTIONS.signatureAccount,
            placeholder: plain('Choose an account', LIMITS.inputPlaceholder),
            min_query_length: 0,
          }
        : button(ACTIONS.newItem, `New ${THINGS[shelf]}`, { style: 'primary' }),
    ],
  };
}

function brandOptions(brands: LibraryState['brands']): PlainTextOption[] {
  return brands.slice(0, LIMITS.options).map(({ id, name }) => option(name, id));
}

function rowBlock(shelf: Shelf, { id, name, detail }: LibraryRow): Blocks[number] {
  const words = detail === undefined || detail === '' ? '' : `\n${cut(detail.replaceAll(/\s+/g, ' '), SHOWN)}`;
  const edit = button(`${ACTIONS.editItem}:${id}`, 'Edit', { value: id, label: `Edit the ${THINGS[shelf]} ${cut(name, 40)}` });
  return plainSection(`${cut(name, 200)}${words}`, edit);
}

function option(text: string, value: string): PlainTextOption {
  return { text: plain(text, LIMITS.optionText), value };
}

const TITLES: Readonly<Record<Shelf, string>> = {
  template: 'Templates',
  snippet: 'Snippets',
  label: 'Labels and campaigns',
  signature: 'Signatures',
};

const ABOUT: Readonly<Record<Shelf, string>> = {
  template: 'Posts to start from. What changes is written `{{product}}` and asked for each time.',
  snippet: 'Words to add to a text while it is written, such as a set of hashtags.',
  label: 'What posts are sorted and found by. A label with a campaign also puts its tags on every link of a post.',
  signature: 'Words that end every text of an account.',
};

/** As many as leave room for the rest of a modal of 100 blocks. */
const MOST_ROWS = 95;
const SHOWN = 150;
