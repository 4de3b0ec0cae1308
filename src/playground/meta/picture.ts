import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { LedgerMedia } from './types.js';
import type { World } from './world.js';

/** What a picture turned out to be: sharp's name of its format, and its size as it is shown, EXIF orientation applied. */
export interface PictureFacts {
  format: string;
  width: number;
  height: number;
}

/** Reads a picture's header; undefined when the bytes are no picture. */
export async function readPicture(bytes: Buffer): Promise<PictureFacts | undefined> {
  try {
    const { format, width, height, orientation = 1 } = await sharp(bytes).metadata();
    return orientation >= 5 ? { format, width: height, height: width } : { format, width, height };
  } catch {
    return undefined;
  }
}

/** Keeps the bytes for the pages a browser shows, and says what the ledger will say of them. */
export function keepPicture(world: World, bytes: Buffer, facts: PictureFacts, altText: string): LedgerMedia {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  world.bytes.set(sha256, { data: bytes, type: `image/${facts.format}` });
  return { sha256, width: facts.width, height: facts.height, altText };
}
