import { DateTime } from 'luxon';
import { momentWords, say } from '../../language/index.js';
import { cityOf } from '../../posts/index.js';
import type { ListedPost } from '../../publishing/index.js';
import { type Blocks, context } from '../blocks.js';
import { dayOf, placesOf, postLine, type RowsState, rowStateOf, timeFor } from './lines.js';

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
  return rows.length === 0 ? blocks : [...blocks, context(say('home.coming.zone', { city: cityOf(state.zone) }))];
}

/** When the post goes out next, as far as that is known. */
export function dueOf({ post, publications }: ListedPost): Date | undefined {
  const [first] = publications.map(({ dueAt }) => dueAt).sort((a, b) => a.getTime() - b.getTime());
  return first ?? (post.when?.kind === 'at' ? post.when.at : undefined);
}

function lineOf(state: RowsState, row: ListedPost, at: Date | undefined): string {
  const time = at === undefined ? undefined : timeFor(state.zone, rowStateOf(state, row).brand, at);
  const how = howWords(row);
  return [...(time === undefined ? [] : [time]), placesOf(state, row), ...(how === undefined ? [] : [how])].join(' · ');
}

/** What stands between the post and its time, where anything does. */
function howWords({ post, publications }: ListedPost): string | undefined {
  if (publications.some(({ state }) => state === 'blocked')) return say('home.coming.blocked');
  if (publications.some(({ holds }) => holds.includes('review'))) return say('home.coming.newWords');
  if (publications.some(({ holds }) => holds.includes('pause'))) return say('home.coming.paused');
  if (publications.some(({ state }) => state === 'held')) return say('home.coming.held');
  if (publications.length > 0) return undefined;
  return say(post.state === 'changes_requested' ? 'home.coming.changesRequested' : 'home.coming.inReview');
}

function dayWords({ zone, now }: RowsState, day: string): string {
  if (day === 'none') return say('home.coming.noTime');
  if (day === 'over') return say('home.coming.over');
  const words = momentWords('date.day', DateTime.fromISO(day, { zone }).toJSDate(), zone);
  if (day === dayOf(zone, now)) return say('home.coming.today', { day: words });
  const tomorrow = DateTime.fromJSDate(now, { zone }).plus({ days: 1 }).toJSDate();
  return day === dayOf(zone, tomorrow) ? say('home.coming.tomorrow', { day: words }) : words;
}
