import type { ActionsBlock, Button, SectionBlock } from '@slack/types';
import { listOf, say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import { COMMENT_ACT } from '../../platforms/platform.js';
import { awaitsComment, isPostOut, isWithoutComment, openChange, type Publication, partToFind } from '../../publishing/index.js';
import { type Blocks, button, confirm, cut, escaped, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { type CardState, labelOf } from './card-state.js';
import { commentRow, commentSentence } from './comment-row.js';
import { changeButton, changeNeedsSomebody, changeWords, deletedWords, reconnectButton, wordsThere } from './live-words.js';
import { looksAgain, nextTry, sentences, troubleSentence, troubleWithCode } from './sentences.js';
import { timeFor } from './timing.js';

/** What a row is made from. */
export type RowState = Pick<CardState, 'post' | 'brand' | 'accounts' | 'closed' | 'live' | 'drawnAt'>;

/** What happened on each account that has a publication: those that need somebody first, each with the button that mends it. The others share sections, and alike ones a line. */
export function resultRows(state: CardState): Blocks {
  if (state.publications.length === 0) return [];
  const needing = state.publications.filter(needsSomebody);
  const quiet = state.publications.filter((publication) => !needsSomebody(publication));
  const apart = needing.slice(0, MAX_APART);
  const together = [...quiet, ...needing.slice(MAX_APART)];
  return [...apart.flatMap((publication) => rowFor(state, publication)), ...chunks(linesOf(state, together))];
}

/** Of how many accounts a line tells. */
interface Line {
  readonly text: string;
  readonly accounts: number;
}

/** A line for publications of which the same is to be said, with as many names as leave room for that. */
function linesOf(state: RowState, publications: readonly Publication[]): Line[] {
  const lines: { readonly said: string; readonly first: Publication; readonly names: string[] }[] = [];
  for (const publication of publications) {
    const said = sentenceFor(state, publication, '');
    const name = escaped(labelOf(state, publication.account));
    const alike = lines.find((line) => line.said === said && [...line.names, name].join().length <= MOST_NAMED);
    if (alike === undefined) lines.push({ said, first: publication, names: [name] });
    else alike.names.push(name);
  }
  return lines.map(({ first, names }) => ({ text: sentenceFor(state, first, listOf(names, 'list')), accounts: names.length }));
}

/** What a publication's row says, as mrkdwn; of a thread also how much of it is live. `account` names it, and is escaped. */
export function sentenceFor(state: RowState, publication: Publication, account = escaped(labelOf(state, publication.account))): string {
  const parts = partsSentence(publication);
  const trouble = troubleSentence(publication.trouble);
  const rest = restingWords(state, publication);
  if (awaitsComment(publication)) {
    const comment = commentSentence(publication, rest);
    return followedBy(publishedWords(publication, account), wordsThere(state, publication), comment, changeWords(publication));
  }
  if (rest !== undefined) return followedBy(say('row.waiting', { account }), rest, parts);
  const isAhead = publication.dueAt > state.drawnAt;
  const scheduled = () => say('row.scheduled', { account, time: timeFor(state.brand, publication.dueAt) });
  switch (publication.state) {
    case 'queued':
      if (publication.trouble !== undefined) return followedBy(say('row.waiting', { account }), trouble, nextTry(publication), parts);
      return followedBy(isAhead ? scheduled() : say('row.waiting', { account }), parts);
    case 'staging':
    case 'processing':
    case 'ready':
      return followedBy(isAhead ? scheduled() : say('row.beingPrepared', { account }), parts);
    case 'publishing':
      return followedBy(say('row.publishing', { account }), parts);
    case 'published':
      return followedBy(publishedWords(publication, account), wordsThere(state, publication), trouble, changeWords(publication));
    case 'deleted':
      return sentences(deletedWords(publication, account), trouble);
    case 'held':
      return heldWords(state, publication, account, parts);
    case 'blocked':
      return sentences(say('row.blocked', { account }), trouble, parts);
    case 'failed':
      return sentences(say('row.failed', { account }), troubleWithCode(publication.trouble), changeWords(publication), parts);
    case 'unknown':
      return sentences(say('row.mayBeLive', { account }), trouble, looksAgain(publication), parts);
    case 'cancelled':
      return followedBy(say('row.cancelled', { account }), parts);
    default:
      return never(publication.state);
  }
}

/** Words that have a full stop only where sentences follow. */
function followedBy(words: string, ...more: readonly string[]): string {
  const rest = sentences(...more);
  return rest === '' ? words : sentences(say('card.sentence', { words }), rest);
}

function partsSentence(publication: Publication): string {
  const { plan = [], acts } = publication;
  const parts = plan.filter((key) => key !== COMMENT_ACT).length;
  const live = acts.filter(({ ref }) => ref !== undefined).length;
  const isOver = isPostOut(publication) || publication.state === 'deleted';
  return parts < 2 || live === 0 || isOver ? '' : say('row.partsLive', { live, count: parts });
}

function publishedWords(publication: Publication, account: string): string {
  const { link } = publication;
  return say('row.published', {
    account,
    hasLink: link === undefined ? 'no' : 'yes',
    link: link ?? '',
    withoutComment: isWithoutComment(publication) ? 'yes' : 'no',
  });
}

/** Why it waits although its turn would come, and until when: its account takes nothing for a while. */
function restingWords({ closed, drawnAt }: RowState, { account, state, nextAt, dueAt }: Publication): string | undefined {
  const resting = closed?.get(account);
  if (resting === undefined || nextAt === undefined || !RESTS.has(state)) return undefined;
  if (resting.until <= drawnAt || Math.max(nextAt.getTime(), dueAt.getTime()) > resting.until.getTime()) return undefined;
  return sentences(escaped(resting.sentence), nextTry({ nextAt: resting.until }));
}

/** Why it is held, and what sets it free. */
function heldWords({ brand }: RowState, { holds, trouble, dueAt }: Publication, account: string, parts: string): string {
  const why = troubleSentence(trouble);
  if (holds.includes('review')) {
    if (trouble === undefined) return followedBy(say('row.waitsForReview', { account }), parts);
    return sentences(say('row.held', { account }), why, parts);
  }
  return sentences(
    say('row.heldDue', { account, time: timeFor(brand, dueAt) }),
    ...(holds.includes('overdue') ? [trouble === undefined ? say('row.overdue') : why, say('row.overdue.choose')] : []),
    holds.includes('hold') ? say('row.heldByApprover') : '',
    holds.includes('pause') ? say('row.paused') : '',
    parts,
  );
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
      return [{ ...row, accessory: partToFind(publication) === undefined ? retry(publication, label) : addLink(publication, label) }];
    case 'blocked':
      return [{ ...row, accessory: reconnectButton(publication.account, label) }];
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

function addLink({ id }: Publication, account: string): Button {
  return button(ACTIONS.whereIsIt, say('repair.addLink'), { value: id, label: say('repair.addLink.label', { account }) });
}

function retry({ id }: Publication, account: string): Button {
  return button(ACTIONS.retry, say('button.retry'), { value: id, label: say('repair.retry.label', { account }) });
}

/** Publish again is offered once Copydesk has looked. */
function unknownButtons(publication: Publication, account: string): ActionsBlock {
  const seen = { value: publication.id, label: say('repair.isLive.label', { account }) };
  const live =
    partToFind(publication) !== undefined
      ? button(ACTIONS.whereIsIt, say('button.isLive'), seen)
      : button(ACTIONS.itIsLive, say('button.isLive'), {
          ...seen,
          confirm: confirm(say('repair.isLive.title'), say('repair.isLive.sure', { account }), say('button.isLive')),
        });
  const again = button(ACTIONS.publishAgain, say('button.publishAgain'), {
    value: publication.id,
    style: 'danger',
    label: say('repair.again.label', { account }),
    confirm: confirm(say('repair.again.title'), say('repair.again.sure', { account }), say('button.publishAgain'), { danger: true }),
  });
  return { type: 'actions', elements: publication.finds > 0 ? [live, again] : [live] };
}

const RESTS = new Set<Publication['state']>(['queued', 'staging', 'processing', 'ready']);

/** Lines joined into as few sections as hold them; past {@link MAX_SECTIONS} the rest is counted. */
function chunks(lines: readonly Line[]): Blocks {
  const longest = lines.length > MANY ? 220 : 600;
  const sections: Line[][] = [];
  for (const line of lines.map(({ text, accounts }) => ({ text: cut(text, longest), accounts }))) {
    const last = sections.at(-1);
    if (last === undefined || textOf([...last, line]).length > 2_900) sections.push([line]);
    else last.push(line);
  }
  const left = sections
    .slice(MAX_SECTIONS)
    .flat()
    .reduce((sum, { accounts }) => sum + accounts, 0);
  const shown = sections.slice(0, MAX_SECTIONS).map((group) => section(textOf(group)));
  return left === 0 ? shown : [...shown, section(say('list.moreAccounts', { count: left }))];
}

function textOf(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join('\n');
}

/** Rows with their own buttons; more would not fit into a message of 50 blocks beside twenty pictures. */
const MAX_APART = 5;

/** Characters of names in one line. */
const MOST_NAMED = 120;

/** Past so many lines each is kept short. */
const MANY = 20;
const MAX_SECTIONS = 6;
