import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/lib/log.js';
import type { Act, Content, PlatformContext } from '../../src/platforms/platform.js';
import { failure, type Limit, platformConformance } from './conformance.js';
import { contentOf, paperPicture } from './fixtures.js';
import { startMetaConformance } from './meta-bench.js';

const TEN = Array.from({ length: 10 }, () => paperPicture());

const LIMITS: Limit[] = [
  { name: 'a text of 63,206 characters passes, an emoji counting as one', content: contentOf({ text: '😀'.repeat(63_206) }) },
  { name: 'one character more stops', content: contentOf({ text: 'a'.repeat(63_207) }), field: 'text' },
  { name: 'nothing at all stops', content: contentOf({ text: ' \n' }), field: 'text' },
  { name: 'ten pictures without a text pass', content: contentOf({ media: TEN }) },
  { name: 'eleven pictures stop', content: contentOf({ media: [...TEN, paperPicture()] }), field: 'media' },
  { name: 'a picture of 4 MB passes', content: contentOf({ media: [paperPicture({ size: 4_000_000 })] }) },
  {
    name: 'a byte more stops at that picture',
    content: contentOf({ media: [paperPicture(), paperPicture({ size: 4_000_001 })] }),
    field: 'media.1',
  },
  { name: 'an alternative text of 1,000 characters passes', content: contentOf({ media: [paperPicture({ altText: 'a'.repeat(1000) })] }) },
  {
    name: 'a longer one stops at that picture',
    content: contentOf({ media: [paperPicture({ altText: 'a'.repeat(1001) })] }),
    field: 'media.0',
  },
  { name: 'a panorama passes', content: contentOf({ media: [paperPicture({ width: 4000, height: 400 })] }) },
  { name: 'a link passes', content: contentOf({ text: 'Read', link: 'https://example.com/a?b=c' }) },
  { name: 'a link that is no web address stops', content: contentOf({ text: 'Read', link: 'ftp://example.com' }), field: 'link' },
  { name: 'a link without its scheme stops', content: contentOf({ text: 'Read', link: 'example.com' }), field: 'link' },
  { name: 'a link to facebook.com stops', content: contentOf({ text: 'Read', link: 'https://www.facebook.com/page' }), field: 'link' },
  { name: 'a link to a host that only ends alike passes', content: contentOf({ text: 'Read', link: 'https://notfacebook.com' }) },
];

describe('Facebook, like every platform', () => {
  platformConformance(start, LIMITS, ['a text', 'a text with a link', 'one picture', 'three pictures']);
});

describe('Facebook on its own', () => {
  let at: Awaited<ReturnType<typeof start>>;

  beforeEach(async () => {
    at = await start();
  });
  afterEach(() => at.close());

  test('pictures beside a link: the link is left out, and a note says so', async () => {
    const [picture] = named('one picture').media;
    const content = contentOf({ text: 'Both', link: 'https://example.com', media: picture === undefined ? [] : [picture] });
    expect(at.platform.validate(content, at.account)).toMatchObject([{ field: 'link', severity: 'note' }]);
    await publish(content);
    expect(at.bench.meta.ledger[0]?.link).toBeUndefined();
    expect(at.bench.meta.ledger[0]?.media).toMatchObject([{ sha256: picture?.sha256 }]);
  });

  test('a link of its own is posted as a link', async () => {
    await publish(named('a text with a link'));
    expect(at.bench.meta.ledger).toMatchObject([{ text: 'Our new menu', link: 'https://example.com/menu' }]);
  });

  test('the same words posted before are not taken for ours', async () => {
    await publish(named('a text'));
    const staged = await at.platform.stage?.(context(), named('a text'));
    at.failPublish('before', 'http_500');
    await failure(at.platform.publish(context(), act('a text'), staged ?? {}));
    expect(await at.platform.find?.(context(), act('a text'), staged ?? {}, now())).toMatchObject({ outcome: 'cannot tell' });
  });

  test('the first newer post with our words is ours, not a later twin', async () => {
    const staged = (await at.platform.stage?.(context(), named('a text'))) ?? {};
    const ours = await at.platform.publish(context(), act('a text'), staged);
    await publish(named('a text'));
    expect(await at.platform.find?.(context(), act('a text'), staged, now())).toEqual({ outcome: 'published', ref: ours });
  });

  test('words that Facebook tidied are still ours', async () => {
    const staged = (await at.platform.stage?.(context(), contentOf())) ?? {};
    const ref = await publish(contentOf({ text: 'One\nTwo' }));
    const asked = { key: 'post', content: contentOf({ text: ' One  \r\nTwo\n' }) };
    expect(await at.platform.find?.(context(), asked, staged, now())).toEqual({ outcome: 'published', ref });
  });

  test('where the post before ours was deleted, only posts since the send count', async () => {
    const before = await publish(contentOf({ text: 'Older' }));
    const staged = (await at.platform.stage?.(context(), named('a text'))) ?? {};
    await at.platform.delete?.(context(), before);
    const ref = await at.platform.publish(context(), act('a text'), staged);
    const later = { at: new Date(Date.now() + 120_000), deadlineAt: new Date(Date.now() + 140_000) };
    expect(await at.platform.find?.(context(), act('a text'), staged, later)).toMatchObject({ outcome: 'cannot tell' });
    expect(await at.platform.find?.(context(), act('a text'), staged, now())).toEqual({ outcome: 'published', ref });
  });

  test('a post is found behind sixty newer ones, over the result pages', async () => {
    const staged = (await at.platform.stage?.(context(), named('one picture'))) ?? {};
    const ref = await at.platform.publish(context(), act('one picture'), staged);
    const none = (await at.platform.stage?.(context(), contentOf())) ?? {};
    for (let count = 0; count < 60; count += 1) {
      await at.platform.publish(context(), { key: 'post', content: contentOf({ text: `Post ${count}` }) }, none);
    }
    expect(await at.platform.find?.(context(), act('one picture'), staged, now())).toEqual({ outcome: 'published', ref });
  });

  test('the same staged pictures sent twice are refused as a duplicate, and one post is live', async () => {
    const staged = (await at.platform.stage?.(context(), named('three pictures'))) ?? {};
    await at.platform.publish(context(), act('three pictures'), staged);
    expect((await failure(at.platform.publish(context(), act('three pictures'), staged))).kind).toBe('duplicate');
    expect(at.live()).toHaveLength(1);
  });

  test('bytes that differ from what was approved are never sent', async () => {
    const media = { ...at.media, bytes: () => Promise.reject(new Error('The bytes have changed.')) };
    await expect(at.platform.stage?.({ ...context(), media }, named('one picture'))).rejects.toThrow('The bytes have changed.');
    expect(at.bench.meta.requests.filter(({ operation }) => operation === 'photos')).toEqual([]);
  });

  test('a post that only cannot be seen is not called deleted: the whole Page is hidden, so somebody has to reconnect', async () => {
    const ref = await publish(named('a text'));
    for (const match of ['delete_post', new RegExp(`^GET /v[\\d.]+/${at.account.platformId}$`)] as const)
      at.bench.meta.fault({ match, when: 'before', how: { graph: { status: 400, code: 100, subcode: 33 } } });
    expect((await failure(at.platform.delete?.(context(), ref) ?? Promise.resolve())).kind).toBe('reauth_needed');
    expect(at.live()).toHaveLength(1);
  });

  test('the Page role being lost asks someone with a role to reconnect', async () => {
    at.bench.meta.dropPageRole('ada', at.account.platformId);
    expect(await failure(publish(named('a text')))).toMatchObject({
      kind: 'reauth_needed',
      message: expect.stringContaining('role on the Page'),
    });
  });

  function named(name: string) {
    return at.contents[name] ?? contentOf();
  }

  function act(name: string): Act {
    return { key: 'post', content: named(name) };
  }

  function context(): PlatformContext {
    const { account, token, media, http } = at;
    return {
      account,
      token,
      media,
      http: (request) => http.send(request),
      signal: new AbortController().signal,
      log: createLog('silent'),
      now: new Date(),
    };
  }

  async function publish(content: Content): Promise<string> {
    return at.platform.publish(context(), { key: 'post', content }, (await at.platform.stage?.(context(), content)) ?? {});
  }

  function now() {
    return { at: new Date(), deadlineAt: new Date() };
  }
});

function start() {
  return startMetaConformance('facebook', async (pictures) => ({
    'a text': contentOf({ text: 'Fresh coffee from Monday on.\n\nCome by ☕' }),
    'a text with a link': contentOf({ text: 'Our new menu', link: 'https://example.com/menu' }),
    'one picture': contentOf({ text: 'Our new cup', media: [await pictures.picture({ altText: 'A blue cup' })] }),
    'three pictures': contentOf({
      media: [
        await pictures.picture({ altText: 'One' }),
        await pictures.picture(),
        await pictures.picture({ width: 640, altText: 'Three' }),
      ],
    }),
  }));
}
