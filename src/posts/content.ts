import type { Account, AccountReader } from '../accounts/index.js';
import { type Asset, MediaRefusedError, type MediaStore, type RenditionDeps, recipeFor, rendition } from '../media/index.js';
import type { Content, Medium, Platform, PlatformId, Profile } from '../platforms/platform.js';
import type { AccountContent, Draft, DraftFile } from './post.js';

/** What making content needs. */
export interface ContentDeps extends RenditionDeps {
  readonly accounts: AccountReader;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly media: MediaStore;
}

/** One account of a draft with what it would get. */
export interface AccountDraft {
  readonly account: Account;
  readonly platform: Platform;
  readonly content: Content;
  /** One per file of the draft, in its order. */
  readonly pictures: readonly Picture[];
}

/** A file of a draft on one platform: `medium` where it can be posted. */
export interface Picture {
  readonly file: DraftFile;
  readonly asset?: Asset;
  readonly medium?: Medium;
  /** Why not, in words for the person. */
  readonly refused?: string;
}

/** Stands for a picture that cannot be read now: one that no platform refuses. */
export const ANY_PICTURE: Medium = { rendition: '', sha256: '', mimeType: 'image/jpeg', width: 1080, height: 1080, size: 1, altText: '' };

/**
 * What each account of the draft gets, in the draft's order: text and link as typed, each picture as its platform's rendition with its alt text
 * to the letter. Accounts that are not connected any more and files that cannot be used are left out; `checkDraft` names them.
 */
export async function contentsFor(deps: ContentDeps, draft: Draft): Promise<AccountContent[]> {
  const drafts = await accountDrafts(deps, draft);
  return drafts.map(({ account, platform, content }) => ({ account: account.id, platform: platform.id, content }));
}

/** As {@link contentsFor}, with the account, its platform and what became of each file. */
export async function accountDrafts(deps: ContentDeps, draft: Draft): Promise<AccountDraft[]> {
  const [accounts, assets] = await Promise.all([draftAccounts(deps, draft), draftAssets(deps, draft)]);
  const pictures = new Map<PlatformId, readonly Picture[]>();
  for (const { platform } of accounts) {
    if (!pictures.has(platform)) pictures.set(platform, await picturesFor(deps, draft, assets, platformOf(deps, platform).profile));
  }
  return accounts.map((account) => {
    const own = pictures.get(account.platform) ?? [];
    const link = draft.link === undefined ? {} : { link: draft.link };
    const content = { text: draft.text, ...link, media: own.flatMap(({ medium }) => medium ?? []), options: {} };
    return { account, platform: platformOf(deps, account.platform), content, pictures: own };
  });
}

/** The assets of the draft's files, by asset id. */
export async function draftAssets(deps: Pick<ContentDeps, 'media'>, draft: Draft): Promise<ReadonlyMap<string, Asset>> {
  const ids = draft.files.flatMap(({ asset }) => asset ?? []);
  const assets = await Promise.all(ids.map((id) => deps.media.asset(draft.workspace, id)));
  return new Map(assets.flatMap((asset) => (asset === undefined ? [] : [[asset.id, asset] as const])));
}

/** The platform with this id. Throws when there is none: accounts are only connected for platforms that exist. */
export function platformOf(deps: Pick<ContentDeps, 'platforms'>, id: PlatformId): Platform {
  const platform = deps.platforms.get(id);
  if (platform === undefined) throw new Error(`There is no platform ${id}.`);
  return platform;
}

/** The draft's accounts that are connected to its brand now, in the draft's order. */
async function draftAccounts(deps: Pick<ContentDeps, 'accounts'>, draft: Draft): Promise<Account[]> {
  const found = await deps.accounts.accountsById(draft.workspace, draft.accounts);
  const connected = found.filter(({ brand, disconnectedAt }) => brand === draft.brand && disconnectedAt === undefined);
  return draft.accounts.flatMap((id) => connected.find((account) => account.id === id) ?? []);
}

async function picturesFor(deps: ContentDeps, draft: Draft, assets: ReadonlyMap<string, Asset>, profile: Profile): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const file of draft.files) {
    const asset = assets.get(file.asset ?? '');
    if (file.refused !== undefined) pictures.push({ file, refused: file.refused });
    else if (asset === undefined) pictures.push({ file, refused: 'It has not been checked yet. Remove it and add it again.' });
    else pictures.push({ file, asset, ...(await mediumFor(deps, draft, { file, asset }, profile)) });
  }
  return pictures;
}

async function mediumFor(
  deps: ContentDeps,
  { workspace }: Draft,
  { file, asset }: { readonly file: DraftFile; readonly asset: Asset },
  { images, altText }: Profile,
): Promise<Pick<Picture, 'medium' | 'refused'>> {
  try {
    const recipe = recipeFor(asset, images, file.border);
    const { asset: _asset, workspace: _workspace, ...made } = await rendition(deps, { workspace, asset: asset.id, recipe });
    return { medium: { ...made, altText: altText === 'none' ? '' : file.altText } };
  } catch (error) {
    if (error instanceof MediaRefusedError) return { refused: error.message };
    throw error;
  }
}
