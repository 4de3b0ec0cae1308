import { borderRatio } from '../media/index.js';
import type { Content, PlatformId, Problem, ProblemField } from '../platforms/platform.js';
import { type AccountDraft, ANY_PICTURE, accountDrafts, type ContentDeps, type Picture } from './content.js';
import type { Draft } from './post.js';
import { textLength } from './text-length.js';
import { whatHappens } from './what-happens.js';

/** What checking needs. */
export type CheckDeps = ContentDeps;

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
  /** Sentences about what the platform and we will do. */
  readonly happens: readonly string[];
  /** `media.N` counts the draft's files, from 0. With one that `stops`, the draft cannot be sent. */
  readonly problems: readonly Problem[];
  /** The draft's files, by their place from 0, that a border would bring (or brings) into the platform's ratio. */
  readonly borders: readonly number[];
}

/** Checks the draft for each of its accounts, in its order. Makes the renditions that are missing. */
export async function checkDraft(deps: CheckDeps, draft: Draft): Promise<AccountCheck[]> {
  const drafts = await accountDrafts(deps, draft);
  const present = new Map(drafts.map((each) => [each.account.id, checkAccount(each)]));
  const gone = await goneAccounts(
    deps,
    draft,
    draft.accounts.filter((id) => !present.has(id)),
  );
  return draft.accounts.flatMap((id) => present.get(id) ?? gone.get(id) ?? []);
}

function checkAccount(each: AccountDraft): AccountCheck {
  const { account, platform, content, pictures } = each;
  const { profile } = platform;
  return {
    account: account.id,
    name: account.name,
    platform: platform.id,
    platformName: profile.name,
    length: textLength(content.text, profile),
    maxLength: profile.text.maxLength,
    happens: whatHappens(each),
    problems: [
      ...accountProblems(each),
      ...pictures.flatMap((picture, position) => pictureProblems(picture, position, profile)),
      ...platform.validate(withEveryPicture(content, pictures), account).filter(({ field }) => !isRefused(pictures, field)),
    ],
    borders: pictures.flatMap(({ asset }, position) =>
      asset !== undefined && borderRatio(asset, profile.images) !== undefined ? [position] : [],
    ),
  };
}

function accountProblems({ account: { health } }: AccountDraft): Problem[] {
  if (health.state === 'good') return [];
  return [
    { field: 'account', severity: 'stops', sentence: `${health.sentence} Connect it again with /connect, or choose another account.` },
  ];
}

function pictureProblems({ file, refused }: Picture, position: number, { name, altText }: AccountDraft['platform']['profile']): Problem[] {
  const field = `media.${position}` as const;
  const picture = `icture ${position + 1}`;
  if (refused !== undefined) return [{ field, severity: 'stops', sentence: `P${picture} cannot be used. ${refused}` }];
  if (altText !== 'none' || file.altText === '') return [];
  return [{ field, severity: 'note', sentence: `${name} takes no alt text, so that of p${picture} is left out there.` }];
}

/** Another picture stands in for a refused one, so that platforms count pictures as the person does. */
function withEveryPicture(content: Content, pictures: readonly Picture[]): Content {
  const substitute = { ...(content.media[0] ?? ANY_PICTURE), altText: '' };
  return { ...content, media: pictures.map(({ medium }) => medium ?? substitute) };
}

/** What a platform says of a picture that only stands in for a refused one is about another. */
function isRefused(pictures: readonly Picture[], field: ProblemField): boolean {
  return field.startsWith('media.') && pictures[Number(field.slice('media.'.length))]?.refused !== undefined;
}

/** Checks of accounts that were chosen and are not connected to the brand any more. */
async function goneAccounts(deps: CheckDeps, draft: Draft, ids: readonly string[]): Promise<ReadonlyMap<string, AccountCheck>> {
  if (ids.length === 0) return new Map();
  const stored = await deps.accounts.accountsById(draft.workspace, ids);
  return new Map(
    ids.map((id) => {
      const { name = 'A removed account', platform = '' } = stored.find((account) => account.id === id) ?? {};
      const platformName = deps.platforms.get(platform)?.profile.name ?? '';
      const problems: Problem[] = [{ field: 'account', severity: 'stops', sentence: GONE }];
      return [id, { account: id, name, platform, platformName, length: 0, maxLength: 0, happens: [], problems, borders: [] }];
    }),
  );
}

const GONE = 'This account is not connected any more. Go back to the text and choose another, or connect it again with /connect.';
