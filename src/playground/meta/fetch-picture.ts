import { refuse } from './errors.js';
import { type PictureFacts, readPicture } from './picture.js';
import type { World } from './world.js';

const MAX_BYTES = 8 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 10_000;
const MIN_RATIO = 4 / 5;
const MAX_RATIO = 1.91;

/**
 * Fetches a picture as Instagram does, with a plain GET, and refuses what Instagram refuses: unreachable or no picture (9004/2207052), too slow
 * (-2/2207003), over 8 MiB (36000/2207004), not a JPEG (36001/2207005), a ratio outside 4:5 to 1.91:1 (36003/2207009). Loopback addresses and plain
 * http are let through, because this one runs locally (meta:instagram-platform/instagram-graph-api/reference/error-codes, November 2026).
 */
export async function fetchPicture(world: World, address: string): Promise<{ bytes: Buffer; facts: PictureFacts }> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) refuseAddress(address);
  const bytes = await download(world, address);
  const facts = await readPicture(bytes);
  if (facts === undefined) refuseAddress(address);
  if (facts.format !== 'jpeg') refusePicture(36001, 2207005, 'The image format is not supported. Please use JPEG.');
  const ratio = facts.width / facts.height;
  if (ratio < MIN_RATIO || ratio > MAX_RATIO)
    refusePicture(36003, 2207009, 'The submitted image aspect ratio cannot be published: use 4:5 to 1.91:1.');
  return { bytes, facts };
}

async function download(world: World, address: string): Promise<Buffer> {
  const signal = AbortSignal.any([AbortSignal.timeout(FETCH_TIMEOUT_MS), world.closing.signal]);
  try {
    const answer = await fetch(address, { headers: { 'user-agent': 'facebookexternalhit/1.1' }, signal });
    if (answer.status !== 200 || answer.body === null) {
      await answer.body?.cancel();
      return refuseAddress(address);
    }
    return await capped(answer.body);
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') refusePicture(-2, 2207003, 'It takes too long to download the media.');
    if (error instanceof Error && error.name === 'GraphRefusal') throw error;
    return refuseAddress(address);
  }
}

async function capped(body: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BYTES) refusePicture(36000, 2207004, 'The image is too large to download. It should be less than 8 MiB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refuseAddress(address: string): never {
  refuse({
    code: 9004,
    subcode: 2207052,
    message: 'Only photo or video can be accepted as media type.',
    userTitle: "Media download has failed. The media URI doesn't meet our requirements.",
    userMsg: `The media could not be fetched from this URI: ${address}.`,
  });
}

function refusePicture(code: number, subcode: number, userMsg: string): never {
  refuse({ code, subcode, message: userMsg, userTitle: 'Media cannot be used', userMsg });
}
