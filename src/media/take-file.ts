import { fileTypeFromBuffer } from 'file-type';
import { say } from '../language/index.js';
import type { Clock } from '../lib/clock.js';
import { type Ids, sha256 } from '../lib/ids.js';
import type { Asset } from './asset.js';
import { inspectFile } from './inspect-file.js';
import { inspectPicture } from './inspect-picture.js';
import { inspectVideo, isVideo } from './inspect-video.js';
import { type FileSource, MediaRefusedError, type MediaStore } from './ports.js';

/** What {@link takeFile} works with. */
export interface TakeFileDeps {
  readonly files: FileSource;
  readonly media: Pick<MediaStore, 'saveAsset' | 'saveStream'>;
  readonly ids: Ids;
  readonly clock: Clock;
}

/** The largest picture or document that is taken: 20 MB. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** The largest video that is taken: what X takes at most (xdocs:x-api/media/quickstart/best-practices, November 2026). */
export const MAX_VIDEO_BYTES = 512 * 1024 * 1024;

/**
 * Takes a file from Slack, a picture, a PDF or a video: checks it and keeps its bytes as they are. `name` is only shown, never trusted, and what
 * Slack says of its kind only bounds its size. A video is stored while it comes; it is never held as a whole.
 * Throws {@link MediaRefusedError} when it cannot be used and `FileUnavailableError` when Slack does not hand it over.
 */
export async function takeFile(
  { files, media, ids, clock }: TakeFileDeps,
  { workspace, fileId, name }: { readonly workspace: string; readonly fileId: string; readonly name: string },
): Promise<Asset> {
  const { size, mimeType } = await files.info(workspace, fileId);
  const most = mimeType.startsWith('video/') ? MAX_VIDEO_BYTES : MAX_FILE_BYTES;
  if (size > most) throw new MediaRefusedError(tooLarge(size, most));
  const { head, rest } = await opened(files.open(workspace, fileId, most));
  if (isVideo((await fileTypeFromBuffer(head).catch(() => undefined))?.mime)) {
    return await media.saveStream(workspace, rest, async (stored) => {
      const facts = await inspectVideo(stored);
      return { id: ids.id(), workspace, name, ...facts, size: stored.size, sha256: stored.sha256, createdAt: clock.now() };
    });
  }
  const bytes = await collected(rest);
  return await keep({ media, ids, clock }, { workspace, name, bytes, ...(await inspectFile(bytes)) });
}

/** Takes bytes that are a still picture, from wherever they came. Throws {@link MediaRefusedError} when they cannot be used. */
export async function takePicture(
  deps: KeepDeps,
  { workspace, name, bytes }: { readonly workspace: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<Asset> {
  const { parts, ...picture } = await inspectPicture(bytes);
  if (parts !== undefined) throw new MediaRefusedError(say('media.moves'));
  return await keep(deps, { workspace, name, bytes, ...picture });
}

async function keep(
  { media, ids, clock }: KeepDeps,
  { bytes, ...file }: Omit<Asset, 'id' | 'size' | 'sha256' | 'createdAt'> & { readonly bytes: Uint8Array },
): Promise<Asset> {
  const asset: Asset = { id: ids.id(), ...file, size: bytes.length, sha256: sha256(bytes), createdAt: clock.now() };
  await media.saveAsset(asset, bytes);
  return asset;
}

type KeepDeps = Omit<TakeFileDeps, 'files' | 'media'> & { readonly media: Pick<MediaStore, 'saveAsset'> };

/** The first bytes, which say what a file is, and all of them. */
async function opened(bytes: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const parts = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let length = 0; length < HEAD_BYTES; ) {
    const { value, done } = await parts.next();
    if (done === true) break;
    first.push(value);
    length += value.length;
  }
  const rest = async function* () {
    yield* first;
    yield* { [Symbol.asyncIterator]: () => parts };
  };
  return { head: Buffer.concat(first), rest: rest() };
}

/** Stops where it is more than a picture or document may have: it said that it is a video, and it is none. */
async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytes) {
    size += part.length;
    if (size > MAX_FILE_BYTES) throw new MediaRefusedError(tooLarge(size, MAX_FILE_BYTES));
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(size: number, most: number): string {
  return say('media.tooLarge', { megabytes: Math.ceil(size / MB), most: Math.floor(most / MB) });
}

const MB = 1024 * 1024;

/** What `file-type` looks at. */
const HEAD_BYTES = 4_100;
