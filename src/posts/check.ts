import { say } from '../language/index.js';
import { borderRatio } from '../media/index.js';
import type { Content, PlatformId, Problem, ProblemField } from '../platforms/platform.js';
import { type AccountDraft, accountDrafts, type ContentDeps } from './content.js';
import { overrideOf, withOverride } from './draft-changes.js';
import { ANY_PICTURE, type Picture } from './draft-media.js';
import { namedFile } from './file-title.js';
import { leftOut } from './left-out.js';
import { additionProblems, blankProblems } from './library/index.js';
import { type LinkPreview, linkPreviewOf } from './link-preview.js';
import { measure, type Part, partsOf } from './measure.js';
import { type NeighbourDeps, neighbourNotes } from './neighbours.js';
import { offeredOptions, settingWords } from './options.js';
import type { AccountOverride, Draft } from './post.js';
import { whatHappens } from './what-happens.js';

/** What checking needs. */
export interface CheckDeps extends ContentDeps, NeighbourDeps {}

/** What one account would get, and what stands in the way. */
export interface AccountCheck {
  readonly account: string;
  /** The account's name, as its platform writes it. */
  readonly name: string;
  readonly platform: PlatformId;
  readonly platformName: string;
  /** As the platform counts. */
  readonly length: number;
  readonly maxLength: number;
  /** The text as it goes out, where it is not that of all accounts. */
  readonly ownText?: string;
  /** Else the text of all as it goes out here, where something was added to it. */
  readonly finalText?: string;
  /** The link as it goes out, where something was added to it. */
  readonly finalLink?: string;
  /** The posts that the text makes, where it makes more than one. */
  readonly parts: readonly Part[];
  /** Its first comment as it goes out, with its length as the platform counts, and how it differs from that of all accounts. */
  readonly comment?: { readonly text: string; readonly length: number; readonly maxLength: number; readonly differs?: 'own' | 'tagged' };
  /** It gets none, although all others do. */
  readonly withoutComment: boolean;
  /** Somebody has to connect it again before Copydesk may add its first comment. */
  readonly asksToComment: boolean;
  /** What was chosen for it that is not as usual, in words. */
  readonly settings: readonly string[];
  readonly preview?: LinkPreview;
  /** What publishing costs the operator; absent where it costs nothing. */
  readonly price?: { readonly amount: number; readonly currency: string; readonly since: string };
  /** Whether there is something to choose for this account beside the words. */
  readonly hasOptions: boolean;
  /** The draft's files, by their place from 0, that it does not get. */
  readonly leftOut: readonly number[];
  /** Sentences about what the platform and we will do. */
  readonly happens: readonly string[];
  /** `media.N` counts the draft's files, from 0. With one that `stops`, the draft cannot be sent. */
  readonly problems: readonly Problem[];
  /** The draft's files, by their place from 0, that a border would bring (or brings) into the platform's ratio. */
  readonly borders: readonly number[];
}

/** Checks the draft for each of its accounts, in its order, and looks at what else goes out there. Makes the renditions that are missing. */
export async function checkDraft(deps: CheckDeps, draft: Draft): Promise<AccountCheck[]> {
  const [drafts, notes] = await Promise.all([accountDrafts(deps, draft), neighbourNotes(deps, draft)]);
  const checks = await checkContents(deps, draft, drafts);
  return checks.map((check) => ({ ...check, problems: [...check.problems, ...(notes.get(check.account) ?? [])] }));
}

/** As {@link checkDraft}, of content that was made of the draft; nothing else is looked at. */
export async function checkContents(deps: ContentDeps, draft: Draft, drafts: readonly AccountDraft[]): Promise<AccountCheck[]> {
  const present = new Map(drafts.map((each) => [each.account.id, checkAccount(draft, each)]));
  const gone = await goneAccounts(
    deps,
    draft,
    draft.accounts.filter((id) => !present.has(id)),
  );
  return draft.accounts.flatMap((id) => present.get(id) ?? gone.get(id) ?? []);
}

/** Why an account cannot have this own text or comment; undefined where nothing stops it. What else is wrong with the post is left to `checkDraft`. */
export async function checkOverride(deps: ContentDeps, draft: Draft, override: AccountOverride): Promise<OverrideProblem | undefined> {
  if (override.text === undefined && override.mentions === undefined && override.comment === undefined) return undefined;
  const changed = withOverride({ ...draft, accounts: [override.account] }, override);
  const [each] = await accountDrafts(deps, changed);
  const found = each?.platform.validate(withEveryPicture(each.content, each.pictures), each.account) ?? [];
  for (const field of ['text', 'comment'] as const) {
    const sentence = found.find((problem) => problem.field === field && problem.severity === 'stops')?.sentence;
    if (sentence !== undefined) return { field, sentence };
  }
  return undefined;
}

/** What is wrong with what an account was to have of its own. */
export interface OverrideProblem {
  readonly field: 'text' | 'comment';
  readonly sentence: string;
}

function checkAccount(draft: Draft, each: AccountDraft): AccountCheck {
  const { account, platform, content, pictures } = each;
  const { profile } = platform;
  const preview = linkPreviewOf(content);
  const amount = platform.price?.(content);
  return {
    account: account.id,
    name: account.name,
    platform: platform.id,
    platformName: profile.name,
    ...measure(platform, content),
    ...finalWords(draft, each),
    parts: partsOf(platform, content),
    ...commentOf(draft, each),
    settings: settingWords(platform, content),
    ...(preview === undefined ? {} : { preview }),
    ...(amount === undefined || profile.price === undefined
      ? {}
      : { price: { amount, currency: profile.price.currency, since: profile.price.since } }),
    hasOptions:
      offeredOptions(platform, account).length > 0 || platform.mentions?.find !== undefined || each.additions.signatures.has(account.id),
    leftOut: leftOut(draft, account.id),
    happens: whatHappens(draft, each),
    problems: [
      ...accountProblems(each),
      ...additionProblems(each.additions, content.text),
      ...blankProblems(content.comment ?? '', 'comment'),
      ...pictures.flatMap((picture) => pictureProblems(picture, profile)),
      ...platform
        .validate(withEveryPicture(content, pictures), account)
        .filter(({ field }) => !isRefused(pictures, field))
        .map((problem) => asInDraft(problem, pictures)),
    ],
    borders: pictures.flatMap(({ asset, medium, position }) =>
      asset !== undefined && medium !== undefined && borderRatio(asset, profile.images) !== undefined ? [position] : [],
    ),
  };
}

function finalWords(
  draft: Draft,
  { account, content: { text, link } }: AccountDraft,
): Pick<AccountCheck, 'ownText' | 'finalText' | 'finalLink'> {
  const isOwn = overrideOf(draft, account.id)?.text !== undefined;
  return {
    ...(text === draft.text ? {} : isOwn ? { ownText: text } : { finalText: text }),
    ...(link === undefined || link === draft.link ? {} : { finalLink: link }),
  };
}

function commentOf(
  draft: Draft,
  { account, platform: { comments }, content: { comment } }: AccountDraft,
): Pick<AccountCheck, 'comment' | 'withoutComment' | 'asksToComment'> {
  const withoutComment = comment === undefined && draft.comment !== undefined;
  if (comments === undefined || comment === undefined) return { withoutComment, asksToComment: false };
  const { maxLength } = comments;
  const isOwn = overrideOf(draft, account.id)?.comment !== undefined;
  const differs = isOwn ? 'own' : comment === draft.comment ? undefined : 'tagged';
  return {
    comment: { text: comment, length: comments.length(comment), maxLength, ...(differs === undefined ? {} : { differs }) },
    withoutComment,
    asksToComment: comments.standing(account).may === 'after reconnect',
  };
}

function accountProblems({ account: { health } }: AccountDraft): Problem[] {
  if (health.state === 'good') return [];
  return [{ field: 'account', severity: 'stops', sentence: `${health.sentence} ${say('content.connectAgain')}` }];
}

function pictureProblems({ file, position, refused }: Picture, { name, altText }: AccountDraft['platform']['profile']): Problem[] {
  const field = `media.${position}` as const;
  const named = namedFile(file, position);
  if (refused !== undefined) return [{ field, severity: 'stops', sentence: `${say('content.file.refused', named)} ${refused}` }];
  if (altText !== 'none' || file.altText === '') return [];
  return [{ field, severity: 'note', sentence: say('content.file.altTextLeftOut', { ...named, platform: name }) }];
}

/** Another picture stands in for a refused one, so that platforms count pictures as the person does, and each is known by its place in the draft. */
function withEveryPicture(content: Content, pictures: readonly Picture[]): Content {
  const substitute = { ...(content.media[0] ?? ANY_PICTURE), altText: '' };
  return { ...content, media: pictures.map(({ medium, position }) => ({ ...(medium ?? substitute), number: position + 1 })) };
}

/** A platform's fields count the files that the account gets; people count the draft's. */
function asInDraft(problem: Problem, pictures: readonly Picture[]): Problem {
  const { field } = problem;
  const position = field.startsWith('media.') ? pictures[Number(field.slice('media.'.length))]?.position : undefined;
  return position === undefined ? problem : { ...problem, field: `media.${position}` };
}

/** What a platform says of a picture that only stands in for a refused one is about another. */
function isRefused(pictures: readonly Picture[], field: ProblemField): boolean {
  return field.startsWith('media.') && pictures[Number(field.slice('media.'.length))]?.refused !== undefined;
}

/** Checks of accounts that were chosen and are not connected to the brand any more. */
async function goneAccounts(deps: ContentDeps, draft: Draft, ids: readonly string[]): Promise<ReadonlyMap<string, AccountCheck>> {
  if (ids.length === 0) return new Map();
  const stored = await deps.accounts.accountsById(draft.workspace, ids);
  return new Map(
    ids.map((id) => {
      const { name = say('content.removedAccount'), platform = '' } = stored.find((account) => account.id === id) ?? {};
      const platformName = deps.platforms.get(platform)?.profile.name ?? '';
      const problems: Problem[] = [{ field: 'account', severity: 'stops', sentence: say('content.accountGone') }];
      return [id, { ...NOTHING, account: id, name, platform, platformName, problems }];
    }),
  );
}

const NOTHING = {
  length: 0,
  maxLength: 0,
  parts: [],
  withoutComment: false,
  asksToComment: false,
  settings: [],
  hasOptions: false,
  leftOut: [],
  happens: [],
  borders: [],
};
