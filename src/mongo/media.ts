import type { InferSchemaType } from 'mongoose';
import { canonicalJson } from '../lib/canonical.js';
import { sha256 } from '../lib/ids.js';
import type { Asset, MediaStore, Rendition } from '../media/index.js';
import { isDuplicateKey, type Mongo } from './connection.js';
import { createMediaBytes, createMediaBytesIndexes } from './media-bytes.js';
import { assetSchema, mediaLinkSchema, renditionSchema } from './media-schemas.js';

/** Assets, renditions and public addresses in MongoDB, their bytes in GridFS. Bytes are written before the document that names them. */
export function createMediaStore(mongo: Mongo): MediaStore {
  const assets = mongo.connection.model('Asset', assetSchema);
  const renditions = mongo.connection.model('Rendition', renditionSchema);
  const links = mongo.connection.model('MediaLink', mediaLinkSchema);
  const bucket = createMediaBytes(mongo);
  return {
    saveAsset: async ({ id, ...asset }, bytes) => {
      await assets.create({ ...asset, _id: id, bytes: await bucket.save(asset.workspace, bytes) });
    },
    asset: async (workspace, asset) => toAsset(await assets.findOne({ _id: asset, workspace }).lean()),
    assetBytes: async (workspace, asset) => {
      const found = await assets.findOne({ _id: asset, workspace }, { bytes: 1, size: 1 }).lean();
      return found === null ? undefined : await bucket.read(found.bytes, found.size);
    },
    renditionByRecipe: async (workspace, asset, recipe) =>
      toRendition(await renditions.findOne({ workspace, asset, recipe: canonicalJson(recipe) }).lean()),
    saveRendition: async ({ rendition, ...fields }, recipe, bytes) => {
      const key = { workspace: fields.workspace, asset: fields.asset, recipe: canonicalJson(recipe) };
      const saved = await bucket.save(fields.workspace, bytes);
      try {
        await renditions.create({ ...fields, ...key, _id: rendition, bytes: saved });
        return { rendition, ...fields };
      } catch (error) {
        const first = isDuplicateKey(error) ? toRendition(await renditions.findOne(key).lean()) : undefined;
        if (first === undefined) throw error;
        await bucket.remove(saved);
        return first;
      }
    },
    rendition: async (workspace, rendition) => toRendition(await renditions.findOne({ _id: rendition, workspace }).lean()),
    renditionBytes: async (workspace, rendition) => {
      const found = await renditions.findOne({ _id: rendition, workspace }, { bytes: 1, size: 1 }).lean();
      return found === null ? undefined : await bucket.read(found.bytes, found.size);
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
  await mongo.db.collection('mediaLinks').createIndex({ workspace: 1, owner: 1 });
  await mongo.db.collection('mediaLinks').createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  await createMediaBytesIndexes(mongo);
}

function toAsset(stored: InferSchemaType<typeof assetSchema> | null): Asset | undefined {
  if (stored === null) return undefined;
  const { _id: id, bytes: _bytes, parts, ...asset } = stored;
  return { id, ...asset, ...(parts == null ? {} : { parts }) };
}

function toRendition(stored: InferSchemaType<typeof renditionSchema> | null): Rendition | undefined {
  if (stored === null) return undefined;
  const { _id: rendition, bytes: _bytes, recipe: _recipe, ...fields } = stored;
  return { rendition, ...fields };
}
