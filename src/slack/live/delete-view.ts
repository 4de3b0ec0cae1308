import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { say } from '../../language/index.js';
import { type Blocks, context, escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { reconnectButton } from '../results/live-words.js';
import { sentences } from '../results/sentences.js';

/** What the question shows: every account where the post is live. */
export interface DeleteState {
  readonly post: string;
  readonly places: readonly LivePlace[];
}

/** An account where the post is live. */
export interface LivePlace {
  readonly publication: string;
  /** `Facebook: Harbour Café`. */
  readonly label: string;
  /** How many posts it is there: the parts of a thread. */
  readonly parts: number;
  readonly link?: string;
  /** Why it cannot be deleted, in words. */
  readonly whyNot?: string;
  /** The account to connect again, where it could be deleted then. */
  readonly reconnect?: string;
}

/** Asks from where the post is to be deleted, and says what is lost with it. */
export function deleteView({ post, places }: DeleteState): ModalView {
  const deletable = places.filter(({ whyNot }) => whyNot === undefined).slice(0, LIMITS.options);
  const none = deletable.length === 0;
  const frame = { private_metadata: post, title: say('live.delete.title'), close: say(none ? 'button.close' : 'button.cancel') };
  if (none) return modal(VIEWS.deleteLive, { ...frame, blocks: [section(say('live.delete.nowhere')), ...otherBlocks(places)] });
  return modal(VIEWS.deleteLive, {
    ...frame,
    submit: say('button.delete'),
    blocks: [section(say('live.delete.lost')), choice(deletable), ...otherBlocks(places)],
  });
}

/** One account alone is chosen already. */
function choice(places: readonly LivePlace[]): InputBlock {
  const options = places.map(optionOf);
  const chosen = options.length === 1 ? { initial_options: options } : {};
  return {
    type: 'input',
    block_id: ACTIONS.deleteFrom,
    label: plain(say('live.delete.from'), LIMITS.inputLabel),
    element:
      options.length <= LIMITS.checkboxes
        ? { type: 'checkboxes', action_id: ACTIONS.deleteFrom, options, ...chosen }
        : { type: 'multi_static_select', action_id: ACTIONS.deleteFrom, options, placeholder: plain(say('label.chooseAccounts')) },
  };
}

function optionOf({ publication, label, parts }: LivePlace): PlainTextOption {
  const all = parts > 1 ? ` ${say('live.delete.allParts', { count: parts })}` : '';
  return { text: plain(`${label.slice(0, LIMITS.optionText - all.length)}${all}`, LIMITS.optionText), value: publication };
}

function otherBlocks(places: readonly LivePlace[]): Blocks {
  const others = places.filter(({ whyNot }) => whyNot !== undefined);
  const lines = others.slice(0, MOST_OTHERS).map(({ label, whyNot = '', link }) => {
    const why = say('live.delete.whyNot', { account: escaped(label), why: escaped(whyNot) });
    return sentences(why, link === undefined ? '' : say('live.delete.open', { link }));
  });
  const more = others.length - lines.length;
  return lines.length === 0
    ? []
    : [context(...lines, ...(more > 0 ? [say('list.moreAccounts', { count: more })] : [])), ...reconnectBlocks(others)];
}

/** One at a time: a consent serves many accounts. */
function reconnectBlocks(places: readonly LivePlace[]): Blocks {
  const [button] = places.flatMap(({ reconnect, label }) => (reconnect === undefined ? [] : [reconnectButton(reconnect, label)]));
  return button === undefined ? [] : [{ type: 'actions', elements: [button] }];
}

/** A context block holds ten. */
const MOST_OTHERS = 9;
