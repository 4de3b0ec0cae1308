import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import type { Act, Content, PlatformContext, Staged } from '../../src/platforms/platform.js';
import { failure, type Limit, platformConformance } from './conformance.js';
import { contentOf, paperPicture } from './fixtures.js';
import { codeOf, REDIRECT_URI, startMetaConformance } from './meta-bench.js';

const LIMITS: Limit[] = [
  { name: 'a caption of 2,200 characters passes', content: withPicture('é'.repeat(2200)) },
  { name: 'one character more stops', content: withPicture('a'.repeat(2201)), field: 'text' },
  { name: '30 hashtags and 20 mentions pass', content: withPicture(`${'#tag '.repeat(30)}${'@someone '.repeat(20)}`) },
  { name: '31 hashtags stop', content: withPicture('#tag '.repeat(31)), field: 'text' },
  { name: '21 mentions stop', content: withPicture('@someone '.repeat(21)), field: 'text' },
  { name: 'mail addresses are no mentions', content: withPicture('me@example.com '.repeat(30)) },
  { name: 'a text without a picture stops', content: contentOf({ text: 'Hello' }), field: 'media' },
  { name: 'ten pictures pass', content: contentOf({ media: Array.from({ length: 10 }, () => paperPicture()) }) },
  { name: 'eleven stop', content: contentOf({ media: Array.from({ length: 11 }, () => paperPicture()) }), field: 'media' },
  { name: 'the tallest shape passes', content: contentOf({ media: [paperPicture({ width: 1080, height: 1350 })] }) },
  { name: 'a taller one stops', content: contentOf({ media: [paperPicture({ width: 1079, height: 1350 })] }), field: 'media.0' },
  { name: 'the widest shape passes', content: contentOf({ media: [paperPicture({ width: 1910, height: 1000 })] }) },
  { name: 'a wider one stops', content: contentOf({ media: [paperPicture({ width: 1911, height: 1000 })] }), field: 'media.0' },
  { name: '8 MiB pass', content: contentOf({ media: [paperPicture({ size: 8 * 1024 * 1024 })] }) },
  { name: 'a byte more stops', content: contentOf({ media: [paperPicture({ size: 8 * 1024 * 1024 + 1 })] }), field: 'media.0' },
  { name: 'a PNG stops', content: contentOf({ media: [paperPicture(), paperPicture({ mimeType: 'image/png' })] }), field: 'media.1' },
  {
    name: 'an alternative text of over 1,000 characters stops',
    content: contentOf({ media: [paperPicture({ altText: 'a'.repeat(1001) })] }),
    field: 'media.0',
  },
];

describe('Instagram, like every platform', () => {
  platformConformance(start, LIMITS, ['one picture', 'a carousel']);
});

describe('Instagram on its own', () => {
  let at: Awaited<ReturnType<typeof start>>;

  beforeEach(async () => {
    at = await start();
  });
  afterEach(() => at.close());

  test('a link is never added to the caption, and a note says so', async () => {
    const content = { ...named('one picture'), link: 'https://example.com' };
    expect(at.platform.validate(content, at.account)).toMatchObject([{ field: 'link', severity: 'note' }]);
    await at.platform.publish(context(), { key: 'post', content }, await stage(content));
    expect(at.live()[0]?.text).toBe('Our new cup');
  });

  test('pictures of different shapes get a note about cropping', () => {
    const media = [paperPicture(), paperPicture({ height: 900 })];
    expect(at.platform.validate(contentOf({ media }), at.account)).toMatchObject([{ field: 'media', severity: 'note' }]);
  });

  test('a full quota waits an hour and makes no container', async () => {
    at.bench.meta.setQuota(at.account.platformId, 50, 50);
    const error = await failure(stage(named('one picture')));
    expect(error.details).toMatchObject({ kind: 'rate_limited', retryAfterMs: 3_600_000, sentence: expect.stringContaining('50 of 50') });
    expect(at.bench.meta.requests.filter(({ operation }) => operation === 'media')).toEqual([]);
  });

  test('a container in progress is asked again, later and later, and given up for a new one', async () => {
    at.bench.meta.containerDelay(100);
    const staged = await stage(named('one picture'));
    const waits: unknown[] = [];
    for (const age of [0, 10_000, 300_000]) waits.push(await at.platform.poll?.(context(age), staged));
    expect(waits).toEqual([1_000, 5_000, 60_000].map((retryAfterMs) => ({ ready: false, retryAfterMs: expect.closeTo(retryAfterMs, -2) })));
    expect((await failure(at.platform.poll?.(context(601_000), staged) ?? Promise.resolve())).details).toMatchObject({
      kind: 'transient',
      next: 'restage',
    });
  });

  test('a carousel waits until it is ready, then goes out', async () => {
    at.bench.meta.containerDelay(2);
    const staged = await stage(named('a carousel'));
    expect((await failure(at.platform.publish(context(), act('a carousel'), staged))).details).toMatchObject({
      kind: 'transient',
      next: 'poll',
    });
    const polls = [
      await at.platform.poll?.(context(), staged),
      await at.platform.poll?.(context(), staged),
      await at.platform.poll?.(context(), staged),
    ];
    expect(polls.map((poll) => poll?.ready)).toEqual([false, false, true]);
    await at.platform.publish(context(), act('a carousel'), staged);
    expect(at.live()).toHaveLength(1);
  });

  test.each([
    [2207053, { kind: 'transient', next: 'restage' }],
    [2207050, { kind: 'rejected' }],
    [2207009, { kind: 'invalid_content' }],
    [2207999, { kind: 'transient', next: 'restage' }],
  ])('a container that failed with %i says what follows', async (subcode, expected) => {
    at.bench.meta.failNextContainer(subcode);
    const staged = await stage(named('one picture'));
    const { details } = await failure(at.platform.poll?.(context(), staged) ?? Promise.resolve());
    expect(details).toMatchObject(expected);
    expect(details.next).toBe('next' in expected ? expected.next : undefined);
    expect(await at.platform.find?.(context(), act('one picture'), staged, sentAgo(0))).toEqual({ outcome: 'absent', next: 'restage' });
  });

  test('an expired container is made anew, whoever meets it first', async () => {
    const staged = await stage(named('one picture'));
    at.bench.meta.expireContainers();
    expect((await failure(at.platform.poll?.(context(), staged) ?? Promise.resolve())).details.next).toBe('restage');
    expect((await failure(at.platform.publish(context(), act('one picture'), staged))).details.next).toBe('restage');
    expect(await at.platform.find?.(context(), act('one picture'), staged, sentAgo(0))).toEqual({ outcome: 'absent', next: 'restage' });
  });

  test('a container that Instagram does not know is made anew before the send, and proves nothing after it', async () => {
    const staged = { ...(await stage(named('one picture'))), container: '17889999999999999' };
    expect((await failure(at.platform.poll?.(context(), staged) ?? Promise.resolve())).details).toMatchObject({
      kind: 'transient',
      next: 'restage',
    });
    expect(await at.platform.find?.(context(), act('one picture'), staged, sentAgo(100_000))).toMatchObject({ outcome: 'cannot tell' });
  });

  test('a container that still waits is proof of absence a minute after the deadline, and not before', async () => {
    const staged = await stage(named('one picture'));
    at.failPublish('before', 'reset');
    expect((await failure(at.platform.publish(context(), act('one picture'), staged))).kind).toBe('unknown_outcome');
    expect(await at.platform.find?.(context(), act('one picture'), staged, sentAgo(59_000))).toMatchObject({ outcome: 'cannot tell' });
    expect(await at.platform.find?.(context(), act('one picture'), staged, sentAgo(60_500))).toEqual({
      outcome: 'absent',
      next: 'publish',
    });
  });

  test('a published container whose post cannot be found counts as published, with the profile as its address', async () => {
    const staged = await stage(named('one picture'));
    at.failPublish('after', 'reset');
    await failure(at.platform.publish(context(), act('one picture'), staged));
    at.bench.meta.fault({ match: 'ig_media', when: 'before', how: 'http_500' });
    const found = await at.platform.find?.(context(), act('one picture'), staged, sentAgo(0));
    expect(found).toEqual({ outcome: 'published', ref: `container:${String(staged.container)}` });
    expect(await at.platform.link?.(context(), `container:${String(staged.container)}`)).toBe('https://www.instagram.com/bluebird.coffee');
  });

  test('an older post with the same caption is not taken for ours', async () => {
    const staged = await stage(named('one picture'));
    at.failPublish('after', 'reset');
    await failure(at.platform.publish(context(), act('one picture'), staged));
    const later = { at: new Date(Date.now() + 120_000), deadlineAt: new Date(Date.now() + 140_000) };
    expect(await at.platform.find?.(context(), act('one picture'), staged, later)).toMatchObject({
      ref: expect.stringMatching(/^container:/),
    });
  });

  test('a published container is never sent again: neither ready nor published twice', async () => {
    const staged = await stage(named('one picture'));
    await at.platform.publish(context(), act('one picture'), staged);
    expect((await failure(at.platform.poll?.(context(), staged) ?? Promise.resolve())).kind).toBe('duplicate');
    expect((await failure(at.platform.publish(context(), act('one picture'), staged))).kind).toBe('duplicate');
    expect(at.live()).toHaveLength(1);
  });

  test('a picture that Instagram cannot fetch is trouble that names PUBLIC_URL', async () => {
    const media = { ...at.media, url: async () => 'http://127.0.0.1:9/gone.jpg' };
    const staging = at.platform.stage?.({ ...context(), media }, named('one picture')) ?? Promise.resolve();
    expect(await failure(staging)).toMatchObject({ kind: 'transient', message: expect.stringContaining('PUBLIC_URL') });
  });

  test('the caption goes with the carousel, the descriptions with its pictures', async () => {
    await at.platform.publish(context(), act('a carousel'), await stage(named('a carousel')));
    const containers = at.bench.meta.requests.filter(({ operation }) => operation === 'media').map(({ bodyKeys }) => [...bodyKeys].sort());
    expect(containers).toEqual([
      ['alt_text', 'appsecret_proof', 'image_url', 'is_carousel_item'],
      ['appsecret_proof', 'image_url', 'is_carousel_item'],
      ['appsecret_proof', 'caption', 'children', 'media_type'],
    ]);
  });

  describe('what is live', () => {
    const out = async () => at.platform.publish(context(), act('a carousel'), await stage(named('a carousel')));
    const remove = (ref: string, token = at.personToken ?? at.token) =>
      at.platform.delete?.({ ...context(), token }, ref) ?? Promise.resolve();
    const refuse = (code: number, subcode?: number) =>
      at.bench.meta.fault({
        match: 'delete_media',
        when: 'before',
        how: { graph: { status: 400, code, ...(subcode ? { subcode } : {}) } },
      });

    test('is not deleted with the token that publishes: Meta wants the person', async () => {
      const ref = await out();
      expect((await failure(remove(ref, at.token))).details.code).toBe(102);
      expect(at.live()).toHaveLength(1);
    });

    test('counts as gone only where Meta shows the account and not the post', async () => {
      const ref = await out();
      refuse(100, 33);
      expect(await failure(remove(ref))).toMatchObject({ kind: 'rejected', message: expect.stringContaining('Delete it in Instagram') });
      const page = at.bench.meta.pages('ada')[0]?.id ?? '';
      at.bench.meta.dropPageRole('ada', page);
      expect((await failure(remove(ref))).kind).toBe('reauth_needed');
      expect(at.live()).toHaveLength(1);
    });

    test('is refused in plain words where the permission is missing', async () => {
      const ref = await out();
      const { token } = await declining('instagram_manage_contents');
      expect(await failure(remove(ref, token))).toMatchObject({
        kind: 'rejected',
        message: expect.stringContaining('leave every permission on'),
      });
      expect(at.live()).toHaveLength(1);
    });

    /** Ada consents once more, and takes this permission away. */
    async function declining(scope: string) {
      const { connector, ctx, meta } = at.bench;
      const input = { state: 's', redirectUri: REDIRECT_URI, again: true, challenge: 'unused', deletions: true };
      const location = await meta.consent(connector.authorizeUrl(input), { person: 'ada', action: 'accept', decline: [scope] });
      return connector.exchange(ctx, { code: codeOf(location), redirectUri: REDIRECT_URI, verifier: new Secret('unused') });
    }
  });

  function named(name: string): Content {
    return at.contents[name] ?? contentOf();
  }

  function act(name: string): Act {
    return { key: 'post', content: named(name) };
  }

  function context(later = 0): PlatformContext {
    const { account, token, media, http } = at;
    const now = new Date(Date.now() + later);
    return {
      account,
      token,
      media,
      http: (request) => http.send(request),
      signal: new AbortController().signal,
      log: createLog('silent'),
      now,
    };
  }

  async function stage(content: Content): Promise<Staged> {
    return (await at.platform.stage?.(context(), content)) ?? {};
  }
});

function sentAgo(ms: number) {
  return { at: new Date(Date.now() - ms - 20_000), deadlineAt: new Date(Date.now() - ms) };
}

function withPicture(text: string): Content {
  return contentOf({ text, media: [paperPicture()] });
}

function start() {
  return startMetaConformance('instagram', async (pictures) => ({
    'one picture': contentOf({ text: 'Our new cup', media: [await pictures.picture({ altText: 'A blue cup' })] }),
    'a carousel': contentOf({ text: 'Two cups ☕', media: [await pictures.picture({ altText: 'Blue' }), await pictures.picture()] }),
  }));
}
