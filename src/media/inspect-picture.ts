import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Metadata } from 'sharp';
import { say } from '../language/index.js';
import { MAX_PIXELS, openPicture, pictureTurn } from './open-picture.js';
import { MediaRefusedError } from './ports.js';

/** What the bytes of a file say about it; pixels as it is seen, upright, 0 for a document. `parts` as in an asset. */
export interface Inspected {
  readonly mimeType: string;
  readonly width: number;
  readonly height: number;
  readonly parts?: number;
}

/**
 * Looks at the bytes alone, never at a name: the kind, then the size in pixels, then whether all of it can be decoded.
 * Throws {@link MediaRefusedError} for everything but a whole JPEG, PNG, WebP or GIF of at most {@link MAX_PIXELS}; only a GIF may move.
 */
export async function inspectPicture(bytes: Uint8Array): Promise<Inspected> {
  const mimeType = await kindOf(bytes);
  return await pictureTurn(async () => {
    const { pages, autoOrient: size } = await readHeader(bytes);
    const parts = pages ?? 1;
    if (parts > 1 && mimeType !== 'image/gif') throw new MediaRefusedError(say('media.animated'));
    checkPixels(size);
    await decodeOnce(bytes);
    return { mimeType, width: size.width, height: size.height, ...(parts > 1 ? { parts } : {}) };
  });
}

async function kindOf(bytes: Uint8Array): Promise<string> {
  const mimeType = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? '';
  if (ACCEPTED.has(mimeType)) return mimeType;
  throw new MediaRefusedError(say(REFUSALS.find(([kind]) => mimeType.startsWith(kind))?.[1] ?? 'media.notPicture'));
}

/** Reads no pixels, so it needs no limit. */
async function readHeader(bytes: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    throw new MediaRefusedError(say('media.pictureDamaged'), { cause });
  }
}

function checkPixels({ width, height }: { width: number; height: number }): void {
  if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) {
    const has = { width: String(width), height: String(height) };
    throw new MediaRefusedError(say('media.tooManyPixels', { ...has, megapixels: MAX_PIXELS / 1_000_000, side: MAX_SIDE }));
  }
}

/** Reads every pixel into a tiny picture, because damage and missing bytes show only then. */
async function decodeOnce(bytes: Uint8Array): Promise<void> {
  try {
    await openPicture(bytes).resize(16, 16, { fit: 'fill', fastShrinkOnLoad: false }).raw().toBuffer();
  } catch (cause) {
    throw new MediaRefusedError(say('media.pictureDamaged'), { cause });
  }
}

/** The longest side a JPEG can have, less a margin. */
const MAX_SIDE = 65_000;

const ACCEPTED: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** Sentences by how the file's media type begins; the first that fits. */
const REFUSALS = [
  ['image/hei', 'media.heic'],
  ['image/avif', 'media.avif'],
  ['image/apng', 'media.animated'],
  ['image/', 'media.otherPicture'],
  ['video/', 'media.otherVideo'],
] as const;
