import { listOf, say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import {
  type Changes,
  type DraftFile,
  type FileChange,
  isEmpty,
  type ShownFile,
  type When,
  wordsChanged,
  wordsIn,
} from '../../posts/index.js';

/** All that changed, in one line: `12 words changed, 1 picture added`. */
export function changesSummary(changes: Changes): string {
  if (isEmpty(changes)) return say(changes.note === undefined ? 'changes.summary.nothing' : 'changes.summary.onlyNote');
  const words = changes.texts.reduce((sum, { diff }) => sum + wordsChanged(diff), 0);
  const parts = [
    ...(words > 0 ? [say('changes.summary.words', { count: words })] : []),
    ...(words === 0 && changes.texts.length > 0 ? [say('changes.summary.signs')] : []),
    ...fileParts(changes.files),
    ...some('accountsAdded', changes.addedAccounts.length),
    ...some('accountsRemoved', changes.removedAccounts.length),
    ...(changes.link === undefined ? [] : [say(`changes.summary.link.${linkVerb(changes.link)}`)]),
    ...(changes.when === undefined ? [] : [say('changes.summary.when')]),
    ...(changes.comments.length === 0 ? [] : [say('changes.summary.firstComment')]),
    ...(changes.settings.length === 0 ? [] : [say('changes.summary.settings')]),
    ...(changes.previews.length === 0 ? [] : [say('changes.summary.preview')]),
    ...(changes.unseen ? [say('changes.summary.unseen')] : []),
  ];
  return listOf(parts, 'list');
}

/** What became of a file, as a heading: `Picture 2 added`. */
export function fileWords(change: FileChange): string {
  switch (change.kind) {
    case 'added':
      return say('changes.file.added', which(change.after));
    case 'removed':
      return say('changes.file.removed', which(change.before));
    case 'replaced':
      return say('changes.file.replaced', which(change.before));
    case 'border':
      return say(change.after.file.border ? 'changes.file.borderAdded' : 'changes.file.borderRemoved', which(change.after));
    case 'alt text':
      return say('changes.file.altText', which(change.after));
    case 'order':
      return say('changes.file.order');
    default:
      return never(change);
  }
}

/** When a post was or is to go out, in the brand's zone. */
export function timeWords(zone: string, when: When): string {
  switch (when.kind) {
    case 'after approval':
      return say('changes.when.afterApproval');
    case 'at':
      return wordsIn(zone, when.at);
    case 'next slot':
      return say('changes.when.nextSlot');
    default:
      return never(when);
  }
}

function fileParts(files: readonly FileChange[]): string[] {
  const parts = (['replaced', 'added', 'removed'] as const).flatMap((kind) => {
    const found = files.filter((each) => each.kind === kind).map((each) => (each.kind === 'removed' ? each.before.file : fileOf(each)));
    return (['picture', 'video', 'document'] as const).flatMap((noun) =>
      some(`${noun}.${kind}`, found.filter((file) => file !== undefined && kindOf(file) === noun).length),
    );
  });
  const texts = files.filter(({ kind }) => kind === 'alt text').length;
  const borders = files.filter(({ kind }) => kind === 'border').length;
  return [
    ...parts,
    ...some('altTexts', texts),
    ...some('borders', borders),
    ...(files.some(({ kind }) => kind === 'order') ? [say('changes.summary.order')] : []),
  ];
}

function fileOf(change: FileChange): DraftFile | undefined {
  return 'after' in change ? change.after.file : undefined;
}

function which({ file, position }: ShownFile) {
  return { kind: kindOf(file), position };
}

function kindOf({ kind }: DraftFile): 'picture' | 'video' | 'document' {
  return kind === 'video' || kind === 'document' ? kind : 'picture';
}

function linkVerb({ before, after }: NonNullable<Changes['link']>): 'added' | 'removed' | 'changed' {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function some(what: Counted, count: number): string[] {
  return count === 0 ? [] : [say(`changes.summary.${what}`, { count })];
}

type Counted =
  | 'accountsAdded'
  | 'accountsRemoved'
  | 'altTexts'
  | 'borders'
  | `${'picture' | 'video' | 'document'}.${'replaced' | 'added' | 'removed'}`;
