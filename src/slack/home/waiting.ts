import { say } from '../../language/index.js';
import { wordsIn } from '../../posts/index.js';
import { approvalCounts, progressWords } from '../approvals/progress-words.js';
import { type Blocks, button, confirm, cut, escaped, mention, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { whenWords } from '../results/timing.js';
import { namesOf, placesOf, postLine, type RowsState, rowStateOf } from './lines.js';
import type { WaitingPost } from './lists.js';

/** One post that waits for this person: who, for where, when, its words, and the answers. 3 blocks. */
export function waitingRow(state: RowsState, listed: WaitingPost): Blocks {
  const { post, mark } = listed;
  const value = `${post.id}:${post.revision}:${mark}`;
  const about = heardOf(listed);
  return [
    section(waitingWords(state, listed)),
    postLine(listed),
    {
      type: 'actions',
      elements: [
        button(ACTIONS.approve, say('button.approve'), {
          value,
          style: 'primary',
          label: say('home.waiting.approveHeard', about),
          confirm: confirm(say('review.approve.title'), approveWords(state, listed), say('button.approve')),
        }),
        button(ACTIONS.requestChanges, say('button.requestChanges'), { value, label: say('home.waiting.requestChangesHeard', about) }),
        button(ACTIONS.reject, say('button.reject'), { value, style: 'danger', label: say('home.waiting.rejectHeard', about) }),
      ],
    },
  ];
}

/** A post as a button's label tells it from others: by the beginning of its words. */
export function heardOf({ words }: Pick<WaitingPost, 'words'>): { readonly hasWords: 'yes' | 'no'; readonly words: string } {
  return { hasWords: words.text === '' ? 'no' : 'yes', words: cut(words.text, 40) };
}

/** Who wrote it, for which accounts, and when it goes out, as mrkdwn. */
export function waitingWords(state: RowsState, listed: WaitingPost): string {
  const { brand } = rowStateOf(state, listed);
  const by = say('home.waiting.about', { author: mention(listed.post.author), accounts: escaped(placesOf(state, listed)) });
  const steps = listed.progress.steps.length > 1 ? [cut(progressWords(listed.progress), 1_000)] : [];
  return [by, whenWords({ post: listed.post, brand }), ...steps].join('\n');
}

function approveWords(state: RowsState, listed: WaitingPost): string {
  const characters = listed.words.length;
  const long = characters > LONG ? [say('home.waiting.sureLong', { characters })] : [];
  return [...long, approvalCounts(listed.progress) ?? publishedWords(state, listed)].join(' ');
}

function publishedWords(state: RowsState, listed: WaitingPost): string {
  const { when } = listed.post;
  const accounts = cut(namesOf(state, listed), 120);
  if (when?.kind === 'at') return say('home.waiting.sureAt', { when: wordsIn(rowStateOf(state, listed).brand.zone, when.at), accounts });
  return say(when?.kind === 'next slot' ? 'review.approve.nextSlot' : 'review.approve.rightAway', { accounts });
}

const LONG = 2_500;
