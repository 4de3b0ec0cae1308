import type { KnownBlock, ModalView } from '@slack/types';
import { listOf, say } from '../../language/index.js';
import type { LiveText } from '../../posts/index.js';
import { context, cut, escaped, plain, section } from '../blocks.js';
import { textInputs } from '../compose/write-view.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';

/** What the screen for the words of a live post shows. */
export interface EditLiveState {
  /** Ids for whoever reads it back. */
  readonly metadata: string;
  readonly version: number;
  readonly texts: readonly LiveText[];
  /** Accounts that keep their words, and why: `X: Ada. Copydesk cannot ...`. Not escaped. */
  readonly keeps: readonly string[];
  readonly note?: string;
  /** By account. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The words of what is live, and nothing else of it. */
export function editLiveView(state: EditLiveState): ModalView {
  const { metadata, version, keeps, note } = state;
  const texts = shownTexts(state.texts);
  const more = state.texts.length - texts.length;
  return modal(VIEWS.editLive, {
    private_metadata: metadata,
    notify_on_close: true,
    title: say('card.editText'),
    submit: say('check.send'),
    close: say('button.cancel'),
    blocks: [
      section(say('live.edit.about')),
      ...texts.flatMap((text) => textBlocks(state, text)),
      ...(more > 0 ? [context(say('live.edit.moreTexts', { count: more }))] : []),
      ...keepsBlocks(keeps),
      {
        type: 'input',
        block_id: `note:${version}`,
        optional: true,
        label: plain(say('compose.note')),
        hint: plain(say('compose.noteHint'), LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: ACTIONS.liveNote,
          multiline: true,
          max_length: LIMITS.plainTextInput,
          ...(note === undefined ? {} : { initial_value: note }),
        },
      },
    ],
  });
}

/** The texts that fit one screen. */
export function shownTexts(texts: readonly LiveText[]): readonly LiveText[] {
  let blocks = 0;
  return texts.slice(0, MOST_TEXTS).filter(({ text }) => {
    blocks += textInputs(text, String).length + 1;
    return blocks <= MOST_BLOCKS;
  });
}

/** The block of a part of a text; it is fresh with every version, or Slack would keep the values it showed before. */
export function textBlock({ accounts }: LiveText, version: number, part: number): string {
  return `${ACTIONS.liveText}:${accounts[0] ?? ''}:${version}:${part}`;
}

function textBlocks({ labels, version }: EditLiveState, text: LiveText): KnownBlock[] {
  const names = text.accounts.map((account) => labels.get(account) ?? say('card.accountGone'));
  const inputs = textInputs(text.text, (part) => textBlock(text, version, part)).map(({ hint: _hint, ...input }) => input);
  return [section(`*${escaped(cut(listOf(names, 'list'), 500))}*`), ...inputs.map((input) => ({ ...input, optional: inputs.length > 1 }))];
}

function keepsBlocks(keeps: readonly string[]): KnownBlock[] {
  const shown = keeps.slice(0, MOST_KEEPS).map((words) => escaped(cut(words, 300)));
  const more = keeps.length - shown.length;
  return shown.length === 0
    ? []
    : [context(say('live.edit.keepTheirWords'), ...shown, ...(more > 0 ? [say('list.moreAccounts', { count: more })] : []))];
}

const MOST_TEXTS = 5;
const MOST_BLOCKS = 85;
/** A context block holds ten. */
const MOST_KEEPS = 8;
