import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { type Blocks, button, context, cut, plain, quoted, section } from '../../blocks.js';
import { ACTIONS, VIEWS } from '../../ids.js';
import { LIMITS } from '../../limits.js';
import { REASON_WORDS } from '../../results/settled-card.js';
import { whenWords } from '../../results/timing.js';
import { type RowsState, rowStateOf } from '../lines.js';
import type { WaitingPost } from '../lists.js';
import { waitingWords } from '../waiting.js';
import { type BulkKind, packed, pickedOf } from './picked.js';

/** The most posts that are decided on at once. */
export const MOST_AT_ONCE = 20;

/** Every post that waits, each to be picked, and what to do with those. */
export function chooseView(state: RowsState, rows: readonly WaitingPost[], more: boolean): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.bulkChoose,
    private_metadata: packed(undefined, rows.map(pickedOf)),
    title: plain('Decide on several', LIMITS.viewTitle),
    submit: plain('Go on', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      context('Choose posts, then what to do with them. You are asked once more before anything happens.'),
      ...rows.flatMap((row, index) => chooseRow(state, row, index)),
      ...(more ? [context('There are more. They show once these are decided.')] : []),
      kindBlock(),
    ],
  };
}

/** The one question before all of it happens; `changed` are the beginnings of posts that are not as they were shown any more. */
export function confirmView(
  state: RowsState,
  input: { readonly kind: BulkKind; readonly rows: readonly WaitingPost[]; readonly changed: readonly string[] },
): ModalView {
  const { kind, rows, changed } = input;
  const verb = kind === 'approved' ? 'Approve' : 'Reject';
  const title = `${verb} ${rows.length === 1 ? '1 post' : `${rows.length} posts`}`;
  return {
    type: 'modal',
    callback_id: VIEWS.bulkConfirm,
    private_metadata: packed(kind, rows.map(pickedOf)),
    title: plain(title, LIMITS.viewTitle),
    ...(rows.length === 0 ? {} : { submit: plain(title, LIMITS.viewTitle) }),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      section(rows.length === 0 ? 'None of these posts waits for you any more.' : QUESTIONS[kind]),
      ...rows.flatMap((row) => confirmRow(state, row)),
      ...leftOut(changed),
      ...(kind === 'rejected' && rows.length > 0 ? reasonBlocks() : []),
    ],
  };
}

/** Shown while the decisions are made. */
export function workingView(count: number): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.bulkDone,
    title: plain('Deciding', LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewTitle),
    blocks: [section(`Deciding on ${count === 1 ? '1 post' : `${count} posts`}...`)],
  };
}

/** What became of one post. */
export interface Outcome {
  /** The beginning of its words, to the letter. */
  readonly words: string;
  readonly done: boolean;
  /** Our own sentence as mrkdwn. */
  readonly sentence: string;
}

/** What became of each post; those that were not decided come first. */
export function doneView(outcomes: readonly Outcome[]): ModalView {
  const inOrder = [...outcomes].sort((a, b) => Number(a.done) - Number(b.done));
  return {
    type: 'modal',
    callback_id: VIEWS.bulkDone,
    title: plain('What happened', LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewTitle),
    blocks: [
      section(doneWords(outcomes)),
      ...inOrder.flatMap(({ words, sentence }): Blocks => [quoted(cut(words, 150)), context(sentence)]),
    ].slice(0, LIMITS.viewBlocks),
  };
}

/** `2 of 3 posts are approved.` */
export function doneWords(outcomes: readonly Outcome[]): string {
  const done = outcomes.filter((outcome) => outcome.done).length;
  if (done === outcomes.length) return done === 1 ? 'The post is decided.' : `All ${done} posts are decided.`;
  return `*${done} of ${outcomes.length} posts are decided.* What happened to the others stands below.`;
}

function chooseRow(state: RowsState, row: WaitingPost, index: number): KnownBlock[] {
  const about = cut(row.words.text === '' ? 'without text' : row.words.text, 40);
  const readAll = button(ACTIONS.readAll, 'Read all', {
    value: `${row.post.id}:${row.post.revision}`,
    label: `Read all of the post ${about}`,
  });
  return [
    {
      type: 'input',
      optional: true,
      block_id: `${ACTIONS.bulkPick}:${index}`,
      label: plain(`Post ${index + 1}`, LIMITS.inputLabel),
      element: {
        type: 'checkboxes',
        action_id: `${ACTIONS.bulkPick}:${index}`,
        options: [{ text: plain('Choose this post'), value: String(index) }],
      },
    },
    { ...section(waitingWords(state, row)), accessory: readAll },
    quoted(wordsOf(row, 300)),
  ];
}

function kindBlock(): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.bulkKind,
    label: plain('What happens to the chosen posts?', LIMITS.inputLabel),
    element: {
      type: 'radio_buttons',
      action_id: ACTIONS.bulkKind,
      options: [
        { text: plain('Approve them'), value: 'approved' },
        { text: plain('Reject them'), value: 'rejected' },
      ],
    },
  };
}

function confirmRow(state: RowsState, row: WaitingPost): KnownBlock[] {
  const { brand } = rowStateOf(state, row);
  return [quoted(wordsOf(row, 200)), context(whenWords({ post: row.post, brand }))];
}

function leftOut(changed: readonly string[]): KnownBlock[] {
  if (changed.length === 0) return [];
  const words =
    changed.length === 1
      ? 'This post was changed or decided meanwhile, so it is left out:'
      : 'These were changed or decided meanwhile, so they are left out:';
  return [section(words), ...changed.map((each) => quoted(each))];
}

function reasonBlocks(): InputBlock[] {
  return [
    {
      type: 'input',
      block_id: ACTIONS.reason,
      label: plain('What is it about?', LIMITS.inputLabel),
      element: {
        type: 'static_select',
        action_id: ACTIONS.reason,
        placeholder: plain('Choose a reason'),
        options: Object.entries(REASON_WORDS).map(([reason, words]) => ({ text: plain(words), value: reason })),
      },
    },
    {
      type: 'input',
      block_id: ACTIONS.comment,
      label: plain('Comment', LIMITS.inputLabel),
      hint: plain('Every author reads it.', LIMITS.inputLabel),
      element: {
        type: 'plain_text_input',
        action_id: ACTIONS.comment,
        multiline: true,
        min_length: 1,
        max_length: LIMITS.plainTextInput,
      },
    },
  ];
}

function wordsOf({ words }: WaitingPost, most: number): string {
  return words.text === '' ? 'No text.' : cut(words.text, most);
}

const QUESTIONS: Readonly<Record<BulkKind, string>> = {
  approved: '*You approve these posts.* What has every approval goes out at its time, and what has no time right away.',
  rejected: '*You reject these posts.* They are not published, and their authors read why.',
};
