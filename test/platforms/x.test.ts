import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { sha256 } from '../../src/lib/ids.js';
import { createLog } from '../../src/lib/log.js';
import type { Act, Content, PlatformContext, Staged } from '../../src/platforms/platform.js';
import { findPost } from '../../src/platforms/x/find.js';
import { createX } from '../../src/platforms/x/index.js';
import { contentPrice } from '../../src/platforms/x/thread.js';
import { COFFEE, paddedTo } from '../support/videos.js';
import { failure, type Limit, platformConformance } from './conformance.js';
import { contentOf, paperPicture, paperVideo } from './fixtures.js';
import { startXConformance } from './x-bench.js';

const FOUR = Array.from({ length: 4 }, () => paperPicture());
const SIX_PARTS = Array.from({ length: 6 }, (_, index) => `Part number ${index + 1} of a thread.`).join('\n---\n');

const LIMITS: Limit[] = [
  { name: 'a text of 280 passes', content: contentOf({ text: 'a'.repeat(280) }) },
  { name: 'a longer one passes too, as a thread', content: contentOf({ text: words(300) }) },
  { name: '25 parts pass', content: contentOf({ text: parts(25) }) },
  { name: '26 parts stop', content: contentOf({ text: parts(26) }), field: 'text' },
  { name: 'nothing at all stops', content: contentOf({ text: ' \n---\n ' }), field: 'text' },
  { name: 'parts that say the same stop', content: contentOf({ text: 'Hello\n---\nHello' }), field: 'text' },
  { name: 'an invisible character that X refuses stops', content: contentOf({ text: 'Hello\uFEFF' }), field: 'text' },
  { name: 'two cashtags stop', content: contentOf({ text: 'Buy $BLUE and $BIRD' }), field: 'text' },
  { name: 'a cashtag in each of two parts passes', content: contentOf({ text: 'Buy $BLUE\n---\nand $BIRD' }) },
  { name: 'a character with 300 marks stops', content: contentOf({ text: `Hello e${'\u0301'.repeat(300)} you` }), field: 'text' },
  { name: 'a long post stops without a subscription', content: contentOf({ text: 'Hi', options: { longPost: true } }), field: 'text' },
  { name: 'four pictures without a text pass', content: contentOf({ media: FOUR }) },
  { name: 'five pictures stop', content: contentOf({ media: [...FOUR, paperPicture()] }), field: 'media' },
  { name: 'a picture of 5 MB passes', content: contentOf({ media: [paperPicture({ size: 5_000_000 })] }) },
  {
    name: 'a byte more stops at that picture',
    content: contentOf({ media: [paperPicture(), paperPicture({ size: 5_000_001 })] }),
    field: 'media.1',
  },
  { name: 'a GIF of 15 MB passes', content: contentOf({ media: [gifOnPaper({ size: 15_000_000 })] }) },
  { name: 'a larger GIF stops', content: contentOf({ media: [gifOnPaper({ size: 15_000_001 })] }), field: 'media.0' },
  { name: 'a wider GIF stops', content: contentOf({ media: [gifOnPaper({ width: 1281 })] }), field: 'media.0' },
  { name: 'a GIF beside a picture stops', content: contentOf({ media: [gifOnPaper({}), paperPicture()] }), field: 'media' },
  { name: 'a TIFF stops', content: contentOf({ media: [paperPicture({ mimeType: 'image/tiff' })] }), field: 'media.0' },
  { name: 'an alternative text of 1,000 characters passes', content: contentOf({ media: [paperPicture({ altText: 'a'.repeat(1000) })] }) },
  {
    name: 'a longer one stops at that picture',
    content: contentOf({ media: [paperPicture({ altText: 'a'.repeat(1001) })] }),
    field: 'media.0',
  },
  { name: 'a video of 140 seconds passes', content: contentOf({ media: [paperVideo({ video: { durationMs: 140_000 } })] }) },
  { name: 'a longer one stops', content: contentOf({ media: [paperVideo({ video: { durationMs: 140_001 } })] }), field: 'media.0' },
  {
    name: 'a video shorter than half a second stops',
    content: contentOf({ media: [paperVideo({ video: { durationMs: 499 } })] }),
    field: 'media.0',
  },
  { name: 'a video of 512 MB passes', content: contentOf({ media: [paperVideo({ size: 512_000_000 })] }) },
  { name: 'a byte more stops', content: contentOf({ media: [paperVideo({ size: 512_000_001 })] }), field: 'media.0' },
  { name: 'a video in H.265 stops', content: contentOf({ media: [paperVideo({ video: { videoCodec: 'hevc' } })] }), field: 'media.0' },
  {
    name: 'a video with Opus sound stops',
    content: contentOf({ media: [paperVideo({ video: { audioCodec: 'opus' } })] }),
    field: 'media.0',
  },
  {
    name: 'a video of 120 pictures a second stops',
    content: contentOf({ media: [paperVideo({ video: { frameRate: 120 } })] }),
    field: 'media.0',
  },
  {
    name: 'a video four times as wide as high stops',
    content: contentOf({ media: [paperVideo({ width: 1280, height: 320 })] }),
    field: 'media.0',
  },
  { name: 'a video beside a picture stops', content: contentOf({ media: [paperVideo(), paperPicture()] }), field: 'media' },
  { name: 'a MOV passes', content: contentOf({ media: [paperVideo({ mimeType: 'video/quicktime' })] }) },
];

describe('X, like every platform', () => {
  platformConformance(start, LIMITS, ['one picture', 'a text', 'a text with addresses', 'four pictures', 'a GIF', 'a video']);
});

describe('the id of a post in a link that a person copied', () => {
  const { refOf } = createX({ state: 'not set up', missing: ['X_CLIENT_ID'] });
  const account = { platformId: '1', name: 'Bluebird', username: 'bluebird' };

  test.each([
    'https://x.com/bluebird/status/1900000000000000001',
    'x.com/Bluebird/status/1900000000000000001?s=20',
    'https://mobile.twitter.com/bluebird/status/1900000000000000001/photo/1',
    'https://x.com/i/web/status/1900000000000000001',
    ' 1900000000000000001 ',
  ])('is found in %s', (link) => {
    expect(refOf?.(account, link)).toBe('1900000000000000001');
  });

  test.each([
    'https://x.com/redkite/status/1900000000000000001',
    'https://x.com.example.org/bluebird/status/1900000000000000001',
    'https://notx.com/bluebird/status/1900000000000000001',
    'https://x.com/bluebird',
    'https://x.com/bluebird/status/19000000000000000012345',
    'no link at all',
    '',
  ])('is not found in "%s"', (link) => {
    expect(refOf?.(account, link)).toBeUndefined();
  });
});

describe('X on its own', () => {
  let at: Awaited<ReturnType<typeof start>>;

  beforeEach(async () => {
    at = await start();
  });
  afterEach(() => at.close());

  test('a link beside the text is left out, and a note says so', async () => {
    const content = contentOf({ text: 'Read', link: 'https://example.com' });
    expect(at.platform.validate(content, at.account)).toMatchObject([{ field: 'link', severity: 'note' }]);
    await publishAll(content);
    expect(texts()).toEqual(['Read']);
  });

  test('a thread is told before it is sent', () => {
    const [problem] = at.platform.validate(contentOf({ text: SIX_PARTS }), at.account);
    expect(problem).toEqual({ field: 'text', severity: 'note', sentence: 'This goes out as a thread of 6 posts.' });
  });

  test('an emoji that is newer than the list of those that count 2 is noted, and no other', () => {
    const notes = (text: string) => at.platform.validate(contentOf({ text }), at.account).map(({ sentence }) => sentence);
    expect(notes('Old: 😀👩‍🍳👨‍👩‍👧🇩🇪❤️1️⃣🏴󠁧󠁢󠁥󠁮󠁧󠁿☕')).toEqual([]);
    const [sentence, ...more] = notes('New: 🧑‍🚀🧑‍🚀☕🫱🏽‍🫲🏿');
    expect([sentence, more]).toEqual([expect.stringContaining('here 🧑‍🚀 🫱🏽‍🫲🏿, as more than the 2 characters'), []]);
  });

  test('each part of a thread answers the one before, and the first shows the pictures', async () => {
    const media = [await at.pictures.picture({ altText: 'A cup' })];
    const refs = await publishAll(contentOf({ text: SIX_PARTS, media, options: { numbering: true } }));
    const { ledger } = at.bench.x;
    expect(ledger.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined, ...refs.slice(0, -1)]);
    expect(ledger.map((entry) => entry.media.length)).toEqual([1, 0, 0, 0, 0, 0]);
    expect(texts()[5]).toBe('Part number 6 of a thread. 6/6');
    expect(new Set(ledger.map(({ conversationId }) => conversationId))).toEqual(new Set([refs[0]]));
  });

  test.each([0, 1, 2, 3, 4, 5])(
    'a six-part thread whose part of index %i was sent and not answered: that very part is found',
    async (broken) => {
      const content = contentOf({ text: SIX_PARTS });
      const acts = at.platform.acts(content);
      const refs: string[] = [];
      for (const [index, act] of acts.entries()) {
        if (index !== broken) {
          refs.push(await at.platform.publish(context(), act, NOTHING, refs.at(-1)));
          continue;
        }
        at.failPublish('after', 'reset');
        expect((await failure(at.platform.publish(context(), act, NOTHING, refs.at(-1)))).kind).toBe('unknown_outcome');
        const found = await at.platform.find?.(context(), act, NOTHING, just());
        expect(found).toMatchObject({ outcome: 'published', ref: at.bench.x.ledger.at(-1)?.id });
        refs.push(at.bench.x.ledger.at(-1)?.id ?? '');
      }
      expect(texts()).toEqual(acts.map((act) => act.content.text));
    },
  );

  test('a later part is never sent without the part before it', async () => {
    const [, second] = at.platform.acts(contentOf({ text: 'One\n---\nTwo' }));
    const error = await failure(at.platform.publish(context(), second ?? act(contentOf()), NOTHING));
    expect([error.kind, error.details.sent, at.bench.x.requests.some(({ operation }) => operation === 'create_post')]).toEqual([
      'rejected',
      false,
      false,
    ]);
  });

  test('where the part before was deleted, the thread ends with the reason', async () => {
    const [first, second] = at.platform.acts(contentOf({ text: 'One\n---\nTwo' }));
    const ref = await at.platform.publish(context(), first ?? act(contentOf()), NOTHING);
    await at.platform.delete?.(context(), ref);
    const error = await failure(at.platform.publish(context(), second ?? act(contentOf()), NOTHING, ref));
    expect([error.kind, error.message]).toEqual(['rejected', expect.stringContaining('not on X any more')]);
  });

  test('the same words of a post outside the thread are not taken for a part of it', async () => {
    const [, second] = at.platform.acts(contentOf({ text: 'One\n---\nTwo' }));
    await publishAll(contentOf({ text: 'Two' }));
    expect(await at.platform.find?.(context(), second ?? act(contentOf()), NOTHING, just())).toMatchObject({ outcome: 'cannot tell' });
  });

  test.each([
    ['signs that X escapes', 'Coffee & cake <3 > tea &amp; co'],
    ['addresses with and without a scheme', 'See example.com, HTTPS://Example.COM/A/ and https://example.org/a?b=c&d=e.'],
    ['letters that X composes', 'Cafe\u0301 u\u0308ber'],
  ])('%s: still found', async (_what, text) => {
    const [ref] = await publishAll(contentOf({ text }));
    expect(await at.platform.find?.(context(), act(contentOf({ text })), NOTHING, just())).toEqual({ outcome: 'published', ref });
  });

  test('other addresses under the same words are another post', async () => {
    await publishAll(contentOf({ text: 'Read https://example.com/a' }));
    const other = act(contentOf({ text: 'Read https://example.com/b' }));
    expect(await at.platform.find?.(context(), other, NOTHING, just())).toMatchObject({ outcome: 'cannot tell' });
  });

  test('a picture that X calls by another name is found by its words, and without words it is not', async () => {
    const media = [{ id: '1', key: '3_1', expiresAt: new Date().toISOString(), processed: true }];
    const [ref] = await publishAll(named('one picture'));
    expect(await at.platform.find?.(context(), act(named('one picture')), { media }, just())).toEqual({ outcome: 'published', ref });
    await publishAll(named('four pictures'));
    expect(await at.platform.find?.(context(), act(named('four pictures')), { media }, just())).toMatchObject({ outcome: 'cannot tell' });
  });

  test('the same words under another post are not the part that is looked for', async () => {
    const [, second = act(contentOf())] = at.platform.acts(contentOf({ text: 'One\n---\nTwo' }));
    const [first, part] = await publishAll(contentOf({ text: 'One\n---\nTwo' }));
    const looking = (parent?: string) => findPost(at.bench.setup, context(), second, NOTHING, just(), parent);
    expect([await looking(first), await looking(), (await looking('19')).outcome]).toEqual([
      { outcome: 'published', ref: part },
      { outcome: 'published', ref: part },
      'cannot tell',
    ]);
  });

  test('a post that a person named is that part only by this account, with its words and at its place', async () => {
    const [, second = act(contentOf())] = at.platform.acts(contentOf({ text: 'One & all\n---\nTwo & https://example.com' }));
    const [first = '', part = ''] = await publishAll(contentOf({ text: 'One & all\n---\nTwo & https://example.com' }));
    const whyNot = (ref: string, parent = first, ctx = context()) => at.platform.whyNot?.(ctx, second, ref, parent);
    const elsewhere = { ...context(), account: { ...at.account, platformId: '1' } };
    expect(await whyNot(part)).toBeUndefined();
    expect(await whyNot(first)).toContain('says something else');
    expect(await whyNot(part, '19')).toContain('stands elsewhere');
    expect(await whyNot(part, first, elsewhere)).toContain('a post of another account');
    await at.platform.delete?.(context(), part);
    expect(await whyNot(part)).toContain('no post there');
  });

  test('older posts are not looked at', async () => {
    await publishAll(contentOf({ text: 'Hello' }));
    const later = { at: new Date(Date.now() + 120_000), deadlineAt: new Date(Date.now() + 140_000) };
    expect(await at.platform.find?.(context(), act(contentOf({ text: 'Hello' })), NOTHING, later)).toMatchObject({
      outcome: 'cannot tell',
    });
  });

  test('a post is found behind 120 newer ones, over the result pages', async () => {
    const [ref] = await publishAll(contentOf({ text: 'Hello' }));
    for (let count = 0; count < 120; count += 1) await at.platform.publish(context(), act(contentOf({ text: `Post ${count}` })), NOTHING);
    expect(await at.platform.find?.(context(), act(contentOf({ text: 'Hello' })), NOTHING, just())).toEqual({ outcome: 'published', ref });
  });

  test('a subscriber posts 25,000 characters at once, and finds them', async () => {
    const { account, token } = await at.bench.connect('ben');
    const content = contentOf({ text: 'word '.repeat(5_000).trim(), options: { longPost: true } });
    expect(at.platform.validate(content, account)).toEqual([]);
    const [only = act(content)] = at.platform.acts(content);
    const own = { ...context(), account, token };
    const ref = await at.platform.publish(own, only, NOTHING);
    expect(at.bench.x.ledger).toMatchObject([{ id: ref, text: content.text }]);
    expect(await at.platform.find?.(own, only, NOTHING, just())).toEqual({ outcome: 'published', ref });
  });

  test('a GIF is waited for until X has read it', async () => {
    at.bench.x.processing({ polls: 2 });
    const staged = await stageAll(named('a GIF'));
    const polls = [];
    for (let count = 0; count < 3; count += 1) polls.push((await at.platform.poll?.(context(), staged))?.ready);
    expect(polls).toEqual([false, true, true]);
  });

  describe('a video of three chunks', () => {
    test('is sent in order, checked before and after, and posted without words about it', async () => {
      const video = threeChunks();
      const checks: number[] = [];
      const media = { ...at.media, check: async () => void checks.push(uploads()[0]?.appended.length ?? 0) };
      const staged = await stageAll(contentOf({ media: [{ ...video, altText: 'Lost' }] }), { media });
      await at.platform.publish(context(), act(contentOf({ media: [video] })), staged);
      expect([uploads().map(({ appended }) => appended), checks]).toEqual([[[0, 1, 2]], [0, 3]]);
      expect(at.bench.x.ledger[0]?.media).toMatchObject([{ sha256: video.sha256, durationMs: 12_000, altText: '' }]);
    });

    test.each([0, 1, 2, 3, 4])('whose step %i was not answered goes on with that step', async (step) => {
      const content = contentOf({ media: [threeChunks()] });
      for (const when of ['before', 'after'] as const) {
        let staged: Staged | undefined;
        for (let done = 0; staged === undefined || staged.unfinished === true; done += 1) {
          if (done === step) {
            at.bench.x.fault({ match: 'upload', when, how: 'reset' });
            expect((await failure(at.platform.stage?.(context(), content, staged) ?? Promise.resolve())).details).toMatchObject({
              kind: 'transient',
            });
          }
          staged = await at.platform.stage?.(context(), content, staged);
          if (staged === undefined) throw new Error('X does not stage.');
        }
        const { appended, finalized } = uploads().at(-1) ?? { appended: [], finalized: false };
        const again = when === 'after' && step > 0 && step < 4 ? [step - 1] : [];
        expect({ when, appended, finalized }).toEqual({ when, appended: [0, 1, 2, ...again].sort(), finalized: true });
        expect(uploads().filter((upload) => upload.finalized)).toHaveLength(when === 'before' ? 1 : 2);
        expect((await at.platform.poll?.(context(), staged))?.ready).toBe(true);
      }
    });

    test('whose upload X has dropped is begun anew; so is one that has expired', async () => {
      const content = contentOf({ media: [threeChunks()] });
      const first = await at.platform.stage?.(context(), content);
      const begun = await at.platform.stage?.(context(), content, first);
      const tomorrow = { ...context(), now: new Date(Date.now() + 86_400_000) };
      expect(await at.platform.stage?.(tomorrow, content, begun)).toMatchObject({ unfinished: true, upload: { sent: 0 } });
      at.bench.x.expireMedia();
      const error = await failure(at.platform.stage?.(context(), content, begun) ?? Promise.resolve());
      expect(error.details).toMatchObject({ kind: 'transient', next: 'restage' });
    });

    test('is never continued with another file', async () => {
      const begun = await at.platform.stage?.(context(), contentOf({ media: [threeChunks()] }));
      const other = at.pictures.video(paddedTo(9_000_000, 'another'));
      const staged = await at.platform.stage?.(context(), contentOf({ media: [other] }), begun);
      expect(staged).toMatchObject({ upload: { sha256: other.sha256, sent: 0 } });
      expect(uploads()).toHaveLength(2);
    });
  });

  test("a video that X cannot work on is said in words, and X's own trouble uploads it again", async () => {
    const polled = async (name: string) => {
      at.bench.x.processing({ polls: 1, error: { code: 3, name, message: 'Told by X' } });
      const staged = await stageAll(named('a video'));
      return await failure(at.platform.poll?.(context(), staged) ?? Promise.resolve());
    };
    const refused = await polled('UnsupportedMedia');
    expect([refused.kind, refused.details.code, refused.message]).toEqual([
      'invalid_content',
      3,
      expect.stringContaining('does not take this video'),
    ]);
    expect((await polled('InvalidMedia')).message).toContain('could not read the video');
    expect((await polled('InternalError')).details).toMatchObject({ kind: 'transient', next: 'restage' });
  });

  test('a subscriber may post a long video, and a large one is noted', () => {
    const long = contentOf({ media: [paperVideo({ video: { durationMs: 3_600_000 } })] });
    expect(at.platform.validate(long, { ...at.account, features: ['long posts'] })).toEqual([]);
    const [note] = at.platform.validate(contentOf({ media: [paperVideo({ width: 1920, height: 1080 })] }), at.account);
    expect(note).toMatchObject({ field: 'media.0', severity: 'note', sentence: expect.stringContaining('1920 by 1080') });
  });

  test('uploads that are a day old are made anew', async () => {
    const staged = (await at.platform.stage?.(context(), named('one picture'))) ?? NOTHING;
    const tomorrow = { ...context(), now: new Date(Date.now() + 86_400_000) };
    const poll = at.platform.poll?.(tomorrow, staged) ?? Promise.resolve();
    expect((await failure(poll)).details).toMatchObject({ kind: 'transient', next: 'restage' });
    at.bench.x.expireMedia();
    const publishing = at.platform.publish(tomorrow, act(named('one picture')), staged);
    expect((await failure(publishing)).details).toMatchObject({ kind: 'transient', next: 'restage' });
    expect(at.live()).toEqual([]);
  });

  test('uploads that X does not take although they are fresh ask for other pictures', async () => {
    const staged = (await at.platform.stage?.(context(), named('one picture'))) ?? NOTHING;
    at.bench.x.expireMedia();
    const error = await failure(at.platform.publish(context(), act(named('one picture')), staged));
    expect([error.kind, error.message]).toEqual(['invalid_content', expect.stringContaining('Replace them')]);
  });

  test('the same words again are refused as a duplicate', async () => {
    await publishAll(contentOf({ text: 'Hello' }));
    expect((await failure(publishAll(contentOf({ text: 'Hello' })))).kind).toBe('duplicate');
  });

  test('what X asks for a post is added up', () => {
    expect(contentPrice(contentOf({ text: 'Hello' }))).toBe(0.015);
    expect(contentPrice(contentOf({ text: 'Read https://example.com' }))).toBe(0.2);
    expect(contentPrice(contentOf({ text: SIX_PARTS, media: [paperPicture({ altText: 'A cup' })] }))).toBe(0.095);
  });

  test('without an app at X it still validates, and says what to set', async () => {
    const platform = createX({ state: 'not set up', missing: ['X_CLIENT_ID', 'X_CLIENT_SECRET'] });
    expect(platform.validate(contentOf({ text: 'Hello' }), at.account)).toEqual([]);
    expect(platform.profileUrl(at.account)).toBe('https://x.com/bluebirdcoffee');
    const error = await failure(platform.publish(context(), act(contentOf({ text: 'Hello' })), NOTHING));
    expect(error.message).toContain('X_CLIENT_ID and X_CLIENT_SECRET');
  });

  function named(name: string): Content {
    return at.contents[name] ?? contentOf();
  }

  function act(content: Content): Act {
    return { key: 'post', content };
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

  async function stageAll(content: Content, fields: Partial<PlatformContext> = {}): Promise<Staged> {
    let staged: Staged | undefined;
    while (staged === undefined || staged.unfinished === true)
      staged = (await at.platform.stage?.({ ...context(), ...fields }, content, staged)) ?? NOTHING;
    return staged;
  }

  function threeChunks() {
    return at.pictures.video(paddedTo(9_000_000));
  }

  function uploads() {
    return at.bench.x.uploads();
  }

  async function publishAll(content: Content): Promise<string[]> {
    const staged = await stageAll(content);
    const refs: string[] = [];
    for (const each of at.platform.acts(content)) refs.push(await at.platform.publish(context(), each, staged, refs.at(-1)));
    return refs;
  }

  function texts(): string[] {
    return at.bench.x.ledger.map(({ text }) => text);
  }

  function just() {
    return { at: new Date(), deadlineAt: new Date() };
  }
});

const NOTHING: Staged = { media: [] };

function start() {
  return startXConformance(async (pictures) => ({
    'one picture': contentOf({ text: 'Our new cup', media: [await pictures.picture({ altText: 'A blue cup' })] }),
    'a text': contentOf({ text: 'Fresh coffee from Monday on.\n\nCome by ☕' }),
    'a text with addresses': contentOf({ text: 'Read example.com & https://example.org/a?b=c&d=e now' }),
    'four pictures': contentOf({
      media: [
        await pictures.picture({ altText: 'One' }),
        await pictures.picture(),
        await pictures.picture({ width: 640, altText: 'Three' }),
        await pictures.picture(),
      ],
    }),
    'a GIF': contentOf({ text: 'It turns', media: [await gif(pictures.source)] }),
    'a video': contentOf({ text: 'It pours', media: [pictures.video(COFFEE)] }),
  }));
}

/** A real GIF, put where the pictures are. */
async function gif(source: PlatformContext['media']) {
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#3377aa' } })
    .gif()
    .toBuffer();
  const { bytes: others } = source;
  const medium = paperPicture({
    rendition: 'gif',
    mimeType: 'image/gif',
    width: 64,
    height: 64,
    size: bytes.length,
    sha256: sha256(bytes),
  });
  source.bytes = async (asked) => (asked.rendition === 'gif' ? bytes : others(asked));
  return { ...medium, altText: 'A square' };
}

function gifOnPaper(fields: { size?: number; width?: number }) {
  return paperPicture({ mimeType: 'image/gif', ...fields });
}

function words(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
}

function parts(count: number): string {
  return Array.from({ length: count }, (_, index) => `Part ${index}`).join('\n---\n');
}
