import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLibraryStore } from '../../src/mongo/index.js';
import {
  changesBetween,
  checkDraft,
  contentHash,
  contentsFor,
  type Draft,
  draftOfPost,
  duplicatePost,
  keepItem,
  sendForReview,
  withFirstComment,
  withOverride,
} from '../../src/posts/index.js';
import { draftIn, openShop, type Shop } from '../slack/compose/shop.js';

let shop: Shop;
let page: string;
let x: string;

beforeAll(async () => {
  shop = await openShop('posts_first_comment');
  page = (await shop.connect({ platform: 'facebook', name: 'Commenting Page', features: ['comments'] })).id;
  x = (await shop.connect({ platform: 'x', name: 'Bakery', username: 'bakery' })).id;
});

afterAll(() => shop.close());

test('is that of all accounts, one of its own, or none, and a part of what is approved', async () => {
  const draft = withFirstComment(draftHere([page, shop.facebook, x]), 'See our menu');
  const own = withOverride(withOverride(draft, { account: x, comment: 'Only here' }), { account: shop.facebook, comment: '' });
  const contents = await contentsFor(shop.deps, own);
  expect(contents.map(({ content }) => content.comment)).toEqual(['See our menu', undefined, 'Only here']);
  expect(contentHash(contents)).not.toBe(contentHash(await contentsFor(shop.deps, draft)));
  const common = withOverride(own, { account: x, comment: 'See our menu' });
  expect(common.overrides).toEqual([{ account: shop.facebook, comment: '' }]);
  expect(withFirstComment(draft, ' \n')).not.toHaveProperty('comment');
});

test('is counted as each platform counts, and stops the review where it is too long or Copydesk may not comment yet', async () => {
  const draft = withFirstComment(draftHere([page, shop.facebook, x]), 'é'.repeat(281));
  const [may, mayNot, short] = await checkDraft(shop.deps, draft);
  expect([may?.comment, may?.problems]).toEqual([{ text: draft.comment, length: 281, maxLength: 8_000 }, []]);
  expect(mayNot?.asksToComment).toBe(true);
  expect(mayNot?.problems).toMatchObject([
    { field: 'account', severity: 'stops', sentence: expect.stringContaining('Reconnect to allow comments') },
  ]);
  expect(short?.problems).toEqual([
    { field: 'comment', severity: 'stops', sentence: 'The first comment has 281 characters; X takes 280. Take out at least 1.' },
  ]);
  await expect(send(draft)).rejects.toThrow('Copydesk may not comment as this account yet.');
});

test('has the tags of a campaign on its links, no signature, and no blank left in it', async () => {
  const library = { ...shop.deps, library: createLibraryStore(shop.mongo) };
  const keeper = { workspace: shop.slack.team.id, brand: 'brand', person: shop.slack.people.admin.id };
  const spring = await keepItem(library, keeper, {
    kind: 'label',
    name: 'Spring',
    campaign: { name: 'spring', medium: 'social', sources: {} },
  });
  const draft = withFirstComment(draftHere([page], { labels: [spring.id] }), 'See https://a.com');
  const tagged = 'See https://a.com?utm_source=facebook&utm_medium=social&utm_campaign=spring';
  expect((await checkDraft(shop.deps, draft))[0]?.comment).toMatchObject({ text: tagged, differs: 'tagged' });
  const [blank] = await checkDraft(shop.deps, withFirstComment(draft, 'By {{who}}'));
  expect(blank?.problems).toEqual([{ field: 'comment', severity: 'stops', sentence: 'Fill in {{who}} in the first comment.' }]);
});

test('is frozen, comes back for editing and into a copy, and its change is told', async () => {
  const draft = withFirstComment(draftHere([page, x]), 'Open from nine');
  const { post, revision } = await send(draft);
  expect([revision.comment, revision.accounts.map(({ content }) => content.comment)]).toEqual([
    'Open from nine',
    ['Open from nine', 'Open from nine'],
  ]);
  const about = { workspace: draft.workspace, post: post.id, person: shop.slack.people.author.id };
  expect((await duplicatePost(shop.deps, about)).draft.comment).toBe('Open from nine');
  const edit = await draftOfPost(shop.deps, about);
  const saved = await shop.deps.drafts.save(withFirstComment(edit, 'Open from ten'));
  const next = await sendForReview(shop.deps, { ...about, draft: edit.id, version: saved?.version ?? 0 });
  const { comments, texts } = changesBetween(shop.deps, revision, next.revision);
  expect(texts).toEqual([]);
  expect(comments).toEqual([{ accounts: [page, x], diff: expect.arrayContaining([{ kind: 'added', text: 'ten' }]) }]);
});

function draftHere(accounts: readonly string[], fields: Partial<Draft> = {}): Draft {
  return draftIn(shop, accounts, fields);
}

async function send(draft: Draft) {
  await shop.deps.drafts.insert(draft);
  return sendForReview(shop.deps, { workspace: draft.workspace, draft: draft.id, version: 1, person: draft.person });
}
