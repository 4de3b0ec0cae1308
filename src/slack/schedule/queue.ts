import { never } from '../../lib/never.js';
import type { Publication } from '../../publishing/index.js';
import { type Blocks, button, context, cut, escaped, header, inert, mention, quoted, section } from '../blocks.js';
import { brandFilter } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import type { AckBody } from '../listener.js';
import { timeFor, whenWords } from '../results/timing.js';
import type { QueuedPost, QueueState } from './load-queue.js';

/** The answer to `/publish queue`. */
export function queueMessage(state: QueueState): Exclude<AckBody, undefined> & { readonly text: string; readonly blocks: Blocks } {
  const { brands, chosen, posts, more } = state;
  const paused = brands
    .filter(({ id, pause }) => pause !== undefined && (chosen === undefined || chosen === id))
    .slice(0, MOST_PAUSED)
    .flatMap(({ name, pause }) => {
      if (pause === undefined) return [];
      const whose = brands.length > 1 ? ` of ${inert(name)}` : '';
      return [section(`*Publishing${whose} is paused* by ${mention(pause.by)}. Resume it with /publish resume.`)];
    });
  const title = posts.length === 0 ? 'Nothing waits to go out' : 'Waiting to go out';
  return {
    response_type: 'ephemeral',
    text: `${title}.`,
    blocks: [
      header(title),
      ...brandFilter(ACTIONS.queueBrand, brands, chosen),
      ...paused,
      ...posts.flatMap((post) => rowFor(post, state)),
      ...(more ? [context('There are more. The nearest are shown.')] : []),
      ...(posts.length === 0 ? [context('Write a post with /publish.')] : []),
    ],
  };
}

function rowFor({ post, words: { text }, accounts, publications }: QueuedPost, { brands }: QueueState): Blocks {
  const [first] = publications;
  const brand = brands.find(({ id }) => id === post.brand) ?? { zone: 'UTC', name: '' };
  const when = first === undefined ? `${whenWords({ post, brand })}. ${reviewWords(post.state)}` : waitingWords(first, brand);
  const whose = brands.length > 1 ? `*${inert(brand.name)}* ` : '';
  const row = section(`${whose}${when}\nBy ${mention(post.author)} for ${cut(accounts.map(escaped).join(', '), 300)}`);
  const change = button(ACTIONS.reschedule, 'Reschedule', {
    value: post.id,
    label: `Reschedule the post ${cut(text === '' ? 'without text' : text, 40)}`,
  });
  return [{ ...row, accessory: change }, quoted(cut(text === '' ? 'No text.' : text, 150))];
}

function reviewWords(state: QueuedPost['post']['state']): string {
  return state === 'changes_requested' ? 'Changes were requested.' : 'It waits for a review.';
}

function waitingWords({ state, dueAt, holds }: Publication, brand: { readonly zone: string }): string {
  const due = timeFor(brand, dueAt);
  switch (state) {
    case 'held':
      return holds.includes('review') ? `Waits for the review of the new words. Due ${due}` : `Held. Due ${due}`;
    case 'blocked':
      return `Blocked: an account has to be reconnected. Due ${due}`;
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
