import type { AccountOverride, Draft, DraftFile, When } from './post.js';

/** What the first screen of compose hands over. */
export interface Written {
  readonly brand: string;
  readonly accounts: readonly string[];
  readonly text: string;
  readonly link?: string;
  readonly note?: string;
  /** By id; absent means none. */
  readonly labels?: readonly string[];
  /** Absent means right after approval. */
  readonly when?: When;
  /** New files; those the draft has already stay. */
  readonly files: readonly NewFile[];
}

/** A file that was added, as Slack names it. */
export interface NewFile {
  readonly slackFile: string;
  readonly name: string;
}

/** The most accounts a post can go to: what Slack's selects can show as chosen. */
export const MAX_ACCOUNTS = 100;

/** The most pictures a post can have. */
export const MAX_FILES = 10;

/** The draft with these words; new files come behind the kept ones. What an account has of its own stays; a page that gave no preview is read again. */
export function withWritten(draft: Draft, written: Written): Draft {
  const { link: _link, note: _note, labels: _labels, when: _when, preview, ...kept } = draft;
  const stillRead = preview?.title !== undefined && preview.link === written.link;
  return {
    ...withFiles(kept, written.files),
    brand: written.brand,
    accounts: written.accounts,
    text: written.text,
    ...(written.link === undefined ? {} : { link: written.link }),
    ...(written.note === undefined ? {} : { note: written.note }),
    ...(written.labels === undefined || written.labels.length === 0 ? {} : { labels: written.labels }),
    ...(written.when === undefined ? {} : { when: written.when }),
    ...(stillRead ? { preview } : {}),
  };
}

/** The draft with this override in the place of the account's own; one that changes nothing takes it away. */
export function withOverride(
  draft: Draft,
  { account, text, mentions = [], without = [], signature, comment, options = {} }: AccountOverride,
): Draft {
  const others = draft.overrides?.filter((override) => override.account !== account) ?? [];
  const ownText = text === undefined || text === '' || text === draft.text ? {} : { text };
  const named = mentions.length === 0 ? {} : { mentions };
  const fewer = without.length === 0 ? {} : { without };
  const unsigned = signature === undefined ? {} : { signature };
  const ownComment = comment === undefined || comment === (draft.comment ?? '') ? {} : { comment };
  const chosen = Object.keys(options).length === 0 ? {} : { options };
  const override = { account, ...ownText, ...named, ...fewer, ...unsigned, ...ownComment, ...chosen };
  const overrides = Object.keys(override).length === 1 ? others : [...others, override];
  const { overrides: _overrides, ...rest } = draft;
  return overrides.length === 0 ? rest : { ...rest, overrides };
}

/** The draft with this first comment for all accounts; an empty one takes it away. What single accounts have of their own stays. */
export function withFirstComment({ comment: _comment, ...draft }: Draft, comment: string): Draft {
  return comment.trim() === '' ? draft : { ...draft, comment };
}

/** What an account gets of its own, if anything. */
export function overrideOf({ overrides }: Pick<Draft, 'overrides'>, account: string): AccountOverride | undefined {
  return overrides?.find((override) => override.account === account);
}

/** The draft with more files; one it has already is not added again. */
export function withFiles(draft: Draft, files: readonly NewFile[]): Draft {
  const known = new Set(draft.files.map(({ slackFile }) => slackFile));
  const added = files.filter(({ slackFile }) => !known.has(slackFile));
  if (added.length === 0) return draft;
  return {
    ...draft,
    files: [...draft.files, ...added.map(({ slackFile, name }): DraftFile => ({ slackFile, name, altText: '', border: false }))],
  };
}

/** The draft with these alt texts, by Slack file id; the others stay. */
export function setAltTexts(draft: Draft, altTexts: ReadonlyMap<string, string>): Draft {
  return changeFiles(draft, (file) => {
    const altText = altTexts.get(file.slackFile) ?? file.altText;
    return altText === file.altText ? file : { ...file, altText };
  });
}

/** The draft with or without a white border around a picture. */
export function setBorder(draft: Draft, slackFile: string, border: boolean): Draft {
  return changeFiles(draft, (file) => (file.slackFile === slackFile && file.border !== border ? { ...file, border } : file));
}

/** The draft without a file, for every account. */
export function removeFile(draft: Draft, slackFile: string): Draft {
  const files = draft.files.filter((file) => file.slackFile !== slackFile);
  if (files.length === draft.files.length) return draft;
  const leaving = draft.overrides?.filter(({ without }) => without?.includes(slackFile)) ?? [];
  return leaving.reduce<Draft>(
    (now, override) => withOverride(now, { ...override, without: override.without?.filter((id) => id !== slackFile) ?? [] }),
    { ...draft, files },
  );
}

/** The draft with every file changed by `change`; the draft itself when that changes none. */
export function changeFiles(draft: Draft, change: (file: DraftFile) => DraftFile): Draft {
  const files = draft.files.map(change);
  return files.every((file, index) => file === draft.files[index]) ? draft : { ...draft, files };
}
