import { say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import type { Publication } from '../../publishing/index.js';
import { type Blocks, button, context, cut, escaped, header, inert, mention, quoted, section } from '../blocks.js';
import { brandFilter } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import type { AckBody } from '../listener.js';
import { timeFor, whenWords } from '../results/timing.js';
import type { QueuedPost, QueueState } from './load-queue.js';
import { whoseIn } from './whose.js';

/** The answer to `/publish queue`. */
export function queueMessage(state: QueueState): Exclude<AckBody, undefined> & { readonly text: string; readonly blocks: Blocks } {
  const { brands, chosen, posts, more } = state;
  const paused = brands
    .filter(({ id, pause }) => pause !== undefined && (chosen === undefined || chosen === id))
    .slice(0, MOST_PAUSED)
    .flatMap(({ name, pause }) => {
      if (pause === undefined) return [];
      return [section(say('pause.inQueue', { ...whoseIn(brands, { name }), person: mention(pause.by) }))];
    });
  const title = say(posts.length === 0 ? 'schedule.queue.empty' : 'schedule.queue');
  return {
    response_type: 'ephemeral',
    text: say('schedule.queue.said', { title }),
    blocks: [
      header(title),
      ...brandFilter(ACTIONS.queueBrand, brands, chosen),
      ...paused,
      ...posts.flatMap((post) => rowFor(post, state)),
      ...(more ? [context(say('schedule.queue.more'))] : []),
      ...(posts.length === 0 ? [context(say('schedule.queue.write'))] : []),
    ],
  };
}

function rowFor({ post, words: { text }, accounts, publications }: QueuedPost, { brands }: QueueState): Blocks {
  const [first] = publications;
  const brand = brands.find(({ id }) => id === post.brand) ?? { zone: 'UTC', name: '' };
  const when = first === undefined ? `${whenWords({ post, brand })}. ${reviewWords(post.state)}` : waitingWords(first, brand);
  const whose = brands.length > 1 ? `*${inert(brand.name)}* ` : '';
  const by = say('schedule.queue.by', { person: mention(post.author), accounts: cut(accounts.map(escaped).join(', '), 300) });
  const change = button(ACTIONS.reschedule, say('button.reschedule'), {
    value: post.id,
    label: text === '' ? say('schedule.reschedule.withoutText') : say('schedule.reschedule.post', { words: cut(text, 40) }),
  });
  return [{ ...section(`${whose}${when}\n${by}`), accessory: change }, quoted(text === '' ? say('post.noText') : cut(text, 150))];
}

function reviewWords(state: QueuedPost['post']['state']): string {
  return say(state === 'changes_requested' ? 'schedule.changesRequested' : 'schedule.waitsForReview');
}

function waitingWords({ state, dueAt, holds }: Publication, brand: { readonly zone: string }): string {
  const due = timeFor(brand, dueAt);
  switch (state) {
    case 'held':
      return say(holds.includes('review') ? 'schedule.newWords' : 'schedule.held', { due });
    case 'blocked':
      return say('schedule.blocked', { due });
    case 'queued':
    case 'staging':
    case 'processing':
    case 'ready':
    case 'publishing':
    case 'unknown':
    case 'published':
    case 'deleted':
    case 'failed':
    case 'cancelled':
      return due;
    default:
      return never(state);
  }
}

/** As many as leave room for twenty posts in a message of 50 blocks. */
const MOST_PAUSED = 5;
