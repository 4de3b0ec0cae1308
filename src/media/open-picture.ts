import sharp, { type Sharp } from 'sharp';
import { createTurns } from './turns.js';

/** The most pixels a picture may have; checked before one is decoded. */
export const MAX_PIXELS = 50_000_000;

/** A picture to decode, turned upright. Decoding it rejects on damage, missing bytes and more than {@link MAX_PIXELS}. */
export function openPicture(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'warning', autoOrient: true });
}

/** Runs `work` that decodes pictures. Two at a time: sharp works on the four threads that look up host names too, and those must not all be taken. */
export const pictureTurn = createTurns(2);
