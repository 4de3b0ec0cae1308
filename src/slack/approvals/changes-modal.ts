import type { ImageBlock, ModalView, RichTextBlock, RichTextElement } from '@slack/types';
import type { Decision } from '../../approvals/index.js';
import { listOf, say } from '../../language/index.js';
import type { AccountsWords, Changes, FileChange, Revision, ShownFile, Stretch } from '../../posts/index.js';
import { type Blocks, context, cut, escaped, graphemeEnd, mention, plain, section } from '../blocks.js';
import { VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { type CardAccount, labelOf } from '../results/card-state.js';
import { decisionLine } from '../results/settled-card.js';
import { changesSummary, fileWords, timeWords } from './changes-words.js';

/** What the modal of changes is drawn from. */
export interface ChangesState {
  readonly changes: Changes;
  readonly revision: Revision;
  readonly since: Revision;
  /** What somebody decided on the earlier one. */
  readonly decision?: Decision;
  readonly accounts: readonly CardAccount[];
  /** A rendition's SHA-256 -> the Slack file that shows it. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly zone: string;
}

/** What changed since the last revision that was reviewed: what is gone struck out, what is new in bold. */
export function changesModal(state: ChangesState): ModalView {
  const { changes } = state;
  const blocks: Blocks = [
    section(introOf(state)),
    context(say('changes.marks')),
    ...accountBlocks(state),
    ...words(state, changes.texts, 'text'),
    ...words(state, changes.comments, 'firstComment'),
    ...beforeAfter(say('changes.link'), changes.link?.before, changes.link?.after),
    ...(changes.when === undefined
      ? []
      : beforeAfter(say('changes.goesOut'), timeWords(state.zone, changes.when.before), timeWords(state.zone, changes.when.after))),
    ...changes.files.flatMap((each) => fileBlocks(state, each)),
    ...changes.settings.flatMap(({ accounts, before, after }) =>
      titled(say('changes.settingsFor', { accounts: names(state, accounts) }), [
        ...before.filter((each) => !after.includes(each)).map((each): Stretch => ({ kind: 'removed', text: `${each}\n` })),
        ...after.filter((each) => !before.includes(each)).map((each): Stretch => ({ kind: 'added', text: `${each}\n` })),
      ]),
    ),
    ...words(state, changes.previews, 'preview'),
    ...(changes.note === undefined ? [] : titled(say('changes.note'), changes.note)),
    ...(changes.unseen ? [section(say('changes.unseen'))] : []),
  ];
  const isWhole = blocks.length <= MOST_BLOCKS;
  return modal(VIEWS.changes, {
    title: say('changes.title'),
    close: say('button.close'),
    blocks: isWhole ? blocks : [...blocks.slice(0, MOST_BLOCKS), context(say('changes.moreThanFits'))],
  });
}

function introOf({ changes, revision, since, decision }: ChangesState): string {
  const step = { since: since.number, revision: revision.number, person: mention(revision.by), changes: changesSummary(changes) };
  return decision === undefined ? say('changes.introUndecided', step) : say('changes.intro', { ...step, decision: decisionLine(decision) });
}

function accountBlocks({ changes, accounts }: ChangesState): Blocks {
  const label =
    (kind: Stretch['kind']) =>
    (id: string): Stretch => ({ kind, text: `${labelOf({ accounts }, id)}\n` });
  const all = [...changes.removedAccounts.map(label('removed')), ...changes.addedAccounts.map(label('added'))];
  return all.length === 0 ? [] : titled(say('label.accounts'), all);
}

function words(state: ChangesState, all: readonly AccountsWords[], kind: 'text' | 'firstComment' | 'preview'): Blocks {
  const common = state.revision.accounts.length - state.changes.addedAccounts.length;
  const title = (accounts: readonly string[]) =>
    accounts.length < common ? say(`changes.${kind}For`, { accounts: names(state, accounts) }) : say(`label.${kind}`);
  return all.flatMap(({ accounts, diff }) => titled(title(accounts), diff));
}

function beforeAfter(title: string, before: string | undefined, after: string | undefined): Blocks {
  const both: Stretch[] = [
    ...(before === undefined ? [] : [{ kind: 'removed' as const, text: `${before}\n` }]),
    ...(after === undefined ? [] : [{ kind: 'added' as const, text: after }]),
  ];
  return both.length === 0 ? [] : titled(title, both);
}

function fileBlocks(state: ChangesState, change: FileChange): Blocks {
  const title = fileWords(change);
  switch (change.kind) {
    case 'alt text':
      return titled(title, change.diff);
    case 'order':
      return [section(`*${title}*`)];
    case 'removed':
      return [section(`*${title}*`), ...picture(state, change.before, 'gone')];
    case 'replaced':
      return [section(`*${title}*`), ...picture(state, change.before, 'gone'), ...picture(state, change.after, 'new')];
    default:
      return [section(`*${title}*`), ...picture(state, change.after, 'new')];
  }
}

/** The picture itself where Slack has it, and its words. */
function picture({ pictures }: ChangesState, { file, medium }: ShownFile, change: 'gone' | 'new'): Blocks {
  const id = pictures[medium?.sha256 ?? ''];
  const altText = file.altText === '' ? say('changes.noAltText') : file.altText;
  if (id === undefined || medium?.mimeType.startsWith('image/') !== true)
    return [context(escaped(cut(say('changes.picture.named', { change, name: file.name, altText }), 500)))];
  const image: ImageBlock = {
    type: 'image',
    slack_file: { id },
    alt_text: cut(say('changes.picture.alone', { change, altText }), LIMITS.altText),
    title: plain(say('changes.picture.titled', { change, altText }), 300),
  };
  return [image];
}

/** A heading over words, in as many blocks as they need. Long stretches that are the same show how they begin and end. */
function titled(title: string, diff: readonly Stretch[]): Blocks {
  const parts = pages(diff.flatMap((each, index) => readable(each, diff[index - 1])));
  return [
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: cut(title, 500), style: { bold: true } }] }],
    },
    ...parts.map(
      (part): RichTextBlock => ({
        type: 'rich_text',
        elements: [{ type: 'rich_text_quote', elements: part.map(styled) }],
      }),
    ),
  ];
}

/** What is new stands apart from what it took the place of, and what stayed is shortened. */
function readable(each: Stretch, previous: Stretch | undefined): Stretch[] {
  if (each.kind === 'same') return [{ ...each, text: shortened(each.text) }];
  const isGlued = each.kind === 'added' && previous?.kind === 'removed' && !/\s$/.test(previous.text);
  return isGlued ? [{ kind: 'same', text: ' ' }, each] : [each];
}

function styled({ kind, text }: Stretch): Extract<RichTextElement, { type: 'text' }> {
  switch (kind) {
    case 'removed':
      return { type: 'text', text, style: { strike: true } };
    case 'added':
      return { type: 'text', text, style: { bold: true } };
    default:
      return { type: 'text', text };
  }
}

/** Stretches in blocks of at most {@link PAGE} characters and {@link MOST_ELEMENTS} of them, cut between graphemes. */
function pages(diff: readonly Stretch[]): Stretch[][] {
  const all: Stretch[][] = [];
  let room = 0;
  for (const { kind, text } of diff) {
    for (let left = text; left !== ''; ) {
      let page = all.at(-1);
      if (page === undefined || room <= 0 || page.length >= MOST_ELEMENTS) {
        page = [];
        all.push(page);
        room = PAGE;
      }
      const end = left.length <= room ? left.length : graphemeEnd(left.slice(0, 2 * PAGE), room);
      page.push({ kind, text: left.slice(0, end) });
      left = left.slice(end);
      room -= end;
    }
  }
  return all;
}

function shortened(text: string): string {
  if (text.length <= 2 * KEPT + 100) return text;
  const start = graphemeEnd(text.slice(0, 2 * KEPT), KEPT);
  const tail = text.slice(-2 * KEPT);
  return `${text.slice(0, start)} […] ${tail.slice(graphemeEnd(tail, tail.length - KEPT))}`;
}

function names({ accounts }: ChangesState, ids: readonly string[]): string {
  return listOf(
    ids.map((id) => labelOf({ accounts }, id)),
    'list',
  );
}

const PAGE = 2_500;
const MOST_ELEMENTS = 150;
/** Of a long stretch that is the same, so many characters at each end. */
const KEPT = 200;
/** Leaves one for the sentence that says there is more. */
const MOST_BLOCKS = LIMITS.viewBlocks - 1;
