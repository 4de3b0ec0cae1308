import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/lib/clock.js';
import {
  checkDraft,
  contentHash,
  contentsFor,
  type Draft,
  draftOfPost,
  sendForReview,
  withOverride,
  withWritten,
} from '../../src/posts/index.js';
import { draftIn, openShop, type Shop } from '../slack/compose/shop.js';

let shop: Shop;
let profile: string;
let page: string;
let x: string;

beforeAll(async () => {
  shop = await openShop('posts_overrides');
  profile = (await shop.connect({ platform: 'linkedin', name: 'Ada', platformId: 'urn:li:person:ada' })).id;
  page = (await shop.connect({ platform: 'linkedin', name: 'Bakery', platformId: 'urn:li:organization:1' })).id;
  x = (await shop.connect({ platform: 'x', name: 'Bakery', username: 'bakery' })).id;
});

afterAll(async () => {
  await shop.close();
});

describe('what one account has of its own', () => {
  test('goes to that account alone, and every option stands in the content with its value', async () => {
    const draft = withOverride(draftHere([shop.facebook, profile, page, x]), {
      account: profile,
      text: 'For colleagues',
      options: { visibility: 'CONNECTIONS' },
    });
    const contents = await contentsFor(shop.deps, draft);
    expect(contents.map(({ content: { text, options } }) => [text, options])).toEqual([
      ['For all', {}],
      ['For colleagues', { visibility: 'CONNECTIONS' }],
      ['For all', { visibility: 'PUBLIC' }],
      ['For all', { numbering: false, longPost: false }],
    ]);
    const [plain] = [await contentsFor(shop.deps, draftHere([shop.facebook, profile, page, x]))];
    expect(contentHash(contents)).not.toBe(contentHash(plain ?? []));
  });

  test('is told by the check: the own text, what is not as usual, what there is to choose', async () => {
    const draft = withOverride(draftHere([profile, page]), { account: profile, text: 'Mine', options: { visibility: 'CONNECTIONS' } });
    const checks = await checkDraft(shop.deps, draft);
    expect(checks.map(({ ownText, settings, hasOptions }) => ({ ownText, settings, hasOptions }))).toEqual([
      { ownText: 'Mine', settings: ['Who can see it: My connections only'], hasOptions: true },
      { ownText: undefined, settings: [], hasOptions: false },
    ]);
  });

  test('counts only where the account may have it', async () => {
    const draft = withOverride(draftHere([page]), { account: page, options: { visibility: 'CONNECTIONS', unheard: true } });
    const [content] = await contentsFor(shop.deps, draft);
    expect(content?.content.options).toEqual({ visibility: 'PUBLIC' });
  });

  test('is checked as its own: the common text may be too long where an own one is not', async () => {
    const long = draftHere([shop.instagram], { text: 'x'.repeat(2300) });
    const stops = async (draft: Draft) =>
      (await checkDraft(shop.deps, draft)).flatMap(({ problems }) => problems.filter(({ field }) => field === 'text'));
    expect(await stops(long)).toHaveLength(1);
    expect(await stops(withOverride(long, { account: shop.instagram, text: 'Short' }))).toEqual([]);
  });

  test('falls back to what all get when it says nothing else, and stays when the common words change', async () => {
    const draft = withOverride(draftHere([shop.facebook]), { account: shop.facebook, text: 'Mine' });
    const written = { brand: 'brand', accounts: [shop.facebook], text: 'Other words', files: [] };
    expect(withWritten(draft, written).overrides).toEqual([{ account: shop.facebook, text: 'Mine' }]);
    expect(withOverride(draft, { account: shop.facebook }).overrides).toBeUndefined();
    expect(withOverride(draft, { account: shop.facebook, text: draft.text }).overrides).toBeUndefined();
  });

  test('is part of the revision, comes back for editing, and is left behind with an account that is not chosen', async () => {
    const overrides = [
      { account: shop.facebook, text: 'Own words' },
      { account: 'not-chosen', text: 'Nowhere' },
    ];
    const draft = draftHere([shop.facebook, x], { overrides });
    await shop.deps.drafts.insert(draft);
    const person = shop.slack.people.author.id;
    const { post, revision } = await sendForReview(shop.deps, { workspace: draft.workspace, draft: draft.id, version: 1, person });
    expect(await shop.deps.posts.revision(draft.workspace, post.id, 1)).toEqual(revision);
    expect(revision.overrides).toEqual([{ account: shop.facebook, text: 'Own words' }]);
    expect(revision.accounts.map(({ content }) => content.text)).toEqual(['Own words', 'For all']);
    const again = await draftOfPost(shop.deps, { workspace: draft.workspace, post: post.id, person });
    expect(again.overrides).toEqual(revision.overrides);
  });
});

describe('a text that is too long for one post on X', () => {
  test('is shown in the posts it makes, each counted as X counts, and with its price', async () => {
    const text = Array.from({ length: 45 }, (_, index) => `${index + 10}番目のパンです。`).join('');
    const [check] = await checkDraft(shop.deps, draftHere([x], { text }));
    expect(check?.problems).toEqual([{ field: 'text', severity: 'note', sentence: expect.stringContaining('thread of 3 posts') }]);
    expect(check?.parts).toHaveLength(3);
    for (const { length, maxLength } of check?.parts ?? []) expect([length <= 280, maxLength]).toEqual([true, 280]);
    expect(
      check?.parts
        .map((part) => part.text)
        .join(' ')
        .replaceAll(/\s/g, ''),
    ).toBe(text.replaceAll(/\s/g, ''));
    expect(check?.length).toBe(45 * 18);
    expect(check?.price).toEqual({ amount: 0.045, currency: 'USD', since: '2026-04-20' });
  });

  test('is one post without parts where it fits, and numbered where that was chosen', async () => {
    const [short] = await checkDraft(shop.deps, draftHere([x]));
    expect([short?.parts, short?.length, short?.maxLength]).toEqual([[], 7, 280]);
    const long = draftHere([x], { text: 'We bake bread. '.repeat(30) });
    const [numbered] = await checkDraft(shop.deps, withOverride(long, { account: x, options: { numbering: true } }));
    expect(numbered?.parts.map(({ text }) => text.slice(-4))).toEqual([' 1/2', ' 2/2']);
    expect(numbered?.settings).toEqual(['Parts of a thread: Numbered, as in 1/4']);
  });
});

describe('when it goes out', () => {
  test('is kept with the post, for a new one and for an edit', async () => {
    const at = new Date(systemClock.now().getTime() + 3_600_000);
    const draft = draftHere([shop.facebook], { when: { kind: 'at', at } });
    await shop.deps.drafts.insert(draft);
    const person = shop.slack.people.author.id;
    const { post } = await sendForReview(shop.deps, { workspace: draft.workspace, draft: draft.id, version: 1, person });
    expect((await shop.deps.posts.post(draft.workspace, post.id))?.when).toEqual({ kind: 'at', at });
    const edit = await draftOfPost(shop.deps, { workspace: draft.workspace, post: post.id, person });
    expect((await shop.deps.drafts.draft(draft.workspace, edit.id))?.when).toEqual({ kind: 'at', at });
    const { when: _when, ...atOnce } = edit;
    const saved = await shop.deps.drafts.save(atOnce);
    await sendForReview(shop.deps, { workspace: draft.workspace, draft: edit.id, version: saved?.version ?? 0, person });
    expect((await shop.deps.posts.post(draft.workspace, post.id))?.when).toEqual({ kind: 'after approval' });
  });

  test('is refused where it is over by the time the draft is sent', async () => {
    const draft = draftHere([shop.facebook], { when: { kind: 'at', at: new Date('2026-03-02T08:00:00Z') } });
    await shop.deps.drafts.insert(draft);
    await expect(
      sendForReview(shop.deps, { workspace: draft.workspace, draft: draft.id, version: 1, person: shop.slack.people.author.id }),
    ).rejects.toThrow('Mon 2 Mar 2026, 09:00 (Berlin) is over.');
    expect((await shop.deps.drafts.draft(draft.workspace, draft.id))?.state).toBe('open');
  });
});

function draftHere(accounts: readonly string[], fields: Partial<Draft> = {}): Draft {
  return draftIn(shop, accounts, fields);
}
