import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/lib/log.js';
import { createLinkedIn } from '../../src/platforms/linkedin/index.js';
import type { Act, Content, PlatformContext, Staged } from '../../src/platforms/platform.js';
import { failure, type Limit, platformConformance } from './conformance.js';
import { contentOf, paperPicture } from './fixtures.js';
import { mentionOf, pdf, startLinkedInConformance } from './linkedin-bench.js';

const TWENTY = Array.from({ length: 20 }, () => paperPicture());
const DOCUMENT = paperPicture({ mimeType: 'application/pdf', width: 0, height: 0, altText: 'Our menu' });
const BAKERY = { name: 'Bluebird (Bakery)', urn: 'urn:li:organization:55150002' };

const LIMITS: Limit[] = [
  { name: 'a text of 3,000 characters passes, an emoji counting as one', content: contentOf({ text: '😀'.repeat(3000) }) },
  { name: '3,000 characters that all need escaping pass', content: contentOf({ text: '('.repeat(3000) }) },
  { name: 'one character more stops', content: contentOf({ text: 'a'.repeat(3001) }), field: 'text' },
  { name: 'nothing at all stops', content: contentOf({ text: ' \n' }), field: 'text' },
  { name: 'a link alone passes', content: contentOf({ link: 'https://example.com' }) },
  { name: 'twenty pictures without a text pass', content: contentOf({ media: TWENTY }) },
  { name: 'twenty-one pictures stop', content: contentOf({ media: [...TWENTY, paperPicture()] }), field: 'media' },
  { name: 'a description of 4,086 characters passes', content: contentOf({ media: [paperPicture({ altText: 'a'.repeat(4086) })] }) },
  {
    name: 'a longer one stops at that picture',
    content: contentOf({ media: [paperPicture({ altText: 'a'.repeat(4087) })] }),
    field: 'media.0',
  },
  { name: 'too many pixels stop', content: contentOf({ media: [paperPicture({ width: 8000, height: 8000 })] }), field: 'media.0' },
  { name: 'too many bytes stop', content: contentOf({ media: [paperPicture({ size: 8_000_001 })] }), field: 'media.0' },
  { name: 'a picture of another kind stops', content: contentOf({ media: [paperPicture({ mimeType: 'image/webp' })] }), field: 'media.0' },
  { name: 'a document passes', content: contentOf({ media: [DOCUMENT] }) },
  { name: 'a document with a picture stops', content: contentOf({ media: [DOCUMENT, paperPicture()] }), field: 'media' },
  { name: 'a document without a title stops', content: contentOf({ media: [{ ...DOCUMENT, altText: ' ' }] }), field: 'media.0' },
  { name: 'a document over 100 MB stops', content: contentOf({ media: [{ ...DOCUMENT, size: 100_000_001 }] }), field: 'media.0' },
  { name: 'a link that is no web address stops', content: contentOf({ text: 'Read', link: 'ftp://example.com' }), field: 'link' },
  {
    name: 'a page that posts to connections only stops',
    content: contentOf({ text: 'Hi', options: { visibility: 'CONNECTIONS' } }),
    field: 'account',
  },
  { name: 'an unknown setting stops', content: contentOf({ text: 'Hi', options: { visibility: 'FRIENDS' } }), field: 'account' },
  {
    name: 'a mention that stands in the text passes',
    content: contentOf({ text: 'With Bluebird (Bakery)', options: { mentions: [{ ...BAKERY, index: 5 }] } }),
  },
  {
    name: 'a mention that was edited away stops',
    content: contentOf({ text: 'With Bluebird', options: { mentions: [{ ...BAKERY, index: 5 }] } }),
    field: 'text',
  },
];

const NAMES = ['one picture', 'a text', 'a link with its preview', 'three pictures', 'a mention'];

describe('LinkedIn, like every platform', () => {
  platformConformance(() => start(), LIMITS, NAMES);
});

describe('LinkedIn on its own', () => {
  let at: Awaited<ReturnType<typeof start>>;

  beforeEach(async () => {
    at = await start();
  });
  afterEach(() => at.close());

  test('a text of every reserved character arrives whole, with its hashtags and its mention', async () => {
    const plain = contentOf({
      text: 'C# #1 (new) [x] {y} <z> a_b *c* ~d~ \\ | mail@example.com #coffee #slow_roast https://example.com/#top, Bluebird (Bakery)!',
    });
    await publish({ ...plain, options: { mentions: [mentionOf(plain, BAKERY.name, BAKERY.urn)] } });
    expect(at.bench.linkedin.ledger).toMatchObject([{ text: plain.text, hashtags: ['coffee', 'slow_roast'], mentions: [BAKERY] }]);
  });

  test('a link carries the title, description and picture that were frozen', async () => {
    await publish(named('a link with its preview'));
    const preview = named('a link with its preview').options.linkPreview as { thumbnail: { sha256: string } };
    expect(at.bench.linkedin.ledger).toMatchObject([
      {
        link: 'https://example.com/menu',
        article: { title: 'The menu (new)', description: 'All we bake', thumbnail: preview.thumbnail.sha256 },
        media: [],
      },
    ]);
  });

  test('a link without a preview is titled with its host, and a note says so', async () => {
    const content = contentOf({ text: 'Read', link: 'https://example.com/a' });
    expect(at.platform.validate(content, at.account)).toMatchObject([{ field: 'link', severity: 'note' }]);
    await publish(content);
    expect(at.bench.linkedin.ledger[0]?.article).toEqual({ title: 'example.com' });
  });

  test('a link beside a picture is left out, its preview is not uploaded, and a note says so', async () => {
    const content = { ...named('a link with its preview'), media: named('one picture').media };
    expect(at.platform.validate(content, at.account)).toMatchObject([{ field: 'link', severity: 'note' }]);
    await publish(content);
    expect(at.bench.linkedin.ledger[0]?.link).toBeUndefined();
    expect(at.bench.linkedin.requests.filter(({ operation }) => operation === 'upload')).toHaveLength(1);
  });

  test('a document goes out with its title and is found again by its file', async () => {
    const { medium, bytes } = pdf('Our menu');
    const content = contentOf({ text: 'Leaf through', media: [medium] });
    const ctx = { ...context(), media: { ...at.media, bytes: async () => bytes } };
    const staged = await stage(content, ctx);
    const ref = await at.platform.publish(ctx, { key: 'post', content }, staged);
    expect(ref).toMatch(/^urn:li:ugcPost:/);
    expect(at.bench.linkedin.ledger[0]?.media).toMatchObject([{ kind: 'document', title: 'Our menu' }]);
    expect(await at.platform.find?.(ctx, { key: 'post', content }, staged, sent())).toEqual({ outcome: 'published', ref });
  });

  test('files that are still processed are waited for', async () => {
    at.bench.linkedin.processingTime(300);
    const staged = (await at.platform.stage?.(context(), named('one picture'))) ?? {};
    expect(await at.platform.poll?.(context(), staged)).toEqual({ ready: false, retryAfterMs: 1000 });
    await new Promise((resolve) => setTimeout(resolve, 320));
    expect(await at.platform.poll?.(context(), staged)).toEqual({ ready: true });
  });

  test('a file that LinkedIn cannot read is named as the reason', async () => {
    const ctx = { ...context(), media: { ...at.media, bytes: async () => Buffer.from('no picture') } };
    const staged = (await at.platform.stage?.(ctx, named('one picture'))) ?? {};
    expect((await failure(at.platform.poll?.(ctx, staged) ?? Promise.resolve())).kind).toBe('invalid_content');
  });

  test('bytes that differ from what was approved are never sent', async () => {
    const media = { ...at.media, bytes: () => Promise.reject(new Error('The bytes have changed.')) };
    await expect(at.platform.stage?.({ ...context(), media }, named('one picture'))).rejects.toThrow('The bytes have changed.');
    expect(at.bench.linkedin.requests.filter(({ operation }) => operation === 'upload')).toEqual([]);
  });

  test('the same words again are refused, and the refusal names the post that is there', async () => {
    const ref = await publish(named('a text'));
    expect((await failure(publish(named('a text')))).details).toMatchObject({
      kind: 'duplicate',
      status: 422,
      code: 'DUPLICATE_POST',
      ref,
    });
    expect(at.live()).toHaveLength(1);
  });

  test('an older post with the same words is not ours', async () => {
    await publish(named('a text'));
    const later = { at: new Date(Date.now() + 120_000), deadlineAt: new Date(Date.now() + 140_000) };
    expect(await at.platform.find?.(context(), act('a text'), await stage(named('a text')), later)).toMatchObject({
      outcome: 'cannot tell',
    });
  });

  test('a post is found behind sixty newer ones, over the result pages', async () => {
    const staged = await stage(named('a text'));
    const at0 = sent();
    const ref = await at.platform.publish(context(), act('a text'), staged);
    for (let count = 0; count < 60; count += 1) await publish(contentOf({ text: `Post ${count}` }));
    expect(await at.platform.find?.(context(), act('a text'), staged, at0)).toEqual({ outcome: 'published', ref });
  });

  test('the role being lost asks to reconnect, while posting and while looking it cannot tell', async () => {
    const staged = await stage(named('a text'));
    at.bench.linkedin.dropRole('ada', at.account.platformId);
    expect((await failure(at.platform.publish(context(), act('a text'), staged))).kind).toBe('reauth_needed');
    expect(await at.platform.find?.(context(), act('a text'), staged, sent())).toMatchObject({ outcome: 'cannot tell' });
  });

  test('a day that is used up waits until midnight UTC', async () => {
    at.bench.linkedin.dailyLimit(0);
    const midnight = new Date();
    midnight.setUTCHours(24, 0, 0, 0);
    expect((await failure(publish(named('a text')))).details).toMatchObject({ kind: 'rate_limited', until: midnight });
  });

  test('an edit keeps hashtags and mentions what they are', async () => {
    const ref = await publish(named('a text'));
    const { name, platformId } = at.account;
    const content = { ...named('a text'), text: `Ask ${name} (really) #open_late` };
    await at.platform.edit?.(context(), ref, {
      ...content,
      options: { ...content.options, mentions: [mentionOf(content, name, platformId)] },
    });
    expect(at.bench.linkedin.ledger).toMatchObject([
      { id: ref, text: content.text, hashtags: ['open_late'], mentions: [{ name, urn: platformId }] },
    ]);
  });

  test('an upload address elsewhere gets the bytes, and never the token', async () => {
    const seen: { url: string; token: boolean }[] = [];
    const http: PlatformContext['http'] = async (request) => {
      if (request.method === 'PUT') {
        seen.push({ url: request.url, token: request.token !== undefined });
        return { status: 201, headers: {}, body: '' };
      }
      const answer = await at.http.send(request);
      const body = JSON.parse(
        JSON.stringify(answer.body).replaceAll(`${at.bench.linkedin.url}/dms-uploads`, 'https://linkedin.com.example.org/up'),
      );
      return { ...answer, body };
    };
    await at.platform.stage?.({ ...context(), http }, named('one picture'));
    expect(seen).toEqual([{ url: expect.stringContaining('example.org'), token: false }]);
  });

  test('the profile address leads to the page', async () => {
    expect((await fetch(at.platform.profileUrl(at.account))).status).toBe(200);
    expect(createLinkedIn({ state: 'not set up', missing: ['LINKEDIN_CLIENT_ID'] }).profileUrl(at.account)).toBe(
      'https://www.linkedin.com/company/bluebird-coffee/',
    );
  });

  test('without an app it names what is missing', async () => {
    const off = createLinkedIn({ state: 'not set up', missing: ['LINKEDIN_CLIENT_ID', 'LINKEDIN_CLIENT_SECRET'] });
    const error = await failure(off.publish(context(), act('a text'), { images: [], stagedAt: new Date().toISOString() }));
    expect([error.message.includes('LINKEDIN_CLIENT_ID and LINKEDIN_CLIENT_SECRET'), error.details.sent]).toEqual([true, false]);
  });

  function named(name: string): Content {
    return at.contents[name] ?? contentOf();
  }

  function act(name: string): Act {
    return { key: 'post', content: named(name) };
  }

  function context(): PlatformContext {
    return contextOf(at);
  }

  async function stage(content: Content, ctx = context()): Promise<Staged> {
    return (await at.platform.stage?.(ctx, content)) ?? {};
  }

  async function publish(content: Content): Promise<string> {
    return at.platform.publish(context(), { key: 'post', content }, await stage(content));
  }
});

describe("a person's own profile, with the self-serve product", () => {
  let at: Awaited<ReturnType<typeof start>>;

  beforeEach(async () => {
    at = await start('person', false);
  });
  afterEach(() => at.close());

  test('posts to connections only, where that was chosen', async () => {
    const content = contentOf({ text: 'Among us', options: { visibility: 'CONNECTIONS' } });
    expect(at.platform.validate(content, at.account)).toEqual([]);
    await at.platform.publish(contextOf(at), { key: 'post', content }, (await at.platform.stage?.(contextOf(at), content)) ?? {});
    expect(at.bench.linkedin.ledger).toMatchObject([{ accountId: at.account.platformId, visibility: 'CONNECTIONS' }]);
  });

  test('waits five seconds for pictures, because their state may not be read', async () => {
    const content = at.contents['one picture'] ?? contentOf();
    const stagedAt = new Date();
    const staged = (await at.platform.stage?.({ ...contextOf(at), now: stagedAt }, content)) ?? {};
    const after = (ms: number) => at.platform.poll?.({ ...contextOf(at), now: new Date(stagedAt.getTime() + ms) }, staged);
    expect(await after(2000)).toEqual({ ready: false, retryAfterMs: 3000 });
    expect(await after(5000)).toEqual({ ready: true });
  });

  test('cannot tell after an unknown outcome, and asks LinkedIn nothing; the duplicate of a second try names the post', async () => {
    const content = contentOf({ text: 'Once only' });
    const staged = (await at.platform.stage?.(contextOf(at), content)) ?? {};
    at.failPublish('after', 'reset');
    const act = { key: 'post', content };
    expect((await failure(at.platform.publish(contextOf(at), act, staged))).kind).toBe('unknown_outcome');
    const before = at.bench.linkedin.requests.length;
    expect(await at.platform.find?.(contextOf(at), act, staged, sent())).toMatchObject({ outcome: 'cannot tell' });
    expect(at.bench.linkedin.requests).toHaveLength(before);
    const again = await failure(at.platform.publish(contextOf(at), act, staged));
    expect(again.details).toMatchObject({ kind: 'duplicate', ref: at.live()[0]?.ref });
  });
});

function contextOf({ account, token, media, http }: Awaited<ReturnType<typeof start>>): PlatformContext {
  const signal = new AbortController().signal;
  return { account, token, media, http: (request) => http.send(request), signal, log: createLog('silent'), now: new Date() };
}

function sent() {
  return { at: new Date(), deadlineAt: new Date() };
}

function start(as: 'page' | 'person' = 'page', organizations = true) {
  return startLinkedInConformance(
    as,
    async (pictures) => ({
      'a text': contentOf({ text: 'Fresh coffee (new!) from Monday on.\n\nCome by ☕ #coffee' }),
      'a link with its preview': contentOf({
        text: 'Our new menu',
        link: 'https://example.com/menu',
        options: { linkPreview: { title: 'The menu (new)', description: 'All we bake', thumbnail: await pictures.picture() } },
      }),
      'a mention': contentOf({ text: 'With Bluebird (Bakery)', options: { mentions: [{ ...BAKERY, index: 5 }] } }),
      'one picture': contentOf({ text: 'Our new cup', media: [await pictures.picture({ altText: 'A blue cup' })] }),
      'three pictures': contentOf({
        media: [
          await pictures.picture({ altText: 'One' }),
          await pictures.picture(),
          await pictures.picture({ width: 640, altText: 'Three' }),
        ],
      }),
    }),
    { organizations },
  );
}
