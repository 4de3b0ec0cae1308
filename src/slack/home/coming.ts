import { DateTime } from 'luxon';
import { cityOf } from '../../posts/index.js';
import type { ListedPost } from '../../publishing/index.js';
import { type Blocks, context } from '../blocks.js';
import { dayOf, namesOf, postLine, type RowsState, rowStateOf, timeFor } from './lines.js';

/** What waits for its time, by the reader's days. At most a block for each row and each of its days, and one for the zone. */
export function comingBlocks(state: RowsState, rows: readonly ListedPost[]): Blocks {
  const blocks: Blocks = [];
  let day: string | undefined;
  for (const row of rows) {
    const at = dueOf(row);
    const next = at === undefined ? 'none' : at < state.now ? 'over' : dayOf(state.zone, at);
    if (next !== day) blocks.push(context(`*${dayWords(state, next)}*`));
    day = next;
    blocks.push(postLine(row, lineOf(state, row, at)));
  }
  return rows.length === 0 ? blocks : [...blocks, context(`Times are told in ${cityOf(state.zone)}, your zone.`)];
}

/** When the post goes out next, as far as that is known. */
export function dueOf({ post, publications }: ListedPost): Date | undefined {
  const [first] = publications.map(({ dueAt }) => dueAt).sort((a, b) => a.getTime() - b.getTime());
  return first ?? (post.when?.kind === 'at' ? post.when.at : undefined);
}

function lineOf(state: RowsState, row: ListedPost, at: Date | undefined): string {
  const time = at === undefined ? undefined : timeFor(state.zone, rowStateOf(state, row).brand, at);
  const how = howWords(row);
  return [...(time === undefined ? [] : [time]), namesOf(state, row), ...(how === undefined ? [] : [how])].join(' · ');
}

/** What stands between the post and its time, where anything does. */
function howWords({ post, publications }: ListedPost): string | undefined {
  if (publications.some(({ state }) => state === 'blocked')) return 'blocked: an account has to be reconnected';
  if (publications.some(({ holds }) => holds.includes('review'))) return 'waits for the review of the new words';
  if (publications.some(({ holds }) => holds.includes('pause'))) return 'held by the pause';
  if (publications.some(({ state }) => state === 'held')) return 'held';
  if (publications.length > 0) return undefined;
  return post.state === 'changes_requested' ? 'changes were requested' : 'waits for a review';
}

function dayWords({ zone, now }: RowsState, day: string): string {
  if (day === 'none') return 'Without a time yet';
  if (day === 'over') return 'Due already';
  const date = DateTime.fromISO(day, { zone }).setLocale('en');
  const words = date.toFormat('cccc d LLLL');
  if (day === dayOf(zone, now)) return `Today, ${words}`;
  return day === DateTime.fromJSDate(now, { zone }).plus({ days: 1 }).toFormat('yyyy-MM-dd') ? `Tomorrow, ${words}` : words;
}
