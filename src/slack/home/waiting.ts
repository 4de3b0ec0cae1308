import { wordsIn } from '../../posts/index.js';
import { approvalCounts, progressWords } from '../approvals/progress-words.js';
import { type Blocks, button, confirm, cut, escaped, mention, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { whenWords } from '../results/timing.js';
import { namesOf, postLine, type RowsState, rowStateOf } from './lines.js';
import type { WaitingPost } from './lists.js';

/** One post that waits for this person: who, for where, when, its words, and the answers. 3 blocks. */
export function waitingRow(state: RowsState, listed: WaitingPost): Blocks {
  const { post, mark } = listed;
  const value = `${post.id}:${post.revision}:${mark}`;
  const about = cut(listed.words.text === '' ? 'without text' : listed.words.text, 40);
  return [
    section(waitingWords(state, listed)),
    postLine(listed),
    {
      type: 'actions',
      elements: [
        button(ACTIONS.approve, 'Approve', {
          value,
          style: 'primary',
          label: `Approve the post ${about}`,
          confirm: confirm('Approve this post?', approveWords(state, listed), 'Approve'),
        }),
        button(ACTIONS.requestChanges, 'Request changes', { value, label: `Request changes to the post ${about}` }),
        button(ACTIONS.reject, 'Reject', { value, style: 'danger', label: `Reject the post ${about}` }),
      ],
    },
  ];
}

/** Who wrote it, for which accounts, and when it goes out, as mrkdwn. */
export function waitingWords(state: RowsState, listed: WaitingPost): string {
  const { brand } = rowStateOf(state, listed);
  const names = escaped(namesOf(state, listed));
  const steps = listed.progress.steps.length > 1 ? `\n${cut(progressWords(listed.progress), 1_000)}` : '';
  return `By ${mention(listed.post.author)} for ${names}\n${whenWords({ post: listed.post, brand })}${steps}`;
}

function approveWords(state: RowsState, listed: WaitingPost): string {
  const { brand } = rowStateOf(state, listed);
  const { when } = listed.post;
  const length = listed.words.length > LONG ? `You are approving all ${listed.words.length.toLocaleString('en')} characters. ` : '';
  const counts = approvalCounts(listed.progress);
  if (counts !== undefined) return `${length}${counts}`;
  const where = cut(namesOf(state, listed), 120);
  if (when?.kind === 'at') return `${length}It is published ${wordsIn(brand.zone, when.at)} on ${where}.`;
  if (when?.kind === 'next slot') return `${length}It is published in the next free slot on ${where}.`;
  return `${length}It is published right away on ${where}.`;
}

const LONG = 2_500;
