import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds, sha256 } from '../../src/lib/ids.js';
import { MediaRefusedError, type PictureRecipe, type Rendition, rendition, takeFile, UNCHANGED } from '../../src/media/index.js';
import { partsOf } from '../support/videos.js';
import { pdf } from './documents.js';
import { type MediaDatabase, openMediaDatabase } from './media-database.js';
import { animated, picture, pixel, plain, turned } from './pictures.js';

let database: MediaDatabase;

beforeAll(async () => {
  database = await openMediaDatabase('render');
});

afterAll(async () => {
  await database.drop();
});

describe('a rendition', () => {
  test('is a plain sRGB JPEG, recorded as it is', async () => {
    const { made, bytes } = await render(await picture(3000, 1500).png().toBuffer());
    expect(made).toMatchObject({
      workspace: 'W',
      mimeType: 'image/jpeg',
      width: 1440,
      height: 720,
      size: bytes.length,
      sha256: sha256(bytes),
    });
    expect(await sharp(bytes).metadata()).toMatchObject({
      format: 'jpeg',
      space: 'srgb',
      channels: 3,
      width: 1440,
      height: 720,
      isProgressive: false,
    });
    expect(await database.media.rendition('W', made.rendition)).toEqual(made);
  });

  test('stands upright without saying so', async () => {
    const { made, bytes } = await render(await turned(120, 80));
    expect([made.width, made.height]).toEqual([80, 120]);
    expect((await sharp(bytes).metadata()).orientation).toBeUndefined();
    expectColour(await pixel(bytes, 40, 20), [254, 0, 0]);
    expectColour(await pixel(bytes, 40, 100), [0, 0, 254]);
  });

  test('tells nothing about the place, the camera or the person', async () => {
    const original = await picture(60, 40)
      .withExif({ IFD0: { Copyright: 'canary-person' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">canary-words</x:xmpmeta>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    expect(original.includes('canary-person') && original.includes('canary-words')).toBe(true);
    const { bytes } = await render(original);
    const { exif, icc, xmp, iptc } = await sharp(bytes).metadata();
    expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined]);
    for (const trace of ['canary', 'Exif', 'ICC_PROFILE', 'MPF']) expect(bytes.includes(trace)).toBe(false);
  });

  test('keeps the colours of a wide-gamut, a CMYK, a 16-bit and a grey picture', async () => {
    const orange = () => plain(40, 40, '#c86432');
    expectColour(await colourOf(await orange().withIccProfile('p3').png().toBuffer()), [200, 100, 50]);
    expectColour(await colourOf(await orange().toColourspace('cmyk').jpeg().toBuffer()), [200, 97, 36], 16);
    expectColour(await colourOf(await orange().toColourspace('rgb16').png().toBuffer()), [200, 100, 50]);
    expectColour(await colourOf(await plain(40, 40, '#808080').toColourspace('b-w').png().toBuffer()), [128, 128, 128]);
  });

  test('is on white where the picture was see-through', async () => {
    expectColour(await colourOf(await plain(40, 40, { r: 200, g: 100, b: 50, alpha: 0 }).png().toBuffer()), [255, 255, 255]);
    expectColour(
      await colourOf(await plain(40, 40, { r: 200, g: 0, b: 0, alpha: 0.5 }).webp({ lossless: true }).toBuffer()),
      [227, 127, 127],
    );
  });

  test('has a white border up to the ratio, and the whole picture within it', async () => {
    const { made, bytes } = await render(await plain(400, 1600, '#c86432').toColourspace('cmyk').jpeg().toBuffer(), {
      ...recipe,
      borderRatio: 0.8,
    });
    expect([made.width, made.height]).toEqual([1280, 1600]);
    expectColour(await pixel(bytes, 200, 800), [255, 255, 255]);
    expectColour(await pixel(bytes, 640, 800), [200, 97, 36], 16);
    expectColour(await pixel(bytes, 1100, 800), [255, 255, 255]);
  });

  test('is made smaller in quality, then in size, until it fits', async () => {
    const original = await picture(800, 600).png().toBuffer();
    const best = await render(original);
    const worse = await render(original, { ...recipe, maxBytes: Math.floor(best.made.size * 0.8) });
    expect([worse.made.width, worse.made.size <= best.made.size * 0.8]).toEqual([800, true]);
    const smaller = await render(original, { ...recipe, maxBytes: 60_000 });
    expect([smaller.made.width < 800, smaller.made.size <= 60_000]).toEqual([true, true]);
    expect(smaller.made.width / smaller.made.height).toBeCloseTo(800 / 600, 1);
    await expect(render(original, { ...recipe, maxBytes: 100 })).rejects.toThrow(MediaRefusedError);
  });
});

describe('making it again', () => {
  test('gives the one that exists, also when two make it at the same time', async () => {
    const asset = await take(await picture(300, 200).png().toBuffer());
    const files = database.mongo.db.collection('media.files');
    const before = await files.countDocuments();
    const made = await Promise.all([1, 2, 3].map(() => make(asset, recipe)));
    made.push(await make(asset, { maxBytes: recipe.maxBytes, maxWidth: recipe.maxWidth }));
    expect(new Set(made.map((one) => one.rendition)).size).toBe(1);
    expect(await files.countDocuments()).toBe(before + 1);
  });

  test('from equal bytes gives equal bytes, and so do two recipes that change nothing', async () => {
    const original = await picture(300, 200).png().toBuffer();
    const [first, second] = [await render(original), await render(original, { maxWidth: 2048, maxBytes: 4_000_000 })];
    expect(second.made.sha256).toBe(first.made.sha256);
    expect(second.made.rendition).not.toBe(first.made.rendition);
  });

  test('needs the asset to be in the workspace', async () => {
    const asset = await take(await picture(30, 20).png().toBuffer());
    await make(asset, recipe);
    await expect(make(asset, recipe, 'OTHER')).rejects.toThrow('is not stored in this workspace');
  });
});

describe('a file that is sent as it is', () => {
  test('keeps every byte: a GIF that moves, and a PDF', async () => {
    for (const bytes of [await animated('gif'), pdf(3)]) {
      const files = { info: async () => ({ id: 'F', name: 'a', mimeType: '', size: bytes.length }), open: () => partsOf(bytes) };
      const asset = await takeFile(
        { files, media: database.media, ids: randomIds, clock: systemClock },
        { workspace: 'W', fileId: 'F', name: 'a' },
      );
      const deps = { media: database.media, ids: randomIds };
      const made = await rendition(deps, { workspace: 'W', asset: asset.id, recipe: UNCHANGED });
      expect(made).toMatchObject({ mimeType: asset.mimeType, sha256: asset.sha256, size: bytes.length });
      expect(Buffer.from((await database.media.renditionBytes('W', made.rendition)) ?? []).equals(bytes)).toBe(true);
      expect(await rendition(deps, { workspace: 'W', asset: asset.id, recipe: UNCHANGED })).toEqual(made);
    }
  });
});

const recipe: PictureRecipe = { maxWidth: 1440, maxBytes: 8 * 1024 * 1024 };

async function colourOf(original: Buffer): Promise<number[]> {
  return await pixel((await render(original)).bytes, 20, 20);
}

async function render(original: Buffer, by = recipe): Promise<{ made: Rendition; bytes: Buffer }> {
  const made = await make(await take(original), by);
  return { made, bytes: Buffer.from((await database.media.renditionBytes('W', made.rendition)) ?? []) };
}

async function make(asset: string, by: PictureRecipe, workspace = 'W'): Promise<Rendition> {
  return await rendition({ media: database.media, ids: randomIds }, { workspace, asset, recipe: by });
}

async function take(bytes: Buffer): Promise<string> {
  const files = {
    info: async (_workspace: string, id: string) => ({ id, name: 'a', mimeType: '', size: bytes.length }),
    open: () => partsOf(bytes),
  };
  const deps = { files, media: database.media, ids: randomIds, clock: systemClock };
  return (await takeFile(deps, { workspace: 'W', fileId: 'F1', name: 'a.png' })).id;
}

function expectColour(actual: number[], wanted: number[], tolerance = 4): void {
  const off = wanted.map((value, at) => Math.abs(value - (actual[at] ?? Number.NaN)));
  expect({ actual, close: off.every((by) => by <= tolerance) }).toEqual({ actual, close: true });
}
