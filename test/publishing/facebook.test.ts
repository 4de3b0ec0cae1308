import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomIds } from '../../src/lib/ids.js';
import { repair } from '../../src/publishing/index.js';
import { contentFor, WORKSPACE } from '../support/posts.js';
import { type Accounts, type PublishingWorld, startPublishing } from '../support/publishing.js';

let world: PublishingWorld;
let accounts: Accounts;

beforeAll(async () => {
  world = await startPublishing('publishing_facebook');
});

beforeEach(async () => {
  accounts = await world.freshAccounts();
});

afterAll(async () => {
  await world.close();
});

const live = (text: string) => world.bench.meta.ledger.filter((entry) => entry.text === text);
const sends = () => world.bench.meta.requests.filter(({ operation, method }) => operation === 'feed' && method === 'POST').length;

async function approved(text = `Words ${randomIds.id()}`): Promise<{ text: string; post: string; id: string }> {
  const { post, publications } = await world.approve([contentFor('facebook', accounts.page, { text })]);
  return { text, post, id: publications[0] ?? '' };
}

describe('a Facebook post that nothing goes wrong with', () => {
  test('is published once, with its link', async () => {
    world.engine();
    const { text, id } = await approved();
    const published = await world.until(id, ({ state, link }) => state === 'published' && link !== undefined);
    expect(live(text)).toHaveLength(1);
    expect(published.link).toBe(live(text)[0]?.permalink);
    expect(published.acts[0]?.ref).toBe(live(text)[0]?.id);
    expect(published).not.toHaveProperty('nextAt');
  });

  test('shows the approved pictures with their alt texts', async () => {
    world.engine();
    const media = [await world.picture('A harbour'), await world.picture('A gull')];
    const text = `Pictures ${randomIds.id()}`;
    const { publications } = await world.approve([contentFor('facebook', accounts.page, { text, media })]);
    await world.until(publications[0] ?? '', 'published');
    expect(live(text)[0]?.media.map(({ sha256, altText }) => [sha256, altText])).toEqual(
      media.map(({ sha256, altText }) => [sha256, altText]),
    );
  });

  test('is published even when its link cannot be read: then the link is the Page', async () => {
    world.bench.meta.fault({ match: 'permalink', when: 'before', how: 'http_500' });
    world.engine();
    const { text, id } = await approved();
    const { link } = await world.until(id, (each) => each.state === 'published' && each.link !== undefined);
    expect(link).toContain('facebook.com/');
    expect(live(text)).toHaveLength(1);
  });

  test('gets its link also when the process died between the post and the link', async () => {
    let died = false;
    world.beforeChange = async (from, next) => {
      if (next.link === undefined || died) return;
      died = from.state === 'published';
      throw new Error('The process died here.');
    };
    world.engine();
    const { text, id } = await approved();
    await world.until(id, 'published');
    await world.mongo.db
      .collection('lanes')
      .updateOne({ _id: accounts.page as never }, { $set: { leaseUntil: new Date(0), runnableAt: new Date(0) } });
    const { link } = await world.until(id, (each) => each.link !== undefined);
    expect(link).toBe(live(text)[0]?.permalink);
    expect(live(text)).toHaveLength(1);
  });
});

describe('a Facebook post whose answer is lost', () => {
  test.each([['http_500'], ['reset']] as const)('by %s after it took effect is found and sent once', async (how) => {
    world.bench.meta.fault({ match: 'feed', when: 'after', how });
    world.engine();
    const { text, id } = await approved();
    const unknown = await world.until(id, 'unknown');
    const sentAt = unknown.acts[0]?.attempts[0]?.intentAt.getTime() ?? 0;
    expect((unknown.nextAt?.getTime() ?? 0) - sentAt).toBe(25_000);
    await world.hurry(id);
    const { acts, link } = await world.until(id, (each) => each.state === 'published' && each.link !== undefined);
    expect(acts[0]?.attempts.map(({ outcome }) => outcome)).toEqual([{ kind: 'published', ref: live(text)[0]?.id, by: 'find' }]);
    expect(link).toBe(live(text)[0]?.permalink);
    expect(live(text)).toHaveLength(1);
  });

  test('by a hang after it took effect is found 25 s after it was sent', async () => {
    world.bench.meta.fault({ match: 'feed', when: 'after', how: 'hang' });
    world.engine();
    const { text, id } = await approved();
    await world.until(id, 'publishing');
    const unknown = await world.until(id, 'unknown').catch(() => world.until(id, 'unknown'));
    const sentAt = unknown.acts[0]?.attempts[0]?.intentAt.getTime() ?? 0;
    expect((unknown.nextAt?.getTime() ?? 0) - sentAt).toBe(25_000);
    await world.hurry(id);
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  }, 60_000);

  test('before it took effect is never sent by itself again; after five looks a person decides', async () => {
    world.bench.meta.fault({ match: 'feed', when: 'before', how: 'reset' });
    world.engine();
    const { text, id } = await approved();
    let unknown = await world.until(id, 'unknown');
    const before = sends();
    const waits: (number | undefined)[] = [];
    for (let looks = 1; looks <= 5; looks += 1) {
      await world.hurry(id);
      const asked = Date.now();
      unknown = await world.until(id, ({ finds }) => finds === looks);
      waits.push(unknown.nextAt === undefined ? undefined : Math.round((unknown.nextAt.getTime() - asked) / 1000));
    }
    expect(waits.map((wait) => (wait === undefined ? wait : Math.round(wait / 10) * 10))).toEqual([60, 300, 900, 3600, undefined]);
    expect(unknown.state).toBe('unknown');
    expect(unknown.trouble?.sentence).toContain('did not find');
    expect([sends() - before, live(text).length]).toEqual([0, 0]);
  });

  test('is not confused with an older post of the same words', async () => {
    world.engine();
    const first = await approved();
    await world.until(first.id, 'published');
    world.bench.meta.fault({ match: 'feed', when: 'before', how: 'reset' });
    const second = await approved(first.text);
    await world.until(second.id, 'unknown');
    await world.hurry(second.id);
    const unknown = await world.until(second.id, ({ finds }) => finds === 1);
    expect(unknown.state).toBe('unknown');
  });

  test('never holds up the next post of the account', async () => {
    world.bench.meta.fault({ match: 'feed', when: 'after', how: 'http_500' });
    world.engine();
    const first = await approved();
    await world.until(first.id, 'unknown');
    const second = await approved();
    await world.until(second.id, 'published');
    expect((await world.read(first.id)).state).toBe('unknown');
  });
});

describe('what a person decides', () => {
  const lost = async (when: 'before' | 'after') => {
    world.bench.meta.fault({ match: 'feed', when, how: 'reset' });
    world.engine();
    const made = await approved();
    await world.until(made.id, 'unknown');
    return made;
  };
  const word = async (publication: string, kind: Parameters<typeof repair>[1]['repair'], person = 'U3') => {
    await repair(world.deps, { workspace: WORKSPACE, publication, person, repair: kind });
    world.poke();
  };

  test('Publish again waits for the first look', async () => {
    const { id } = await lost('after');
    await expect(word(id, 'publish again')).rejects.toThrow('has not looked for it yet');
  });

  test('Publish again looks once more first, and finds what was there after all', async () => {
    const { text, id } = await lost('after');
    world.bench.meta.fault({ match: 'published_posts', when: 'before', how: { graph: { status: 400, code: 100 } }, times: 1 });
    await world.hurry(id);
    await world.until(id, ({ finds }) => finds === 1);
    await word(id, 'publish again');
    const { acts } = await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
    expect(acts[0]?.attempts).toHaveLength(1);
  });

  test('Publish again sends nothing while the look itself fails', async () => {
    const { text, id } = await lost('after');
    world.bench.meta.fault({ match: 'published_posts', when: 'before', how: { graph: { status: 400, code: 100 } }, times: 1 });
    await world.hurry(id);
    await world.until(id, ({ finds }) => finds === 1);
    world.bench.meta.fault({ match: 'published_posts', when: 'before', how: 'http_500', times: 2 });
    await word(id, 'publish again');
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('Publish again sends it where it is not there', async () => {
    const { text, id } = await lost('before');
    await world.hurry(id);
    await world.until(id, ({ finds }) => finds === 1);
    await word(id, 'publish again');
    const { acts } = await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
    expect(acts[0]?.attempts).toHaveLength(2);
  });

  test('It is live ends the matter without a request', async () => {
    const { id } = await lost('before');
    const before = sends();
    await word(id, 'it is live');
    const { link } = await world.until(id, (each) => each.state === 'published' && each.link !== undefined);
    expect(link).toContain('facebook.com/');
    expect(sends()).toBe(before);
    await expect(word(id, 'it is live')).rejects.toThrow('published already');
  });

  test('Retry sends the failed account only', async () => {
    world.bench.meta.fault({
      match: 'feed',
      when: 'before',
      how: { graph: { status: 400, code: 368 } },
      accountId: world.bench.meta.pages('ada')[0]?.id ?? '',
    });
    world.engine();
    const text = `Retried ${randomIds.id()}`;
    const { publications } = await world.approve([
      contentFor('facebook', accounts.page, { text }),
      contentFor('facebook', accounts.otherPage, { text }),
    ]);
    const [failed = '', good = ''] = publications;
    await world.until(good, 'published');
    expect((await world.until(failed, 'failed')).trouble?.sentence).toContain('blocked this for a while');
    await expect(word(good, 'retry')).rejects.toThrow('nothing to retry');
    await word(failed, 'retry');
    await world.until(failed, 'published');
    expect(
      live(text)
        .map(({ accountId }) => accountId)
        .sort(),
    ).toEqual(
      world.bench.meta
        .pages('ada')
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('two Retries at once are one', async () => {
    world.bench.meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 368 } } });
    world.engine();
    const { text, id } = await approved();
    await world.until(id, 'failed');
    const answers = await Promise.allSettled([word(id, 'retry'), word(id, 'retry', 'U4')]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await world.until(id, 'published');
    expect(live(text)).toHaveLength(1);
  });

  test('a guest and a member of another organisation decide nothing', async () => {
    const { id } = await lost('before');
    for (const person of ['G1', 'S1']) await expect(word(id, 'it is live', person)).rejects.toThrow(/Guests|Only members/);
    expect((await world.read(id)).state).toBe('unknown');
  });
});
