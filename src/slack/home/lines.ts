import { DateTime } from 'luxon';
import { momentWords, say } from '../../language/index.js';
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
  const said = words.text === '' ? say('post.noText') : say('home.post.words', { words: text });
  const all = words.files === 0 ? said : say('home.post.files', { words: said, files: words.files });
  const open = button(ACTIONS.openPost, say('button.open'), {
    value: post.id,
    label: say('home.post.openHeard', { words: cut(text, 40) }),
  });
  return plainSection(before === undefined ? all : `${before}\n${all}`, open);
}

/** What sentences about a post's publications are made from. */
export function rowStateOf({ reader, accounts, now }: RowsState, listed: ListedPost): RowState {
  const brand = brandOf({ reader }, listed);
  return { post: listed.post, brand: brand ?? GONE, accounts, drawnAt: now };
}

/** The brand of a row where the reader has several, and its accounts: `Kestrel · Facebook: Harbour`. Not escaped. */
export function placesOf(state: RowsState, listed: ListedPost): string {
  const brand = state.reader.brands.length > 1 ? brandOf(state, listed) : undefined;
  return [...(brand === undefined ? [] : [brand.name]), namesOf(state, listed)].join(' · ');
}

/** The names of the accounts that a row is about. Not escaped. */
export function namesOf(state: Pick<RowsState, 'accounts'>, { words, publications }: ListedPost): string {
  const ids = publications.length > 0 ? publications.map(({ account }) => account) : words.accounts;
  return listed(
    ids.map((account) => cut(labelOf(state, account), 60)),
    4,
  );
}

/** A time of day in the reader's zone, and in the brand's where that differs: `09:00 (10:00 in Berlin)`. */
export function timeFor(zone: string, brand: Pick<Brand, 'zone'> | undefined, at: Date): string {
  const own = timeWords(zone, at);
  if (brand === undefined) return own;
  const [time, city] = [timeWords(brand.zone, at), cityOf(brand.zone)];
  if (dayOf(brand.zone, at) !== dayOf(zone, at))
    return say('home.coming.timeOfBrandOnDay', { own, day: momentWords('date.weekday', at, brand.zone), time, city });
  return time === own ? own : say('home.coming.timeOfBrand', { own, time, city });
}

/** The day of a moment in a zone: `2026-11-27`. */
export function dayOf(zone: string, at: Date): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
}

const SHOWN_WORDS = 160;

/** A brand that is gone between two reads. */
const GONE: Brand = { id: '', workspace: '', name: '', zone: 'UTC', authorsMayApprove: false, seq: 0 };
