import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Draft, linkPreviewOf } from '../../../src/posts/index.js';
import { pdf } from '../../media/documents.js';
import { openShop, publish, type Shop, screen, viewWhen } from './shop.js';

let shop: Shop;
let linkedin: string;
let x: string;

beforeAll(async () => {
  shop = await openShop('compose_customise');
  linkedin = (await shop.connect({ platform: 'linkedin', name: 'Ada Example', platformId: 'urn:li:person:ada' })).id;
  x = (await shop.connect({ platform: 'x', name: 'Bakery X', username: 'bakery' })).id;
});

afterAll(async () => {
  await shop.close();
});

beforeEach(async () => {
  await shop.mongo.db.collection('drafts').deleteMany({});
});

describe('Customise', () => {
  test('gives one account its own text and settings, and takes them back', async () => {
    await check('For all', [shop.facebook, linkedin]);
    await customise(linkedin);
    shop.author.fill({ 'compose_text:0': 'For colleagues', 'compose_option:visibility': '"CONNECTIONS"' });
    await shop.author.submit();
    await screen(shop.author, 'compose_check', 'For colleagues');
    expect(words()).toContain('Who can see it: My connections only');
    expect((await draft()).overrides).toEqual([{ account: linkedin, text: 'For colleagues', options: { visibility: 'CONNECTIONS' } }]);

    await customise(linkedin);
    expect(JSON.stringify(shop.author.view()?.state.values)).toContain('For colleagues');
    shop.author.fill({ compose_common_text: ['yes'], 'compose_option:visibility': '"PUBLIC"' });
    await shop.author.submit();
    await viewWhen(
      shop.author,
      ({ callbackId, blocks }) => callbackId === 'compose_check' && !JSON.stringify(blocks).includes('For colleagues'),
    );
    expect((await draft()).overrides).toBeUndefined();

    await customise(shop.facebook);
    shop.author.fill({ 'compose_text:0': 'For neighbours' });
    await shop.author.submit();
    await screen(shop.author, 'compose_check', 'For neighbours');
    await shop.author.submit();
    const revision = await shop.deps.posts.revision(shop.slack.team.id, (await draft()).post, 1);
    expect(revision?.accounts.map(({ content }) => content.text)).toEqual(['For neighbours', 'For all']);
  });

  test('says at its field what stops an own text, and keeps what was typed', async () => {
    await check('For all', [shop.facebook, x]);
    await customise(x);
    shop.author.fill({ 'compose_text:0': '$BREAD and $ROLL' });
    await shop.author.submit();
    expect(Object.values(shop.author.view()?.errors ?? {})).toEqual([expect.stringContaining('more than one cashtag')]);
    expect(JSON.stringify(shop.author.view()?.state.values)).toContain('$BREAD');
    expect((await draft()).overrides).toBeUndefined();
  });

  test('says when the account is gone', async () => {
    await check('Going', [shop.facebook, linkedin]);
    await shop.mongo.db.collection('accounts').updateOne({ _id: linkedin as never }, { $set: { disconnectedAt: new Date() } });
    await shop.author.click('view', 'compose_customise', { value: linkedin });
    await screen(shop.author, 'notice', 'is not connected any more');
    await shop.mongo.db.collection('accounts').updateOne({ _id: linkedin as never }, { $unset: { disconnectedAt: 1 } });
  });

  test('does not save over what changed in another window', async () => {
    await check('First', [shop.facebook, linkedin]);
    await customise(linkedin);
    await shop.mongo.db.collection('drafts').updateOne({}, { $set: { text: 'Other words' }, $inc: { version: 1 } });
    shop.author.fill({ 'compose_text:0': 'Mine' });
    await shop.author.submit();
    expect(JSON.stringify(shop.author.view()?.errors)).toContain('changed in another window');
    expect((await draft()).overrides).toBeUndefined();
  });
});

describe('Check', () => {
  test('shows the posts that a long text makes on X', async () => {
    await check(`${'The first thing about bread. '.repeat(8)}\n\n${'The second thing about rolls. '.repeat(6)}`, [x]);
    expect(words()).toContain('in 2 posts');
    expect(words()).toContain('Post 2 of 2 (179 of 280 characters)');
    expect(words()).not.toContain('Costs about');
    await shop.workspaces.claimSetUp(shop.slack.team.id, shop.slack.people.author.id);
    await shop.author.click('view', 'compose_back');
    await screen(shop.author, 'compose_write');
    await shop.author.submit();
    await screen(shop.author, 'compose_check', 'Costs about 0.03 USD at X');
  });

  test('reads the page of a link, shows the preview, and freezes it', async () => {
    const [server, origin] = await serveHtml('<meta property="og:title" content="Bread &amp; rolls">');
    await publish(shop.author, 'Look');
    shop.author.fill({ compose_accounts: [linkedin], compose_link: `${origin}/shop` });
    expect(JSON.stringify((await shop.author.submit()).answer)).toContain('Checking your files');
    await screen(shop.author, 'compose_check', 'Bread & rolls');
    await shop.author.submit();
    const revision = await shop.deps.posts.revision(shop.slack.team.id, (await draft()).post, 1);
    expect(revision?.accounts.map(({ content }) => linkPreviewOf(content))).toEqual([{ title: 'Bread & rolls' }]);
    await new Promise((resolve) => server.close(resolve));
  });

  test('takes a PDF for LinkedIn and asks for its title', async () => {
    const id = await shop.author.upload('slides.pdf', pdf(3), { mimetype: 'application/pdf' });
    await publish(shop.author, 'Slides');
    shop.author.fill({ compose_accounts: [linkedin], compose_files: [id] });
    await shop.author.submit();
    await screen(shop.author, 'compose_check', 'LinkedIn shows a title with a document');
    expect(words()).toContain('Title of document 1');
    shop.author.fill({ [`compose_alt_text:${id}`]: 'How we bake' });
    await shop.author.submit();
    const revision = await shop.deps.posts.revision(shop.slack.team.id, (await draft()).post, 1);
    expect(revision?.accounts[0]?.content.media).toMatchObject([{ mimeType: 'application/pdf', altText: 'How we bake' }]);
  });
});

/** Writes a post and goes to the second screen. */
async function check(text: string, accounts: readonly string[]): Promise<void> {
  await publish(shop.author, text);
  shop.author.fill({ compose_accounts: [...accounts] });
  await shop.author.submit();
  await screen(shop.author, 'compose_check');
}

async function customise(account: string, holding = ''): Promise<void> {
  await shop.author.click('view', 'compose_customise', { value: account });
  await screen(shop.author, 'compose_customise', holding);
}

function words(): string {
  return JSON.stringify(shop.author.view()?.blocks);
}

async function draft(): Promise<Draft> {
  const [newest] = await shop.mongo.db.collection<Draft>('drafts').find().sort({ updatedAt: -1 }).limit(1).toArray();
  if (newest === undefined) throw new Error('There is no draft.');
  return newest;
}

async function serveHtml(html: string): Promise<[Server, string]> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return [server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`];
}
