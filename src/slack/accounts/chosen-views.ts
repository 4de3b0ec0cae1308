import type { ModalView, RichTextBlock, RichTextSection } from '@slack/types';
import type { Account, Connected } from '../../accounts/index.js';
import type { Noun } from '../../platforms/connector.js';
import type { FamilyId } from '../../platforms/platform.js';
import { type Blocks, button, escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { accountName, bullets, connectedLines, counted, plainSection } from './account-words.js';
import type { PlatformNames } from './deps.js';
import { chooseButtonValue, type PagesMetadata, writePagesMetadata } from './pages-metadata.js';

/** Asks whether this person's access may take the place of somebody else's. */
export function replaceModal(state: {
  readonly accounts: readonly Account[];
  readonly platforms: PlatformNames;
  readonly metadata: PagesMetadata;
}): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.choosePages,
    private_metadata: writePagesMetadata(state.metadata),
    title: plain('Replace access', LIMITS.viewTitle),
    submit: plain('Replace', LIMITS.viewTitle),
    close: plain('Cancel', LIMITS.viewTitle),
    blocks: [
      section('Someone else connected these accounts. If you go on, Copydesk publishes to them with your access instead of theirs.'),
      othersBlock(state.platforms, state.accounts),
    ],
  };
}

/** What was connected, as a modal. */
export function connectedModal(platforms: PlatformNames, connected: Connected): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.notice,
    title: plain('Connected', LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewTitle),
    blocks: connectedBlocks(platforms, connected),
  };
}

/** What was connected, in the place of the message that asked. */
export function connectedMessage(platforms: PlatformNames, connected: Connected): { text: string; blocks: Blocks } {
  return {
    text: `Connected ${counted(connected.added.length + connected.refreshed.length, 'account')}`,
    blocks: connectedBlocks(platforms, connected),
  };
}

/** Asks the person to choose, with the button that opens the choice. */
export function chooseMessage(state: {
  readonly family: FamilyId;
  readonly choice: string;
  readonly count: number;
  readonly connector: string;
  readonly noun: Noun;
  readonly brand: string;
}): {
  text: string;
  blocks: Blocks;
} {
  const { one, many } = state.noun;
  const found = counted(state.count, one, many);
  const text = `${escaped(state.connector)}: choose which of ${found} Copydesk may publish to.`;
  return {
    text,
    blocks: [
      plainSection(
        `${state.connector} gave access to ${found}. Choose which of them Copydesk may publish to for ${state.brand}, within five minutes.`,
      ),
      { type: 'actions', elements: [button(ACTIONS.choosePages, `Choose ${many}`, { value: chooseButtonValue(state), style: 'primary' })] },
    ],
  };
}

/** A sentence of ours with a link to connect, made for the person who reads it. */
export function connectMessage(state: { readonly sentence: string; readonly url: string; readonly label: string }): {
  text: string;
  blocks: Blocks;
} {
  return {
    text: escaped(state.sentence),
    blocks: [
      plainSection(`${state.sentence} The button is yours alone, and works for ten minutes.`),
      { type: 'actions', elements: [button(ACTIONS.connect, state.label, { url: state.url, style: 'primary' })] },
    ],
  };
}

/** A modal that says why there is nothing to choose any more, with a link to connect again where the person may. */
export function choiceGoneModal(state: { readonly sentence: string; readonly url?: string }): ModalView {
  const { sentence, url } = state;
  return {
    type: 'modal',
    callback_id: VIEWS.notice,
    title: plain('Choose again', LIMITS.viewTitle),
    close: plain('Close', LIMITS.viewTitle),
    blocks: url === undefined ? [plainSection(sentence)] : connectMessage({ sentence, url, label: 'Connect' }).blocks,
  };
}

function connectedBlocks(platforms: PlatformNames, connected: Connected): Blocks {
  return [bullets(connectedLines(platforms, connected)), section('Type `/publish` to write a post.')];
}

function othersBlock(platforms: PlatformNames, accounts: readonly Account[]): RichTextBlock {
  const lines: RichTextSection[] = accounts.slice(0, 30).map((account) => ({
    type: 'rich_text_section',
    elements: [
      { type: 'text', text: `${accountName(platforms, account)}, connected by ` },
      { type: 'user', user_id: account.connectedBy },
    ],
  }));
  const more = accounts.length - lines.length;
  if (more > 0) lines.push({ type: 'rich_text_section', elements: [{ type: 'text', text: `and ${more} more` }] });
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: lines }] };
}
