import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../src/accounts/index.js';
import { createPlatformHttp } from '../../src/platforms/http.js';
import { createPlatforms } from '../../src/platforms/index.js';
import { type AccountOverride, checkWritten, type DescribedFile } from '../../src/posts/index.js';

const notSetUp = { state: 'not set up', missing: [] } as const;
const { platforms } = createPlatforms({
  http: createPlatformHttp(),
  config: { meta: notSetUp, linkedin: notSetUp, x: notSetUp },
  publicUrl: 'https://copydesk.example',
});

describe('what was written', () => {
  test('passes at the limits of the chosen platforms', () => {
    expect(check({ text: 'x'.repeat(63_206) }, ['facebook'])).toEqual([]);
    expect(check({ text: '🙂'.repeat(2200) }, ['facebook', 'instagram'], { kept: 1 })).toEqual([]);
    expect(check({ text: 'Look', link: 'HTTPS://example.com/a?b=c#d' }, ['facebook'])).toEqual([]);
  });

  test('is stopped past them, once per sentence however many accounts', () => {
    const found = check({ text: 'x'.repeat(2201) }, ['instagram', 'instagram', 'facebook'], { kept: 1 });
    expect(found).toEqual([{ field: 'text', sentence: expect.stringContaining('2,201 characters; Instagram takes 2,200') }]);
  });

  test('needs an account, and something to say', () => {
    expect(check({ text: ' ' }, []).map(({ field }) => field)).toEqual(['accounts', 'text']);
    expect(check({ text: '' }, ['facebook'])).toEqual([
      { field: 'text', sentence: expect.stringContaining('Write a text or add a picture') },
    ]);
    expect(check({ text: '' }, ['facebook'], { kept: 1 })).toEqual([]);
  });

  test('needs a picture on Instagram', () => {
    expect(check({ text: 'Hi' }, ['instagram'])).toEqual([
      { field: 'files', sentence: expect.stringContaining('Instagram needs a picture') },
    ]);
  });

  test.each(['example.com', 'ftp://example.com', 'https://', 'javascript:alert(1)', 'https://exa mple.com'])(
    'refuses the link %s once',
    (link) => {
      expect(check({ text: 'Hi', link }, ['facebook'])).toEqual([
        { field: 'link', sentence: 'This is not a web address. It begins with https://.' },
      ]);
    },
  );

  test.each<[string, Partial<DescribedFile>, string]>([
    ['a HEIC picture by its name', { name: 'a.HEIC' }, 'a.HEIC is a HEIC picture. Save it as JPEG, then add it again.'],
    [
      'a HEIC picture by its type',
      { name: 'a.jpg', mimeType: 'image/heif' },
      'a.jpg is a HEIC picture. Save it as JPEG, then add it again.',
    ],
    [
      'another kind of file',
      { name: 'a.pdf', mimeType: 'application/pdf' },
      'a.pdf is not a picture that can be posted. Use JPEG, PNG, WebP or a GIF that does not move.',
    ],
    ['a file that is too large', { size: 20 * 2 ** 20 + 1 }, 'a.jpg is larger than 20 MB. Use a smaller one.'],
  ])('refuses %s', (_what, file, sentence) => {
    expect(
      check({ text: 'Hi' }, ['facebook'], { files: [{ slackFile: 'F', name: 'a.jpg', mimeType: 'image/jpeg', size: 1, ...file }] }),
    ).toEqual([{ field: 'files', sentence }]);
  });

  test('takes a PDF where a chosen account does, and alone where it is the only account', () => {
    const file = { slackFile: 'F', name: 'a.pdf', mimeType: 'application/pdf', size: 1 };
    expect(check({ text: 'Hi' }, ['linkedin'], { files: [file] })).toEqual([]);
    expect(check({ text: 'Hi' }, ['x', 'linkedin'], { files: [file] })).toEqual([]);
    expect(check({ text: 'Hi' }, ['linkedin'], { files: [file], kept: 1 })).toEqual([
      { field: 'files', sentence: expect.stringContaining('one document alone') },
    ]);
  });

  test('takes a video where a chosen account does, and leaves what the others make of it to the next screen', () => {
    const file = { slackFile: 'F', name: 'a.mov', mimeType: 'video/quicktime', size: 500_000_000 };
    expect(check({ text: 'Hi' }, ['x'], { files: [file] })).toEqual([]);
    expect(check({ text: 'Hi' }, ['x', 'instagram', 'facebook', 'linkedin'], { files: [file] })).toEqual([]);
    const refused = (more: Partial<DescribedFile>, account = 'x') => check({ text: 'Hi' }, [account], { files: [{ ...file, ...more }] });
    expect(refused({}, 'facebook')).toEqual([
      {
        field: 'files',
        sentence: 'a.mov is a video, which none of these accounts can post. Choose an X account, or add pictures instead.',
      },
    ]);
    expect(refused({ mimeType: 'video/webm' })).toEqual([{ field: 'files', sentence: expect.stringContaining('Export it as MP4') }]);
    expect(refused({ size: 600_000_000 })).toEqual([{ field: 'files', sentence: 'a.mov is larger than 512 MB. Use a smaller one.' }]);
  });

  test('does not measure the common text on an account that has its own', () => {
    const text = 'x'.repeat(2201);
    expect(check({ text }, ['instagram'], { kept: 1 })).toHaveLength(1);
    expect(check({ text }, ['instagram'], { kept: 1, overrides: [{ account: '0', text: 'Short' }] })).toEqual([]);
  });

  test('counts new files with those the draft has', () => {
    const files = Array.from({ length: 3 }, (_, index) => ({ slackFile: `F${index}`, name: 'a.jpg' }));
    expect(check({ text: 'Hi' }, ['facebook'], { files, kept: 7 })).toEqual([]);
    expect(check({ text: 'Hi' }, ['facebook'], { files, kept: 8 })).toEqual([
      { field: 'files', sentence: 'This post has 8 pictures already, so add at most 2 more.' },
    ]);
  });
});

function check(
  written: { readonly text: string; readonly link?: string },
  chosen: readonly string[],
  {
    files = [],
    kept = 0,
    overrides = [],
    signatures = [],
  }: {
    readonly files?: readonly DescribedFile[];
    readonly kept?: number;
    readonly overrides?: readonly AccountOverride[];
    readonly signatures?: readonly (readonly [string, string])[];
  } = {},
) {
  const accounts = chosen.map((platform, index) => accountOn(platform, `${index}`));
  return checkWritten(platforms, {
    written: { brand: 'B', accounts: accounts.map(({ id }) => id), files, ...written },
    accounts,
    files,
    kept,
    overrides,
    additions: { labels: [], signatures: new Map(signatures) },
  });
}

function accountOn(platform: string, id: string): Account {
  return {
    id,
    workspace: 'W',
    brand: 'B',
    platform,
    platformId: id,
    name: `Account ${id}`,
    grant: 'G',
    health: { state: 'good' },
    connectedBy: 'U',
    connectedAt: new Date(0),
  };
}
