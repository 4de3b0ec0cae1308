import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MetaStandIn, TokenDeath } from '../../src/playground/meta/index.js';
import { APP, connect, dialogUrl, extend, graph, login, meta, proofOf, redeem, refusal, SCOPES } from './meta-client.js';

let standIn: MetaStandIn;
let time: number;

beforeEach(async () => {
  time = Date.UTC(2026, 10, 3, 9);
  standIn = await meta({ clock: () => time });
});

afterEach(async () => {
  await standIn.close();
});

describe('The dialog', () => {
  test('sends the browser back with a code and the same state', async () => {
    const location = new URL(await standIn.consent(dialogUrl(standIn, { state: 'a b&c' }), { person: 'ada', action: 'accept' }));
    expect(location.origin + location.pathname).toBe(APP.redirect);
    expect(location.searchParams.get('state')).toBe('a b&c');
    expect(location.searchParams.get('code')).toMatch(/^AQ/);
  });

  test('sends a person who cancels back with the reason', async () => {
    const location = new URL(await standIn.consent(dialogUrl(standIn), { person: 'ada', action: 'cancel' }));
    expect(Object.fromEntries(location.searchParams)).toMatchObject({ error: 'access_denied', error_reason: 'user_denied', state: 'st' });
  });

  test.each([
    ['another app', { client_id: '1' }, /Invalid app ID/],
    ['an address that is not registered', { redirect_uri: `${APP.redirect}/` }, /URL blocked/],
    ['an unknown permission', { scope: 'pages_show_list,pages_fly' }, /Invalid Scopes: pages_fly/],
    ['a token instead of a code', { response_type: 'token' }, /Invalid response_type/],
  ])('refuses %s on its own page', async (_what, changed, words) => {
    await expect(standIn.consent(dialogUrl(standIn, changed), { person: 'ada', action: 'accept' })).rejects.toThrow(words);
  });

  test('asks a declined permission again only with auth_type=rerequest', async () => {
    const declined = await login(standIn, { decline: ['pages_manage_posts'] });
    const still = await login(standIn);
    const statusOf = async (token: string) =>
      (await graph(standIn, 'GET', 'me/permissions', { token })).body.data.find((each) => each.permission === 'pages_manage_posts');
    expect(await statusOf(declined)).toMatchObject({ status: 'declined' });
    expect(await statusOf(still)).toMatchObject({ status: 'declined' });
    await standIn.consent(dialogUrl(standIn, { auth_type: 'rerequest' }), { person: 'ada', action: 'accept' });
    expect(await statusOf(still)).toMatchObject({ status: 'granted' });
  });
});

describe('Tokens', () => {
  test('a code works once, for its own redirect address, with the right secret, for ten minutes', async () => {
    const code = async () =>
      new URL(await standIn.consent(dialogUrl(standIn), { person: 'ada', action: 'accept' })).searchParams.get('code') ?? '';
    const first = await code();
    expect(refusal(await redeem(standIn, first, { redirect_uri: 'https://elsewhere.test/' }))).toBe('100/36008');
    expect(refusal(await redeem(standIn, first, { client_secret: 'wrong' }))).toBe('1');
    expect((await redeem(standIn, first)).body).toMatchObject({ token_type: 'bearer', expires_in: 5400 });
    expect(refusal(await redeem(standIn, first))).toBe('100/36009');
    const late = await code();
    time += 600_000;
    expect(refusal(await redeem(standIn, late))).toBe('100/36007');
  });

  test('a short-lived token becomes a 60-day one, unless it has expired', async () => {
    const short = await login(standIn);
    expect((await extend(standIn, short)).body.expires_in).toBe(5_184_000);
    time += 5_400_000;
    expect(refusal(await extend(standIn, short))).toBe('190/463');
  });

  test('a Page token of a long-lived token outlives it; one of a short-lived token does not', async () => {
    const { token, user, page } = await connect(standIn);
    const { body } = await graph(standIn, 'GET', 'me/accounts', { token: await login(standIn) });
    time += 61 * 86_400_000;
    expect(refusal(await graph(standIn, 'GET', 'me', { token: user }))).toBe('190/463');
    expect((await graph(standIn, 'GET', page, { token })).status).toBe(200);
    expect(refusal(await graph(standIn, 'GET', page, { token: body.data[0]?.access_token ?? '' }))).toBe('190/463');
  });

  test.each<[TokenDeath, string]>([
    ['expired', '190/463'],
    ['revoked', '190/458'],
    ['password_changed', '190/460'],
    ['checkpoint', '190/459'],
  ])('%s ends the user token and the Page tokens with %s, and a new consent works', async (how, code) => {
    const { user, token, page } = await connect(standIn);
    standIn.expireToken('ada', how);
    expect(refusal(await graph(standIn, 'GET', 'me', { token: user }))).toBe(code);
    expect(refusal(await graph(standIn, 'POST', `${page}/feed`, { token, body: { message: 'late' } }))).toBe(code);
    expect((await graph(standIn, 'GET', 'me', { token: await login(standIn) })).status).toBe(200);
  });

  test('a lost Page role ends its Page token with 190/492 and hides the Page', async () => {
    const { user, token, page } = await connect(standIn);
    standIn.dropPageRole('ada', page);
    expect(refusal(await graph(standIn, 'GET', page, { token }))).toBe('190/492');
    const { body } = await graph(standIn, 'GET', 'me/accounts', { token: user });
    expect(body.data.map((each) => each.id)).not.toContain(page);
  });

  test('debug_token tells scopes and ticked Pages to the app token only', async () => {
    const [first] = standIn.pages('ada');
    const { user } = await connect(standIn, 0, { onlyPages: [first?.id ?? ''] });
    const app = `${APP.appId}|${APP.appSecret}`;
    const { body } = await graph(standIn, 'GET', 'debug_token', { token: app, query: { input_token: user } });
    expect(body.data).toMatchObject({ is_valid: true, type: 'USER', app_id: APP.appId, user_id: standIn.people[0]?.userId });
    expect(body).toHaveProperty('data.granular_scopes', expect.arrayContaining([{ scope: 'pages_manage_posts', target_ids: [first?.id] }]));
    expect(body).toHaveProperty(
      'data.granular_scopes',
      expect.arrayContaining([{ scope: 'instagram_basic', target_ids: [first?.instagram?.id] }]),
    );
    expect(refusal(await graph(standIn, 'GET', 'debug_token', { token: user, query: { input_token: user } }))).toBe('100');
    standIn.expireToken('ada', 'password_changed');
    const dead = await graph(standIn, 'GET', 'debug_token', { token: app, query: { input_token: user } });
    expect(dead.body.data).toMatchObject({ is_valid: false, error: { code: 190, subcode: 460 } });
  });
});

describe('Every Graph call', () => {
  test('needs version v26.0, a token in the header, its proof, and no retired parameter', async () => {
    const token = await login(standIn);
    const call = (path: string, options: Parameters<typeof graph>[3] = { token }) => graph(standIn, 'GET', path, options);
    expect(refusal(await call('/v25.0/me'))).toBe('2500');
    expect(refusal(await call('me', {}))).toBe('2500');
    expect(refusal(await call(standIn.pages('ada')[0]?.id ?? '', {}))).toBe('104');
    expect(refusal(await call('me', { token: 'EAAunknown' }))).toBe('190');
    const unproven = await call('me', { token, proof: null });
    expect([refusal(unproven), unproven.body.error.message]).toEqual([
      '100',
      'API calls from the server require an appsecret_proof argument',
    ]);
    const misproven = await call('me', { token, proof: proofOf('other') });
    expect([refusal(misproven), misproven.body.error.message]).toEqual(['100', expect.stringMatching(/^Invalid appsecret_proof/)]);
    expect((await call('me', { query: { access_token: token }, proof: proofOf(token) })).status).toBe(400);
    for (const retired of ['pretty', 'debug', 'date_format', 'ids'])
      expect(refusal(await call('me', { token, query: { [retired]: '1' } }))).toBe('100');
    expect((await call('me')).body).toEqual({ id: standIn.people[0]?.userId, name: 'Ada Marsh' });
  });

  test('answers usage headers, and errors in an envelope with a trace id', async () => {
    const answer = await graph(standIn, 'GET', 'me', { token: 'nonsense' });
    expect(JSON.parse(answer.headers.get('x-app-usage') ?? '')).toMatchObject({ call_count: expect.any(Number) });
    expect(answer.body.error).toMatchObject({ type: 'OAuthException', fbtrace_id: expect.any(String), message: expect.any(String) });
  });

  test('answers 100/33 for what does not exist, and 100 for a field that does not exist', async () => {
    const token = await login(standIn);
    expect(refusal(await graph(standIn, 'GET', '123', { token }))).toBe('100/33');
    expect(refusal(await graph(standIn, 'GET', 'me', { token, query: { fields: 'id,shoe_size' } }))).toBe('100');
  });

  test('is recorded with its secrets redacted', async () => {
    const { user, token, page } = await connect(standIn);
    await graph(standIn, 'POST', `${page}/feed`, { token, body: {} });
    const last = standIn.requests.at(-1);
    expect(last).toMatchObject({ method: 'POST', path: `/v26.0/${page}/feed`, operation: 'feed', status: 400, code: 100 });
    const recorded = JSON.stringify(standIn.requests);
    for (const secret of [user, token, proofOf(token), APP.appSecret]) expect(recorded).not.toContain(secret);
  });
});

describe('Pages and permissions', () => {
  test('lists 130 Pages over two result pages, the last without next', async () => {
    const token = (await extend(standIn, await login(standIn, { person: 'cleo' }))).body.access_token;
    const query = { fields: 'id', limit: '100' };
    const first = await graph(standIn, 'GET', 'me/accounts', { token, query });
    expect(first.body.paging.next).toContain('after=');
    const second = await graph(standIn, 'GET', 'me/accounts', { token, query: { ...query, after: first.body.paging.cursors.after } });
    expect(second.body.paging.next).toBeUndefined();
    const ids = [...first.body.data, ...second.body.data].map((each) => each.id);
    expect(ids).toEqual(standIn.pages('cleo').map((page) => page.id));
    expect(new Set(ids).size).toBe(130);
  });

  test('answers a person without Pages with an empty list', async () => {
    const token = await login(standIn, { person: 'ben' });
    expect((await graph(standIn, 'GET', 'me/accounts', { token })).body).toEqual({ data: [] });
  });

  test('shows the asked fields of a Page, its tasks and its Instagram account', async () => {
    const token = await login(standIn);
    const fields = 'name,tasks,picture.type(large),instagram_business_account{username,profile_picture_url}';
    const { body } = await graph(standIn, 'GET', 'me/accounts', { token, query: { fields } });
    expect(body.data[0]).toEqual({
      id: standIn.pages('ada')[0]?.id,
      name: 'Bluebird Coffee',
      tasks: expect.arrayContaining(['CREATE_CONTENT']),
      picture: { data: expect.objectContaining({ url: expect.any(String) }) },
      instagram_business_account: {
        id: standIn.pages('ada')[0]?.instagram?.id,
        username: 'bluebird.coffee',
        profile_picture_url: expect.any(String),
      },
    });
    expect(body.data[2]).not.toHaveProperty('instagram_business_account');
    expect(body.data[3]?.tasks).not.toContain('CREATE_CONTENT');
  });

  test('hides a Page that was not ticked, and refuses its old token', async () => {
    const { token, page } = await connect(standIn);
    const [, second] = standIn.pages('ada');
    const { user } = await connect(standIn, 0, { onlyPages: [second?.id ?? ''] });
    const { body } = await graph(standIn, 'GET', 'me/accounts', { token: user });
    expect(body.data.map((each) => each.id)).toEqual([second?.id]);
    expect(refusal(await graph(standIn, 'POST', `${page}/feed`, { token, body: { message: 'x' } }))).toBe('200');
    expect(refusal(await graph(standIn, 'GET', `${page}/published_posts`, { token }))).toBe('10');
  });

  test('refuses the list without pages_show_list and hides Instagram without instagram_basic', async () => {
    expect(refusal(await graph(standIn, 'GET', 'me/accounts', { token: await login(standIn, { decline: ['pages_show_list'] }) }))).toBe(
      '200',
    );
    const other = await login(standIn, { person: 'cleo', decline: ['instagram_basic'] });
    const { body } = await graph(standIn, 'GET', 'me/accounts', { token: other, query: { fields: 'instagram_business_account' } });
    expect(body.data[0]).toEqual({ id: expect.any(String) });
  });

  test('tells what was granted, and revokes everything with a signed deauthorize call', async () => {
    const heard: string[] = [];
    const listener = createServer(async (request, response) => {
      for await (const chunk of request) heard.push(String(chunk));
      response.end();
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const deauthorizeUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
    const announcing = await meta({ deauthorizeUrl });
    try {
      const { user, token } = await connect(announcing);
      const granted = await graph(announcing, 'GET', 'me/permissions', { token: user });
      expect(granted.body.data).toEqual(expect.arrayContaining(SCOPES.map((permission) => ({ permission, status: 'granted' }))));
      expect((await graph(announcing, 'DELETE', 'me/permissions', { token: user })).body).toEqual({ success: true });
      expect(refusal(await graph(announcing, 'GET', 'me', { token }))).toBe('190/458');
      for (let waits = 0; heard.length === 0 && waits < 100; waits += 1) await new Promise((resolve) => setTimeout(resolve, 20));
      const [signature, payload] = (new URLSearchParams(heard.join('')).get('signed_request') ?? '').split('.');
      expect(signature).toBe(
        createHmac('sha256', APP.appSecret)
          .update(payload ?? '')
          .digest('base64url'),
      );
      expect(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())).toMatchObject({ user_id: announcing.people[0]?.userId });
    } finally {
      await announcing.close();
      listener.close();
    }
  });

  test('deauthorize ends the tokens and returns the signed request that Meta would post', async () => {
    const { user } = await connect(standIn);
    const [, payload] = standIn.deauthorize('ada').split('.');
    expect(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())).toEqual({
      algorithm: 'HMAC-SHA256',
      issued_at: time / 1000,
      user_id: standIn.people[0]?.userId,
    });
    expect(refusal(await graph(standIn, 'GET', 'me', { token: user }))).toBe('190/458');
  });
});
