import type { KnownBlock, ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import { type AccountCheck, type Draft, MAX_FILES } from '../../posts/index.js';
import { button, confirm, context, cut, escaped, quoted, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { modal } from '../modal.js';
import { accountRows, customiseSelect, problemLine } from './check-accounts.js';
import { pictureBlocks } from './check-pictures.js';
import { commentRights } from './comment-view.js';
import type { LiveThere } from './live-there.js';
import { writeMetadata } from './metadata.js';

/** What the second screen shows. */
export interface CheckState {
  readonly draft: Draft;
  readonly checks: readonly AccountCheck[];
  /** Slack file ids of pictures that Slack can show. */
  readonly shown: ReadonlySet<string>;
  /** What a video is, by its Slack file id: `0:12, 3.2 MB, 1280 × 720`. */
  readonly videos?: ReadonlyMap<string, string>;
  /** By account: how much of its day is used up, in words. */
  readonly allowances?: ReadonlyMap<string, string>;
  /** By account to which an edited post is not sent again: what its approval does there. */
  readonly live?: ReadonlyMap<string, LiveThere>;
  /** Whether this person may publish without a review. */
  readonly mayPublishNow: boolean;
  /** Whether this person answers for what publishing costs. */
  readonly showsPrices: boolean;
  /** Whether posts of the brand can have a first comment, or this one has one. */
  readonly offersComment?: boolean;
  /** When it goes out, in words; absent where the person may not send it. */
  readonly when?: string;
  /** Why it cannot go out then. */
  readonly whenProblem?: string;
  /** Something to say first, in our own words. */
  readonly message?: string;
}

/** The second screen: what each account gets, every problem and note, the pictures with their alt texts. */
export function checkView(state: CheckState): ModalView {
  const { draft, checks } = state;
  return modal(VIEWS.check, {
    private_metadata: writeMetadata({ draft: draft.id, version: draft.version, brand: draft.brand }),
    notify_on_close: true,
    title: say('check.title'),
    submit: say('check.send'),
    close: say('button.close'),
    blocks: [
      ...(state.message === undefined ? [] : [section(`*${state.message}*`)]),
      verdict(state),
      ...timing(state),
      ...(state.whenProblem === undefined ? [] : [section(problemLine('stops', state.whenProblem))]),
      ...saying(draft),
      { type: 'divider' },
      ...accountRows(checks, state),
      ...customiseSelect(checks),
      ...commentRights(checks),
      ...draft.files.flatMap((file, position) => pictureBlocks(state, file, position)),
      { type: 'divider' },
      buttons(state),
    ],
  });
}

function verdict(state: CheckState): KnownBlock {
  const stops = stopsOf(state);
  return stops === 0 ? context(say('check.nothingToFix')) : section(say('check.toFix', { count: stops }));
}

function saying({ text, link, comment }: Draft): KnownBlock[] {
  const words = cut(text, SHOWN_TEXT);
  return [
    ...(words === '' ? [] : [quoted(words)]),
    ...(link === undefined ? [] : [quoted(say('check.said.link', { link }))]),
    ...(comment === undefined ? [] : [quoted(say('check.said.comment', { comment: cut(comment, SHOWN_TEXT) }))]),
  ];
}

/** When it goes out, or that it only changes what is live. */
function timing(state: CheckState): KnownBlock[] {
  const { when } = state;
  if (when === undefined) return [];
  return [context(sentTo(state) === 0 ? say('review.card.changesLive') : say('check.goesOut', { when: escaped(when) }))];
}

/** To how many accounts it is sent. */
function sentTo({ checks, live }: CheckState): number {
  return checks.filter(({ account }) => live?.has(account) !== true).length;
}

/** How many different things keep the draft from being sent. */
function stopsOf({ checks, whenProblem }: CheckState): number {
  const stops = checks.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'stops').map(({ sentence }) => sentence));
  return new Set(stops).size + (whenProblem === undefined ? 0 : 1);
}

function buttons(state: CheckState): KnownBlock {
  const { draft, mayPublishNow, offersComment = false } = state;
  const isNow = draft.when === undefined;
  const act = say(isNow ? 'button.publishNow' : 'check.button.schedule');
  const asked = askedOf(state);
  const past = button(ACTIONS.publishNow, act, { confirm: confirm(act, asked, act) });
  return {
    type: 'actions',
    block_id: `check:${draft.version}`,
    elements: [
      button(ACTIONS.backToWrite, say('check.button.backToText')),
      ...(draft.files.length < MAX_FILES
        ? [button(ACTIONS.addFiles, say(draft.files.length === 0 ? 'check.button.addFiles' : 'check.button.addMoreFiles'))]
        : []),
      ...(offersComment
        ? [button(ACTIONS.firstComment, say(draft.comment === undefined ? 'check.button.addComment' : 'check.button.changeComment'))]
        : []),
      ...(mayPublishNow && stopsOf(state) === 0 ? [past] : []),
    ],
  };
}

/** What happens at once, or at its time, without a review. */
function askedOf(state: CheckState): string {
  const { draft, checks, live } = state;
  const accounts = sentTo(state);
  const goesOut = say(draft.when === undefined ? 'check.publishNowConfirm' : 'check.scheduleConfirm', { accounts });
  const isChanged = checks.some(({ account }) => live?.get(account) === 'its words');
  return isChanged ? `${goesOut} ${say('check.changesConfirm')}` : goesOut;
}

const SHOWN_TEXT = 600;
