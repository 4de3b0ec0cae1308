import { describe, expect, test } from '@jest/globals';
import type { Medium } from '../../src/platforms/platform.js';
import { contentHash } from '../../src/posts/content-hash.js';
import type { AccountContent } from '../../src/posts/post.js';

const picture = (name: string): Medium => ({
  rendition: name,
  sha256: name.repeat(64).slice(0, 64),
  mimeType: 'image/jpeg',
  width: 100,
  height: 100,
  size: 10,
  altText: '',
});
const facebook: AccountContent = {
  account: 'a',
  platform: 'facebook',
  content: { text: 'Hello', media: [picture('1'), picture('2')], options: {} },
};
const instagram: AccountContent = { account: 'b', platform: 'instagram', content: { text: 'Hello', media: [picture('1')], options: {} } };
const changed = (content: Partial<AccountContent['content']>): AccountContent => ({
  ...facebook,
  content: { ...facebook.content, ...content },
});

describe('contentHash', () => {
  test('is the same whatever order accounts and fields come in', () => {
    const { content, platform, account } = facebook;
    expect(contentHash([instagram, { content, platform, account }])).toBe(contentHash([facebook, instagram]));
    expect(contentHash([facebook])).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, AccountContent]>([
    ['the text', changed({ text: 'Hello ' })],
    ['a link', changed({ link: 'https://example.com' })],
    ['an option', changed({ options: { a: 1 } })],
    ['an alt text', changed({ media: [{ ...picture('1'), altText: 'A cat' }, picture('2')] })],
    ['the bytes of a picture', changed({ media: [{ ...picture('1'), sha256: 'f'.repeat(64) }, picture('2')] })],
    ['the order of pictures', changed({ media: [picture('2'), picture('1')] })],
    ['the account', { ...facebook, account: 'c' }],
  ])('changes with %s', (_what, other) => {
    expect(contentHash([other])).not.toBe(contentHash([facebook]));
  });
});
