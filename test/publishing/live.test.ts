import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomIds } from '../../src/lib/ids.js';
import { closePost, deleteLive, type Publication, repair, tryChangeAgain } from '../../src/publishing/index.js';
import { contentFor, WORKSPACE } from '../support/posts.js';
import { type Accounts, type PublishingWorld, startPublishing } from '../support/publishing.js';

let world: PublishingWorld;
let accounts: Accounts;

beforeAll(async () => {
  world = await startPublishing('publishing_live');
});

beforeEach(async () => {
  accounts = await world.freshAccounts();
});

afterAll(async () => {
  await world.close();
});

const REFUSED = { graph: { status: 403, code: 200 } } as const;

/** Everything that was ever posted on the Page since `published`. */
let since = 0;
const posted = () => world.bench.meta.ledger.slice(since);
const asked = (operation: 'edit_post' | 'delete_post') => world.bench.meta.requests.filter((each) => each.operation === operation).length;

/** A post that is live on a Page, its link read. */
async function published(): Promise<{ text: string; post: string; id: string }> {
  since = world.bench.meta.ledger.length;
  const text = `Words ${randomIds.id()}`;
  world.engine();
  const { post, publications } = await world.approve([contentFor('facebook', accounts.page, { text })]);
  const [id = ''] = publications;
  await world.until(id, ({ state, nextAt }) => state === 'published' && nextAt === undefined);
  return { text, post, id };
}

async function remove({ post, id }: { post: string; id: string }, person = 'U3'): Promise<void> {
  await deleteLive(world.deps, { workspace: WORKSPACE, post, person, publications: [id] });
  world.poke([accounts.page]);
}

/** The process that holds the lane is dead: its lease is over. */
async function lapse(): Promise<void> {
  const over = { $set: { leaseUntil: new Date(0), runnableAt: new Date(0) } };
  await world.mongo.db.collection<{ _id: string }>('lanes').updateOne({ _id: accounts.page }, over);
}

const changes = ({ liveChanges = [] }: Publication) => liveChanges.map(({ kind, state }) => `${kind} ${state}`);

describe('what is deleted where it is live', () => {
  test('is gone there, says by whom, and is never sent again: not by Retry, nor by an edit that is approved later', async () => {
    const made = await published();
    await remove(made);
    const deleted = await world.until(made.id, 'deleted');
    expect(deleted.liveChanges).toMatchObject([{ kind: 'delete', state: 'done', by: 'U3', overAt: expect.any(Date) }]);
    expect(deleted).not.toHaveProperty('nextAt');
    await expect(remove(made)).rejects.toThrow('deleted already');
    await expect(repair(world.deps, { workspace: WORKSPACE, publication: made.id, person: 'U3', repair: 'retry' })).rejects.toThrow(
      'is deleted',
    );
    const post = await world.deps.posts.post(WORKSPACE, made.post);
    if (post === undefined) throw new Error('The post is gone.');
    await closePost(world.deps, post, [deleted]);
    await world.edit(made.post, [contentFor('facebook', accounts.page, { text: 'Other words' })], 2);
    await world.decide(made.post, 2);
    expect(await world.read(made.id)).toEqual(deleted);
    expect(posted()).toMatchObject([{ text: made.text, deletedAt: expect.any(Number) }]);
  });

  test.each([
    ['before', 'reset'],
    ['before', 'http_500'],
    ['after', 'reset'],
    ['after', 'http_500'],
  ] as const)('is asked for again where the answer is lost %s it took effect (%s), until it is gone', async (when, how) => {
    const made = await published();
    const before = asked('delete_post');
    world.bench.meta.fault({ match: 'delete_post', when, how, times: when === 'after' ? 1 : 2 });
    await remove(made);
    await world.until(made.id, 'deleted');
    expect(asked('delete_post') - before).toBe(when === 'after' ? 2 : 3);
    expect(posted()).toMatchObject([{ text: made.text, deletedAt: expect.any(Number) }]);
  });

  test('is asked for again by the next owner where the process died with the answer in its hands', async () => {
    const made = await published();
    let died = 0;
    world.beforeChange = async (_from, next) => {
      if (next.state !== 'deleted' || died > 0) return;
      died += 1;
      throw new Error('The process died here.');
    };
    await remove(made);
    await world.until(made.id, () => died === 1);
    await lapse();
    await world.until(made.id, 'deleted');
    expect(posted()).toHaveLength(1);
  });

  test('that the platform refuses stays live, with the reason, and Try again asks once more', async () => {
    world.bench.meta.fault({ match: 'delete_post', when: 'before', how: REFUSED });
    const made = await published();
    await remove(made);
    const failed = await world.until(made.id, (each) => changes(each)[0] === 'delete failed');
    expect([failed.state, failed.liveChanges?.[0]?.trouble?.sentence]).toEqual([
      'published',
      expect.stringContaining('does not let Copydesk'),
    ]);
    expect((await world.deps.accounts.accountsById(WORKSPACE, [accounts.page]))[0]?.health.state).toBe('good');
    await tryChangeAgain(world.deps, { workspace: WORKSPACE, publication: made.id, person: 'U1' });
    world.poke([accounts.page]);
    expect(changes(await world.until(made.id, 'deleted'))).toEqual(['delete failed', 'delete done']);
    await expect(tryChangeAgain(world.deps, { workspace: WORKSPACE, publication: made.id, person: 'U1' })).rejects.toThrow('did not fail');
  });

  test('waits for its account where the sign-in has ended, and goes on once that is connected again', async () => {
    const made = await published();
    world.bench.meta.expireToken('ada', 'expired');
    await remove(made);
    const waits = await world.until(made.id, ({ liveChanges }) => liveChanges?.[0]?.needsReconnect === true);
    expect(waits.liveChanges?.[0]?.trouble?.sentence).toContain('expired');
    const { token, accounts: candidates } = await world.bench.connect('ada');
    expect(token).toBeDefined();
    const page = candidates.find(({ platform }) => platform === 'facebook');
    const [stored] = await world.deps.accounts.accountsById(WORKSPACE, [accounts.page]);
    if (page?.token === undefined || stored === undefined) throw new Error('There is no Page.');
    const renewed = { grantVersion: 2, token: page.token };
    await world.mongo.transaction(async (tx) => {
      await world.accounts.saveAccount({ ...stored, health: { state: 'good' } }, renewed, tx);
      await world.connected.unblock(WORKSPACE, [accounts.page], tx);
    });
    await world.connected.wake([accounts.page]);
    world.poke([accounts.page]);
    await world.until(made.id, 'deleted');
  });

  test('waits where the account may do no more just now, as everything of it does', async () => {
    world.bench.meta.fault({ match: 'delete_post', when: 'before', how: { graph: { status: 400, code: 32 } } });
    const made = await published();
    await remove(made);
    const waits = await world.until(made.id, ({ liveChanges }) => liveChanges?.[0]?.trouble !== undefined);
    expect(waits.liveChanges?.[0]?.trouble?.sentence).toContain('no more requests');
    const closed = await world.deps.lanes.closed(WORKSPACE, [accounts.page], new Date());
    expect(closed.get(accounts.page)?.until.getTime()).toBeGreaterThan(Date.now() + 50_000);
    expect(posted()[0]?.deletedAt).toBeUndefined();
  });

  test('can be asked for by the author, approvers and admins alone, and only of a post that it belongs to', async () => {
    const [made, other] = [await published(), await published()];
    for (const person of ['G1', 'S1']) await expect(remove(made, person)).rejects.toThrow(/Guests|Only members/);
    await expect(remove({ post: other.post, id: made.id })).rejects.toThrow('does not exist');
    await expect(remove({ post: 'none', id: made.id })).rejects.toThrow('does not exist');
    expect(changes(await world.read(made.id))).toEqual([]);
    const both = await Promise.allSettled([remove(made, 'U1'), remove(made, 'A1')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await world.until(made.id, 'deleted');
  });
});
