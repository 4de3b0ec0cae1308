import type { ActionsBlock, Button, SectionBlock } from '@slack/types';
import { say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import { isConfirmedRef, type Publication } from '../../publishing/index.js';
import { type Blocks, button, confirm } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { reconnectButton } from './live-words.js';
import { looksAgain, nextTry, sentences, troubleSentence, troubleWithCode } from './sentences.js';

/** What is so with the first comment of a post that is out, as mrkdwn; `resting` says why its account takes nothing now. */
export function commentSentence(publication: Publication, resting: string | undefined): string {
  const { state, trouble, holds } = publication;
  if (resting !== undefined) return sentences(say('row.comment.resting'), resting);
  switch (state) {
    case 'queued':
      if (trouble === undefined) return say('row.comment.follows');
      return sentences(say('row.comment.waits'), troubleSentence(trouble), nextTry(publication));
    case 'staging':
    case 'processing':
    case 'ready':
    case 'publishing':
      return say('row.comment.follows');
    case 'held':
      return holds.includes('pause') ? say('row.comment.paused') : say('row.comment.held');
    case 'blocked':
      return sentences(say('row.comment.blocked'), troubleSentence(trouble));
    case 'failed':
      return sentences(say('row.comment.failed'), troubleWithCode(trouble));
    case 'unknown':
      return sentences(say('row.comment.mayBeThere'), troubleSentence(trouble), looksAgain(publication));
    case 'published':
    case 'deleted':
    case 'cancelled':
      return '';
    default:
      return never(state);
  }
}

/** The row of a publication whose first comment is missing, and the buttons that mend that; none of them touches the post. */
export function commentRow(publication: Publication, label: string, row: SectionBlock): Blocks {
  const elements = buttonsOf(publication, label);
  if (elements.length === 0) return [row];
  const actions: ActionsBlock = { type: 'actions', elements };
  return [row, actions];
}

function buttonsOf(publication: Publication, label: string): Button[] {
  const { account, state, finds } = publication;
  switch (state) {
    case 'failed':
      return [...(isPostSeenOnly(publication) ? [] : [retry(publication, label)]), skip(publication, label)];
    case 'blocked':
      return [reconnectButton(account, label), skip(publication, label)];
    case 'held':
      return [skip(publication, label)];
    case 'unknown':
      return [isThere(publication, label), ...(finds > 0 ? [again(publication, label)] : [])];
    default:
      return [];
  }
}

function retry({ id }: Publication, account: string): Button {
  return button(ACTIONS.retry, say('button.retry'), { value: id, label: say('repair.retryComment.label', { account }) });
}

function skip({ id }: Publication, account: string): Button {
  return button(ACTIONS.skipComment, say('repair.skipComment'), {
    value: id,
    label: say('repair.skipComment.label', { account }),
    confirm: confirm(say('repair.skipComment.title'), say('repair.skipComment.sure', { account }), say('repair.skipComment')),
  });
}

function isThere({ id }: Publication, account: string): Button {
  return button(ACTIONS.itIsLive, say('button.isLive'), {
    value: id,
    label: say('repair.commentLive.label', { account }),
    confirm: confirm(say('repair.commentLive.title'), say('repair.commentLive.sure', { account }), say('button.isLive')),
  });
}

function again({ id }: Publication, account: string): Button {
  const sure = say('repair.commentAgain.sure', { account });
  return button(ACTIONS.publishAgain, say('button.publishAgain'), {
    value: id,
    style: 'danger',
    label: say('repair.commentAgain.label', { account }),
    confirm: confirm(say('repair.commentAgain.title'), sure, say('button.publishAgain'), { danger: true }),
  });
}

/** Nobody knows where the post is, so that another try could not comment on it either. */
function isPostSeenOnly({ acts }: Publication): boolean {
  return isConfirmedRef(acts.findLast(({ ref }) => ref !== undefined)?.ref ?? '');
}
