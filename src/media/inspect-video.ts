import { CustomSource, EncodedPacketSink, Input, type InputVideoTrack, MP4, QTFF } from 'mediabunny';
import { say } from '../language/index.js';
import type { VideoFacts } from '../platforms/platform.js';
import { MediaRefusedError, type StoredBytes } from './ports.js';

/** What a video's bytes say about it; pixels as it is seen, turned upright. */
export interface InspectedVideo {
  readonly mimeType: 'video/mp4' | 'video/quicktime';
  readonly width: number;
  readonly height: number;
  readonly video: VideoFacts;
}

/** Whether bytes that begin so, by their own signature, are a video in a container we read; `mimeType` is what `file-type` calls it. */
export function isVideo(mimeType: string | undefined): boolean {
  return mimeType !== undefined && CONTAINERS.has(mimeType);
}

/**
 * Reads the tables of an MP4 or MOV file and its last picture, never all of it. Nothing is decoded: what a platform makes of the codecs is its
 * own rule. Throws {@link MediaRefusedError} for a file that is damaged, cut short or has no moving picture.
 */
export async function inspectVideo({ size, read }: Pick<StoredBytes, 'size' | 'read'>): Promise<InspectedVideo> {
  const source = new CustomSource({ getSize: () => size, read: (start, end) => read({ start, end: Math.min(end, size) }) });
  const input = new Input({ formats: [MP4, QTFF], source });
  try {
    const format = await input.getFormat();
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new MediaRefusedError(await reasonFor(input));
    const durationMs = Math.round((await input.computeDuration()) * 1000);
    if (durationMs <= 0 || !(await isWhole(track))) throw new MediaRefusedError(say('media.videoDamaged'));
    const sound = await input.getPrimaryAudioTrack();
    const { averagePacketRate } = await track.computePacketStats(MOST_FRAMES);
    return {
      mimeType: format === QTFF ? 'video/quicktime' : 'video/mp4',
      width: await track.getDisplayWidth(),
      height: await track.getDisplayHeight(),
      video: {
        durationMs,
        videoCodec: (await track.getCodec()) ?? 'unknown',
        ...(sound === null ? {} : { audioCodec: (await sound.getCodec()) ?? 'unknown' }),
        frameRate: Math.round(averagePacketRate * 100) / 100,
        bitRate: Math.round((size * 8000) / durationMs),
      },
    };
  } catch (error) {
    if (error instanceof MediaRefusedError) throw error;
    throw new MediaRefusedError(say('media.videoDamaged'), { cause: error });
  } finally {
    input.dispose();
  }
}

/** A file that was cut short has its tables and not its end. */
async function isWhole(track: InputVideoTrack): Promise<boolean> {
  return (await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY)) !== null;
}

async function reasonFor(input: Input): Promise<string> {
  return say((await input.getPrimaryAudioTrack()) === null ? 'media.videoDamaged' : 'media.soundAlone');
}

/** MP4, which phones call M4V too, and QuickTime's MOV. */
const CONTAINERS: ReadonlySet<string> = new Set(['video/mp4', 'video/x-m4v', 'video/quicktime', 'audio/mp4', 'audio/x-m4a']);

/** Enough to tell the frame rate. */
const MOST_FRAMES = 300;
