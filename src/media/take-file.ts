import type { Clock } from '../lib/clock.js';
import { type Ids, sha256 } from '../lib/ids.js';
import type { Asset } from './asset.js';
import { inspectFile } from './inspect-file.js';
import { inspectPicture } from './inspect-picture.js';
import { type FileSource, MediaRefusedError, type MediaStore } from './ports.js';

/** What {@link takeFile} works with. */
export interface TakeFileDeps {
  readonly files: FileSource;
  readonly media: Pick<MediaStore, 'saveAsset'>;
  readonly ids: Ids;
  readonly clock: Clock;
}

/** The largest file that is taken: 20 MB. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/**
 * Takes a file from Slack, a picture or a PDF: checks it and keeps its bytes as they are. `name` is only shown, never trusted.
 * Throws {@link MediaRefusedError} when it cannot be used and `FileUnavailableError` when Slack does not hand it over.
 */
export async function takeFile(
  { files, media, ids, clock }: TakeFileDeps,
  { workspace, fileId, name }: { readonly workspace: string; readonly fileId: string; readonly name: string },
): Promise<Asset> {
  const { size } = await files.info(workspace, fileId);
  if (size > MAX_FILE_BYTES) throw new MediaRefusedError(tooLarge(size));
  const bytes = await files.bytes(workspace, fileId, MAX_FILE_BYTES);
  return await keep({ media, ids, clock }, { workspace, name, bytes, ...(await inspectFile(bytes)) });
}

/** Takes bytes that are a still picture, from wherever they came. Throws {@link MediaRefusedError} when they cannot be used. */
export async function takePicture(
  deps: Omit<TakeFileDeps, 'files'>,
  { workspace, name, bytes }: { readonly workspace: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<Asset> {
  const { parts, ...picture } = await inspectPicture(bytes);
  if (parts !== undefined) throw new MediaRefusedError('This picture moves. Only still pictures can be used here.');
  return await keep(deps, { workspace, name, bytes, ...picture });
}

async function keep(
  { media, ids, clock }: Omit<TakeFileDeps, 'files'>,
  { bytes, ...file }: Omit<Asset, 'id' | 'size' | 'sha256' | 'createdAt'> & { readonly bytes: Uint8Array },
): Promise<Asset> {
  const asset: Asset = { id: ids.id(), ...file, size: bytes.length, sha256: sha256(bytes), createdAt: clock.now() };
  await media.saveAsset(asset, bytes);
  return asset;
}

function tooLarge(size: number): string {
  const [has, limit] = [Math.ceil(size / MB), MAX_FILE_BYTES / MB];
  return `This file has ${has} MB. The limit is ${limit} MB. Save a smaller copy, then add that.`;
}

const MB = 1024 * 1024;
