import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds, sha256 } from '../../src/lib/ids.js';
import {
  type Asset,
  type FileSource,
  FileUnavailableError,
  MAX_FILE_BYTES,
  MediaRefusedError,
  rendition,
  takeFile,
  UNCHANGED,
} from '../../src/media/index.js';
import { COFFEE, coffeeAsMov, paddedTo, partsOf } from '../support/videos.js';
import { pdf } from './documents.js';
import { type MediaDatabase, openMediaDatabase } from './media-database.js';
import { animated, animatedPng, bomb, ftyp, picture, plain, turned } from './pictures.js';

let database: MediaDatabase;

beforeAll(async () => {
  database = await openMediaDatabase('take_file');
});

afterAll(async () => {
  await database.drop();
});

describe('a picture that can be used', () => {
  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('is kept byte for byte when it is a %s, whatever its name says', async (format) => {
    const bytes = await picture(120, 80).toFormat(format).toBuffer();
    const asset = await take(bytes, 'report.pdf');
    expect(asset).toMatchObject({ workspace: 'W', name: 'report.pdf', mimeType: `image/${format}`, width: 120, height: 80 });
    expect(asset).toMatchObject({ size: bytes.length, sha256: sha256(bytes) });
    expect(await database.media.asset('W', asset.id)).toEqual(asset);
    expect(Buffer.from((await database.media.assetBytes('W', asset.id)) ?? []).equals(bytes)).toBe(true);
  });

  test('may be a GIF that moves, and its frames are counted; a still one has none', async () => {
    expect(await take(await animated('gif'))).toMatchObject({ mimeType: 'image/gif', width: 20, height: 20, parts: 2 });
    expect((await take(await picture(20, 20).gif().toBuffer())).parts).toBeUndefined();
  });

  test('may be a PDF, whose pages are counted where it names them, packed ones too', async () => {
    const whole = pdf(12);
    const asset = await take(whole, 'slides.png');
    expect(asset).toMatchObject({ mimeType: 'application/pdf', width: 0, height: 0, parts: 12, size: whole.length });
    expect(await database.media.asset('W', asset.id)).toEqual(asset);
    expect(await take(pdf(7, { packed: true }))).toMatchObject({ parts: 7 });
  });

  test('may be a video, read from its own bytes and stored while it comes', async () => {
    const bytes = paddedTo(3_000_000);
    const asset = await take(bytes, 'holiday.jpg');
    expect(asset).toMatchObject({
      name: 'holiday.jpg',
      mimeType: 'video/mp4',
      width: 480,
      height: 270,
      size: bytes.length,
      sha256: sha256(bytes),
    });
    expect(asset.video).toEqual({ durationMs: 12_000, videoCodec: 'avc', audioCodec: 'aac', frameRate: 15, bitRate: 2_000_000 });
    expect(await database.media.asset('W', asset.id)).toEqual(asset);
    const made = await rendition({ media: database.media, ids: randomIds }, { workspace: 'W', asset: asset.id, recipe: UNCHANGED });
    expect(made).toMatchObject({ sha256: asset.sha256, size: bytes.length, video: asset.video });
    const some = await database.media.openRendition('W', made.rendition, { start: 1_000, end: 5_000 });
    expect(Buffer.concat((await some?.toArray()) ?? []).equals(bytes.subarray(1_000, 5_000))).toBe(true);
    expect(await database.mongo.db.collection('media.files').countDocuments({ length: bytes.length })).toBe(1);
  });

  test('may be a MOV', async () => {
    const video = { durationMs: 12_000, videoCodec: 'avc', audioCodec: 'aac', frameRate: 15 };
    expect(await take(await coffeeAsMov())).toMatchObject({ mimeType: 'video/quicktime', width: 480, height: 270, video });
  });

  test('may be a video larger than a picture may be, if Slack says that it is one', async () => {
    const bytes = paddedTo(MAX_FILE_BYTES + 1_000_000);
    const source = sourceOf(bytes);
    const info = async (workspace: string, id: string) => ({ ...(await source.info(workspace, id)), mimeType: 'video/mp4' });
    expect((await takeFrom({ ...source, info })).size).toBe(bytes.length);
    const lie = {
      info: async () => ({ id: 'F', name: 'a', mimeType: 'video/mp4', size: 9 }),
      open: () => partsOf(Buffer.alloc(MAX_FILE_BYTES + 1)),
    };
    await expect(takeFrom(lie)).rejects.toThrow('The limit is 20 MB');
  });

  test('leaves nothing behind when a video breaks off, or cannot be used', async () => {
    const files = database.mongo.db.collection('media.files');
    const chunks = database.mongo.db.collection('media.chunks');
    const before = [await files.countDocuments(), await chunks.countDocuments()];
    const broken = async function* () {
      yield* partsOf(paddedTo(2_500_000).subarray(0, 2_400_000));
      throw new FileUnavailableError('It broke off.');
    };
    await expect(takeFrom({ ...sourceOf(COFFEE), open: broken })).rejects.toThrow(new FileUnavailableError('It broke off.'));
    await expect(take(COFFEE.subarray(0, 30_000))).rejects.toThrow(MediaRefusedError);
    expect([await files.countDocuments(), await chunks.countDocuments()]).toEqual(before);
  });

  test('is measured as it is seen, not as it is stored', async () => {
    expect(await take(await turned(120, 80))).toMatchObject({ width: 80, height: 120 });
  });

  test('may be CMYK, 16 bits deep or in grey', async () => {
    await take(await picture(40, 40).toColourspace('cmyk').jpeg().toBuffer());
    await take(await plain(40, 40, '#c86432').toColourspace('rgb16').png().toBuffer());
    await take(await plain(40, 40, '#808080').toColourspace('b-w').png().toBuffer());
  });

  test('may be followed by other bytes, as a motion photo is', async () => {
    await take(Buffer.concat([await picture(40, 40).jpeg().toBuffer(), ftyp('isom')]));
  });

  test('may have almost as many pixels as the limit, also when several come at once', async () => {
    const bytes = bomb(7071);
    const taken = await Promise.all([take(bytes), take(bytes), take(bytes)]);
    expect(taken.map(({ width, height }) => width * height)).toEqual([49_999_041, 49_999_041, 49_999_041]);
  });
});

describe('a file that cannot be used is refused with what to do', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, RegExp]>([
    ['a HEIC picture', () => ftyp('heic'), /^HEIC .* Save it as JPEG, then add it again\.$/],
    ['a HEIC picture with another brand', () => ftyp('mif1'), /^HEIC /],
    ['an AVIF picture', () => picture(20, 20).avif().toBuffer(), /^AVIF /],
    ['an animated WebP', () => animated('webp'), /^Animated /],
    ['an animated PNG', animatedPng, /^Animated /],
    ['a video without a picture in it', () => ftyp('isom'), /^This video is damaged or incomplete/],
    ['a video that ends too early', () => COFFEE.subarray(0, 30_000), /^This video is damaged or incomplete/],
    ['a video with a piece of its tables missing', () => COFFEE.subarray(0, 900), /^This video is damaged or incomplete/],
    [
      'a video of another kind',
      () => Buffer.concat([Buffer.from('1a45dfa3934282847765626d', 'hex'), Buffer.alloc(200)]),
      /^This kind of video /,
    ],
    ['a PDF that ends too early', () => pdf(3).subarray(0, -20), /^This PDF is damaged or incomplete/],
    ['a PDF with a password', () => pdf(3, { locked: true }), /^This PDF is protected by a password/],
    ['a TIFF', () => picture(20, 20).tiff().toBuffer(), /^This kind of picture /],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), /not a picture/],
    ['a web page', () => Buffer.from('<!doctype html><title>Sign in</title>'), /not a picture/],
    ['nothing at all', () => Buffer.alloc(0), /not a picture/],
    ['a small file of too many pixels', () => bomb(8000), /8000 × 8000 pixels\. The limit is 50 megapixels/],
    ['a picture longer than a JPEG can be', () => plain(1, 65_400, '#ffffff').png().toBuffer(), /65,000 pixels on a side/],
  ])('%s', async (_what, make, sentence) => {
    await expectRefused(await make(), sentence);
  });

  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s that ends too early, anywhere', async (format) => {
    const bytes = await picture(120, 80).toFormat(format).toBuffer();
    for (const share of [0.3, 0.6, 0.98]) await expectRefused(bytes.subarray(0, Math.floor(bytes.length * share)), /damaged or incomplete/);
  });

  test('a picture with wrong bytes in its middle', async () => {
    const bytes = await picture(120, 80).png().toBuffer();
    bytes.fill(0xa5, bytes.length / 2, bytes.length / 2 + 64);
    await expectRefused(bytes, /damaged or incomplete/);
  });

  test('one that says it is too large, before a byte of it is fetched', async () => {
    const files: FileSource = {
      info: async (_workspace, id) => ({ id, name: 'big.png', mimeType: 'image/png', size: MAX_FILE_BYTES + 1 }),
      open: () => {
        throw new Error('It was fetched.');
      },
    };
    await expect(takeFrom(files)).rejects.toThrow(
      new MediaRefusedError('This file has 21 MB. The limit is 20 MB. Save a smaller copy, then add that.'),
    );
  });
});

test('the source is told how many bytes may come, since a description can lie', async () => {
  const limits: number[] = [];
  const bytes = await picture(20, 20).png().toBuffer();
  await takeFrom({
    ...sourceOf(bytes),
    open: (_workspace, _file, most) => {
      limits.push(most);
      return partsOf(bytes);
    },
  });
  expect(limits).toEqual([20 * 1024 * 1024]);
});

async function expectRefused(bytes: Buffer, sentence: RegExp): Promise<void> {
  const kept = await database.mongo.db.collection('assets').countDocuments();
  const refusal = await take(bytes).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(MediaRefusedError);
  expect(String(refusal)).toMatch(new RegExp(sentence.source.replace(/^\^/, '^MediaRefusedError: ')));
  expect(await database.mongo.db.collection('assets').countDocuments()).toBe(kept);
}

async function take(bytes: Buffer, name = 'picture.jpg'): Promise<Asset> {
  return await takeFrom(sourceOf(bytes), name);
}

async function takeFrom(files: FileSource, name = 'picture.jpg'): Promise<Asset> {
  return await takeFile({ files, media: database.media, ids: randomIds, clock: systemClock }, { workspace: 'W', fileId: 'F1', name });
}

function sourceOf(bytes: Buffer): FileSource {
  return {
    info: async (_workspace, id) => ({ id, name: 'picture.jpg', mimeType: 'image/jpeg', size: bytes.length }),
    open: () => partsOf(bytes),
  };
}
