import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLibraryStore } from '../../../src/mongo/index.js';
import type { Draft, LibraryItem, LibraryStore } from '../../../src/posts/index.js';
import { interaction, post } from '../harness.js';
import { openShop, publish, type Shop, screen, viewWhen } from './shop.js';

let shop: Shop;
let library: LibraryStore;

beforeAll(async () => {
  shop = await openShop('compose_library');
  library = createLibraryStore(shop.mongo);
});

beforeEach(async () => {
  while (shop.author.view() !== undefined) await shop.author.closeView();
  await shop.mongo.db.collection('drafts').deleteMany({});
  await shop.mongo.db.collection('library').deleteMany({});
});

afterAll(async () => {
  await shop.close();
});

describe('the first screen', () => {
  test('has nothing of the library while there is nothing in it', async () => {
    const { blocks } = await publish(shop.author, 'Hello');
    for (const action of ['compose_start_template', 'compose_snippet', 'compose_labels'])
      expect(JSON.stringify(blocks)).not.toContain(action);
  });

  test('adds a snippet to a text that is edited in parts, and loses nothing of it', async () => {
    await keep({ kind: 'snippet', id: 'tags', name: 'Tags', text: '#bread' });
    const text = 'We bake bread every morning. '.repeat(250).trim();
    await shop.author.command('/publish', text);
    await viewWhen(shop.author, ({ blocks }) => JSON.stringify(blocks).includes('part 3 of 3'));
    shop.author.fill({ 'compose_text:0': 'A new beginning.' });
    await shop.author.click('view', 'compose_snippet', { select: 'tags' });
    await viewWhen(shop.author, ({ blocks }) => JSON.stringify(blocks).includes('#bread'));
    const kept = (await draft()).text;
    expect([kept.startsWith('A new beginning.'), kept.endsWith('every morning.\n\n#bread')]).toEqual([true, true]);
    shop.author.fill({ compose_accounts: [shop.facebook] });
    await shop.author.submit();
    await screen(shop.author, 'compose_check');
    expect((await draft()).text).toBe(kept);
  });

  test('says at the labels that two campaigns cannot go together, and at the text which blanks are left', async () => {
    const campaign = { name: 'c', medium: 'social', sources: {} };
    await keep({ kind: 'label', id: 'spring', name: 'Spring', campaign });
    await keep({ kind: 'label', id: 'summer', name: 'Summer', campaign });
    await publish(shop.author, 'New: {{product}}');
    shop.author.fill({ compose_accounts: [shop.facebook], compose_labels: ['spring', 'summer'] });
    await shop.author.submit();
    const errors = Object.entries(shop.author.view()?.errors ?? {}).map(([block, words]) => [block.split(':')[0], words]);
    expect(errors.sort()).toEqual([
      ['labels', 'Spring and Summer are campaigns, and links can carry the tags of only one. Choose one.'],
      ['text', 'Fill in {{product}} in the text.'],
    ]);
  });

  test('takes nothing that is gone, and nothing of another brand or workspace', async () => {
    await keep({ kind: 'snippet', id: 'own', name: 'Own', text: '#own' });
    await keep({ kind: 'snippet', id: 'other', name: 'Other', text: '#other' }, { brand: 'other' });
    await keep({ kind: 'template', id: 'mine', name: 'Mine', text: 'Mine', accounts: ['foreign'], labels: ['foreign'] });
    await keep({ kind: 'template', id: 'theirs', name: 'Theirs', text: 'Not yours', accounts: [], labels: [] }, { workspace: 'T9' });
    await publish(shop.author, 'Hello');
    await library.remove(shop.slack.team.id, 'own');
    await shop.author.click('view', 'compose_snippet', { select: 'own' });
    await forge('block_actions', 'own', 'other');
    expect(await shop.mongo.db.collection('drafts').countDocuments()).toBe(0);

    await shop.author.click('view', 'compose_start_template');
    await screen(shop.author, 'compose_template', 'You can change everything');
    await library.remove(shop.slack.team.id, 'mine');
    await shop.author.submit();
    expect(JSON.stringify(shop.author.view()?.errors)).toContain('This template is gone. Choose another.');
    expect(await forge('view_submission', 'mine', 'theirs')).toContain('This template is gone. Choose another.');
    await keep({ kind: 'template', id: 'mine', name: 'Mine', text: 'Mine', accounts: ['foreign'], labels: ['foreign'] });
    await shop.author.submit();
    await screen(shop.author, 'compose_write', 'Mine');
    const { text, accounts, labels } = await draft();
    expect({ text, accounts, labels }).toEqual({ text: 'Hello\n\nMine', accounts: [], labels: [] });
  });
});

test('Customise leaves the signature of one account away, and puts it back', async () => {
  const { id: workspace } = shop.slack.team;
  await library.saveSignature({ workspace, brand: 'brand', account: shop.facebook, text: 'Your bakers' });
  await publish(shop.author, 'Hello');
  shop.author.fill({ compose_accounts: [shop.facebook] });
  await shop.author.submit();
  await screen(shop.author, 'compose_check', 'The signature is added.');
  for (const [ticked, length] of [
    [[], '5 of 63,206'],
    [['yes'], '18 of 63,206'],
  ] as const) {
    await shop.author.click('view', 'compose_customise', { value: shop.facebook });
    await screen(shop.author, 'compose_customise', 'Your bakers');
    shop.author.fill({ compose_account_signature: [...ticked] });
    await shop.author.submit();
    await screen(shop.author, 'compose_check', length);
  }
});

async function keep(
  item: LibraryItem extends infer T ? (T extends LibraryItem ? Omit<T, 'workspace' | 'brand'> : never) : never,
  at: { readonly workspace?: string; readonly brand?: string } = {},
): Promise<void> {
  await library.save({ workspace: shop.slack.team.id, brand: 'brand', ...item, ...at });
}

/** Sends the last payload of a kind again with another id in it; resolves to the answer. */
async function forge(kind: 'block_actions' | 'view_submission', id: string, other: string): Promise<string> {
  const sent = shop.slack.deliveries.filter((each) => each.kind === kind).at(-1);
  const payload = JSON.parse(JSON.stringify(sent?.payload).replaceAll(`"${id}"`, `"${other}"`));
  return (await post(shop.served.origin, interaction(payload))).text;
}

async function draft(): Promise<Draft> {
  const [newest] = await shop.mongo.db.collection<Draft>('drafts').find().sort({ updatedAt: -1 }).limit(1).toArray();
  if (newest === undefined) throw new Error('There is no draft.');
  return newest;
}
