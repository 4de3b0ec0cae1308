import type { Account } from '../accounts/index.js';
import { say } from '../language/index.js';
import { MAX_FILE_BYTES, MAX_VIDEO_BYTES } from '../media/index.js';
import { type MediaKind, type Medium, mediaKind, type Platform, type PlatformId, type ProblemField } from '../platforms/platform.js';
import { platformOf } from './draft-accounts.js';
import { MAX_ACCOUNTS, MAX_FILES, overrideOf, type Written } from './draft-changes.js';
import { ANY_DOCUMENT, ANY_PICTURE, ANY_VIDEO } from './draft-media.js';
import { type Additions, blankProblems, labelProblem, withAdditions } from './library/index.js';
import { chosenOptions } from './options.js';
import type { AccountOverride } from './post.js';

/** A field of the first screen, and what to change there. */
export interface WrittenProblem {
  readonly field: 'accounts' | 'text' | 'link' | 'labels' | 'files';
  readonly sentence: string;
}

/** A file as Slack describes it before it is read. `mimeType` and `size` (bytes) are absent where Slack did not say. */
export interface DescribedFile {
  readonly slackFile: string;
  readonly name: string;
  readonly mimeType?: string;
  readonly size?: number;
}

/**
 * Everything that is wrong with what was written as far as it can be told without reading a file, at most one sentence per field and platform.
 * `accounts` are the chosen ones; `kept` is how many files the draft has already. What stops an account's own text is left to the next screen, and so
 * is what one of several accounts makes of the files: there they can be left out for it.
 */
export function checkWritten(
  platforms: ReadonlyMap<PlatformId, Platform>,
  input: {
    readonly written: Written;
    readonly accounts: readonly Account[];
    readonly files: readonly DescribedFile[];
    readonly kept: number;
    readonly overrides?: readonly AccountOverride[];
    readonly additions: Additions;
  },
): WrittenProblem[] {
  const { written, accounts } = input;
  const files = checkFiles(input.files, input.kept, filesTaken(platforms, accounts));
  if (accounts.length === 0) return [{ field: 'accounts', sentence: say('content.noAccounts') }, ...emptyProblem(input), ...files];
  const many =
    accounts.length > MAX_ACCOUNTS
      ? [{ field: 'accounts' as const, sentence: say('content.tooManyAccounts', { most: MAX_ACCOUNTS }) }]
      : [];
  const link =
    written.link === undefined || isWebAddress(written.link) ? [] : [{ field: 'link' as const, sentence: say('content.notAnAddress') }];
  const labels = labelProblem(input.additions);
  const two = labels === undefined ? [] : [{ field: 'labels' as const, sentence: labels }];
  const stops = platformStops(platforms, input).filter(({ field }) => field !== 'link' || link.length === 0);
  return unique([...many, ...files, ...link, ...two, ...stops]);
}

/** What is wrong with added files by their description, for the field they were added in. `taken` says which kinds a chosen account takes. */
export function checkFiles(files: readonly DescribedFile[], kept: number, taken: ReadonlySet<MediaKind>): WrittenProblem[] {
  const sentences = files.flatMap((file) => fileProblem(file, taken) ?? []);
  if (kept + files.length > MAX_FILES) {
    const room = MAX_FILES - kept;
    sentences.push(kept === 0 ? say('content.tooManyFiles', { most: MAX_FILES }) : say('content.tooManyFilesMore', { count: kept, room }));
  }
  return sentences.length === 0 ? [] : [{ field: 'files', sentence: sentences.join(' ') }];
}

/** The kinds of files that at least one of these accounts takes. */
export function filesTaken(
  platforms: ReadonlyMap<PlatformId, Platform>,
  accounts: readonly Pick<Account, 'platform'>[],
): ReadonlySet<MediaKind> {
  const also = accounts.flatMap(({ platform }) => Object.keys(platforms.get(platform)?.profile.files ?? {}) as MediaKind[]);
  return new Set<MediaKind>(['image', ...also]);
}

function platformStops(
  platforms: ReadonlyMap<PlatformId, Platform>,
  { written, accounts, files, kept, overrides = [], additions }: Parameters<typeof checkWritten>[1],
): WrittenProblem[] {
  const link = written.link === undefined ? {} : { link: written.link };
  const mayLeaveOut = accounts.length > 1 && files.length + kept > 0;
  return accounts.flatMap((account) => {
    const platform = platformOf({ platforms }, account.platform);
    const own = overrideOf({ overrides }, account.id);
    const added = files.map((file) => standIn(file, platform));
    const still = Math.max(0, kept - (own?.without?.length ?? 0));
    const media = [...Array.from({ length: still }, () => ANY_PICTURE), ...added].slice(0, MAX_FILES);
    const { words } = withAdditions(additions, account, { text: own?.text ?? written.text, ...link }, own);
    const content = { ...words, media, options: chosenOptions(platform, account, own) };
    return [...blankProblems(words.text), ...platform.validate(content, account)]
      .filter(({ severity, field }) => severity === 'stops' && !(field === 'text' && own?.text !== undefined))
      .filter(({ field }) => !(mayLeaveOut && fieldOf(field) === 'files'))
      .map(({ field, sentence }) => ({ field: fieldOf(field), sentence }));
  });
}

/** A video counts as a picture where the platform takes none: the next screen says what to do about it there. */
function standIn({ mimeType }: DescribedFile, { profile: { files } }: Platform): Medium {
  if (mimeType === PDF) return ANY_DOCUMENT;
  return isVideo(mimeType) && files?.video !== undefined ? ANY_VIDEO : ANY_PICTURE;
}

function isVideo(mimeType = ''): boolean {
  return mediaKind({ mimeType }) === 'video';
}

function fieldOf(field: ProblemField): WrittenProblem['field'] {
  if (field === 'account') return 'accounts';
  return field === 'text' || field === 'link' ? field : 'files';
}

function fileProblem({ name, mimeType, size }: DescribedFile, taken: ReadonlySet<MediaKind>): string | undefined {
  const type = mimeType ?? '';
  if (/^image\/hei[cf]/.test(type) || /\.hei[cf]$/i.test(name)) return say('content.added.heic', { name });
  if (isVideo(type)) return videoProblem({ name, mimeType: type, ...(size === undefined ? {} : { size }) }, taken);
  if (type !== '' && !PICTURES.has(type) && !(type === PDF && taken.has('document'))) return say('content.added.notPicture', { name });
  if (size !== undefined && size > MAX_FILE_BYTES) return say('content.added.tooLarge', { name, megabytes: MAX_FILE_BYTES / 2 ** 20 });
  return undefined;
}

function videoProblem({ name, mimeType = '', size }: Omit<DescribedFile, 'slackFile'>, taken: ReadonlySet<MediaKind>): string | undefined {
  if (!taken.has('video')) return say('content.added.videoNowhere', { name });
  if (!VIDEOS.has(mimeType)) return say('content.added.notVideo', { name });
  if (size !== undefined && size > MAX_VIDEO_BYTES) return say('content.added.tooLarge', { name, megabytes: MAX_VIDEO_BYTES / 2 ** 20 });
  return undefined;
}

function emptyProblem({
  written,
  files,
  kept,
}: {
  readonly written: Written;
  readonly files: readonly unknown[];
  readonly kept: number;
}): WrittenProblem[] {
  const empty = written.text.trim() === '' && written.link === undefined && files.length + kept === 0;
  return empty ? [{ field: 'text', sentence: say('content.empty') }] : [];
}

function isWebAddress(link: string): boolean {
  return /^https?:\/\//i.test(link) && URL.canParse(link);
}

function unique(problems: readonly WrittenProblem[]): WrittenProblem[] {
  return problems.filter(
    ({ field, sentence }, index) => problems.findIndex((other) => other.field === field && other.sentence === sentence) === index,
  );
}

const PDF = 'application/pdf';

const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/jpg', 'image/png', 'image/webp', 'image/gif']);

const VIDEOS: ReadonlySet<string> = new Set(['video/mp4', 'video/quicktime', 'video/x-m4v']);
