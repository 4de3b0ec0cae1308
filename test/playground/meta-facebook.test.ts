import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MetaStandIn } from '../../src/playground/meta/index.js';
import { type Connected, connect, graph, meta, photoForm, picture, refusal } from './meta-client.js';

let standIn: MetaStandIn;
let page: Connected;
let time: number;

beforeEach(async () => {
  time = Date.UTC(2026, 10, 3, 9);
  standIn = await meta({ clock: () => time });
  page = await connect(standIn);
});

afterEach(async () => {
  await standIn.close();
});

const post = (body: Record<string, string>, on = page) => graph(standIn, 'POST', `${on.page}/feed`, { token: on.token, body });
const upload = async (form: FormData, on = page) => await graph(standIn, 'POST', `${on.page}/photos`, { token: on.token, body: form });
const attached = (...ids: string[]) => JSON.stringify(ids.map((id) => ({ media_fbid: id })));

describe('A Facebook post', () => {
  test('with words is in the ledger, in the list and on its permalink', async () => {
    const { body } = await post({ message: 'Fresh beans <today>', fields: 'id,permalink_url' });
    expect(body.id).toMatch(new RegExp(`^${page.page}_\\d+$`));
    expect(standIn.ledger).toEqual([
      {
        platform: 'facebook',
        accountId: page.page,
        id: body.id,
        permalink: body.permalink_url,
        text: 'Fresh beans <today>',
        media: [],
        at: time,
        seq: 1,
      },
    ]);
    const html = await (await fetch(body.permalink_url)).text();
    expect(html).toContain('Fresh beans &lt;today&gt;');
    expect(await (await fetch(`${standIn.url}/facebook/${page.page}`)).text()).toContain('Fresh beans');
  });

  test('with pictures carries exactly their bytes and alternative texts, and names the photo ids', async () => {
    const [first, second] = [await picture(600, 400), await picture(500, 500, 'png')];
    const one = (await upload(photoForm(first, 'A cup'))).body.id;
    const two = (await upload(photoForm(second, 'Two cups'))).body.id;
    expect(standIn.ledger).toHaveLength(0);
    const { body } = await post({
      message: 'Look',
      'attached_media[0]': `{"media_fbid":"${one}"}`,
      'attached_media[1]': `{"media_fbid":"${two}"}`,
    });
    const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(standIn.ledger[0]?.media).toEqual([
      { sha256: sha256(first), width: 600, height: 400, altText: 'A cup' },
      { sha256: sha256(second), width: 500, height: 500, altText: 'Two cups' },
    ]);
    const query = { fields: 'id,message,attachments{target{id},subattachments{target{id}}}' };
    const { body: found } = await graph(standIn, 'GET', `${page.page}/published_posts`, { token: page.token, query });
    const parts = found.data[0]?.attachments.data[0]?.subattachments.data;
    expect(found.data[0]?.id).toBe(body.id);
    expect(parts?.map((each) => each.target.id)).toEqual([one, two]);
  });

  test('takes a photo once: again, twice in one post, or on another Page, it is refused', async () => {
    const id = (await upload(photoForm(await picture(400, 400)))).body.id;
    const elsewhere = await connect(standIn, 1);
    expect(refusal(await post({ attached_media: attached(id) }, elsewhere))).toBe('100');
    expect(refusal(await post({ attached_media: attached(id, id) }))).toBe('100/1366051');
    expect((await post({ attached_media: attached(id) })).status).toBe(200);
    expect(refusal(await post({ attached_media: attached(id) }))).toBe('100/1366051');
    expect(standIn.ledger).toHaveLength(1);
  });

  test('cannot take a temporary photo after a day', async () => {
    const id = (await upload(photoForm(await picture(400, 400)))).body.id;
    time += 86_400_000;
    expect(refusal(await post({ attached_media: attached(id) }))).toBe('100');
  });

  test.each([
    ['no content', {}, '100'],
    ['more than 63,206 characters', { message: 'a'.repeat(63_207) }, '100'],
    ['a link that is none', { message: 'x', link: 'not a link' }, '1609005'],
    ['a link to facebook.com', { message: 'x', link: 'https://www.facebook.com/somebody' }, '100/1609008'],
    ['a schedule', { message: 'x', published: 'false', scheduled_publish_time: '1800000000' }, '100'],
    ['an unknown photo', { attached_media: '[{"media_fbid":"1"}]' }, '100'],
  ])('with %s is refused', async (_what, body, code) => {
    expect(refusal(await post(body as Record<string, string>))).toBe(code);
    expect(standIn.ledger).toHaveLength(0);
  });

  test('of 63,206 characters with a link is published', async () => {
    expect((await post({ message: 'a'.repeat(63_206), link: 'https://example.com/menu' })).status).toBe(200);
    expect(standIn.ledger[0]?.link).toBe('https://example.com/menu');
  });

  test('needs the Page token, the permission and the task', async () => {
    expect(refusal(await graph(standIn, 'POST', `${page.page}/feed`, { token: page.user, body: { message: 'x' } }))).toBe('200');
    expect(refusal(await post({ message: 'x' }, await connect(standIn, 3)))).toBe('200');
    const declined = await connect(standIn, 1, { person: 'cleo', decline: ['pages_manage_posts'] });
    expect(refusal(await post({ message: 'x' }, declined))).toBe('200');
    const other = await connect(standIn, 1);
    expect(refusal(await graph(standIn, 'POST', `${other.page}/feed`, { token: page.token, body: { message: 'x' } }))).toBe('100/33');
    expect(standIn.ledger).toHaveLength(0);
  });

  test('edited has the new words everywhere, and the ledger keeps the old ones; nothing else of it can be changed', async () => {
    const { id } = (await post({ message: 'Opne' })).body;
    time += 1000;
    const edit = (body: Record<string, string>, token = page.token) => graph(standIn, 'POST', id, { token, body });
    expect((await edit({ message: 'Open' })).body).toEqual({ success: true });
    expect((await edit({ message: 'Open' })).body).toEqual({ success: true });
    expect(standIn.ledger).toMatchObject([{ id, text: 'Open', edits: [{ text: 'Opne', at: time }] }]);
    for (const body of [{}, { message: '' }, { message: 'x', link: 'https://example.com' }, { message: 'x'.repeat(63_207) }])
      expect(refusal(await edit(body))).toBe('100');
    expect(refusal(await edit({ message: 'x' }, page.user))).toBe('200');
    expect(standIn.ledger[0]?.text).toBe('Open');
  });

  test('deleted is gone from the list and its page, and stays in the ledger with its time', async () => {
    const { id } = (await post({ message: 'Oops' })).body;
    time += 1000;
    expect((await graph(standIn, 'DELETE', id, { token: page.token })).body).toEqual({ success: true });
    expect(standIn.ledger[0]).toMatchObject({ id, deletedAt: time });
    expect(refusal(await graph(standIn, 'GET', id, { token: page.token }))).toBe('100/33');
    expect(refusal(await graph(standIn, 'DELETE', id, { token: page.token }))).toBe('100/33');
    expect((await fetch(standIn.ledger[0]?.permalink ?? '')).status).toBe(404);
  });
});

test('The list of posts is newest first, and since leaves older ones out', async () => {
  await post({ message: 'old' });
  time += 60_000;
  const cut = Math.floor(time / 1000);
  await post({ message: 'new' });
  await post({ message: 'newest' });
  const query = { fields: 'message,created_time', limit: '10' };
  const all = await graph(standIn, 'GET', `${page.page}/published_posts`, { token: page.token, query });
  expect(all.body.data.map((each) => each.message)).toEqual(['newest', 'new', 'old']);
  expect(all.body.data[0]?.created_time).toBe('2026-11-03T09:01:00+0000');
  const recent = await graph(standIn, 'GET', `${page.page}/feed`, { token: page.token, query: { ...query, since: String(cut) } });
  expect(recent.body.data.map((each) => each.message)).toEqual(['newest', 'new']);
});

describe('A photo', () => {
  test('that is no picture, of a format Facebook does not take, or over 10 MB is refused with 100/1366046', async () => {
    expect(refusal(await upload(photoForm(Buffer.from('<html>sign in</html>'))))).toBe('100/1366046');
    expect(refusal(await upload(photoForm(await picture(100, 100, 'webp'))))).toBe('100/1366046');
    const large = await picture(2000, 1800, 'png', true);
    expect(large.length).toBeGreaterThan(10_000_000);
    expect(refusal(await upload(photoForm(large)))).toBe('100/1366046');
  });

  test('without bytes is refused with 324', async () => {
    const form = new FormData();
    form.set('published', 'false');
    expect(refusal(await upload(form))).toBe('324');
  });

  test('that is not marked unpublished goes live at once', async () => {
    const form = photoForm(await picture(300, 300));
    form.delete('published');
    form.delete('temporary');
    const { body } = await upload(form);
    expect(standIn.ledger.map((entry) => entry.id)).toEqual([body.post_id]);
  });
});
