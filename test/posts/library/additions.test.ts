import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLibraryStore } from '../../../src/mongo/index.js';
import {
  changesBetween,
  checkDraft,
  contentHash,
  contentsFor,
  type Draft,
  draftOfPost,
  keepItem,
  keepSignature,
  type LibraryStore,
  removeItem,
  sendForReview,
  withOverride,
} from '../../../src/posts/index.js';
import { draftIn, openShop, type Shop } from '../../slack/compose/shop.js';

let shop: Shop;
let library: LibraryStore;
let x: string;
let keeper: { readonly workspace: string; readonly brand: string; readonly person: string };

beforeAll(async () => {
  shop = await openShop('posts_library');
  library = createLibraryStore(shop.mongo);
  x = (await shop.connect({ platform: 'x', name: 'Bakery', username: 'bakery' })).id;
  keeper = { workspace: shop.slack.team.id, brand: 'brand', person: shop.slack.people.admin.id };
});

beforeEach(async () => {
  await shop.mongo.db.collection('signatures').deleteMany({});
  await shop.mongo.db.collection('library').deleteMany({});
});

afterAll(async () => {
  await shop.close();
});

describe('a signature', () => {
  test('ends the text of its account after a blank line, once, and not where it was switched off or where there are no words', async () => {
    await sign(shop.facebook, '#bakery\nOpen daily');
    expect(await texts(draftHere([shop.facebook, x]))).toEqual(['For all\n\n#bakery\nOpen daily', 'For all']);
    expect(await texts(draftHere([shop.facebook], { text: 'Come in #bakery\nOpen daily' }))).toEqual(['Come in #bakery\nOpen daily']);
    expect(await texts(draftHere([shop.facebook], { text: ' ' }))).toEqual([' ']);
    const own = withOverride(draftHere([shop.facebook]), { account: shop.facebook, text: 'Own' });
    expect(await texts(own)).toEqual(['Own\n\n#bakery\nOpen daily']);
    expect(await texts(withOverride(own, { account: shop.facebook, signature: false }))).toEqual(['For all']);
  });

  test('is counted and told by the check, and can stop a text that is too long with it', async () => {
    await sign(x, 'Y'.repeat(30));
    const [check] = await checkDraft(shop.deps, draftHere([x], { text: 'y'.repeat(240) }));
    expect([check?.length, check?.happens, check?.hasOptions]).toEqual([272, ['The signature is added.'], true]);
    expect(check?.finalText?.endsWith(`\n\n${'Y'.repeat(30)}`)).toBe(true);
    await sign(shop.instagram, 'Y'.repeat(30));
    const [long] = await checkDraft(shop.deps, draftHere([shop.instagram], { text: 'y'.repeat(2_180) }));
    expect(long?.problems.some(({ field, severity }) => field === 'text' && severity === 'stops')).toBe(true);
  });

  test('without words is none any more, and is of an account of the brand only', async () => {
    await sign(shop.facebook, 'Sincerely');
    await sign(shop.facebook, ' ');
    expect(await texts(draftHere([shop.facebook]))).toEqual(['For all']);
    await expect(sign('nobody', 'Sincerely')).rejects.toThrow('not connected to this brand');
  });
});

describe('a campaign', () => {
  test('tags the links of a text and the link itself, per platform, in what is counted and frozen', async () => {
    const spring = await campaign('Spring');
    const draft = draftHere([shop.facebook, x], { text: 'Bread https://a.com.', link: 'https://b.com/#x', labels: [spring] });
    const contents = await contentsFor(shop.deps, draft);
    const tags = (source: string) => `utm_source=${source}&utm_medium=social&utm_campaign=spring`;
    expect(contents.map(({ content: { text, link } }) => [text, link])).toEqual([
      [`Bread https://a.com?${tags('facebook')}.`, `https://b.com/?${tags('facebook')}#x`],
      [`Bread https://a.com?${tags('x')}.`, `https://b.com/?${tags('x')}#x`],
    ]);
    const [facebook] = await checkDraft(shop.deps, draft);
    expect(facebook?.happens).toContain('Links carry the tags of the campaign Spring.');
    expect([facebook?.length, facebook?.finalLink]).toEqual([contents[0]?.content.text.length, contents[0]?.content.link]);
  });

  test('is one at most, and of its own brand', async () => {
    const [one, two] = [await campaign('Spring'), await campaign('Summer')];
    const [check] = await checkDraft(shop.deps, draftHere([shop.facebook], { labels: [one, two] }));
    expect(check?.problems).toEqual([
      {
        field: 'text',
        severity: 'stops',
        sentence: 'Spring and Summer are campaigns, and links can carry the tags of only one. Go back to the text and choose one.',
      },
    ]);
    const elsewhere = draftHere([shop.facebook], { text: 'https://a.com', labels: [one], brand: 'other' });
    expect(await shop.deps.library.labels(elsewhere.workspace, elsewhere.brand, [one])).toEqual([]);
  });
});

test('a blank that nobody filled in stops a text, own words and signatures included', async () => {
  await sign(x, 'By {{who}}');
  const draft = draftHere([shop.facebook, x], { text: 'New: {{ product }} and {{product}}' });
  const stops = (await checkDraft(shop.deps, draft)).map(({ problems }) => problems.map(({ sentence }) => sentence));
  expect(stops).toEqual([['Fill in {{product}} in the text.'], ['Fill in {{product}} and {{who}} in the text.']]);
  await expect(send(draft)).rejects.toThrow('Fill in {{product}} in the text.');
});

test('what is reviewed is frozen: another signature, another campaign or a deleted label changes the next revision and not this one', async () => {
  await sign(shop.facebook, 'Yours');
  const spring = await campaign('Spring');
  const link = 'https://b.com';
  const { post, revision } = await send(draftHere([shop.facebook], { text: 'https://a.com', link, labels: [spring] }));
  const before = 'https://a.com?utm_source=facebook&utm_medium=social&utm_campaign=spring\n\nYours';
  expect(revision.accounts[0]?.content.text).toBe(before);
  expect(revision.labels).toEqual([{ id: spring, name: 'Spring' }]);

  await sign(shop.facebook, 'Mine');
  await keepItem({ ...shop.deps, library }, keeper, {
    kind: 'label',
    id: spring,
    name: 'Spring',
    campaign: { name: 'late', medium: 'social', sources: {} },
  });
  const stored = await shop.deps.posts.revision(keeper.workspace, post.id, 1);
  expect(stored).toEqual(revision);
  expect(contentHash(stored?.accounts ?? [])).toBe(revision.contentHash);

  const edit = await draftOfPost(shop.deps, { workspace: keeper.workspace, post: post.id, person: shop.slack.people.author.id });
  expect(edit.labels).toEqual([spring]);
  const next = await sendForReview(shop.deps, { workspace: keeper.workspace, draft: edit.id, version: 1, person: edit.person });
  expect(next.revision.accounts[0]?.content.text).toBe(before.replace('=spring', '=late').replace('Yours', 'Mine'));
  expect(next.revision.contentHash).not.toBe(revision.contentHash);
  const { texts: changed, settings, unseen } = changesBetween(shop.deps, revision, next.revision);
  const linkWith = (name: string) => [`Link as it goes out: ${link}?utm_source=facebook&utm_medium=social&utm_campaign=${name}`];
  expect([changed.length, unseen]).toEqual([1, false]);
  expect(settings).toEqual([{ accounts: [shop.facebook], before: linkWith('spring'), after: linkWith('late') }]);

  await removeItem({ ...shop.deps, library }, keeper, spring);
  const last = await draftOfPost(shop.deps, { workspace: keeper.workspace, post: post.id, person: edit.person });
  expect(await texts(last)).toEqual(['https://a.com\n\nMine']);
});

describe('the library', () => {
  test('has each name once per kind and brand, whatever its case, and no more than its most', async () => {
    const snippet = { kind: 'snippet', name: 'Tags', text: '#bread' } as const;
    const kept = await keepItem({ ...shop.deps, library }, keeper, snippet);
    await expect(keepItem({ ...shop.deps, library }, keeper, { ...snippet, name: ' tAgS' })).rejects.toThrow('Another one has this name.');
    await keepItem({ ...shop.deps, library }, keeper, { ...snippet, id: kept.id, name: 'TAGS' });
    await keepItem({ ...shop.deps, library }, keeper, { kind: 'label', name: 'Tags' });
    expect(await library.items(keeper.workspace, 'brand', 'snippet')).toEqual([{ ...kept, name: 'TAGS' }]);
    expect(await library.items('T9', 'brand', 'snippet')).toEqual([]);
    await expect(keepItem({ ...shop.deps, library }, keeper, { ...snippet, name: 'New', id: 'gone' })).rejects.toThrow(
      'It was deleted meanwhile.',
    );
  });

  test('takes nothing from another brand or workspace, and nothing from somebody who may not keep it', async () => {
    const kept = await keepItem({ ...shop.deps, library }, keeper, { kind: 'snippet', name: 'Tags', text: '#bread' });
    await shop.workspaces.install(
      { id: keeper.workspace, name: shop.slack.team.name, botUserId: shop.slack.bot.userId },
      { id: 'other', name: 'Other', zone: 'UTC', authorsMayApprove: false },
    );
    await expect(removeItem({ ...shop.deps, library }, { ...keeper, brand: 'other' }, kept.id)).rejects.toThrow(
      'It was deleted meanwhile.',
    );
    await expect(
      keepItem({ ...shop.deps, library }, { ...keeper, brand: 'other' }, { kind: 'snippet', name: 'A', text: 'b', id: kept.id }),
    ).rejects.toThrow('It was deleted meanwhile.');
    await shop.workspaces.saveRoles(keeper.workspace, 'brand', {
      admins: { people: [], groups: [] },
      approvers: { people: [shop.slack.people.approver.id], groups: [] },
      authors: { people: [], groups: [] },
      unreviewed: { people: [], groups: [] },
    });
    const author = { ...keeper, person: shop.slack.people.author.id };
    await expect(removeItem({ ...shop.deps, library }, author, kept.id)).rejects.toThrow('Only approvers of this brand');
    await expect(keepSignature({ ...shop.deps, library }, author, { account: x, text: 'a' })).rejects.toThrow(
      'Only approvers of this brand',
    );
    await keepSignature({ ...shop.deps, library }, { ...keeper, person: shop.slack.people.approver.id }, { account: x, text: 'a' });
  });
});

async function sign(account: string, text: string): Promise<void> {
  await keepSignature({ ...shop.deps, library }, keeper, { account, text });
}

/** A label that is one; its `utm_campaign` is its name in small letters. */
async function campaign(name: string): Promise<string> {
  const settings = { name: name.toLowerCase(), medium: 'social', sources: {} };
  return (await keepItem({ ...shop.deps, library }, keeper, { kind: 'label', name, campaign: settings })).id;
}

async function texts(draft: Draft): Promise<string[]> {
  return (await contentsFor(shop.deps, draft)).map(({ content }) => content.text);
}

async function send(draft: Draft) {
  await shop.deps.drafts.insert(draft);
  return sendForReview(shop.deps, { workspace: draft.workspace, draft: draft.id, version: 1, person: draft.person });
}

function draftHere(accounts: readonly string[], fields: Partial<Draft> = {}): Draft {
  return draftIn(shop, accounts, fields);
}
