import sharp from 'sharp';
import { say } from '../language/index.js';
import { type Ids, sha256 } from '../lib/ids.js';
import type { Asset, PictureRecipe, Recipe, Rendition } from './asset.js';
import { frameFor, type Size } from './frame.js';
import { openPicture, pictureTurn } from './open-picture.js';
import { MediaRefusedError, type MediaStore } from './ports.js';

/** What {@link rendition} works with. */
export interface RenditionDeps {
  readonly media: Pick<MediaStore, 'asset' | 'assetBytes' | 'renditionByRecipe' | 'saveRendition' | 'saveUnchanged'>;
  readonly ids: Ids;
}

/**
 * The rendition of an asset by a recipe, made once: asking again gives the same one. Equal recipes give equal bytes.
 * Throws {@link MediaRefusedError} when no size of it fits the recipe's bytes, and an error when the asset is not in the workspace.
 */
export async function rendition(
  { media, ids }: RenditionDeps,
  { workspace, asset, recipe }: { readonly workspace: string; readonly asset: string; readonly recipe: Recipe },
): Promise<Rendition> {
  const known = await media.renditionByRecipe(workspace, asset, recipe);
  if (known !== undefined) return known;
  const picture = await media.asset(workspace, asset);
  if (picture === undefined) throw notStored(asset);
  if ('unchanged' in recipe) return await media.saveUnchanged(asItIs(picture, ids.id()), recipe);
  const original = await media.assetBytes(workspace, asset);
  if (original === undefined) throw notStored(asset);
  const { bytes, ...made } = await jpegOf(picture, original, recipe);
  const fresh: Rendition = { rendition: ids.id(), workspace, asset, ...made, size: bytes.length, sha256: sha256(bytes) };
  return await media.saveRendition(fresh, recipe, bytes);
}

type Made = Size & { readonly mimeType: string; readonly bytes: Uint8Array };

function notStored(asset: string): Error {
  return new Error(`The asset ${asset} is not stored in this workspace.`);
}

function asItIs({ id: asset, workspace, mimeType, width, height, size, sha256: hash, video }: Asset, rendition: string): Rendition {
  return { rendition, workspace, asset, mimeType, width, height, size, sha256: hash, ...(video === undefined ? {} : { video }) };
}

async function jpegOf(picture: Size, original: Uint8Array, recipe: PictureRecipe): Promise<Made> {
  return { mimeType: 'image/jpeg', ...(await pictureTurn(() => draw(original, picture, recipe))) };
}

/** The largest and best JPEG within `maxBytes`: first the quality goes down, then the size. */
async function draw(original: Uint8Array, picture: Size, recipe: PictureRecipe): Promise<Size & { bytes: Uint8Array }> {
  const full = frameFor(picture, recipe);
  const fullWidth = full.width + full.border.left + full.border.right;
  for (const share of SIZES) {
    const pixels = await drawPixels(original, picture, { ...recipe, maxWidth: Math.max(1, Math.floor(fullWidth * share)) });
    for (const quality of QUALITIES) {
      const bytes = await toJpeg(pixels, quality);
      if (bytes.length <= recipe.maxBytes) return { bytes, width: pixels.width, height: pixels.height };
    }
  }
  throw new MediaRefusedError(say('media.notSmallEnough'));
}

async function drawPixels(original: Uint8Array, picture: Size, recipe: PictureRecipe): Promise<Pixels> {
  const { width, height, border } = frameFor(picture, recipe);
  const { data, info } = await openPicture(original)
    .flatten({ background: WHITE })
    .resize(width, height, { fit: 'fill' })
    .extend({ ...border, background: WHITE })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** The file holds pixels only: no profile (so sRGB), no EXIF, no place, no second picture. */
async function toJpeg({ data, ...raw }: Pixels, quality: number): Promise<Uint8Array> {
  return await sharp(data, { raw }).jpeg({ quality, progressive: false, mozjpeg: false }).toBuffer();
}

interface Pixels extends Size {
  readonly data: Uint8Array;
  readonly channels: 1 | 2 | 3 | 4;
}

const WHITE = '#ffffff';
const QUALITIES = [90, 85, 80, 75, 70, 60, 50];
const SIZES = [1, 0.75, 0.5, 0.35, 0.25];
