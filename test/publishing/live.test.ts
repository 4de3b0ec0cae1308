import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomIds } from '../../src/lib/ids.js';
import { PlatformError } from '../../src/platforms/errors.js';
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
const asked = (operation: 'edit_post' | 'delete_post' | 'delete_media') =>
  world.bench.meta.requests.filter((each) => each.operation === operation).length;

/** A post that is live on a Page or its Instagram account, its link read. */
async function published(platform: 'facebook' | 'instagram' = 'facebook'): Promise<{ text: string; post: string; id: string }> {
  since = world.bench.meta.ledger.length;
  const text = `Words ${randomIds.id()}`;
  world.engine();
  const content =
    platform === 'facebook'
      ? contentFor('facebook', accounts.page, { text })
      : contentFor('instagram', accounts.instagram, { text, media: [await world.picture()] });
  const { post, publications } = await world.approve([content]);
  const [id = ''] = publications;
  await world.until(id, ({ state, nextAt }) => state === 'published' && nextAt === undefined);
  return { text, post, id };
}

async function remove({ post, id }: { post: string; id: string }, person = 'U3'): Promise<void> {
  await deleteLive(world.deps, { workspace: WORKSPACE, post, person, publications: [id] });
  world.poke([accounts.page, accounts.instagram]);
}

/** The process that holds the lane is dead: its lease is over. */
async function lapse(): Promise<void> {
  const over = { $set: { leaseUntil: new Date(0), runnableAt: new Date(0) } };
  await world.mongo.db.collection<{ _id: string }>('lanes').updateOne({ _id: accounts.page }, over);
}

const changes = ({ liveChanges = [] }: Publication) => liveChanges.map(({ kind, state }) => `${kind} ${state}`);

/** The author's edit of the text, sent for review and approved. */
async function editTo(made: { post: string }, text: string, number = 2): Promise<void> {
  await world.edit(made.post, [contentFor('facebook', accounts.page, { text })], number);
  await world.decide(made.post, number);
}

describe('what is edited where it is live', () => {
  test('has the approved words, once, in the place of the old ones, and nothing before the approval', async () => {
    const made = await published();
    await world.edit(made.post, [contentFor('facebook', accounts.page, { text: 'New words' })], 2);
    expect(changes(await world.read(made.id))).toEqual([]);
    await world.decide(made.post, 2);
    const edited = await world.until(made.id, ({ revision }) => revision === 2);
    expect(edited).toMatchObject({ state: 'published', liveChanges: [{ kind: 'edit', state: 'done', by: 'U2', revision: 2 }] });
    expect(edited).not.toHaveProperty('nextAt');
    expect(posted()).toMatchObject([{ text: 'New words', edits: [{ text: made.text }] }]);
    const post = await world.deps.posts.post(WORKSPACE, made.post);
    expect(post === undefined ? '' : (await closePost(world.deps, post, [edited])).state).toBe('closed');
  });

  test.each([
    ['before', 'reset'],
    ['after', 'http_500'],
  ] as const)('is asked for again where the answer is lost %s it took effect (%s), and nothing is posted twice', async (when, how) => {
    const made = await published();
    const before = asked('edit_post');
    world.bench.meta.fault({ match: 'edit_post', when, how });
    await editTo(made, 'New words');
    await world.until(made.id, ({ revision }) => revision === 2);
    expect(asked('edit_post') - before).toBe(2);
    expect(posted().map(({ text, edits }) => [text, edits?.length])).toEqual([['New words', 1]]);
  });

  test('is asked for again by the next owner where the process died with the answer in its hands', async () => {
    const made = await published();
    let died = 0;
    world.beforeChange = async (from, next) => {
      if (next.revision === from.revision || died > 0) return;
      died += 1;
      throw new Error('The process died here.');
    };
    await editTo(made, 'New words');
    await world.until(made.id, () => died === 1);
    await lapse();
    await world.until(made.id, ({ revision }) => revision === 2);
    expect(posted().map(({ text, edits }) => [text, edits?.length])).toEqual([['New words', 1]]);
  });

  test('with words that are not those of the approval is not sent, and raises an alarm', async () => {
    const made = await published();
    world.bench.meta.fault({ match: 'edit_post', when: 'before', how: 'reset' });
    const before = asked('edit_post');
    await world.edit(made.post, [contentFor('facebook', accounts.page, { text: 'New words' })], 2);
    await world.decide(made.post, 2);
    await world.until(made.id, ({ liveChanges }) => (liveChanges?.[0]?.tries ?? 0) > 0);
    const forged = { $set: { 'accounts.0.content.text': 'Forged' } };
    await world.mongo.db.collection<{ _id: string }>('revisions').updateOne({ _id: `${made.post}:2` }, forged);
    const failed = await world.until(made.id, (each) => changes(each)[0] === 'edit failed');
    expect(failed.liveChanges?.[0]?.trouble?.sentence).toContain('not the ones that were approved');
    expect(world.logged.some((line) => line.includes('not what was approved'))).toBe(true);
    expect([asked('edit_post') - before, posted().map(({ text }) => text)]).toEqual([1, [made.text]]);
  });

  test('gives way to newer words, and to a deletion; what an edit without an end may have left there is put right by the next', async () => {
    const made = await published();
    const stop = world.bench.meta.fault({ match: 'edit_post', when: 'after', how: 'reset', times: 20 });
    await editTo(made, 'Second words');
    await world.until(made.id, ({ liveChanges }) => (liveChanges?.[0]?.tries ?? 0) > 0);
    expect(posted()[0]?.text).toBe('Second words');
    await world.edit(made.post, [contentFor('facebook', accounts.page, { text: made.text })], 3);
    await world.until(made.id, (each) => changes(each)[0] === 'edit given up');
    stop();
    await world.decide(made.post, 3);
    await world.until(made.id, ({ revision }) => revision === 3);
    expect(posted().map(({ text }) => text)).toEqual([made.text]);
    const again = world.bench.meta.fault({ match: 'edit_post', when: 'before', how: 'reset', times: 20 });
    await editTo(made, 'Fourth words', 4);
    await world.until(made.id, ({ liveChanges }) => (liveChanges?.at(-1)?.tries ?? 0) > 0);
    await remove(made);
    again();
    expect(changes(await world.until(made.id, 'deleted')).slice(-2)).toEqual(['edit given up', 'delete done']);
    expect(posted()).toHaveLength(1);
  });

  test('that changes nothing of it asks nothing: the revision is taken as its own', async () => {
    const made = await published();
    const before = asked('edit_post');
    await editTo(made, made.text);
    const same = await world.until(made.id, ({ revision }) => revision === 2);
    expect([changes(same), asked('edit_post') - before]).toEqual([[], 0]);
  });

  test('is refused in plain words where the post is gone there; it is not posted again', async () => {
    const made = await published();
    world.bench.meta.fault({ match: 'edit_post', when: 'before', how: { graph: { status: 400, code: 100, subcode: 33 } } });
    await editTo(made, 'New words');
    const failed = await world.until(made.id, (each) => changes(each)[0] === 'edit failed');
    expect(failed.liveChanges?.[0]?.trouble?.sentence).toBe('It is not on Facebook any more.');
    expect(posted().map(({ text }) => text)).toEqual([made.text]);
  });
});

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
    ['after', 'http_500'],
  ] as const)('is asked for again where the answer is lost %s it took effect (%s), until it is gone', async (when, how) => {
    const made = await published();
    const before = asked('delete_post');
    world.bench.meta.fault({ match: 'delete_post', when, how });
    await remove(made);
    await world.until(made.id, 'deleted');
    expect(asked('delete_post') - before).toBe(2);
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

describe('what is deleted on Instagram, which takes the token of the person', () => {
  const health = async () => (await world.deps.accounts.accountsById(WORKSPACE, [accounts.instagram]))[0]?.health.state;

  test.each([
    ['before', 'reset'],
    ['after', 'http_500'],
  ] as const)('is gone there, however often it is asked for: an answer is lost %s it took effect (%s)', async (when, how) => {
    const made = await published('instagram');
    const before = asked('delete_media');
    world.bench.meta.fault({ match: 'delete_media', when, how });
    await remove(made);
    expect(changes(await world.until(made.id, 'deleted'))).toEqual(['delete done']);
    expect(asked('delete_media') - before).toBe(2);
    expect(posted()).toMatchObject([{ text: made.text, deletedAt: expect.any(Number) }]);
  });

  test('is not asked for where the consent does not hold the permission', async () => {
    const made = await published('instagram');
    const stored = world.mongo.db.collection<{ _id: string }>('accounts');
    await stored.updateOne({ _id: accounts.instagram }, { $set: { features: ['comments'] } });
    await expect(remove(made)).rejects.toThrow('has not allowed Copydesk to delete on Instagram');
    expect([changes(await world.read(made.id)), posted()[0]?.deletedAt]).toEqual([[], undefined]);
  });

  test('waits where the sign-in of the person has ended, and the account goes on publishing; connected again, it is gone', async () => {
    const made = await published('instagram');
    const { personToken } = world.deps.accounts;
    const accessor = world.deps.accounts as { personToken: typeof personToken };
    accessor.personToken = async () => {
      throw new PlatformError({ kind: 'reauth_needed', sentence: 'The access has run out.', sent: false });
    };
    await remove(made);
    const waits = await world.until(made.id, ({ liveChanges }) => liveChanges?.[0]?.needsReconnect === true);
    expect(waits.liveChanges?.[0]?.trouble?.sentence).toBe('The access has run out.');
    expect(await health()).toBe('good');
    await published('instagram');
    accessor.personToken = personToken;
    await world.mongo.transaction((tx) => world.connected.unblock(WORKSPACE, [accounts.instagram], tx));
    await world.connected.wake([accounts.instagram]);
    world.poke([accounts.instagram]);
    expect(changes(await world.until(made.id, 'deleted'))).toEqual(['delete done']);
  });

  test('that Meta refuses for the token of the person leaves the account well', async () => {
    const made = await published('instagram');
    world.bench.meta.fault({ match: 'delete_media', when: 'before', how: { graph: { status: 400, code: 190, subcode: 463 } } });
    await remove(made);
    await world.until(made.id, ({ liveChanges }) => liveChanges?.[0]?.needsReconnect === true);
    expect([await health(), posted()[0]?.deletedAt]).toEqual(['good', undefined]);
  });
});
