import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPageReader } from '../../src/http/page-reader.js';
import { checkDraft, contentsFor, type Draft, linkPreviewOf, needsPreview, takePreview, withWritten } from '../../src/posts/index.js';
import { picture } from '../media/pictures.js';
import { draftOf, fileOf } from '../slack/compose/samples.js';
import { openShop, type Shop } from '../slack/compose/shop.js';

let shop: Shop;
let linkedin: string;
let server: Server;
let origin: string;
let html: string;
let loaf: Buffer;
let requests: string[] = [];
let drafts = 0;

beforeAll(async () => {
  shop = await openShop('posts_link_preview');
  linkedin = (await shop.connect({ platform: 'linkedin', name: 'Ada', platformId: 'urn:li:person:ada' })).id;
  loaf = await picture(1200, 630).png().toBuffer();
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (request.url === '/loaf.png') response.setHeader('content-type', 'image/png').end(loaf);
    else if (request.url === '/gone') response.writeHead(410).end();
    else response.setHeader('content-type', 'text/html').end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  requests = [];
  html =
    '<meta property="og:title" content="Bread &amp; rolls"><meta property="og:description" content="Fresh"><meta property="og:image" content="/loaf.png">';
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await shop.close();
});

describe('the preview of a link on LinkedIn', () => {
  test('is read once, kept with the draft, and frozen into the content with its picture', async () => {
    const draft = await taken({ link: `${origin}/shop` });
    expect(draft.preview).toEqual({ link: `${origin}/shop`, title: 'Bread & rolls', description: 'Fresh', thumbnail: expect.any(String) });
    expect(await shop.deps.drafts.draft(draft.workspace, draft.id)).toEqual(draft);
    const [content, facebook] = (await contentsFor(shop.deps, draft)).map((each) => each.content);
    expect(content?.options).toMatchObject({
      visibility: 'PUBLIC',
      linkPreview: {
        title: 'Bread & rolls',
        description: 'Fresh',
        thumbnail: { mimeType: 'image/jpeg', width: 1200, height: 630, altText: '' },
      },
    });
    expect(facebook?.options).toEqual({});
    const thumbnail = content === undefined ? undefined : linkPreviewOf(content)?.thumbnail;
    expect(await shop.deps.media.renditionBytes(draft.workspace, thumbnail?.rendition ?? '')).toHaveLength(thumbnail?.size ?? 0);
    const [check] = await checkDraft(shop.deps, draft);
    expect(check).toMatchObject({ happens: ['The link is shown with a preview.'], problems: [], preview: { title: 'Bread & rolls' } });
    expect(await takePreview(shop.deps, draft)).toBe(draft);
    expect(requests).toEqual(['/shop', '/loaf.png']);
  });

  test('has no picture where the page has none that can be used', async () => {
    html = '<meta property="og:title" content="Bread"><meta property="og:image" content="/page">';
    expect((await taken({ link: `${origin}/shop` })).preview).toEqual({ link: `${origin}/shop`, title: 'Bread' });
    html = '<meta property="og:title" content="Bread"><meta property="og:image" content="http://169.254.169.254/a.png">';
    expect((await taken({ link: `${origin}/shop` })).preview).toEqual({ link: `${origin}/shop`, title: 'Bread' });
  });

  test.each([
    ['/gone', 'The page behind the link could not be read: it answered with status 410.'],
    ['/loaf.png', 'The page behind the link could not be read: it is not a web page.'],
  ])('is missing for %s, which is told and stops nothing', async (path, sentence) => {
    const draft = await taken({ link: `${origin}${path}` });
    const [check] = await checkDraft(shop.deps, draft);
    expect(check?.happens).toEqual([sentence]);
    expect(check?.problems).toEqual([{ field: 'link', severity: 'note', sentence: expect.stringContaining('its address alone') }]);
    expect((await contentsFor(shop.deps, draft))[0]?.content.options).toEqual({ visibility: 'PUBLIC' });
  });

  test('is never read from this machine unless that was allowed', async () => {
    const pages = createPageReader({ log: shop.log });
    const draft = await inserted({ link: `${origin}/shop` });
    const read = await takePreview({ ...shop.deps, pages }, draft);
    expect(read.preview?.failed).toBe('The page behind the link could not be read: it is not on the public internet.');
    expect(requests).toEqual([]);
    expect(shop.lines.join('')).not.toContain(origin);
  });

  test('is not read where nobody would show it', async () => {
    for (const fields of [{ link: `${origin}/shop`, files: [fileOf(1)] }, { link: `${origin}/shop`, accounts: [shop.facebook] }, {}]) {
      const draft = await inserted(fields);
      expect(await takePreview(shop.deps, draft)).toBe(draft);
    }
    expect(requests).toEqual([]);
  });

  test('is read anew for another link, and for one that gave nothing, when the text is submitted again', async () => {
    const good = await taken({ link: `${origin}/shop` });
    const bad = await taken({ link: `${origin}/gone` });
    const written = ({ accounts, text, link }: Draft) => ({
      brand: 'brand',
      accounts,
      text,
      files: [],
      ...(link === undefined ? {} : { link }),
    });
    expect(await needsPreview(shop.deps, withWritten(good, written(good)))).toBe(false);
    expect(await needsPreview(shop.deps, withWritten(good, { ...written(good), link: `${origin}/other` }))).toBe(true);
    expect(await needsPreview(shop.deps, bad)).toBe(false);
    expect(await needsPreview(shop.deps, withWritten(bad, written(bad)))).toBe(true);
  });

  test('does not come back for a link that was taken out meanwhile', async () => {
    const draft = await inserted({ link: `${origin}/shop` });
    const { link: _link, ...without } = draft;
    await shop.deps.drafts.save(without);
    expect((await takePreview(shop.deps, draft)).preview).toBeUndefined();
  });
});

async function taken(fields: Partial<Draft>): Promise<Draft> {
  return takePreview(shop.deps, await inserted(fields));
}

async function inserted(fields: Partial<Draft>): Promise<Draft> {
  drafts += 1;
  const draft = draftOf({
    id: `draft-${drafts}`,
    post: `post-${drafts}`,
    version: 1,
    workspace: shop.slack.team.id,
    brand: 'brand',
    person: shop.slack.people.author.id,
    accounts: [linkedin, shop.facebook],
    ...fields,
  });
  await shop.deps.drafts.insert(draft);
  return draft;
}
