import { DateTime } from 'luxon';
import { cityOf, timeWords } from '../../posts/index.js';
import type { ListedPost } from '../../publishing/index.js';
import type { Brand } from '../../workspaces/index.js';
import { listed, plainSection } from '../accounts/account-words.js';
import { type Blocks, button, cut } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { labelOf } from '../results/card-state.js';
import type { RowState } from '../results/rows.js';
import { brandOf } from './load-home.js';
import type { HomeState } from './state.js';

/** What of a state the rows are made from. */
export type RowsState = Pick<HomeState, 'reader' | 'accounts' | 'now' | 'zone'>;

/** The words of a post to the letter, with the button that opens all of it; `before` is our own plain text in front of them. */
export function postLine({ post, words }: ListedPost, before?: string): Blocks[number] {
  const text = cut(words.text.replaceAll(/\s+/g, ' '), SHOWN_WORDS);
  const said = words.text === '' ? 'No text.' : `“${text}”`;
  const pictures = words.files === 0 ? '' : ` (with ${words.files === 1 ? '1 file' : `${words.files} files`})`;
  const open = button(ACTIONS.openPost, 'Open', { value: post.id, label: `Open the post ${cut(text, 40)}` });
  return plainSection(`${before === undefined ? '' : `${before}\n`}${said}${pictures}`, open);
}

/** What sentences about a post's publications are made from. */
export function rowStateOf({ reader, accounts, now }: RowsState, listed: ListedPost): RowState {
  const brand = brandOf({ reader }, listed);
  return { post: listed.post, brand: brand ?? GONE, accounts, drawnAt: now };
}

/** The names of the accounts that a row is about, and of its brand where the reader has several. Not escaped. */
export function namesOf(state: RowsState, { post, words, publications }: ListedPost): string {
  const ids = publications.length > 0 ? publications.map(({ account }) => account) : words.accounts;
  const names = listed(
    ids.map((account) => cut(labelOf(state, account), 60)),
    4,
  );
  const brand = state.reader.brands.length > 1 ? brandOf(state, { post }) : undefined;
  return brand === undefined ? names : `${names} · ${brand.name}`;
}

/** A time of day in the reader's zone, and in the brand's where that differs: `09:00 (10:00 in Berlin)`. */
export function timeFor(zone: string, brand: Pick<Brand, 'zone'> | undefined, at: Date): string {
  const own = timeWords(zone, at);
  if (brand === undefined) return own;
  const theirs = timeWords(brand.zone, at);
  const otherDay = dayOf(brand.zone, at) !== dayOf(zone, at);
  if (theirs === own && !otherDay) return own;
  const day = otherDay ? `${DateTime.fromJSDate(at, { zone: brand.zone }).setLocale('en').toFormat('ccc')} ` : '';
  return `${own} (${day}${theirs} in ${cityOf(brand.zone)})`;
}

/** The day of a moment in a zone: `2026-11-27`. */
export function dayOf(zone: string, at: Date): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
}

const SHOWN_WORDS = 160;

/** A brand that is gone between two reads. */
const GONE: Brand = { id: '', workspace: '', name: '', zone: 'UTC', authorsMayApprove: false, seq: 0 };
