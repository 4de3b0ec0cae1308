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
      when: { kind: 'next slot' },
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

  test('is refused to guests, and where there is no such post in this workspace', async () => {
    const { author, guest } = shop.slack.people;
    const about = { workspace: shop.slack.team.id, person: author.id };
    await expect(duplicatePost(shop.deps, { ...about, post: 'nowhere' })).rejects.toThrow('This post does not exist any more.');
    const [post] = await shop.mongo.db.collection<{ _id: string }>('posts').find().toArray();
    await expect(duplicatePost(shop.deps, { ...about, workspace: 'T9', post: post?._id ?? '' })).rejects.toThrow('does not exist');
    await expect(duplicatePost(shop.deps, { ...about, person: guest.id, post: post?._id ?? '' })).rejects.toThrow('Guests cannot');
  });
});
