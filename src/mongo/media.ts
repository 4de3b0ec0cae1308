import { createHash } from 'node:crypto';
import type { InferSchemaType } from 'mongoose';
import { canonicalJson } from '../lib/canonical.js';
import { sha256 } from '../lib/ids.js';
import type { Asset, MediaStore, Recipe, Rendition, StoredBytes } from '../media/index.js';
import { isDuplicateKey, type Mongo } from './connection.js';
import { type BytesId, createMediaBytes, createMediaBytesIndexes, type MediaBytes } from './media-bytes.js';
import { assetSchema, mediaLinkSchema, renditionSchema } from './media-schemas.js';

/** Assets, renditions and public addresses in MongoDB, their bytes in GridFS. Bytes are written before the document that names them. */
export function createMediaStore(mongo: Mongo): MediaStore {
  const assets = mongo.connection.model('Asset', assetSchema);
  const renditions = mongo.connection.model('Rendition', renditionSchema);
  const links = mongo.connection.model('MediaLink', mediaLinkSchema);
  const bucket = createMediaBytes(mongo);
  /** The first one of a recipe wins; the answer says whether that is this one. */
  const keep = async ({ rendition, ...fields }: Rendition, recipe: Recipe, bytes: BytesId): Promise<[Rendition, boolean]> => {
    const key = { workspace: fields.workspace, asset: fields.asset, recipe: canonicalJson(recipe) };
    try {
      await renditions.create({ ...fields, ...key, _id: rendition, bytes });
      return [{ rendition, ...fields }, true];
    } catch (error) {
      const first = isDuplicateKey(error) ? toRendition(await renditions.findOne(key).lean()) : undefined;
      if (first === undefined) throw error;
      return [first, false];
    }
  };
  return {
    saveAsset: async ({ id, ...asset }, bytes) => {
      await assets.create({ ...asset, _id: id, bytes: await bucket.save(asset.workspace, bytes) });
    },
    saveStream: async (workspace, stream, describe) => {
      const [bytes, stored] = await saveHashed(bucket, workspace, stream);
      try {
        const asset = await describe(stored);
        const { id, ...fields } = asset;
        await assets.create({ ...fields, _id: id, bytes });
        return asset;
      } catch (error) {
        await bucket.remove(bytes);
        throw error;
      }
    },
    asset: async (workspace, asset) => toAsset(await assets.findOne({ _id: asset, workspace }).lean()),
    assetBytes: async (workspace, asset) => {
      const found = await assets.findOne({ _id: asset, workspace }, { bytes: 1, size: 1 }).lean();
      return found === null ? undefined : await bucket.read(found.bytes, found.size);
    },
    renditionByRecipe: async (workspace, asset, recipe) =>
      toRendition(await renditions.findOne({ workspace, asset, recipe: canonicalJson(recipe) }).lean()),
    saveRendition: async (rendition, recipe, bytes) => {
      const saved = await bucket.save(rendition.workspace, bytes);
      const [kept, isNew] = await keep(rendition, recipe, saved);
      if (!isNew) await bucket.remove(saved);
      return kept;
    },
    saveUnchanged: async (rendition, recipe) => {
      const asset = await assets.findOne({ _id: rendition.asset, workspace: rendition.workspace }, { bytes: 1 }).lean();
      if (asset === null) throw new Error(`The asset ${rendition.asset} is not stored in this workspace.`);
      const [kept] = await keep(rendition, recipe, asset.bytes);
      return kept;
    },
    rendition: async (workspace, rendition) => toRendition(await renditions.findOne({ _id: rendition, workspace }).lean()),
    renditionBytes: async (workspace, rendition) => {
      const found = await renditions.findOne({ _id: rendition, workspace }, { bytes: 1, size: 1 }).lean();
      return found === null ? undefined : await bucket.read(found.bytes, found.size);
    },
    openRendition: async (workspace, rendition, range) => {
      const found = await renditions.findOne({ _id: rendition, workspace }, { bytes: 1, size: 1 }).lean();
      return found === null ? undefined : bucket.open(found.bytes, range ?? { start: 0, end: found.size });
    },
    saveMediaLink: async ({ id, ...link }) => {
      await links.create({ ...link, _id: sha256(id) });
    },
    endMediaLinks: async (workspace, owner) => {
      await links.deleteMany({ workspace, owner });
    },
  };
}

/** Indexes of the collections and the bucket. The one on `expiresAt` only sweeps; whoever reads a link checks its time. */
export async function createMediaIndexes(mongo: Mongo): Promise<void> {
  await mongo.db.collection('renditions').createIndex({ workspace: 1, asset: 1, recipe: 1 }, { unique: true });
  for (const naming of ['assets', 'renditions']) await mongo.db.collection(naming).createIndex({ bytes: 1 });
  await mongo.db.collection('mediaLinks').createIndex({ workspace: 1, owner: 1 });
  await mongo.db.collection('mediaLinks').createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  await createMediaBytesIndexes(mongo);
}

async function saveHashed(bucket: MediaBytes, workspace: string, stream: AsyncIterable<Uint8Array>): Promise<[BytesId, StoredBytes]> {
  const hash = createHash('sha256');
  let size = 0;
  const hashed = async function* () {
    for await (const part of stream) {
      hash.update(part);
      size += part.length;
      yield part;
    }
  };
  const id = await bucket.save(workspace, hashed());
  return [id, { size, sha256: hash.digest('hex'), read: async (range) => Buffer.concat(await bucket.open(id, range).toArray()) }];
}

function toAsset(stored: InferSchemaType<typeof assetSchema> | null): Asset | undefined {
  if (stored === null) return undefined;
  const { _id: id, bytes: _bytes, parts, video, ...asset } = stored;
  return { id, ...asset, ...(parts == null ? {} : { parts }), ...videoOf(video) };
}

function toRendition(stored: InferSchemaType<typeof renditionSchema> | null): Rendition | undefined {
  if (stored === null) return undefined;
  const { _id: rendition, bytes: _bytes, recipe: _recipe, video, ...fields } = stored;
  return { rendition, ...fields, ...videoOf(video) };
}

function videoOf(stored: InferSchemaType<typeof assetSchema>['video']): Pick<Asset, 'video'> {
  if (stored == null) return {};
  const { audioCodec, ...video } = stored;
  return { video: { ...video, ...(audioCodec == null ? {} : { audioCodec }) } };
}
