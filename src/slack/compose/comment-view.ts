import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { listOf, say } from '../../language/index.js';
import type { AccountCheck } from '../../posts/index.js';
import { button, cut, escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { type ComposeMetadata, writeMetadata } from './metadata.js';

/** The first comment of all accounts, on top of the second screen. */
export function commentView(metadata: ComposeMetadata, comment: string): ModalView {
  return modal(VIEWS.firstComment, {
    private_metadata: writeMetadata(metadata),
    title: say('label.firstComment'),
    submit: say('button.save'),
    close: say('button.back'),
    blocks: [
      section(say('comment.about')),
      commentInput({ blockId: `comment:${metadata.version}`, comment, hint: say('comment.customiseHint') }),
    ],
  });
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
    label: plain(say('label.firstComment'), LIMITS.inputLabel),
    hint: plain(`${say('comment.emptyHint')} ${hint}`, LIMITS.inputLabel),
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
    const more = own.length > SHOWN_NAMES ? [say('list.more', { count: own.length - SHOWN_NAMES })] : [];
    const text = say('comment.notAllowed', { platform: escaped(first.platformName), accounts: listOf([...names, ...more]) });
    const label = say('comment.reconnectLabel', { platform: first.platformName });
    return [{ ...section(text), accessory: button(ACTIONS.reconnect, say('comment.reconnect'), { value: first.account, label }) }];
  });
}

const SHOWN_NAMES = 5;
