import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { AccountCheck } from '../../posts/index.js';
import { button, cut, escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { type ComposeMetadata, writeMetadata } from './metadata.js';

/** The first comment of all accounts, on top of the second screen. */
export function commentView(metadata: ComposeMetadata, comment: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.firstComment,
    private_metadata: writeMetadata(metadata),
    title: plain('First comment', LIMITS.viewTitle),
    submit: plain('Save', LIMITS.viewTitle),
    close: plain('Back', LIMITS.viewTitle),
    blocks: [
      section(
        'It is added below the post, right after it is out, and approved together with it. On X it is an answer to the last post of a thread.',
      ),
      commentInput({ blockId: `comment:${metadata.version}`, comment, hint: 'Customise gives single accounts another one, or none.' }),
    ],
  };
}

/** Where a first comment is typed; empty means none. */
export function commentInput({
  blockId,
  comment,
  hint,
}: {
  readonly blockId: string;
  readonly comment: string;
  readonly hint: string;
}): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    optional: true,
    label: plain('First comment', LIMITS.inputLabel),
    hint: plain(`Leave it empty for none. ${hint}`, LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.commentText,
      multiline: true,
      max_length: LIMITS.plainTextInput,
      ...(comment === '' ? {} : { initial_value: comment }),
    },
  };
}

/** Accounts that somebody has to connect again before Copydesk may comment as them: one row per platform, with the button that does it. */
export function commentRights(checks: readonly AccountCheck[]): KnownBlock[] {
  const asking = checks.filter(({ asksToComment }) => asksToComment);
  return [...new Set(asking.map(({ platform }) => platform))].flatMap((platform) => {
    const own = asking.filter((check) => check.platform === platform);
    const [first] = own;
    if (first === undefined) return [];
    const names = own.slice(0, SHOWN_NAMES).map(({ name }) => escaped(cut(name, 60)));
    const more = own.length > SHOWN_NAMES ? [`${own.length - SHOWN_NAMES} more`] : [];
    const who = new Intl.ListFormat('en').format([...names, ...more]);
    const text = `*First comments on ${escaped(first.platformName)}*\nCopydesk may not comment as ${who} yet.`;
    const label = `Reconnect ${first.platformName} to allow comments`;
    return [{ ...section(text), accessory: button(ACTIONS.reconnect, 'Reconnect to allow comments', { value: first.account, label }) }];
  });
}

const SHOWN_NAMES = 5;
