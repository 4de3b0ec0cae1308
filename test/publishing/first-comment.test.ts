import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomIds } from '../../src/lib/ids.js';
import type { LedgerEntry, MetaFault } from '../../src/playground/meta/types.js';
import { deleteLive, holdPost, type Publication, postHistory, releasePost, repair } from '../../src/publishing/index.js';
import { contentFor, WORKSPACE } from '../support/posts.js';
import { type Accounts, type PublishingWorld, startPublishing } from '../support/publishing.js';

const COMMENT = 'The menu: https://example.com/menu';
const REFUSED: MetaFault['how'] = { graph: { status: 400, code: 368 } };
const BUSY: MetaFault['how'] = { graph: { status: 400, code: 32 } };

let world: PublishingWorld;
let accounts: Accounts;

beforeAll(async () => {
  world = await startPublishing('publishing_first_comment');
});

beforeEach(async () => {
  accounts = await world.freshAccounts();
});

afterAll(() => world.close());

interface Approved {
  readonly text: string;
  readonly post: string;
  readonly id: string;
}

async function approved(platform: 'facebook' | 'instagram'): Promise<Approved> {
  const text = `Commented ${randomIds.id()}`;
  const media = [await world.picture()];
  const account = platform === 'facebook' ? accounts.page : accounts.instagram;
  const { post, publications } = await world.approve([contentFor(platform, account, { text, media, comment: COMMENT })]);
  return { text, post, id: publications[0] ?? '' };
}

/** The post that went out, once; a second one would be here too. */
function posts({ text }: Approved): LedgerEntry[] {
  return world.bench.meta.ledger.filter((entry) => entry.text === text);
}

function said(at: Approved): string[][] {
  return posts(at).map(({ comments = [] }) => comments.map(({ text }) => text));
}

function repaired({ id }: Approved, kind: 'retry' | 'it is live' | 'publish again' | 'skip comment'): Promise<Publication> {
  return repair(world.deps, { workspace: WORKSPACE, publication: id, person: 'U1', repair: kind });
}

/** Whatever becomes of it, the post is out once, and its address is known. */
async function expectPostOut(at: Approved): Promise<void> {
  const [post, ...more] = posts(at);
  expect(more).toEqual([]);
  const { link, publishedAt, acts } = await world.read(at.id);
  expect([link, publishedAt, acts[0]?.ref]).toEqual([post?.permalink, expect.any(Date), post?.id]);
}

describe.each(['facebook', 'instagram'] as const)('the first comment on %s', (platform) => {
  test('follows its post, whose address is kept before, and is added once', async () => {
    const kept: string[] = [];
    world.beforeChange = async (_from, next) => {
      kept.push(`${next.state} ${next.link === undefined ? 'without' : 'with'} link`);
    };
    world.engine();
    const at = await approved(platform);
    const done = await world.until(at.id, 'published');
    expect(said(at)).toEqual([[COMMENT]]);
    await expectPostOut(at);
    expect([done.plan, done.nextAt]).toEqual([['post', 'comment'], undefined]);
    expect(kept.slice(-3)).toEqual(['ready with link', 'publishing with link', 'published with link']);
  });

  test('that is refused fails alone, and Retry sends it alone', async () => {
    world.bench.meta.fault({ match: 'comment', when: 'before', how: REFUSED });
    world.engine();
    const at = await approved(platform);
    await world.until(at.id, 'failed');
    await expectPostOut(at);
    expect(said(at)).toEqual([[]]);
    await repaired(at, 'retry');
    world.poke();
    await world.until(at.id, 'published');
    expect(said(at)).toEqual([[COMMENT]]);
    await expectPostOut(at);
  });

  test.each(['http_500', 'reset'] as const)(
    'whose answer was lost by %s after it took effect is found, and never sent again',
    async (how) => {
      world.bench.meta.fault({ match: 'comment', when: 'after', how });
      world.engine();
      const at = await approved(platform);
      const unknown = await world.until(at.id, 'unknown');
      expect(unknown.trouble?.sentence).toMatch(/comment/);
      await expectPostOut(at);
      await world.hurry(at.id);
      await world.until(at.id, 'published');
      expect(said(at)).toEqual([[COMMENT]]);
    },
  );

  test('that was lost before it took effect goes out by Publish again, and the post is not touched', async () => {
    world.bench.meta.fault({ match: 'comment', when: 'before', how: 'reset' });
    world.engine();
    const at = await approved(platform);
    await world.until(at.id, 'unknown');
    await world.hurry(at.id);
    await world.until(at.id, ({ finds }) => finds > 0);
    await expect(repaired(at, 'skip comment')).rejects.toThrow('no first comment left to skip');
    await repaired(at, 'publish again');
    world.poke();
    await world.until(at.id, 'published');
    expect(said(at)).toEqual([[COMMENT]]);
    await expectPostOut(at);
  });

  test('that a person has seen is not sent again', async () => {
    world.bench.meta.fault({ match: 'comment', when: 'after', how: 'reset' });
    world.engine();
    const at = await approved(platform);
    await world.until(at.id, 'unknown');
    expect((await repaired(at, 'it is live')).state).toBe('published');
    expect(said(at)).toEqual([[COMMENT]]);
    await expectPostOut(at);
  });
});

test('Skip the comment ends a post without it, and is written down with the post', async () => {
  world.bench.meta.fault({ match: 'comment', when: 'before', how: REFUSED });
  world.engine();
  const at = await approved('facebook');
  await world.until(at.id, 'failed');
  const failed = await acts(at);
  expect(failed).toEqual(expect.arrayContaining([['published', posts(at)[0]?.permalink]]));
  expect(failed.find(([act]) => act === 'failed')?.[1]).toMatch(/^First comment: /);
  expect((await repaired(at, 'skip comment')).state).toBe('published');
  expect((await acts(at)).map(([act]) => act)).toContain('first comment skipped');
  await expect(repaired(at, 'skip comment')).rejects.toThrow('no first comment left to skip');
  await expectPostOut(at);
  expect(said(at)).toEqual([[]]);
});

test('Hold stops before the comment, and Release lets it follow', async () => {
  world.bench.meta.fault({ match: 'comment', when: 'before', how: BUSY });
  world.engine();
  const at = await approved('facebook');
  await world.until(at.id, ({ state, trouble }) => state === 'queued' && trouble !== undefined);
  await holdPost(world.deps, { workspace: WORKSPACE, post: at.post, person: 'U2' });
  world.ahead = 20 * 60_000;
  world.poke();
  expect((await world.read(at.id)).state).toBe('held');
  expect(said(at)).toEqual([[]]);
  await releasePost(world.deps, { workspace: WORKSPACE, post: at.post, person: 'U2' });
  world.poke();
  await world.until(at.id, 'published');
  expect(said(at)).toEqual([[COMMENT]]);
  await expectPostOut(at);
});

test('a post whose comment failed can be deleted as it is', async () => {
  world.bench.meta.fault({ match: 'comment', when: 'before', how: REFUSED });
  world.engine();
  const at = await approved('facebook');
  await world.until(at.id, 'failed');
  await deleteLive(world.deps, { workspace: WORKSPACE, post: at.post, person: 'U1', publications: [at.id] });
  world.poke();
  await world.until(at.id, 'deleted');
  expect(posts(at).map(({ deletedAt }) => typeof deletedAt)).toEqual(['number']);
});

test('a post that a person confirmed without a link gets no comment by a guess, and keeps what it is', async () => {
  world.bench.meta.fault({ match: 'feed', when: 'before', how: 'reset' });
  world.engine();
  const at = await approved('facebook');
  await world.until(at.id, 'unknown');
  await repaired(at, 'it is live');
  world.poke();
  const stopped = await world.until(at.id, 'failed');
  expect(stopped.trouble?.sentence).toContain('does not know where to comment');
  expect((await repaired(at, 'skip comment')).state).toBe('published');
  expect(said(at)).toEqual([]);
});

/** What the history tells of the publication: the act, and what belongs to it. */
async function acts({ post: id }: Approved): Promise<[string, string | undefined][]> {
  const [post, publications] = await Promise.all([world.deps.posts.post(WORKSPACE, id), world.deps.publications.ofPost(WORKSPACE, id)]);
  if (post === undefined) throw new Error('The post is gone.');
  return postHistory({ post, revisions: [], decisions: [], publications }).map(({ act, detail }) => [act, detail]);
}
