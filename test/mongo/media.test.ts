import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { randomIds, sha256 } from '../../src/lib/ids.js';
import type { Asset, Recipe, Rendition } from '../../src/media/index.js';
import { createMediaBytes } from '../../src/mongo/media-bytes.js';
import { createMediaSweep } from '../../src/mongo/media-sweep.js';
import { type MediaDatabase, openMediaDatabase } from '../media/media-database.js';

let database: MediaDatabase;

beforeAll(async () => {
  database = await openMediaDatabase('media');
});

afterAll(async () => {
  await database.drop();
});

describe('stored media', () => {
  test('come back whole when they are larger than a chunk', async () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024 + 7, 'abcdefg');
    const asset = assetOf(bytes);
    await database.media.saveAsset(asset, bytes);
    expect(await database.media.asset('W', asset.id)).toEqual(asset);
    expect(sha256((await database.media.assetBytes('W', asset.id)) ?? '')).toBe(asset.sha256);
  });

  test('are not there for another workspace', async () => {
    const bytes = Buffer.from('bytes');
    const [asset, rendition] = [assetOf(bytes), renditionOf(bytes)];
    await database.media.saveAsset(asset, bytes);
    await database.media.saveRendition(rendition, recipe, bytes);
    const { media } = database;
    const seen = await Promise.all([
      media.asset('OTHER', asset.id),
      media.assetBytes('OTHER', asset.id),
      media.rendition('OTHER', rendition.rendition),
      media.renditionBytes('OTHER', rendition.rendition),
      media.renditionByRecipe('OTHER', rendition.asset, recipe),
    ]);
    expect(seen).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(await media.renditionByRecipe('W', rendition.asset, recipe)).toEqual(rendition);
  });

  test('missing a chunk are an error, not a shorter picture', async () => {
    const bytes = Buffer.alloc(2 * 1024 * 1024, 7);
    const asset = assetOf(bytes);
    await database.media.saveAsset(asset, bytes);
    const stored = await database.mongo.connection.collection<{ _id: string; bytes: unknown }>('assets').findOne({ _id: asset.id });
    await database.mongo.db.collection('media.chunks').deleteOne({ files_id: stored?.bytes, n: 1 });
    await expect(database.media.assetBytes('W', asset.id)).rejects.toThrow();
  });
});

describe('a rendition', () => {
  test('made twice by one recipe stays the first, and the bytes of the second go', async () => {
    const [first, second] = [renditionOf(Buffer.from('first')), renditionOf(Buffer.from('second'))];
    const sameAsset = { ...second, asset: first.asset };
    expect(await database.media.saveRendition(first, recipe, Buffer.from('first'))).toEqual(first);
    expect(await database.media.saveRendition(sameAsset, recipe, Buffer.from('second'))).toEqual(first);
    expect(Buffer.from((await database.media.renditionBytes('W', first.rendition)) ?? []).toString()).toBe('first');
    const [files, documents] = await Promise.all(
      ['media.files', 'renditions'].map((name) => database.mongo.db.collection(name).countDocuments()),
    );
    const assets = await database.mongo.db.collection('assets').countDocuments();
    expect(files).toBe((documents ?? 0) + assets);
  });

  test('by another recipe is another one', async () => {
    const [plain, bordered] = [renditionOf(Buffer.from('plain')), renditionOf(Buffer.from('bordered'))];
    await database.media.saveRendition(plain, recipe, Buffer.from('plain'));
    await database.media.saveRendition({ ...bordered, asset: plain.asset }, { ...recipe, borderRatio: 0.8 }, Buffer.from('bordered'));
    expect((await database.media.renditionByRecipe('W', plain.asset, recipe))?.rendition).toBe(plain.rendition);
    expect((await database.media.renditionByRecipe('W', plain.asset, { ...recipe, borderRatio: 0.8 }))?.rendition).toBe(bordered.rendition);
  });
});

test('bytes that nothing names are removed when they are a day old, half a file too, by one instance a day', async () => {
  const { media, mongo } = database;
  const bytes = Buffer.alloc(1024 * 1024 + 7, 'x');
  const asset = assetOf(bytes);
  await media.saveAsset(asset, bytes);
  const rendition = renditionOf(bytes);
  await media.saveRendition(rendition, recipe, bytes);
  const unnamed = await createMediaBytes(mongo).save('W', bytes);
  const half = new mongoose.mongo.ObjectId();
  await mongo.db.collection('media.chunks').insertMany([0, 1].map((n) => ({ files_id: half, n, data: Buffer.alloc(9) })));
  const sweepIn = (days: number) =>
    createMediaSweep({ ...mongo, serverTime: async () => new Date(Date.now() + days * 24 * 60 * 60_000) }).tick();
  const left = async () =>
    (await mongo.db.collection('media.files').countDocuments({ _id: unnamed })) +
    (await mongo.db.collection('media.chunks').countDocuments({ files_id: { $in: [unnamed, half] } }));
  expect(await sweepIn(0)).toBe(0);
  expect(await sweepIn(0.9)).toBe(0);
  expect(await left()).toBe(5);
  expect((await Promise.all([sweepIn(1.1), sweepIn(1.1)])).sort()).toEqual([0, 2]);
  expect(await left()).toBe(0);
  expect((await media.assetBytes('W', asset.id))?.length).toBe(bytes.length);
  expect((await media.renditionBytes('W', rendition.rendition))?.length).toBe(bytes.length);
});

const recipe: Recipe = { maxWidth: 1440, maxBytes: 1000 };

function assetOf(bytes: Uint8Array): Asset {
  return { id: randomIds.id(), workspace: 'W', name: 'a.png', createdAt: new Date(), ...shapeOf(bytes, 'image/png') };
}

function renditionOf(bytes: Uint8Array): Rendition {
  return { rendition: randomIds.id(), workspace: 'W', asset: randomIds.id(), ...shapeOf(bytes, 'image/jpeg') };
}

function shapeOf(bytes: Uint8Array, mimeType: string) {
  return { sha256: sha256(bytes), mimeType, size: bytes.length, width: 3, height: 2 };
}
