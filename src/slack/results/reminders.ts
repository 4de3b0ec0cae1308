import { listOf, say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import { type ReminderKind, remindersDue } from '../../publishing/index.js';
import { type Person, REMINDERS } from '../../workspaces/index.js';
import { type Blocks, mention, moment, section } from '../blocks.js';
import type { CardState } from './card-state.js';
import { textStart } from './content-blocks.js';
import { sentences } from './sentences.js';
import { timeFor } from './timing.js';

/** A reminder, in words: why now, and of what. */
export interface Reminder {
  /** What makes it new: it is sent once to each person. */
  readonly occasion: string;
  readonly text: string;
  readonly blocks: Blocks;
  /** The one person it is for; absent: whoever's turn it is. */
  readonly person?: string;
}

/** What people are to be reminded of now, as long as it is so, and when to look again. */
export function remindersOf(state: CardState): { readonly reminders: readonly Reminder[]; readonly lookAt?: Date } {
  const { post, brand, revision, drawnAt } = state;
  const { due, ...look } = remindersDue(post, { sentAt: revision.at, reminders: brand.reminders ?? REMINDERS, now: drawnAt });
  return { reminders: due.map((kind) => reminderOf(state, kind)), ...look };
}

/** Whose turn it is, by name: full members whom the open step waits for. Empty where any approver may do it. */
export async function remindedPeople(people: (id: string) => Promise<Person>, { review }: Pick<CardState, 'review'>): Promise<string[]> {
  const open = review?.progress.open;
  if (open === undefined || (open.anyone && open.waitingFor.length === 0)) return [];
  const found = await Promise.all(open.waitingFor.slice(0, MOST).map(people));
  return found.filter(({ kind }) => kind === 'member').map(({ id }) => id);
}

function reminderOf(state: CardState, kind: ReminderKind): Reminder {
  const { post, brand, revision } = state;
  const { when } = post;
  const goesOut = when?.kind === 'at' ? say('told.expiresAt', { time: timeFor(brand, when.at) }) : '';
  switch (kind) {
    case 'near':
      return said(state, `near.${when?.kind === 'at' ? when.at.getTime() : ''}`, goesOut);
    case 'waiting':
      return said(state, `waiting.${post.updatedAt.getTime()}`, say('told.nothingSince', { at: moment(post.updatedAt) }));
    case 'escalation': {
      const why = sentences(sentWords(state), goesOut);
      const person = brand.reminders?.escalation?.person;
      return { ...said(state, `escalation.${revision.number}`, why, 'told.stillWaits'), ...(person === undefined ? {} : { person }) };
    }
    default:
      return never(kind);
  }
}

function said({ post, brand, revision }: CardState, occasion: string, why: string, first: First = 'told.waits'): Reminder {
  const where = brand.reviewChannel === undefined ? '' : say('told.cardIn', { channel: brand.reviewChannel });
  const text = sentences(say(first, { author: mention(post.author) }), why, where);
  return { occasion, text, blocks: [section(text), textStart(revision, 300)] };
}

type First = 'told.waits' | 'told.stillWaits';

/** When it was sent, and whom the open step waits for. */
function sentWords({ revision, review }: Pick<CardState, 'revision' | 'review'>): string {
  const at = moment(revision.at);
  const open = review?.progress.open;
  const named = open?.waitingFor ?? [];
  if (named.length === 0) return open?.anyone === true ? say('told.sent.anyApprover', { at }) : say('told.sent.nobody', { at });
  const people = [...named.slice(0, MOST_NAMED).map(mention), ...(named.length > MOST_NAMED ? [say('told.others')] : [])];
  return say('told.sent.named', { at, people: listOf(people, 'list') });
}

/** As many as are asked by direct message. */
const MOST = 50;
const MOST_NAMED = 10;
