import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose from 'mongoose';
import type { Mongo } from './connection.js';

/** The id under which GridFS keeps bytes. */
export type BytesId = mongoose.mongo.ObjectId;

/** Bytes of pictures and other files in the GridFS bucket `media`. */
export interface MediaBytes {
  /** Keeps bytes, all at once or as they come; resolves once the majority has them. What came before an error is removed. */
  save(workspace: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<BytesId>;
  /** All `size` bytes. Throws when some are missing. */
  read(id: BytesId, size: number): Promise<Uint8Array>;
  /** The bytes from `start` up to but not including `end`. The stream errors when some are missing. */
  open(id: BytesId, range: Range): Readable;
  remove(id: BytesId): Promise<void>;
}

/** The bucket `media` of the database. */
export function createMediaBytes({ db }: Mongo): MediaBytes {
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: 'media', chunkSizeBytes: 1024 * 1024, writeConcern: { w: 'majority' } });
  return {
    save: async (workspace, bytes) => {
      const upload = bucket.openUploadStream('picture', { metadata: { workspace } });
      const whole = bytes instanceof Uint8Array ? [Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)] : bytes;
      try {
        await pipeline(Readable.from(whole, { objectMode: false }), upload);
      } catch (error) {
        await upload.abort().catch(() => undefined);
        throw error;
      }
      return upload.id;
    },
    read: async (id, size) => Buffer.concat(await openRange(bucket, id, { start: 0, end: size }).toArray()),
    open: (id, range) => openRange(bucket, id, range),
    remove: async (id) => {
      await bucket.delete(id);
    },
  };
}

/** Indexes of the bucket: what GridFS asks for, and the workspace, by which everything of it is deleted. */
export async function createMediaBytesIndexes({ db }: Mongo): Promise<void> {
  await db.collection('media.chunks').createIndex({ files_id: 1, n: 1 }, { unique: true });
  await db.collection('media.files').createIndex({ filename: 1, uploadDate: 1 });
  await db.collection('media.files').createIndex({ 'metadata.workspace': 1 });
}

function openRange(bucket: mongoose.mongo.GridFSBucket, id: BytesId, range: Range): Readable {
  return Readable.from(whole(bucket.openDownloadStream(id, range), range.end - range.start), { objectMode: false });
}

/** GridFS ends quietly where the last chunks are missing. */
async function* whole(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let missing = length;
  for await (const part of bytes) {
    missing -= part.length;
    yield part;
  }
  if (missing !== 0) throw new Error(`Of the ${length} bytes of a stored file, ${missing} are missing.`);
}

interface Range {
  readonly start: number;
  readonly end: number;
}
