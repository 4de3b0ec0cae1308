import type { KnownBlock, ModalView } from '@slack/types';
import { type AccountCheck, type Draft, MAX_FILES } from '../../posts/index.js';
import { button, confirm, context, cut, escaped, plain, quoted, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { accountRows, customiseSelect } from './check-accounts.js';
import { pictureBlocks } from './check-pictures.js';
import { commentRights } from './comment-view.js';
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
  /** Whether this person may publish without a review. */
  readonly mayPublishNow: boolean;
  /** Whether this person answers for what publishing costs. */
  readonly showsPrices: boolean;
  /** Whether posts of the brand can have a first comment, or this one has one. */
  readonly offersComment?: boolean;
  /** When it goes out, in words; absent for right after approval. */
  readonly when?: string;
  /** Something to say first, in our own words. */
  readonly message?: string;
}

/** The second screen: what each account gets, every problem and note, the pictures with their alt texts. */
export function checkView(state: CheckState): ModalView {
  const { draft, checks } = state;
  return {
    type: 'modal',
    callback_id: VIEWS.check,
    private_metadata: writeMetadata({ draft: draft.id, version: draft.version, brand: draft.brand }),
    notify_on_close: true,
    title: plain('Check your post', LIMITS.viewTitle),
    submit: plain('Send for review', LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewTitle),
    blocks: [
      ...(state.message === undefined ? [] : [section(`*${state.message}*`)]),
      verdict(checks),
      ...(state.when === undefined ? [] : [context(`*Goes out* ${escaped(state.when)}`)]),
      ...saying(draft),
      { type: 'divider' },
      ...accountRows(checks, state),
      ...customiseSelect(checks),
      ...commentRights(checks),
      ...draft.files.flatMap((file, position) => pictureBlocks(state, file, position)),
      { type: 'divider' },
      buttons(state),
    ],
  };
}

/** How many different things keep the draft from being sent. */
export function stopsOf(checks: readonly AccountCheck[]): number {
  const stops = checks.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'stops').map(({ sentence }) => sentence));
  return new Set(stops).size;
}

function verdict(checks: readonly AccountCheck[]): KnownBlock {
  const stops = stopsOf(checks);
  if (stops === 0) return context('Nothing stands in the way. Nothing is sent until you say so.');
  return section(`*${stops === 1 ? 'One thing' : `${stops} things`} to fix before this can be sent.* Each is marked “To fix”.`);
}

function saying({ text, link, comment }: Draft): KnownBlock[] {
  const words = cut(text, SHOWN_TEXT);
  return [
    ...(words === '' ? [] : [quoted(words)]),
    ...(link === undefined ? [] : [quoted(`Link: ${link}`)]),
    ...(comment === undefined ? [] : [quoted(`First comment: ${cut(comment, SHOWN_TEXT)}`)]),
  ];
}

function buttons({ draft, checks, mayPublishNow, offersComment = false }: CheckState): KnownBlock {
  const [now, at] = draft.when === undefined ? (['Publish now', 'at once'] as const) : (['Schedule', 'at its time'] as const);
  const past = button(ACTIONS.publishNow, now, {
    confirm: confirm(now, `This goes out on ${accountCount(checks.length)} ${at}, without a review.`, now),
  });
  return {
    type: 'actions',
    block_id: `check:${draft.version}`,
    elements: [
      button(ACTIONS.backToWrite, 'Back to the text'),
      ...(draft.files.length < MAX_FILES ? [button(ACTIONS.addFiles, draft.files.length === 0 ? 'Add files' : 'Add more files')] : []),
      ...(offersComment
        ? [button(ACTIONS.firstComment, draft.comment === undefined ? 'Add a first comment' : 'Change the first comment')]
        : []),
      ...(mayPublishNow && stopsOf(checks) === 0 ? [past] : []),
    ],
  };
}

function accountCount(accounts: number): string {
  return accounts === 1 ? 'one account' : `${accounts} accounts`;
}

const SHOWN_TEXT = 600;
