import type { ActionsBlock, Button, SectionBlock } from '@slack/types';
import { never } from '../../lib/never.js';
import { isConfirmedRef, type Publication, type Trouble } from '../../publishing/index.js';
import { type Blocks, button, confirm, escaped, moment } from '../blocks.js';
import { ACTIONS } from '../ids.js';

/** What is so with the first comment of a post that is out, as mrkdwn; `resting` says why its account takes nothing now. */
export function commentSentence({ state, trouble, nextAt, holds }: Publication, resting: string | undefined): string {
  if (resting !== undefined) return `The first comment is ${resting}`;
  const why = trouble === undefined ? '' : ` ${escaped(trouble.sentence)}`;
  switch (state) {
    case 'queued':
      if (trouble === undefined) return FOLLOWS;
      return `The first comment waits.${why}${nextAt === undefined ? '' : ` Next try ${moment(nextAt)}.`}`;
    case 'staging':
    case 'processing':
    case 'ready':
    case 'publishing':
      return FOLLOWS;
    case 'held':
      return holds.includes('pause')
        ? 'The first comment is held: publishing is paused until somebody types /publish resume.'
        : 'The first comment is held until an approver releases it.';
    case 'blocked':
      return `The first comment is blocked.${why}`;
    case 'failed':
      return `The first comment failed.${why}${codeOf(trouble)}`;
    case 'unknown':
      return `The first comment may be there.${why}${nextAt === undefined ? '' : ` Copydesk looks again ${moment(nextAt)}.`}`;
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
  const { id, account, state, finds } = publication;
  switch (state) {
    case 'failed':
      return [
        ...(isPostSeenOnly(publication) ? [] : [button(ACTIONS.retry, 'Retry', { value: id, label: `Retry the first comment: ${label}` })]),
        skip(publication, label),
      ];
    case 'blocked':
      return [button(ACTIONS.reconnect, 'Reconnect', { value: account, label: `Reconnect ${label}` }), skip(publication, label)];
    case 'held':
      return [skip(publication, label)];
    case 'unknown':
      return [isThere(publication, label), ...(finds > 0 ? [again(publication, label)] : [])];
    default:
      return [];
  }
}

function skip({ id }: Publication, label: string): Button {
  return button(ACTIONS.skipComment, 'Skip the comment', {
    value: id,
    label: `Skip the first comment: ${label}`,
    confirm: confirm('Skip the comment?', `The post stays on ${label}, without its first comment.`, 'Skip the comment'),
  });
}

function isThere({ id }: Publication, label: string): Button {
  return button(ACTIONS.itIsLive, 'It is live', {
    value: id,
    label: `The first comment is live: ${label}`,
    confirm: confirm('Is the comment live?', `You have seen it below the post on ${label}. Copydesk does not send it again.`, 'It is live'),
  });
}

function again({ id }: Publication, label: string): Button {
  return button(ACTIONS.publishAgain, 'Publish again', {
    value: id,
    style: 'danger',
    label: `Publish the first comment again: ${label}`,
    confirm: confirm(
      'Publish the comment again?',
      `Only the comment is sent. If the first one is there after all, it is on ${label} twice.`,
      'Publish again',
      { danger: true },
    ),
  });
}

/** Nobody knows where the post is, so that another try could not comment on it either. */
function isPostSeenOnly({ acts }: Publication): boolean {
  return isConfirmedRef(acts.findLast(({ ref }) => ref !== undefined)?.ref ?? '');
}

function codeOf(trouble: Trouble | undefined): string {
  return trouble?.code === undefined ? '' : ` (${escaped(trouble.code)})`;
}

const FOLLOWS = 'The first comment follows.';
