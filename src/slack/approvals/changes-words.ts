import { never } from '../../lib/never.js';
import { type Changes, type DraftFile, type FileChange, isEmpty, type When, wordsChanged, wordsIn } from '../../posts/index.js';

/** All that changed, in one line: `12 words changed, 1 picture added`. */
export function changesSummary(changes: Changes): string {
  if (isEmpty(changes)) return changes.note === undefined ? 'nothing of the post changed' : 'only the note changed';
  const words = changes.texts.reduce((sum, { diff }) => sum + wordsChanged(diff), 0);
  const parts = [
    ...(words > 0 ? [`${counted(words, 'word')} changed`] : []),
    ...(words === 0 && changes.texts.length > 0 ? ['spaces or signs changed'] : []),
    ...fileParts(changes.files),
    ...some(changes.addedAccounts.length, 'account', 'added'),
    ...some(changes.removedAccounts.length, 'account', 'removed'),
    ...(changes.link === undefined ? [] : [`link ${linkVerb(changes.link)}`]),
    ...(changes.when === undefined ? [] : ['time changed']),
    ...(changes.comments.length === 0 ? [] : ['first comment changed']),
    ...(changes.settings.length === 0 ? [] : ['settings changed']),
    ...(changes.previews.length === 0 ? [] : ['preview of the link changed']),
    ...(changes.unseen ? ['pictures prepared anew'] : []),
  ];
  return parts.join(', ');
}

/** What became of a file, as a heading: `Picture 2 added`. */
export function fileWords(change: FileChange): string {
  switch (change.kind) {
    case 'added':
      return `${FILES[kindOf(change.after.file)]} ${change.after.position} added`;
    case 'removed':
      return `${FILES[kindOf(change.before.file)]} ${change.before.position} removed`;
    case 'replaced':
      return `${FILES[kindOf(change.before.file)]} ${change.before.position} replaced`;
    case 'border':
      return `${FILES[kindOf(change.after.file)]} ${change.after.position}: white border ${change.after.file.border ? 'added' : 'removed'}`;
    case 'alt text':
      return `Alt text of ${FILES[kindOf(change.after.file)].toLowerCase()} ${change.after.position}`;
    case 'order':
      return 'Pictures are in another order';
    default:
      return never(change);
  }
}

/** When a post was or is to go out, in the brand's zone. */
export function timeWords(zone: string, when: When): string {
  switch (when.kind) {
    case 'after approval':
      return 'Right after approval';
    case 'at':
      return wordsIn(zone, when.at);
    case 'next slot':
      return 'In the next free slot';
    default:
      return never(when);
  }
}

function fileParts(files: readonly FileChange[]): string[] {
  const parts = (['replaced', 'added', 'removed'] as const).flatMap((kind) => {
    const found = files.filter((each) => each.kind === kind).map((each) => (each.kind === 'removed' ? each.before.file : fileOf(each)));
    return (['picture', 'video', 'document'] as const).flatMap((noun) =>
      some(found.filter((file) => file !== undefined && kindOf(file) === noun).length, noun, kind),
    );
  });
  const texts = files.filter(({ kind }) => kind === 'alt text').length;
  const borders = files.filter(({ kind }) => kind === 'border').length;
  return [
    ...parts,
    ...some(texts, 'alt text', 'changed'),
    ...some(borders, 'border', 'changed'),
    ...(files.some(({ kind }) => kind === 'order') ? ['pictures in another order'] : []),
  ];
}

function fileOf(change: FileChange): DraftFile | undefined {
  return 'after' in change ? change.after.file : undefined;
}

function kindOf({ kind }: DraftFile): keyof typeof FILES {
  return kind === 'video' || kind === 'document' ? kind : 'picture';
}

function linkVerb({ before, after }: NonNullable<Changes['link']>): string {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function some(count: number, noun: string, verb: string): string[] {
  return count === 0 ? [] : [`${counted(count, noun)} ${verb}`];
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

const FILES = { picture: 'Picture', video: 'Video', document: 'Document' } as const;
