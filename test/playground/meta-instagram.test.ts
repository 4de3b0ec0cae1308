import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MetaStandIn } from '../../src/playground/meta/index.js';
import { type Connected, connect, dialogUrl, fileServer, graph, meta, picture, refusal, SCOPES } from './meta-client.js';

let files: { url: string; fetched: string[]; server: Server };
let square: Buffer;
let standIn: MetaStandIn;
let account: Connected;
let time: number;

beforeAll(async () => {
  square = await picture(600, 600);
  files = await fileServer({
    '/square.jpg': square,
    '/tiny.jpg': await picture(200, 200),
    '/tall.jpg': await picture(600, 760),
    '/wide.jpg': await picture(1000, 500),
    '/png.jpg': await picture(600, 600, 'png'),
    '/large.jpg': await picture(3200, 3200, 'jpeg', true),
    '/page.jpg': Buffer.from('<html>sign in</html>'),
  });
});

afterAll(() => {
  files.server.close();
});

beforeEach(async () => {
  time = Date.UTC(2026, 10, 3, 9);
  standIn = await meta({ clock: () => time });
  account = await connect(standIn);
});

afterEach(async () => {
  await standIn.close();
});

const create = (body: Record<string, string>, on = account) =>
  graph(standIn, 'POST', `${on.ig}/media`, { token: on.token, body: { image_url: `${files.url}/square.jpg`, ...body } });
const publish = (id: string, on = account) =>
  graph(standIn, 'POST', `${on.ig}/media_publish`, { token: on.token, body: { creation_id: id } });
const status = async (id: string) =>
  (await graph(standIn, 'GET', id, { token: account.token, query: { fields: 'status_code,status' } })).body;
const child = async () => (await create({ is_carousel_item: 'true', alt_text: 'Part' })).body.id;
const carousel = (ids: string[], caption = '') =>
  graph(standIn, 'POST', `${account.ig}/media`, {
    token: account.token,
    body: { media_type: 'CAROUSEL', children: ids.join(','), caption },
  });

describe('A container', () => {
  test('fetches the picture itself, once, and its publication carries exactly those bytes', async () => {
    const before = files.fetched.length;
    const { id } = (await create({ caption: 'Morning #coffee', alt_text: 'A cup' })).body;
    expect(files.fetched.slice(before)).toEqual(['GET /square.jpg']);
    expect(await status(id)).toMatchObject({ status_code: 'FINISHED' });
    const media = (await publish(id)).body.id;
    const sha256 = createHash('sha256').update(square).digest('hex');
    expect(standIn.ledger).toEqual([
      {
        platform: 'instagram',
        accountId: account.ig,
        id: media,
        permalink: expect.stringContaining('/p/'),
        text: 'Morning #coffee',
        media: [{ sha256, width: 600, height: 600, altText: 'A cup' }],
        at: time,
        seq: 1,
      },
    ]);
    standIn.nudge(media, 'likes', 3);
    standIn.nudge(media, 'likes', -1);
    const read = await graph(standIn, 'GET', media, {
      token: account.token,
      query: { fields: 'permalink,caption,timestamp,media_type,like_count' },
    });
    expect(read.body).toMatchObject({
      id: media,
      like_count: 2,
      permalink: standIn.ledger[0]?.permalink,
      caption: 'Morning #coffee',
      media_type: 'IMAGE',
    });
    expect(await (await fetch(read.body.permalink)).text()).toContain('Morning #coffee');
    expect(await (await fetch(`${standIn.url}/instagram/bluebird.coffee`)).text()).toContain(sha256);
  });

  test.each([
    ['/missing.jpg', '9004/2207052'],
    ['/page.jpg', '9004/2207052'],
    ['/png.jpg', '36001/2207005'],
    ['/large.jpg', '36000/2207004'],
    ['/tall.jpg', '36003/2207009'],
    ['/wide.jpg', '36003/2207009'],
  ])('of %s is refused with %s', async (path, code) => {
    expect(refusal(await create({ image_url: files.url + path }))).toBe(code);
  });

  test('of an address nobody listens at is refused with 9004/2207052, and a small picture is taken', async () => {
    expect(refusal(await create({ image_url: 'http://127.0.0.1:9/square.jpg' }))).toBe('9004/2207052');
    expect((await create({ image_url: `${files.url}/tiny.jpg` })).status).toBe(200);
  });

  test.each([
    ['a caption over 2,200 characters', { caption: 'a'.repeat(2201) }, '36004/2207010'],
    ['more than 30 hashtags', { caption: '#a '.repeat(31) }, '36004/2207010'],
    ['more than 20 mentions', { caption: '@a '.repeat(21) }, '100/2207040'],
    ['an alternative text over 1,000 characters', { alt_text: 'a'.repeat(1001) }, '100'],
    ['an unknown media type', { media_type: 'POSTER' }, '100/2207023'],
  ])('with %s is refused', async (_what, body, code) => {
    expect(refusal(await create(body as Record<string, string>))).toBe(code);
  });

  test('with a caption at every limit is taken', async () => {
    const caption = `${'#tag '.repeat(30)}${'@you '.repeat(20)}`.padEnd(2200, '.');
    expect((await create({ caption })).status).toBe(200);
  });

  test('needs instagram_content_publish, and belongs to its account', async () => {
    const declined = await connect(standIn, 1, { person: 'cleo', decline: ['instagram_content_publish'] });
    const cleo = { ...declined, ig: standIn.pages('cleo').find((page) => page.id === declined.page)?.instagram?.id ?? '' };
    expect(refusal(await create({}, cleo))).toBe('10');
    const other = await connect(standIn, 1);
    const { id } = (await create({})).body;
    expect(refusal(await publish(id, other))).toBe('24/2207008');
  });

  test('number 401 within a day is refused', async () => {
    for (let made = 0; made < 400; made += 1) await create({ image_url: `${files.url}/tiny.jpg` });
    expect(refusal(await create({}))).toBe('80002');
    time += 86_400_000;
    expect((await create({})).status).toBe(200);
  });
});

describe('Publishing', () => {
  test('before the container is FINISHED is refused with 9007/2207027 and makes nothing', async () => {
    standIn.containerDelay(2);
    const { id } = (await create({})).body;
    expect((await status(id)).status_code).toBe('IN_PROGRESS');
    expect(refusal(await publish(id))).toBe('9007/2207027');
    expect((await status(id)).status_code).toBe('IN_PROGRESS');
    expect((await status(id)).status_code).toBe('FINISHED');
    expect(standIn.ledger).toHaveLength(0);
    expect((await publish(id)).status).toBe(200);
  });

  test('a published container again is refused and never makes a second entry', async () => {
    const { id } = (await create({})).body;
    const answers = await Promise.all([publish(id), publish(id), publish(id)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400, 400]);
    expect(refusal(await publish(id))).toBe('24/2207006');
    expect((await status(id)).status_code).toBe('PUBLISHED');
    expect(standIn.ledger).toHaveLength(1);
  });

  test('an unknown or expired container is refused with 24/2207008', async () => {
    expect(refusal(await publish('17889000000000999'))).toBe('24/2207008');
    const aged = (await create({})).body.id;
    time += 86_400_000;
    expect((await status(aged)).status_code).toBe('EXPIRED');
    expect(refusal(await publish(aged))).toBe('24/2207008');
    const told = (await create({})).body.id;
    standIn.expireContainers();
    expect(refusal(await publish(told))).toBe('24/2207008');
  });

  test('a failed container tells its subcode and cannot go out', async () => {
    standIn.failNextContainer(2207082);
    const { id } = (await create({})).body;
    expect(await status(id)).toMatchObject({ status_code: 'ERROR', status: expect.stringContaining('2207082') });
    expect((await publish(id)).status).toBe(400);
    expect((await publish((await create({})).body.id)).status).toBe(200);
  });

  test('over the daily quota is refused with 9/2207042, and the quota can be read', async () => {
    standIn.setQuota(account.ig, 49, 50);
    expect((await publish((await create({})).body.id)).status).toBe(200);
    const query = { fields: 'quota_usage,config' };
    const quota = await graph(standIn, 'GET', `${account.ig}/content_publishing_limit`, { token: account.token, query });
    expect(quota.body).toEqual({ data: [{ quota_usage: 50, config: { quota_total: 50, quota_duration: 86_400 } }] });
    expect(refusal(await publish((await create({})).body.id))).toBe('9/2207042');
    expect(standIn.ledger).toHaveLength(1);
  });
});

describe('A carousel', () => {
  test('publishes its pictures in order as one entry and counts once', async () => {
    const ids = [await child(), await child(), await child()];
    const { id } = (await carousel(ids, 'Three')).body;
    expect((await publish(id)).status).toBe(200);
    expect(standIn.ledger).toHaveLength(1);
    expect(standIn.ledger[0]?.media.map((media) => media.altText)).toEqual(['Part', 'Part', 'Part']);
    const quota = await graph(standIn, 'GET', `${account.ig}/content_publishing_limit`, { token: account.token });
    expect(quota.body.data[0]?.quota_usage).toBe(1);
  });

  test('of fewer than 2 or more than 10 is refused with 100/2207028', async () => {
    const ids = [await child()];
    expect(refusal(await carousel(ids))).toBe('100/2207028');
    while (ids.length < 11) ids.push(await child());
    expect(refusal(await carousel(ids))).toBe('100/2207028');
    expect((await carousel(ids.slice(0, 10))).status).toBe(200);
  });

  test('takes carousel items only, and an item is not published alone', async () => {
    const [item, plain] = [await child(), (await create({})).body.id];
    expect(refusal(await carousel([item, plain]))).toBe('100');
    expect(refusal(await publish(item))).toBe('100');
    expect(standIn.ledger).toHaveLength(0);
  });
});

test('What is live is deleted once, a carousel as a whole, with the own token of a person who allowed it, and by nothing else', async () => {
  const remove = (id: string, token: string) => graph(standIn, 'DELETE', id, { token });
  const { id } = (await publish((await carousel([await child(), await child()])).body.id)).body;
  const [part = ''] =
    (await graph(standIn, 'GET', id, { token: account.token, query: { fields: 'children' } })).text.match(/17900\d+/g) ?? [];
  expect(refusal(await remove(id, account.token))).toBe('102');
  expect(refusal(await remove(id, account.user))).toBe('10');
  const scope = [...SCOPES, 'instagram_manage_contents'].join(',');
  await standIn.consent(dialogUrl(standIn, { scope }), { person: 'ada', action: 'accept' });
  expect(refusal(await remove(part, account.user))).toBe('100/33');
  time += 1000;
  expect((await remove(id, account.user)).body).toEqual({ success: true, deleted_id: id });
  expect(standIn.ledger).toMatchObject([{ id, deletedAt: time }]);
  for (const again of [await remove(id, account.user), await graph(standIn, 'GET', id, { token: account.user })])
    expect(refusal(again)).toBe('100/33');
});

test('The list of media is newest first with caption, permalink and time', async () => {
  for (const caption of ['one', 'two']) await publish((await create({ caption })).body.id);
  const query = { fields: 'id,caption,permalink,timestamp', limit: '5' };
  const { body } = await graph(standIn, 'GET', `${account.ig}/media`, { token: account.token, query });
  const [one, two] = standIn.ledger;
  expect(body.data).toEqual([
    { id: two?.id, caption: 'two', permalink: two?.permalink, timestamp: '2026-11-03T09:00:00+0000' },
    { id: one?.id, caption: 'one', permalink: one?.permalink, timestamp: '2026-11-03T09:00:00+0000' },
  ]);
});
