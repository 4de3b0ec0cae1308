import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Draft, duplicatePost, sendForReview } from '../../src/posts/index.js';
import { draftOf } from '../slack/compose/samples.js';
import { openShop, type Shop } from '../slack/compose/shop.js';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop('posts_duplicate');
});

afterAll(async () => {
  await shop.close();
});

describe('a copy of a post', () => {
  test('is a new draft of whoever asks, with words, own texts and files, without its time and note, and without accounts that are gone', async () => {
    const { author, admin } = shop.slack.people;
    const going = await shop.connect({ platform: 'facebook', name: 'Closing Page' });
    const original = draftOf({
      workspace: shop.slack.team.id,
      brand: 'brand',
      person: author.id,
      version: 1,
      text: 'For all',
      link: 'https://example.com/a',
      note: 'Please hurry',
      accounts: [shop.facebook, going.id],
      overrides: [
        { account: shop.facebook, text: 'Own words' },
        { account: going.id, text: 'Gone words' },
      ],
      when: { kind: 'at', at: new Date('2099-01-01T09:00:00Z') },
    });
    await shop.deps.drafts.insert(original);
    const { post } = await sendForReview(shop.deps, { workspace: original.workspace, draft: original.id, version: 1, person: author.id });
    await shop.mongo.db.collection<{ _id: string }>('accounts').updateOne({ _id: going.id }, { $set: { disconnectedAt: new Date() } });

    const { draft, gone } = await duplicatePost(shop.deps, { workspace: original.workspace, post: post.id, person: admin.id });
    expect(gone).toEqual(['Closing Page']);
    const stored = await shop.deps.drafts.draft(original.workspace, draft.id);
    expect(stored).toEqual(draft);
    const { id: _id, post: copy, createdAt: _createdAt, updatedAt: _updatedAt, ...kept } = draft;
    expect(copy).not.toBe(post.id);
    expect(kept).toEqual({
      workspace: original.workspace,
      brand: 'brand',
      person: admin.id,
      base: 0,
      version: 1,
      state: 'open',
      accounts: [shop.facebook],
      text: 'For all',
      link: 'https://example.com/a',
      overrides: [{ account: shop.facebook, text: 'Own words' }],
      files: [],
    } satisfies Omit<Draft, 'id' | 'post' | 'createdAt' | 'updatedAt'>);
  });

  test('is one however often it is asked for at once, another one once it was changed or sent, and its own for everybody', async () => {
    const { author, admin } = shop.slack.people;
    const workspace = shop.slack.team.id;
    const [post] = await shop.mongo.db.collection<{ _id: string }>('posts').find().toArray();
    const copyFor = async (person: string) => (await duplicatePost(shop.deps, { workspace, post: post?._id ?? '', person })).draft;
    const clicks = await Promise.all(Array.from({ length: 5 }, () => copyFor(author.id)));
    const [first, ...others] = clicks;
    if (first === undefined) throw new Error('There is no copy.');
    expect(new Set(others.map(({ id, post: copied }) => `${id} ${copied}`))).toEqual(new Set([`${first.id} ${first.post}`]));
    expect((await copyFor(admin.id)).id).not.toBe(first.id);

    const changed = await shop.deps.drafts.save({ ...first, text: 'Other words' });
    const second = await copyFor(author.id);
    expect([second.text, second.id === first.id]).toEqual(['For all', false]);
    await shop.deps.transaction((tx) => shop.deps.drafts.markSent(workspace, second.id, second.version, tx));
    const third = await copyFor(author.id);
    expect(new Set([first.id, second.id, third.id]).size).toBe(3);
    await shop.deps.drafts.discard(workspace, first.id, changed?.version ?? 0);
    expect((await copyFor(author.id)).text).toBe('For all');
  });

  test('is refused to guests, and where there is no such post in this workspace', async () => {
    const { author, guest } = shop.slack.people;
    const about = { workspace: shop.slack.team.id, person: author.id };
    await expect(duplicatePost(shop.deps, { ...about, post: 'nowhere' })).rejects.toThrow('This post does not exist any more.');
    const [post] = await shop.mongo.db.collection<{ _id: string }>('posts').find().toArray();
    await expect(duplicatePost(shop.deps, { ...about, workspace: 'T9', post: post?._id ?? '' })).rejects.toThrow('does not exist');
    await expect(duplicatePost(shop.deps, { ...about, person: guest.id, post: post?._id ?? '' })).rejects.toThrow('Guests cannot');
  });
});
