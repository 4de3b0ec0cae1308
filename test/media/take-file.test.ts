import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds, sha256 } from '../../src/lib/ids.js';
import { type Asset, type FileSource, MAX_FILE_BYTES, MediaRefusedError, takeFile } from '../../src/media/index.js';
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
    ['a video', () => ftyp('isom'), /^Videos /],
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
      bytes: async () => {
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
    bytes: async (_workspace, _file, most) => {
      limits.push(most);
      return bytes;
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
    bytes: async () => bytes,
  };
}
