import type { Person } from '../../workspaces/index.js';
import { type Blocks, cut, mention, moment, quoted, section } from '../blocks.js';
import type { CardState } from './card-state.js';
import { timeFor } from './timing.js';

/** A reminder, in words: why now, and of what. */
export interface Reminder {
  /** What makes it new: it is sent once to each person. */
  readonly occasion: string;
  readonly text: string;
  readonly blocks: Blocks;
}

/** What the post's approvers are to be reminded of, as long as it is so. A time that is near tells more than a long wait, so it alone is told then. */
export function remindersOf({ post, brand, revision, drawnAt }: CardState): Reminder[] {
  const { reminded, when } = post;
  if (post.state !== 'in_review' || reminded === undefined) return [];
  const about = (occasion: string, why: string): Reminder[] => {
    const channel = brand.reviewChannel === undefined ? '' : ` Its card is in <#${brand.reviewChannel}>.`;
    const text = `A post by ${mention(post.author)} waits for an approval. ${why}${channel}`;
    return [{ occasion, text, blocks: [section(text), quoted(cut(revision.text === '' ? 'No text.' : revision.text, 300))] }];
  };
  if (when?.kind === 'at' && reminded.near?.getTime() === when.at.getTime() && drawnAt < when.at)
    return about(`near.${when.at.getTime()}`, `It goes out ${timeFor(brand, when.at)}; if nobody approves it by then, it expires.`);
  if (reminded.waiting?.getTime() === post.updatedAt.getTime())
    return about(`waiting.${post.updatedAt.getTime()}`, `Nothing has happened since ${moment(post.updatedAt)}.`);
  return [];
}

/** Whose turn it is, by name: full members whom the open step waits for. Empty where any approver may do it. */
export async function remindedPeople(people: (id: string) => Promise<Person>, { review }: Pick<CardState, 'review'>): Promise<string[]> {
  const open = review?.progress.open;
  if (open === undefined || (open.anyone && open.waitingFor.length === 0)) return [];
  const found = await Promise.all(open.waitingFor.slice(0, MOST).map(people));
  return found.filter(({ kind }) => kind === 'member').map(({ id }) => id);
}

/** As many as are asked by direct message. */
const MOST = 50;
