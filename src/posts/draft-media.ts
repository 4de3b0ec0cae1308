import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import {
  type Asset,
  kindOf,
  MediaRefusedError,
  type MediaStore,
  type RenditionDeps,
  recipeFor,
  rendition,
  UNCHANGED,
} from '../media/index.js';
import type { MediaKind, Medium, Profile } from '../platforms/platform.js';
import type { Draft, DraftFile } from './post.js';

/** What making media needs. */
export interface DraftMediaDeps extends RenditionDeps {
  readonly media: MediaStore;
}

/** A file of a draft on one platform: `medium` where it can be posted. */
export interface Picture {
  readonly file: DraftFile;
  /** Its place among the draft's files, from 0. */
  readonly position: number;
  readonly asset?: Asset;
  readonly medium?: Medium;
  /** Why not, in words for the person. */
  readonly refused?: string;
}

/** Stands for a picture that cannot be read now: one that no platform refuses. */
export const ANY_PICTURE: Medium = { rendition: '', sha256: '', mimeType: 'image/jpeg', width: 1080, height: 1080, size: 1, altText: '' };

/** Stands for a PDF that was not read yet: one that no platform for documents refuses. */
export const ANY_DOCUMENT: Medium = { ...ANY_PICTURE, mimeType: 'application/pdf', width: 0, height: 0, altText: 'Document' };

/** Stands for a video that was not read yet: one that no platform for videos refuses. */
export const ANY_VIDEO: Medium = {
  ...ANY_PICTURE,
  mimeType: 'video/mp4',
  width: 1280,
  height: 720,
  video: { durationMs: 10_000, videoCodec: 'avc', frameRate: 30, bitRate: 1_000_000 },
};

/** The assets of the draft's files, by asset id. */
export async function draftAssets(deps: Pick<DraftMediaDeps, 'media'>, draft: Draft): Promise<ReadonlyMap<string, Asset>> {
  const ids = draft.files.flatMap(({ asset }) => asset ?? []);
  const assets = await Promise.all(ids.map((id) => deps.media.asset(draft.workspace, id)));
  return new Map(assets.flatMap((asset) => (asset === undefined ? [] : [[asset.id, asset] as const])));
}

/** What becomes of each file of the draft on one platform, in the draft's order. Makes the renditions that are missing. */
export async function mediaFor(
  deps: DraftMediaDeps,
  draft: Draft,
  assets: ReadonlyMap<string, Asset>,
  profile: Profile,
): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const [position, file] of draft.files.entries()) {
    const asset = assets.get(file.asset ?? '');
    if (file.refused !== undefined) pictures.push({ file, position, refused: file.refused });
    else if (asset === undefined) pictures.push({ file, position, refused: say('content.unreadable') });
    else pictures.push({ file, position, asset, ...(await mediumFor(deps, draft, { file, asset }, profile)) });
  }
  return pictures;
}

/** A still picture of the draft's workspace as a platform's rendition, without words. Undefined where it cannot be made small enough, or is gone. */
export async function plainMedium(
  deps: DraftMediaDeps,
  { workspace, asset: id }: { readonly workspace: string; readonly asset: string },
  { images }: Profile,
): Promise<Medium | undefined> {
  const asset = await deps.media.asset(workspace, id);
  if (asset === undefined) return undefined;
  const { medium } = await made(deps, workspace, asset, recipeFor(asset, images, false));
  return medium;
}

async function mediumFor(
  deps: DraftMediaDeps,
  { workspace }: Draft,
  { file, asset }: { readonly file: DraftFile; readonly asset: Asset },
  profile: Profile,
): Promise<Pick<Picture, 'medium' | 'refused'>> {
  const kind = kindOf(asset);
  const refused = kind === 'image' ? undefined : refusal(asset, kind, profile);
  if (refused !== undefined) return { refused };
  const recipe = kind === 'image' ? recipeFor(asset, profile.images, file.border) : UNCHANGED;
  const { medium, ...not } = await made(deps, workspace, asset, recipe);
  const hasWords = profile.altText !== 'none' && kind !== 'video';
  return medium === undefined ? not : { medium: { ...medium, altText: hasWords ? file.altText : '' } };
}

async function made(
  deps: RenditionDeps,
  workspace: string,
  asset: Asset,
  recipe: Parameters<typeof rendition>[1]['recipe'],
): Promise<Pick<Picture, 'medium' | 'refused'>> {
  try {
    const { asset: _asset, workspace: _workspace, ...medium } = await rendition(deps, { workspace, asset: asset.id, recipe });
    return { medium: { ...medium, altText: '' } };
  } catch (error) {
    if (error instanceof MediaRefusedError) return { refused: error.message };
    throw error;
  }
}

/** Why a platform does not take a file as it is: it takes none of its kind, or not so many frames or pages. What it asks of a video, it validates. */
function refusal({ parts = 1 }: Asset, kind: Exclude<MediaKind, 'image'>, { name, files = {} }: Profile): string | undefined {
  switch (kind) {
    case 'gif':
      if (files.gif === undefined) return say('content.noAnimation', { platform: name });
      return parts > files.gif.maxParts
        ? say('content.tooManyFrames', { frames: parts, platform: name, most: files.gif.maxParts })
        : undefined;
    case 'document':
      if (files.document === undefined) return say('content.noDocument', { platform: name });
      return parts > files.document.maxParts
        ? say('content.tooManyPages', { pages: parts, platform: name, most: files.document.maxParts })
        : undefined;
    case 'video':
      if (files.video !== undefined) return undefined;
      return say('content.noVideo', { platform: name });
    default:
      return never(kind);
  }
}
