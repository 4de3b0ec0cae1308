import { isDeepStrictEqual } from 'node:util';
import { say } from '../language/index.js';
import type { Medium, Platform, PlatformId } from '../platforms/platform.js';
import { leftOut, withoutWords } from './left-out.js';
import { linkPreviewOf } from './link-preview.js';
import { settingWords } from './options.js';
import type { AccountContent, DraftFile, Revision, When } from './post.js';
import { type Stretch, wordDiff } from './word-diff.js';

/** What a revision has that an earlier one of its post had not. Accounts are named by id. */
export interface Changes {
  readonly addedAccounts: readonly string[];
  readonly removedAccounts: readonly string[];
  /** Texts, each with the accounts that get it; those of added accounts are among them only where they differ from the text that all get. */
  readonly texts: readonly AccountsWords[];
  /** Title and description of the link's preview. */
  readonly previews: readonly AccountsWords[];
  /** First comments, of all accounts that were there before. */
  readonly comments: readonly AccountsWords[];
  readonly link?: { readonly before?: string; readonly after?: string };
  readonly when?: { readonly before: When; readonly after: When };
  readonly files: readonly FileChange[];
  readonly settings: readonly SettingsChange[];
  /** For the approvers; never published. */
  readonly note?: readonly Stretch[];
  /** Something else of what is published: how a picture was prepared, the picture of a preview. */
  readonly unseen: boolean;
}

/** What became of the words that these accounts get. */
export interface AccountsWords {
  readonly accounts: readonly string[];
  readonly diff: readonly Stretch[];
}

/** What became of a picture, video or document. */
export type FileChange =
  | { readonly kind: 'added' | 'border'; readonly after: ShownFile }
  | { readonly kind: 'removed'; readonly before: ShownFile }
  | { readonly kind: 'replaced'; readonly before: ShownFile; readonly after: ShownFile }
  | { readonly kind: 'alt text'; readonly after: ShownFile; readonly diff: readonly Stretch[] }
  | { readonly kind: 'order' };

/** A file of a revision, and what one of the accounts gets of it. */
export interface ShownFile {
  readonly file: DraftFile;
  /** From 1. */
  readonly position: number;
  readonly medium?: Medium;
}

/** Settings, files left out and what was added to the link, in words, as they were and are: `Who can see it: My connections only`, `Without picture 2`. */
export interface SettingsChange {
  readonly accounts: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What differs between two revisions of a post. */
export function changesBetween(
  deps: { readonly platforms: ReadonlyMap<PlatformId, Platform> },
  before: Revision,
  after: Revision,
): Changes {
  const pairs = after.accounts.flatMap((now) => {
    const was = before.accounts.find(({ account }) => account === now.account);
    return was === undefined ? [] : [{ was, now }];
  });
  const added = after.accounts.filter(({ account }) => !has(before, account));
  const own = added.filter(({ content }) => content.text !== after.text);
  const texts = [
    ...pairs.map(({ was, now }) => ({ account: now.account, was: was.content.text, now: now.content.text })),
    ...own.map(({ account, content }) => ({ account, was: after.text, now: content.text })),
  ];
  const changes: Omit<Changes, 'unseen'> = {
    addedAccounts: added.map(({ account }) => account),
    removedAccounts: before.accounts.filter(({ account }) => !has(after, account)).map(({ account }) => account),
    texts: wordsOf(texts),
    previews: wordsOf(pairs.map(({ was, now }) => ({ account: now.account, was: previewWords(was), now: previewWords(now) }))),
    comments: wordsOf(
      pairs.map(({ was, now }) => ({ account: now.account, was: was.content.comment ?? '', now: now.content.comment ?? '' })),
    ),
    ...(before.link === after.link ? {} : { link: { ...linkAs('before', before.link), ...linkAs('after', after.link) } }),
    ...timeOf(before, after),
    files: filesOf(before, after),
    settings: settingsOf(deps, { before, after }, pairs),
    ...(before.note === after.note ? {} : { note: wordDiff(before.note ?? '', after.note ?? '') }),
  };
  return { ...changes, unseen: before.contentHash !== after.contentHash && isEmpty({ ...changes, unseen: false }) };
}

/** Whether nothing of what is published differs, nor when. */
export function isEmpty({ note: _note, link, when, unseen, ...lists }: Changes): boolean {
  return link === undefined && when === undefined && !unseen && Object.values(lists).every((list) => list.length === 0);
}

function has({ accounts }: Revision, id: string): boolean {
  return accounts.some(({ account }) => account === id);
}

interface WordsPair {
  readonly account: string;
  readonly was: string;
  readonly now: string;
}

/** Accounts whose words changed alike are told together. */
function wordsOf(pairs: readonly WordsPair[]): AccountsWords[] {
  const changed = pairs.filter(({ was, now }) => was !== now);
  return groupBy(changed, ({ was, now }) => JSON.stringify([was, now])).map((group) => ({
    accounts: group.map(({ account }) => account),
    diff: group[0] === undefined ? [] : wordDiff(group[0].was, group[0].now),
  }));
}

function settingsOf(
  { platforms }: { readonly platforms: ReadonlyMap<PlatformId, Platform> },
  revisions: { readonly before: Revision; readonly after: Revision },
  pairs: readonly { readonly was: AccountContent; readonly now: AccountContent }[],
): SettingsChange[] {
  const wordsIn = (revision: Revision, { account, platform: id, content }: AccountContent) => {
    const platform = platforms.get(id);
    const settings = platform === undefined ? [] : settingWords(platform, content);
    const link =
      content.link === undefined || content.link === revision.link ? [] : [say('content.linkAsItGoesOut', { link: content.link })];
    return [...withoutWords(revision, leftOut(revision, account)), ...settings, ...link];
  };
  const changed = pairs.flatMap(({ was, now }) => {
    const [before, after] = [wordsIn(revisions.before, was), wordsIn(revisions.after, now)];
    return isDeepStrictEqual(before, after) ? [] : [{ account: now.account, before, after }];
  });
  return groupBy(changed, ({ before, after }) => JSON.stringify([before, after])).flatMap((group) =>
    group[0] === undefined ? [] : [{ accounts: group.map(({ account }) => account), before: group[0].before, after: group[0].after }],
  );
}

function groupBy<T>(all: readonly T[], key: (each: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return [...groups.values()];
}

function previewWords({ content }: AccountContent): string {
  const preview = linkPreviewOf(content);
  return preview === undefined ? '' : [preview.title, preview.description ?? ''].join('\n').trim();
}

function linkAs(name: 'before' | 'after', link: string | undefined): Pick<NonNullable<Changes['link']>, typeof name> {
  return link === undefined ? {} : { [name]: link };
}

/** A revision from before times were kept with it tells nothing about them. */
function timeOf(before: Revision, after: Revision): Pick<Changes, 'when'> {
  if (before.when === undefined || after.when === undefined || isDeepStrictEqual(before.when, after.when)) return {};
  return { when: { before: before.when, after: after.when } };
}

function filesOf(before: Revision, after: Revision): FileChange[] {
  const [old, fresh] = [shownFiles(before), shownFiles(after)];
  const gone = old.filter((each) => !fresh.some((other) => isSame(each, other)));
  const added = fresh.filter((each) => !old.some((other) => isSame(each, other)));
  const replaced = gone.flatMap((was) => {
    const now = added.find(({ position }) => position === was.position);
    return now === undefined ? [] : [{ kind: 'replaced' as const, before: was, after: now }];
  });
  const kept = fresh.flatMap((now) => {
    const was = old.find((other) => isSame(now, other));
    return was === undefined ? [] : [{ was, now }];
  });
  const isMoved = kept.some(({ was }, index) => index > 0 && was.position < (kept[index - 1]?.was.position ?? 0));
  return [
    ...replaced,
    ...gone.filter((each) => replaced.every(({ before: was }) => was !== each)).map((was) => ({ kind: 'removed' as const, before: was })),
    ...added.filter((each) => replaced.every(({ after: now }) => now !== each)).map((now) => ({ kind: 'added' as const, after: now })),
    ...kept.flatMap(({ was, now }): FileChange[] => [
      ...(was.file.altText === now.file.altText
        ? []
        : [{ kind: 'alt text' as const, after: now, diff: wordDiff(was.file.altText, now.file.altText) }]),
      ...(was.file.border === now.file.border ? [] : [{ kind: 'border' as const, after: now }]),
    ]),
    ...(isMoved ? [{ kind: 'order' as const }] : []),
  ];
}

function shownFiles(revision: Revision): ShownFile[] {
  return revision.files.map((file, index) => {
    const medium = mediumAt(revision, index);
    return { file, position: index + 1, ...(medium === undefined ? {} : { medium }) };
  });
}

/** What the first account that gets the file gets of it. */
function mediumAt(revision: Revision, index: number): Medium | undefined {
  for (const { account, content } of revision.accounts) {
    const without = leftOut(revision, account);
    const isWhole = content.media.length === revision.files.length - without.length;
    if (isWhole && !without.includes(index)) return content.media[index - without.filter((position) => position < index).length];
  }
  return undefined;
}

function isSame(one: ShownFile, other: ShownFile): boolean {
  return one.file.asset === other.file.asset && one.file.slackFile === other.file.slackFile;
}
