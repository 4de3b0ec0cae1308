import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { LANGUAGES, speak } from '../../src/language/index.js';
import { type Asset, takeFile } from '../../src/media/index.js';
import {
  checkDraft,
  contentHash,
  contentsFor,
  type Draft,
  type DraftFile,
  removeFile,
  takeFiles,
  withOverride,
} from '../../src/posts/index.js';
import { pdf } from '../media/documents.js';
import { animated } from '../media/pictures.js';
import { draftOf, fileOf } from '../slack/compose/samples.js';
import { openShop, type Shop } from '../slack/compose/shop.js';
import { partsOf } from '../support/videos.js';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop('posts_check');
});

afterAll(async () => {
  await shop.close();
});

describe('checking a draft', () => {
  test('gives every account what it gets, in the order chosen, with alt texts to the letter', async () => {
    const altText = ` ${'A loaf. '.repeat(100)} `;
    const draft = draftHere(
      { text: 'Hi', link: 'https://example.com', files: [await taken(await pixels(800, 800).png().toBuffer(), { altText })] },
      'instagram',
      'facebook',
    );
    const contents = await contentsFor(shop.deps, draft);
    expect(contents.map(({ account }) => account)).toEqual([shop.instagram, shop.facebook]);
    for (const { content } of contents)
      expect(content).toMatchObject({ text: 'Hi', link: 'https://example.com', media: [{ altText, mimeType: 'image/jpeg', width: 800 }] });
    expect(await contentsFor(shop.deps, draft)).toEqual(contents);
  });

  test('numbers pictures as the person sees them, refused ones included', async () => {
    const files = [fileOf(1, { refused: 'It moves.' }), await taken(await pixels(900, 300).jpeg().toBuffer())];
    const [check] = await checkDraft(shop.deps, draftHere({ files }, 'instagram'));
    expect(check?.problems).toEqual([
      { field: 'media.0', severity: 'stops', sentence: 'Picture 1 cannot be used. It moves.' },
      { field: 'media.1', severity: 'stops', sentence: expect.stringContaining('Picture 2 is too wide for Instagram') },
    ]);
    expect(check?.borders).toEqual([1]);
  });

  test('leaves a file out for one account, which is another content, and still numbers the others as the person sees them', async () => {
    const square = await taken(await pixels(800, 800).jpeg().toBuffer(), { slackFile: 'F-square' });
    const wide = await taken(await pixels(900, 300).jpeg().toBuffer(), { slackFile: 'F-wide' });
    const whole = draftHere({ files: [square, wide] }, 'instagram', 'facebook');
    const draft = withOverride(whole, { account: shop.instagram, without: ['F-square'] });
    const [instagram, facebook] = await checkDraft(shop.deps, draft);
    expect(instagram?.problems).toEqual([
      { field: 'media.1', severity: 'stops', sentence: expect.stringContaining('Picture 2 is too wide for Instagram') },
    ]);
    expect([instagram?.borders, instagram?.leftOut, instagram?.happens]).toEqual([[1], [0], ['Without picture 1.']]);
    expect([facebook?.problems, facebook?.leftOut, facebook?.happens]).toEqual([[], [], []]);
    const contents = await contentsFor(shop.deps, draft);
    expect(contents.map(({ content }) => content.media.map(({ width }) => width))).toEqual([[900], [800, 900]]);
    expect(contentHash(contents)).not.toBe(contentHash(await contentsFor(shop.deps, whole)));
    expect(removeFile(draft, 'F-square').overrides).toBeUndefined();
  });

  test('numbers them so in any language', async () => {
    const square = await taken(await pixels(800, 800).jpeg().toBuffer(), { slackFile: 'F-square' });
    const wide = await taken(await pixels(900, 300).jpeg().toBuffer(), { slackFile: 'F-wide' });
    const draft = withOverride(draftHere({ files: [square, wide] }, 'instagram'), { account: shop.instagram, without: ['F-square'] });
    const german = { ...LANGUAGES.en, 'problem.picture.shape': 'Bild {number, number} passt nicht zu {platform}.' };
    speak('de', german);
    const [instagram] = await checkDraft(shop.deps, draft).finally(() => speak('en', LANGUAGES.en));
    expect(instagram?.problems).toMatchObject([{ field: 'media.1', sentence: 'Bild 2 passt nicht zu Instagram.' }]);
  });

  test('leaves no problem of shape once there is a border, at either end of the range', async () => {
    for (const [width, height] of [
      [997, 313],
      [313, 997],
      [3001, 501],
      [7, 1999],
    ] as const) {
      const file = await taken(await pixels(width, height).jpeg().toBuffer(), { border: true });
      const [check] = await checkDraft(shop.deps, draftHere({ files: [file] }, 'instagram'));
      expect(check?.problems).toEqual([]);
      expect(check?.happens).toContain('Picture 1 gets a white border.');
    }
  });

  test('stops at a file that was never read, and at an alt text that is too long', async () => {
    const { asset: _asset, ...unread } = fileOf(1);
    const long = await taken(await pixels(500, 500).jpeg().toBuffer(), { altText: 'x'.repeat(1001) });
    const [check] = await checkDraft(shop.deps, draftHere({ files: [unread, long] }, 'facebook'));
    expect(check?.problems.map(({ field, severity }) => [field, severity])).toEqual([
      ['media.0', 'stops'],
      ['media.1', 'stops'],
    ]);
  });

  test('sends a moving GIF and a PDF as they are where the platform takes them, and says why where it does not', async () => {
    const [x, linkedin] = [
      await shop.connect({ platform: 'x', name: 'X' }),
      await shop.connect({ platform: 'linkedin', name: 'LinkedIn', platformId: 'urn:li:person:1' }),
    ];
    const accounts = [x.id, linkedin.id, shop.facebook];
    const moving = await animated('gif');
    const gif = draftHere({ accounts, files: [await taken(moving, { kind: 'gif', altText: 'It moves' })] });
    const gifs = await contentsFor(shop.deps, gif);
    expect(gifs.map(({ content }) => content.media.map(({ mimeType, size, altText }) => [mimeType, size, altText]))).toEqual([
      [['image/gif', moving.length, 'It moves']],
      [['image/gif', moving.length, 'It moves']],
      [],
    ]);
    const stopsOf = async (draft: Draft) =>
      (await checkDraft(shop.deps, draft)).map(({ problems }) =>
        problems.filter(({ severity }) => severity === 'stops').map(({ sentence }) => sentence),
      );
    expect(await stopsOf(gif)).toEqual([
      [],
      [],
      [expect.stringContaining('Animated pictures cannot be published. Facebook takes still ones only')],
    ]);
    const document = draftHere({ accounts, files: [await taken(pdf(3), { kind: 'document', altText: 'Our bread' })] });
    expect(await stopsOf(document)).toEqual([
      [expect.stringContaining('A PDF cannot be published. X takes pictures only')],
      [],
      [expect.stringContaining('A PDF cannot be published. Facebook takes pictures only')],
    ]);
    const long = draftHere({ accounts: [linkedin.id], files: [await taken(pdf(301), { kind: 'document', altText: 'Our bread' })] });
    expect(await stopsOf(long)).toEqual([['Document 1 cannot be used. It has 301 pages; LinkedIn takes 300. Make it shorter.']]);
  });

  test('stops at accounts that are broken, gone, or of another brand, by name', async () => {
    const broken = await shop.connect({
      platform: 'facebook',
      name: 'Broken',
      health: { state: 'broken', sentence: 'Facebook ended it.', since: new Date() },
    });
    const gone = await shop.connect({ platform: 'facebook', name: 'Gone', disconnectedAt: new Date() });
    const other = await shop.connect({ platform: 'facebook', name: 'Other brand', brand: 'other' });
    const checks = await checkDraft(shop.deps, {
      ...draftHere({}, 'facebook'),
      accounts: [broken.id, gone.id, other.id, 'nowhere', shop.facebook],
    });
    expect(checks.map(({ name, problems }) => [name, problems.map(({ field, severity }) => `${field} ${severity}`).join()])).toEqual([
      ['Broken', 'account stops'],
      ['Gone', 'account stops'],
      ['Other brand', 'account stops'],
      ['A removed account', 'account stops'],
      ['Bakery Page', ''],
    ]);
    expect(checks[0]?.problems[0]?.sentence).toContain('Facebook ended it. Connect it again with /connect');
  });

  test('never reaches an asset of another workspace', async () => {
    const file = await taken(await pixels(400, 400).jpeg().toBuffer());
    const [check] = await checkDraft(shop.deps, { ...draftHere({ files: [file] }, 'facebook'), workspace: 'T_OTHER' });
    expect(check?.problems.some(({ severity }) => severity === 'stops')).toBe(true);
    expect(await contentsFor(shop.deps, { ...draftHere({ files: [file] }, 'facebook'), workspace: 'T_OTHER' })).toEqual([]);
  });
});

describe('taking files', () => {
  test('keeps each outcome with its file, also when the draft was changed meanwhile', async () => {
    const bytes = await pixels(300, 300).jpeg().toBuffer();
    const names = ['F1', 'F2', 'F3', 'F4', 'F5'];
    const draft = draftHere(
      { version: 1, files: names.map((slackFile) => ({ slackFile, name: `${slackFile}.jpg`, altText: '', border: false })) },
      'facebook',
    );
    await shop.deps.drafts.insert(draft);
    const files = {
      info: async (_workspace: string, id: string) => ({ id, name: id, mimeType: 'image/jpeg', size: bytes.length }),
      open: async function* (_workspace: string, id: string) {
        if (id === 'F1')
          await shop.mongo.db
            .collection<{ _id: string }>('drafts')
            .updateOne({ _id: draft.id }, { $set: { 'files.4.altText': 'Typed' }, $inc: { version: 1 } });
        yield id === 'F3' ? new Uint8Array(Buffer.from('no picture at all')) : new Uint8Array(bytes);
      },
    };
    const after = await takeFiles({ ...shop.deps, files }, draft);
    expect(after.files.map(({ asset, refused }) => (asset === undefined ? refused : 'taken'))).toEqual([
      'taken',
      'taken',
      expect.stringContaining('not a picture'),
      'taken',
      'taken',
    ]);
    expect(after.files[4]?.altText).toBe('Typed');
    expect(await takeFiles({ ...shop.deps, files }, after)).toEqual(after);
  });
});

function draftHere(fields: Partial<Draft>, ...chosen: ('facebook' | 'instagram')[]): Draft {
  return draftOf({
    workspace: shop.slack.team.id,
    brand: 'brand',
    person: shop.slack.people.author.id,
    accounts: chosen.map((platform) => shop[platform]),
    ...fields,
  });
}

function pixels(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#88aa55' } });
}

async function taken(bytes: Uint8Array, fields: Partial<DraftFile> = {}): Promise<DraftFile> {
  const files = { info: async () => ({ id: 'F', name: 'a', mimeType: '', size: bytes.length }), open: () => partsOf(bytes) };
  const asset: Asset = await takeFile({ ...shop.deps, files }, { workspace: shop.slack.team.id, fileId: 'F', name: 'a' });
  return fileOf(1, { asset: asset.id, ...fields });
}
