import { createHash } from 'node:crypto';
import { BufferSource, Input, MP4, QTFF } from 'mediabunny';
import { readPicture } from '../meta/picture.js';
import { refuse, refuseInvalid } from './problems.js';
import type { LedgerMedia } from './types.js';
import type { Upload, World } from './world.js';

/** The most bytes of each kind: 5 MB for a picture, 15 MB for a GIF, 512 MB for a video (xdocs:x-api/media/quickstart/best-practices, November 2026). */
export const MAX_BYTES: Readonly<Record<string, number>> = { tweet_image: 5_000_000, tweet_gif: 15_000_000, tweet_video: 536_870_912 };

/** Reads the bytes as the picture, GIF or video they must be, and keeps them for the pages a browser shows. */
export async function readMedia(world: World, upload: Upload, bytes: Buffer): Promise<LedgerMedia> {
  const isTooLarge = bytes.length > (MAX_BYTES[upload.category] ?? 0);
  if (isTooLarge) refuse({ status: 413, title: 'Request Entity Too Large', detail: 'The media is too large' });
  const { type, ...facts } =
    upload.category === 'tweet_video' ? await readVideo(upload.type, bytes) : await readStill(upload.category, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  world.bytes.set(sha256, { data: bytes, type });
  return { sha256, ...facts, altText: '' };
}

type Facts = Omit<LedgerMedia, 'sha256' | 'altText'> & { type: string };

async function readStill(category: string, bytes: Buffer): Promise<Facts> {
  const facts = await readPicture(bytes);
  const formats = category === 'tweet_gif' ? ['gif'] : ['jpeg', 'png', 'webp'];
  if (facts === undefined || !formats.includes(facts.format)) refuseInvalid('The media is no picture that X takes', { media: [''] });
  return { type: `image/${facts.format}`, width: facts.width, height: facts.height };
}

async function readVideo(type: string, bytes: Buffer): Promise<Facts> {
  const input = new Input({ formats: [type === 'video/quicktime' ? QTFF : MP4], source: new BufferSource(bytes) });
  try {
    const track = await input.getPrimaryVideoTrack();
    const sound = await input.getPrimaryAudioTrack();
    const codecs = [await track?.getCodec(), sound === null ? 'aac' : await sound.getCodec()];
    if (track === null || codecs[0] !== 'avc' || codecs[1] !== 'aac')
      return refuseInvalid('The media is no video that X takes', { media: [''] });
    const durationMs = Math.round((await input.computeDuration()) * 1000);
    return { type, width: await track.getDisplayWidth(), height: await track.getDisplayHeight(), durationMs };
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'Refusal') throw cause;
    return refuseInvalid('The media is no video that X takes', { media: [''] });
  } finally {
    input.dispose();
  }
}
