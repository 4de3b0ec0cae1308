import type { Button, ModalView, RichTextBlock, RichTextSection } from '@slack/types';
import type { Account, Connected } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import type { Noun } from '../../platforms/connector.js';
import type { FamilyId } from '../../platforms/platform.js';
import { type Blocks, button, escaped, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { modal } from '../modal.js';
import { accountName, bullets, connectedLines, plainSection } from './account-words.js';
import type { PlatformNames } from './deps.js';
import { chooseButtonValue, type PagesMetadata, writePagesMetadata } from './pages-metadata.js';

/** Asks whether this person's access may take the place of somebody else's. */
export function replaceModal(state: {
  readonly accounts: readonly Account[];
  readonly platforms: PlatformNames;
  readonly metadata: PagesMetadata;
}): ModalView {
  return modal(VIEWS.choosePages, {
    private_metadata: writePagesMetadata(state.metadata),
    title: say('connect.replace.title'),
    submit: say('connect.replace'),
    close: say('button.cancel'),
    blocks: [section(say('connect.replace.meaning')), othersBlock(state.platforms, state.accounts)],
  });
}

/** What was connected, as a modal. */
export function connectedModal(platforms: PlatformNames, connected: Connected): ModalView {
  return modal(VIEWS.notice, {
    title: say('connect.done'),
    close: say('button.close'),
    blocks: connectedBlocks(platforms, connected),
  });
}

/** What was connected, in the place of the message that asked. */
export function connectedMessage(platforms: PlatformNames, connected: Connected): { text: string; blocks: Blocks } {
  return {
    text: say('connect.done.summary', { count: connected.added.length + connected.refreshed.length }),
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
  const { connector, noun, count, brand } = state;
  return {
    text: say('connect.choose.summary', { connector: escaped(connector), noun, count }),
    blocks: [
      plainSection(say('connect.choose.found', { connector, noun, count, brand })),
      { type: 'actions', elements: [chooseButton(state)] },
    ],
  };
}

/** Opens the choice. */
export function chooseButton(state: Pick<PagesMetadata, 'family' | 'choice'> & { readonly noun: Noun }): Button {
  const { noun } = state;
  return button(ACTIONS.choosePages, say('connect.choose', { noun }), { value: chooseButtonValue(state), style: 'primary' });
}

/** A sentence of ours with a link to connect, made for the person who reads it. */
export function connectMessage(state: { readonly sentence: string; readonly url: string; readonly label: string }): {
  text: string;
  blocks: Blocks;
} {
  return {
    text: escaped(state.sentence),
    blocks: [
      plainSection(`${state.sentence} ${say('connect.linkIsYours')}`),
      { type: 'actions', elements: [button(ACTIONS.connect, state.label, { url: state.url, style: 'primary' })] },
    ],
  };
}

/** A modal that says why there is nothing to choose any more, with a link to connect again where the person may. */
export function choiceGoneModal(state: { readonly sentence: string; readonly url?: string }): ModalView {
  const { sentence, url } = state;
  return modal(VIEWS.notice, {
    title: say('connect.choose.again'),
    close: say('button.close'),
    blocks: url === undefined ? [plainSection(sentence)] : connectMessage({ sentence, url, label: say('button.connect') }).blocks,
  });
}

function connectedBlocks(platforms: PlatformNames, connected: Connected): Blocks {
  return [bullets(connectedLines(platforms, connected)), section(say('connect.done.whatNow'))];
}

function othersBlock(platforms: PlatformNames, accounts: readonly Account[]): RichTextBlock {
  const lines = accounts.slice(0, 30).map((account) => connectedByLine(platforms, account));
  const more = accounts.length - lines.length;
  if (more > 0) lines.push({ type: 'rich_text_section', elements: [{ type: 'text', text: say('list.andMore', { count: more }) }] });
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: lines }] };
}

/** The person is an element of their own, wherever the sentence has them. */
function connectedByLine(platforms: PlatformNames, account: Account): RichTextSection {
  const words = say('connect.replace.connectedBy', { account: accountName(platforms, account), person: PERSON });
  const at = words.lastIndexOf(PERSON);
  const text = (part: string) => (part === '' ? [] : [{ type: 'text' as const, text: part }]);
  const person = { type: 'user' as const, user_id: account.connectedBy };
  return { type: 'rich_text_section', elements: [...text(words.slice(0, at)), person, ...text(words.slice(at + PERSON.length))] };
}

const PERSON = '\u0000';
