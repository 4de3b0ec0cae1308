import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { startX, type XFault, type XStandIn } from '../../src/playground/x/index.js';
import { COFFEE } from '../support/videos.js';

const APP = { clientId: 'client-7', clientSecret: 'secret-of-the-tests', redirect: 'https://copydesk.test/oauth/x/callback' };
const VERIFIER = 'v'.repeat(43);
const SCOPES = 'tweet.read tweet.write users.read media.write offline.access';

let x: XStandIn;
let time: number;

beforeEach(async () => {
  time = Date.UTC(2026, 10, 3, 9);
  x = await startX({ ...APP, redirectUris: [APP.redirect], clock: () => time });
});

afterEach(() => x.close());

describe('The dialog', () => {
  test('sends the browser back with a code and the same state', async () => {
    const location = new URL(await x.consent(dialogUrl({ state: 'a b&c' }), { person: 'ada', action: 'accept' }));
    expect([location.origin + location.pathname, location.searchParams.get('state')]).toEqual([APP.redirect, 'a b&c']);
    expect(location.searchParams.get('code')).not.toBe('');
  });

  test('sends a person who cancels back with the reason', async () => {
    const location = new URL(await x.consent(dialogUrl(), { person: 'ada', action: 'cancel' }));
    expect(Object.fromEntries(location.searchParams)).toEqual({ error: 'access_denied', state: 'st' });
  });

  test.each([
    ['another client', { client_id: '1' }, /client_id/],
    ['an address that is not registered', { redirect_uri: `${APP.redirect}/` }, /registered/],
    ['an unknown scope', { scope: 'tweet.read tweet.fly' }, /scope is not valid: tweet\.fly/],
    ['a token instead of a code', { response_type: 'token' }, /response_type/],
    ['a plain challenge', { code_challenge_method: 'plain' }, /S256/],
    ['no challenge', { code_challenge: '' }, /code_challenge/],
    ['no state', { state: '' }, /state/],
  ])('refuses %s on its own page', async (_what, changed, words) => {
    await expect(x.consent(dialogUrl(changed), { person: 'ada', action: 'accept' })).rejects.toThrow(words);
  });
});

describe('Tokens', () => {
  test('a code works once, within 30 seconds, for its own address and verifier, for the client that asked', async () => {
    const first = await code();
    expect((await redeem(first, { redirect_uri: 'https://elsewhere.test/' })).status).toBe(400);
    expect((await redeem(first, { code_verifier: 'w'.repeat(43) })).status).toBe(400);
    expect((await redeem(first, {}, 'Basic d3Jvbmc6d3Jvbmc=')).body).toMatchObject({ error: 'unauthorized_client' });
    expect((await redeem(first)).body).toMatchObject({ token_type: 'bearer', expires_in: 7200, scope: SCOPES });
    expect((await redeem(first)).body).toEqual({
      error: 'invalid_request',
      error_description: 'Value passed for the authorization code was invalid.',
    });
    const late = await code();
    time += 30_000;
    expect((await redeem(late)).status).toBe(400);
  });

  test('an access token ends after two hours', async () => {
    const token = await login('ada');
    expect((await api('GET', '/2/users/me', { token })).status).toBe(200);
    time += 7_200_000;
    expect((await api('GET', '/2/users/me', { token })).status).toBe(401);
  });

  test('a refresh token works once', async () => {
    const { refresh_token: refresh } = (await redeem(await code())).body as { refresh_token: string };
    const again = (token: string) => tokenCall({ grant_type: 'refresh_token', refresh_token: token });
    const next = (await again(refresh)).body as { refresh_token: string };
    expect((await again(refresh)).body).toMatchObject({ error_description: 'Value passed for the token was invalid.' });
    expect((await again(next.refresh_token)).status).toBe(200);
  });

  test('a scope that was not asked for is missing', async () => {
    const token = await login('ada', 'tweet.read users.read');
    expect((await api('POST', '/2/tweets', { token, json: { text: 'Hello' } })).status).toBe(403);
    expect((await api('GET', '/2/users/me', { token })).status).toBe(200);
  });

  test('no token, no answer', async () => {
    expect((await api('POST', '/2/tweets', { json: { text: 'Hello' } })).status).toBe(401);
  });
});

describe('A post', () => {
  test('weighs 280 at most, 25,000 with a subscription, as the library counts', async () => {
    const [ada, ben] = [await login('ada'), await login('ben')];
    const post = (token: string, text: string) => api('POST', '/2/tweets', { token, json: { text } });
    expect((await post(ada, '漢'.repeat(140))).status).toBe(201);
    expect((await post(ada, '漢'.repeat(141))).status).toBe(400);
    expect((await post(ada, `${'a'.repeat(256)} https://example.com/${'b'.repeat(300)}`)).status).toBe(201);
    expect((await post(ben, 'a'.repeat(25_000))).status).toBe(201);
    expect((await post(ben, 'a'.repeat(25_001))).status).toBe(400);
    x.subscribe('ada', 'PremiumPlus');
    expect((await post(ada, 'b'.repeat(300))).status).toBe(201);
  });

  test.each([
    ['nothing', {}, 400],
    ['a field that X does not know', { text: 'Hello', colour: 'red' }, 400],
    ['a number for a text', { text: 7 }, 400],
    ['two cashtags', { text: '$BLUE $BIRD' }, 403],
    ['an unknown picture', { text: 'Hello', media: { media_ids: ['1'] } }, 400],
    ['a reply to nothing', { text: 'Hello', reply: { in_reply_to_tweet_id: '1' } }, 403],
  ])('with %s is refused', async (_what, json, status) => {
    expect((await api('POST', '/2/tweets', { token: await login('ada'), json })).status).toBe(status);
    expect(x.ledger).toEqual([]);
  });

  test('with the same words is refused for a day, unless the first is gone', async () => {
    const token = await login('ben');
    const post = async () => await api('POST', '/2/tweets', { token: await login('ben'), json: { text: ' Hello' } });
    const first = (await post()).body as { data: { id: string } };
    expect((await post()).body).toMatchObject({ status: 403, detail: 'You are not allowed to create a Tweet with duplicate content.' });
    await api('DELETE', `/2/tweets/${first.data.id}`, { token });
    expect((await post()).status).toBe(201);
    time += 25 * 3_600_000;
    expect((await post()).status).toBe(201);
  });

  test('continues a thread of one account, and of nobody else', async () => {
    const token = await login('ada');
    const post = (json: unknown, by = token) => api('POST', '/2/tweets', { token: by, json });
    const first = (await post({ text: 'One' })).body as { data: { id: string } };
    const reply = { in_reply_to_tweet_id: first.data.id };
    expect((await post({ text: 'Two', reply })).status).toBe(201);
    expect((await post({ text: 'Mine', reply }, await login('ben'))).status).toBe(403);
    expect(x.ledger.map(({ inReplyTo, conversationId }) => [inReplyTo, conversationId])).toEqual([
      [undefined, first.data.id],
      [first.data.id, first.data.id],
    ]);
    const page = await (await fetch(x.ledger[1]?.permalink ?? '')).text();
    expect([page.includes('One'), page.includes('Two')]).toEqual([true, true]);
  });

  test('of another account cannot be deleted', async () => {
    const { body } = await api('POST', '/2/tweets', { token: await login('ada'), json: { text: 'Mine' } });
    const { id } = (body as { data: { id: string } }).data;
    expect((await api('DELETE', `/2/tweets/${id}`, { token: await login('ben') })).status).toBe(403);
    expect(x.ledger[0]?.deletedAt).toBeUndefined();
  });

  test('is listed as X writes it: signs escaped, addresses shortened, what was asked for and no more', async () => {
    const token = await login('ada');
    await api('POST', '/2/tweets', { token, json: { text: 'Tea & cake at example.com' } });
    const path = `/2/users/${x.people[0]?.userId}/tweets`;
    const plain = (await api('GET', path, { token })).body as { data: Record<string, unknown>[] };
    expect(Object.keys(plain.data[0] ?? {})).toEqual(['id', 'text', 'edit_history_tweet_ids']);
    expect(plain.data[0]?.text).toMatch(/^Tea &amp; cake at https:\/\/t\.co\/\w+$/);
    const asked = (await api('GET', `${path}?tweet.fields=entities&max_results=5`, { token })).body as typeof plain;
    expect(asked.data[0]?.entities).toMatchObject({ urls: [{ expanded_url: 'http://example.com' }] });
    expect((await api('GET', `${path}?max_results=4`, { token })).status).toBe(400);
  });
});

describe('An upload', () => {
  test('must be a real picture, and is then shown with its description', async () => {
    const token = await login('ada');
    expect((await upload(token, Buffer.from('no picture'))).status).toBe(400);
    const bytes = await picture('jpeg');
    const { data } = (await upload(token, bytes)).body as { data: { id: string; media_key: string } };
    expect(data.media_key).toBe(`3_${data.id}`);
    const json = { id: data.id, metadata: { alt_text: { text: 'A cup' } } };
    expect((await api('POST', '/2/media/metadata', { token, json })).status).toBe(200);
    await api('POST', '/2/tweets', { token, json: { text: 'Look', media: { media_ids: [data.id] } } });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(x.ledger[0]?.media).toEqual([{ sha256, width: 32, height: 24, altText: 'A cup' }]);
    expect((await fetch(`${x.url}/bytes/${sha256}`)).status).toBe(200);
  });

  test('of a GIF at once, or of another account, cannot be shown', async () => {
    const token = await login('ada');
    expect((await upload(token, await picture('gif'))).status).toBe(400);
    const { data } = (await upload(await login('ben'), await picture('png'))).body as { data: { id: string } };
    expect((await api('POST', '/2/tweets', { token, json: { media: { media_ids: [data.id] } } })).status).toBe(400);
  });

  test('of a GIF in chunks goes in order, is worked on, and expires unused', async () => {
    const token = await login('ada');
    x.processing({ polls: 2 });
    const bytes = await picture('gif');
    const { path, id } = await initialize(token, { media_type: 'image/gif', media_category: 'tweet_gif', total_bytes: bytes.length });
    expect((await api('POST', `${path}/append`, { token, form: chunk(bytes.subarray(10), 1) })).status).toBe(400);
    await api('POST', `${path}/append`, { token, form: chunk(bytes.subarray(0, 10), 0) });
    expect((await api('POST', `${path}/finalize`, { token })).status).toBe(400);
    await api('POST', `${path}/append`, { token, form: chunk(bytes.subarray(10), 1) });
    expect((await api('POST', `${path}/finalize`, { token })).body).toMatchObject({ data: { processing_info: { state: 'pending' } } });
    const post = () => api('POST', '/2/tweets', { token, json: { media: { media_ids: [id] } } });
    const states = [];
    for (let reads = 0; reads < 2; reads += 1) {
      expect((await post()).status).toBe(400);
      const { body } = await api('GET', `/2/media/upload?command=STATUS&media_id=${id}`, { token });
      states.push((body as { data: { processing_info: { state: string } } }).data.processing_info.state);
    }
    expect(states).toEqual(['in_progress', 'succeeded']);
    x.expireMedia();
    expect((await post()).status).toBe(400);
  });

  test('of a video takes a chunk again, and refuses other bytes under its number, too many, a second end and words about it', async () => {
    const token = await login('ada');
    const { path, id } = await initialize(token, { media_type: 'video/mp4', media_category: 'tweet_video', total_bytes: COFFEE.length });
    const append = async (bytes: Buffer, segment: number) =>
      (await api('POST', `${path}/append`, { token, form: chunk(bytes, segment) })).status;
    const [first, rest] = [COFFEE.subarray(0, 20_000), COFFEE.subarray(20_000)];
    expect([await append(first, 0), await append(first, 0), await append(rest, 0)]).toEqual([200, 200, 400]);
    expect([await append(COFFEE, 1), await append(rest, 1), await append(rest, 2)]).toEqual([400, 200, 400]);
    expect((await api('GET', `/2/media/upload?command=STATUS&media_id=${id}`, { token })).status).toBe(400);
    expect((await api('POST', `${path}/finalize`, { token })).body).toMatchObject({ data: { processing_info: { state: 'succeeded' } } });
    expect([(await api('POST', `${path}/finalize`, { token })).status, await append(rest, 1)]).toEqual([400, 400]);
    const json = { id, metadata: { alt_text: { text: 'Coffee' } } };
    expect((await api('POST', '/2/media/metadata', { token, json })).status).toBe(400);
    await api('POST', '/2/tweets', { token, json: { media: { media_ids: [id] } } });
    expect(x.ledger[0]?.media).toMatchObject([{ width: 480, height: 270, durationMs: 12_000, altText: '' }]);
    expect(x.uploads()).toEqual([{ id, category: 'tweet_video', appended: [0, 0, 1], finalized: true }]);
  });

  test('of a video must be one, of the type and category it names', async () => {
    const token = await login('ada');
    const start = { media_type: 'video/mp4', media_category: 'tweet_video', total_bytes: 20 };
    for (const wrong of [{ media_type: 'video/webm' }, { media_category: 'tweet_gif' }, { total_bytes: 600_000_000 }]) {
      expect((await api('POST', '/2/media/upload/initialize', { token, json: { ...start, ...wrong } })).status).toBe(400);
    }
    const { path } = await initialize(token, start);
    await api('POST', `${path}/append`, { token, form: chunk(Buffer.from('twenty bytes, no mp4'), 0) });
    expect((await api('POST', `${path}/finalize`, { token })).status).toBe(400);
  });
});

describe.each<['before' | 'after', number]>([
  ['before', 0],
  ['after', 1],
])('A fault %s the effect', (when, live) => {
  const post = async () => api('POST', '/2/tweets', { token: await login('ada'), json: { text: 'Hello' } });
  const plays = (how: XFault['how'], more: Partial<XFault> = {}) => x.fault({ match: 'create_post', when, how, ...more });

  test('answers a plain 500, or a problem of the caller', async () => {
    plays('http_500');
    expect((await post()).status).toBe(500);
    expect(x.ledger).toHaveLength(live);
    plays(
      { problem: { status: 429, type: 'rate-limit-exceeded', headers: { 'x-rate-limit-reset': '9' } } },
      { match: /^GET \/2\/users\/me$/ },
    );
    const limited = await api('GET', '/2/users/me', { token: await login('ada') });
    expect([limited.status, limited.headers.get('x-rate-limit-reset')]).toEqual([429, '9']);
  });

  test('resets the connection', async () => {
    plays('reset');
    await expect(post()).rejects.toThrow();
    expect([x.ledger.length, x.requests.at(-1)?.status]).toEqual([live, 0]);
  });

  test('hangs until the stand-in closes', async () => {
    plays('hang');
    const hanging = post();
    expect(await Promise.race([hanging, new Promise((resolve) => setTimeout(resolve, 300, 'nothing'))])).toBe('nothing');
    expect(x.ledger).toHaveLength(live);
    const ended = expect(hanging).rejects.toThrow();
    await x.close();
    await ended;
  });

  test('answers late', async () => {
    plays({ slow: 100 });
    const startedAt = performance.now();
    expect((await post()).status).toBe(201);
    expect(performance.now() - startedAt).toBeGreaterThan(90);
  });

  test('lets requests pass first where it is told to, hits one account, and can be taken back', async () => {
    plays('http_500', { accountId: '2244994945', skip: 1 });
    plays('http_500', { accountId: '1460323737035677698' })();
    const texts = ['One', 'Two', 'Three'];
    const answers = [];
    for (const text of texts) answers.push((await api('POST', '/2/tweets', { token: await login('ada'), json: { text } })).status);
    expect(answers).toEqual([201, 500, 201]);
    expect((await api('POST', '/2/tweets', { token: await login('ben'), json: { text: 'One' } })).status).toBe(201);
  });
});

test('no secret is kept in the record of requests', async () => {
  const token = await login('ada');
  await api('POST', '/2/tweets', { token, json: { text: 'Hello' } });
  const record = JSON.stringify(x.requests);
  for (const secret of [token, VERIFIER, APP.clientSecret]) expect(record).not.toContain(secret);
});

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

async function api(
  method: string,
  path: string,
  options: { token?: string; json?: unknown; form?: FormData | URLSearchParams; authorization?: string },
): Promise<Answer> {
  const { token, json, form } = options;
  const authorization = options.authorization ?? (token === undefined ? undefined : `Bearer ${token}`);
  const body = json === undefined ? form : JSON.stringify(json);
  const answer = await fetch(`${x.url}${path}`, {
    method,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
}

function dialogUrl(changed: Record<string, string> = {}): string {
  const query = {
    response_type: 'code',
    client_id: APP.clientId,
    redirect_uri: APP.redirect,
    scope: SCOPES,
    state: 'st',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...changed,
  };
  return `${x.url}/i/oauth2/authorize?${new URLSearchParams(query)}`;
}

async function code(person = 'ada', scope = SCOPES): Promise<string> {
  return new URL(await x.consent(dialogUrl({ scope }), { person, action: 'accept' })).searchParams.get('code') ?? '';
}

function redeem(value: string, changed: Record<string, string> = {}, authorization?: string): Promise<Answer> {
  const fields = { grant_type: 'authorization_code', code: value, redirect_uri: APP.redirect, code_verifier: VERIFIER, ...changed };
  return tokenCall(fields, authorization);
}

function tokenCall(fields: Record<string, string>, authorization = basic()): Promise<Answer> {
  return api('POST', '/2/oauth2/token', { form: new URLSearchParams(fields), authorization });
}

function basic(): string {
  return `Basic ${Buffer.from(`${APP.clientId}:${APP.clientSecret}`).toString('base64')}`;
}

async function login(person: string, scope = SCOPES): Promise<string> {
  return ((await redeem(await code(person, scope))).body as { access_token: string }).access_token;
}

async function initialize(token: string, json: Record<string, unknown>): Promise<{ path: string; id: string }> {
  const { data } = (await api('POST', '/2/media/upload/initialize', { token, json })).body as { data: { id: string } };
  return { path: `/2/media/upload/${data.id}`, id: data.id };
}

function upload(token: string, bytes: Buffer): Promise<Answer> {
  const form = new FormData();
  form.set('media', new Blob([new Uint8Array(bytes)]), 'picture');
  form.set('media_category', 'tweet_image');
  return api('POST', '/2/media/upload', { token, form });
}

function chunk(bytes: Uint8Array, segment: number): FormData {
  const form = new FormData();
  form.set('media', new Blob([new Uint8Array(bytes)]), 'chunk');
  form.set('segment_index', String(segment));
  return form;
}

function picture(format: 'jpeg' | 'png' | 'gif'): Promise<Buffer> {
  return sharp({ create: { width: 32, height: 24, channels: 3, background: '#3377aa' } })
    .toFormat(format)
    .toBuffer();
}
