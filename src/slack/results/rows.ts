import type { ActionsBlock, SectionBlock } from '@slack/types';
import { never } from '../../lib/never.js';
import { COMMENT_ACT } from '../../platforms/platform.js';
import { awaitsComment, isPostOut, isWithoutComment, openChange, type Publication, partToFind } from '../../publishing/index.js';
import { type Blocks, button, confirm, cut, escaped, moment, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { type CardState, labelOf } from './card-state.js';
import { commentRow, commentSentence } from './comment-row.js';
import { changeButton, changeNeedsSomebody, changeWords, deletedWords, wordsThere } from './live-words.js';
import { timeFor } from './timing.js';

/** What a row is made from. */
export type RowState = Pick<CardState, 'post' | 'brand' | 'accounts' | 'closed' | 'live' | 'drawnAt'>;

/** One row per account that has a publication: what happened, and the button that mends it. Rows that need nobody share a section when there are many. */
export function resultRows(state: CardState): Blocks {
  if (state.publications.length === 0) return [];
  const needing = state.publications.filter(needsSomebody);
  const quiet = state.publications.filter((publication) => !needsSomebody(publication));
  const apart = needing.slice(0, MAX_APART);
  const together = [...quiet, ...needing.slice(MAX_APART)];
  return [
    ...chunks(together.map((publication) => sentenceFor(state, publication))),
    ...apart.flatMap((publication) => rowFor(state, publication)),
  ];
}

/** What a publication's row says, as mrkdwn; of a thread also how much of it is live. */
export function sentenceFor(state: RowState, publication: Publication): string {
  return `${stateSentence(state, publication)}${partsSentence(publication)}`;
}

function partsSentence(publication: Publication): string {
  const { plan = [], acts } = publication;
  const parts = plan.filter((key) => key !== COMMENT_ACT).length;
  const live = acts.filter(({ ref }) => ref !== undefined).length;
  const isOver = isPostOut(publication) || publication.state === 'deleted';
  return parts < 2 || live === 0 || isOver ? '' : ` ${live} of ${parts} parts ${live === 1 ? 'is' : 'are'} live.`;
}

function stateSentence(state: RowState, publication: Publication): string {
  const label = `*${escaped(labelOf(state, publication.account))}*`;
  const trouble = publication.trouble === undefined ? '' : ` ${escaped(publication.trouble.sentence)}`;
  const rest = restingWords(state, publication);
  if (awaitsComment(publication))
    return publishedWords(
      label,
      publication,
      `${wordsThere(state, publication)} ${commentSentence(publication, rest)}${changeWords(publication)}`,
    );
  if (rest !== undefined) return `${label}: ${rest}`;
  switch (publication.state) {
    case 'queued':
      if (publication.trouble === undefined && publication.dueAt > state.drawnAt) return scheduled(state, publication, label);
      return publication.trouble === undefined
        ? `${label}: waiting`
        : `${label}: waiting.${trouble}${publication.nextAt === undefined ? '' : ` Next try ${moment(publication.nextAt)}.`}`;
    case 'staging':
    case 'processing':
    case 'ready':
      return publication.dueAt > state.drawnAt ? scheduled(state, publication, label) : `${label}: publishing, being prepared`;
    case 'publishing':
      return `${label}: publishing`;
    case 'published':
      return publishedWords(label, publication, `${wordsThere(state, publication)}${trouble}${changeWords(publication)}`);
    case 'deleted':
      return `${label}: ${deletedWords(publication)}`;
    case 'held':
      return `${label}: ${heldWords(state, publication)}`;
    case 'blocked':
      return `${label}: blocked.${trouble}`;
    case 'failed':
      return `${label}: failed.${trouble}${publication.trouble?.code === undefined ? '' : ` (${escaped(publication.trouble.code)})`}${changeWords(publication)}`;
    case 'unknown':
      return `${label}: may be live.${trouble}${publication.nextAt === undefined ? '' : ` Copydesk looks again ${moment(publication.nextAt)}.`}`;
    case 'cancelled':
      return `${label}: cancelled`;
    default:
      return never(publication.state);
  }
}

function publishedWords(label: string, publication: Publication, more: string): string {
  const link = publication.link === undefined ? '' : ` (<${publication.link}|open it>)`;
  const without = isWithoutComment(publication) ? ', without its first comment' : '';
  return `${label}: published${link}${without}${more === '' ? '' : `.${more}`}`;
}

/** Why it waits although its turn would come, and until when: its account takes nothing for a while. */
function restingWords({ closed, drawnAt }: RowState, { account, state, nextAt, dueAt }: Publication): string | undefined {
  const resting = closed?.get(account);
  if (resting === undefined || nextAt === undefined || !RESTS.has(state)) return undefined;
  if (resting.until <= drawnAt || Math.max(nextAt.getTime(), dueAt.getTime()) > resting.until.getTime()) return undefined;
  return `waiting. ${escaped(resting.sentence)} Next try ${moment(resting.until)}.`;
}

function scheduled({ brand }: RowState, { dueAt }: Publication, label: string): string {
  return `${label}: scheduled for ${timeFor(brand, dueAt)}`;
}

/** Why it is held, and what sets it free. */
function heldWords({ brand }: RowState, { holds, trouble, dueAt }: Publication): string {
  if (holds.includes('review'))
    return trouble === undefined ? 'waits for the review of the new words' : `held. ${escaped(trouble.sentence)}`;
  const reasons = [
    ...(holds.includes('overdue')
      ? [`${escaped(trouble?.sentence ?? 'Its time is over.')} Publish it now, reschedule it or cancel it.`]
      : []),
    ...(holds.includes('hold') ? ['An approver holds it until it is released.'] : []),
    ...(holds.includes('pause') ? ['Publishing is paused until somebody types /publish resume.'] : []),
  ];
  return [`held, due ${timeFor(brand, dueAt)}.`, ...reasons].join(' ');
}

function needsSomebody(publication: Publication): boolean {
  const { state } = publication;
  if (state === 'held') return awaitsComment(publication);
  return state === 'failed' || state === 'blocked' || state === 'unknown' || (state === 'published' && changeNeedsSomebody(publication));
}

/** The sentence of one publication, and the button that mends it. */
export function rowFor(state: RowState, publication: Publication): Blocks {
  const label = labelOf(state, publication.account);
  const row: SectionBlock = section(sentenceFor(state, publication));
  if (awaitsComment(publication)) return openChange(publication) === undefined ? commentRow(publication, label, row) : [row];
  switch (publication.state) {
    case 'failed':
      if (openChange(publication) !== undefined) return [row];
      if (partToFind(publication) !== undefined) {
        return [
          { ...row, accessory: button(ACTIONS.whereIsIt, 'Add its link', { value: publication.id, label: `Add the link: ${label}` }) },
        ];
      }
      return [{ ...row, accessory: button(ACTIONS.retry, 'Retry', { value: publication.id, label: `Retry ${label}` }) }];
    case 'blocked':
      return [{ ...row, accessory: button(ACTIONS.reconnect, 'Reconnect', { value: publication.account, label: `Reconnect ${label}` }) }];
    case 'unknown':
      return [row, unknownButtons(publication, label)];
    case 'published': {
      const accessory = changeButton(publication, label);
      return [accessory === undefined ? row : { ...row, accessory }];
    }
    default:
      return [row];
  }
}

/** Publish again is offered once Copydesk has looked. */
function unknownButtons(publication: Publication, label: string): ActionsBlock {
  const seen = { value: publication.id, label: `It is live: ${label}` };
  const live =
    partToFind(publication) !== undefined
      ? button(ACTIONS.whereIsIt, 'It is live', seen)
      : button(ACTIONS.itIsLive, 'It is live', {
          ...seen,
          confirm: confirm(
            'Is it live?',
            `You have seen the post on ${label}. Copydesk marks it as published and does not send it again.`,
            'It is live',
          ),
        });
  const again = button(ACTIONS.publishAgain, 'Publish again', {
    value: publication.id,
    style: 'danger',
    label: `Publish again: ${label}`,
    confirm: confirm('Publish again?', `If the first one went out after all, the post is on ${label} twice.`, 'Publish again', {
      danger: true,
    }),
  });
  return { type: 'actions', elements: publication.finds > 0 ? [live, again] : [live] };
}

const RESTS = new Set<Publication['state']>(['queued', 'staging', 'processing', 'ready']);

/** Lines joined into as few sections as hold them; past {@link MAX_SECTIONS} the rest is counted. */
function chunks(lines: readonly string[]): Blocks {
  const longest = lines.length > MANY ? 220 : 600;
  const sections: string[][] = [];
  for (const line of lines.map((whole) => cut(whole, longest))) {
    const last = sections.at(-1);
    if (last === undefined || [...last, line].join('\n').length > 2_900) sections.push([line]);
    else last.push(line);
  }
  const left = sections.slice(MAX_SECTIONS).flat().length;
  const shown = sections.slice(0, MAX_SECTIONS).map((group) => section(group.join('\n')));
  return left === 0 ? shown : [...shown, section(`And ${left} more ${left === 1 ? 'account' : 'accounts'}.`)];
}

/** Rows with their own buttons; more would not fit into a message of 50 blocks beside twenty pictures. */
const MAX_APART = 5;

/** Past so many lines each is kept short. */
const MANY = 20;
const MAX_SECTIONS = 6;
