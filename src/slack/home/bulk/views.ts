import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { say } from '../../../language/index.js';
import { type Blocks, button, context, cut, plain, quoted, section } from '../../blocks.js';
import { ACTIONS, VIEWS } from '../../ids.js';
import { LIMITS } from '../../limits.js';
import { modal } from '../../modal.js';
import { reasonBlocks } from '../../reason-blocks.js';
import { whenWords } from '../../results/timing.js';
import { type RowsState, rowStateOf } from '../lines.js';
import type { WaitingPost } from '../lists.js';
import { heardOf, waitingWords } from '../waiting.js';
import { type BulkKind, packed, pickedOf } from './picked.js';

/** The most posts that are decided on at once. */
export const MOST_AT_ONCE = 20;

/** Every post that waits, each to be picked, and what to do with those. */
export function chooseView(state: RowsState, rows: readonly WaitingPost[], more: boolean): ModalView {
  return modal(VIEWS.bulkChoose, {
    private_metadata: packed(undefined, rows.map(pickedOf)),
    title: say('bulk.title'),
    submit: say('button.goOn'),
    close: say('button.cancel'),
    blocks: [
      context(say('bulk.intro')),
      ...rows.flatMap((row, index) => chooseRow(state, row, index)),
      ...(more ? [context(say('bulk.more'))] : []),
      kindBlock(),
    ],
  });
}

/** The one question before all of it happens; `changed` are the beginnings of posts that are not as they were shown any more. */
export function confirmView(
  state: RowsState,
  input: { readonly kind: BulkKind; readonly rows: readonly WaitingPost[]; readonly changed: readonly string[] },
): ModalView {
  const { kind, rows, changed } = input;
  const none = rows.length === 0;
  const title = none ? say('bulk.title') : say(kind === 'approved' ? 'bulk.approvePosts' : 'bulk.rejectPosts', { posts: rows.length });
  return modal(VIEWS.bulkConfirm, {
    private_metadata: packed(kind, rows.map(pickedOf)),
    title,
    ...(none ? {} : { submit: title }),
    close: say(none ? 'button.close' : 'button.cancel'),
    blocks: [
      section(questionWords(kind, rows.length)),
      ...rows.flatMap((row) => (kind === 'approved' ? confirmRow(state, row) : [quoted(wordsOf(row, 200))])),
      ...leftOut(changed),
      ...(kind === 'rejected' && !none ? reasonBlocks((action) => action, say('bulk.commentHint')) : []),
    ],
  });
}

/** Shown while the decisions are made. */
export function workingView(count: number): ModalView {
  return modal(VIEWS.bulkDone, {
    title: say('bulk.deciding'),
    close: say('button.close'),
    blocks: [section(say('bulk.decidingOn', { posts: count }))],
  });
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
  return modal(VIEWS.bulkDone, {
    title: say('bulk.whatHappened'),
    close: say('button.close'),
    blocks: [
      section(doneWords(outcomes)),
      ...inOrder.flatMap(({ words, sentence }): Blocks => [quoted(cut(words, 150)), context(sentence)]),
    ].slice(0, LIMITS.viewBlocks),
  });
}

/** `2 of 3 posts are approved.` */
export function doneWords(outcomes: readonly Outcome[]): string {
  const done = outcomes.filter((outcome) => outcome.done).length;
  if (done === outcomes.length) return say('bulk.done', { posts: done });
  return say('bulk.doneInPart', { done, posts: outcomes.length });
}

function chooseRow(state: RowsState, row: WaitingPost, index: number): KnownBlock[] {
  const readAll = button(ACTIONS.readAll, say('card.readAll'), {
    value: `${row.post.id}:${row.post.revision}`,
    label: say('bulk.readAllHeard', heardOf(row)),
  });
  return [
    {
      type: 'input',
      optional: true,
      block_id: `${ACTIONS.bulkPick}:${index}`,
      label: plain(say('bulk.post', { number: index + 1 }), LIMITS.inputLabel),
      element: {
        type: 'checkboxes',
        action_id: `${ACTIONS.bulkPick}:${index}`,
        options: [{ text: plain(say('bulk.chooseThis')), value: String(index) }],
      },
    },
    quoted(wordsOf(row, 300)),
    { ...section(waitingWords(state, row)), accessory: readAll },
  ];
}

function kindBlock(): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.bulkKind,
    label: plain(say('bulk.what'), LIMITS.inputLabel),
    element: {
      type: 'radio_buttons',
      action_id: ACTIONS.bulkKind,
      options: [
        { text: plain(say('bulk.approveThem')), value: 'approved' },
        { text: plain(say('bulk.rejectThem')), value: 'rejected' },
      ],
    },
  };
}

function confirmRow(state: RowsState, row: WaitingPost): KnownBlock[] {
  const { brand } = rowStateOf(state, row);
  return [quoted(wordsOf(row, 200)), context(whenWords({ post: row.post, brand }))];
}

function questionWords(kind: BulkKind, posts: number): string {
  if (posts === 0) return say('bulk.noneWaitsOfThese');
  return say(kind === 'approved' ? 'bulk.sureToApprove' : 'bulk.sureToReject');
}

function leftOut(changed: readonly string[]): KnownBlock[] {
  if (changed.length === 0) return [];
  return [section(say('bulk.leftOut', { posts: changed.length })), ...changed.map((each) => quoted(each))];
}

function wordsOf({ words }: WaitingPost, most: number): string {
  if (words.text === '') return say('post.noText');
  // A list holds the beginning of a text.
  return words.length > words.text.length ? cut(`${words.text}…`, most) : cut(words.text, most);
}
