import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import { createPlatformHttp } from '../../src/platforms/http.js';
import { createPlatforms } from '../../src/platforms/index.js';
import { failure } from './conformance.js';
import { contentOf } from './fixtures.js';
import { APP, codeOf, type MetaBench, REDIRECT_URI, startMetaBench } from './meta-bench.js';

let bench: MetaBench;

beforeEach(async () => {
  bench = await startMetaBench();
});

afterEach(() => bench.close());

const SCOPES = 'pages_show_list,pages_read_engagement,pages_manage_posts,instagram_basic,instagram_content_publish';

describe('the dialog', () => {
  test('asks for exactly the five scopes, and for declined ones again only when told', () => {
    const url = new URL(bench.connector.authorizeUrl({ state: 's/1', redirectUri: REDIRECT_URI, again: false, challenge: 'unused' }));
    expect(url.origin + url.pathname).toBe(`${bench.meta.url}/v26.0/dialog/oauth`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: APP.appId,
      redirect_uri: REDIRECT_URI,
      state: 's/1',
      response_type: 'code',
      scope: SCOPES,
    });
    const again = new URL(bench.connector.authorizeUrl({ state: 's', redirectUri: REDIRECT_URI, again: true, challenge: 'unused' }));
    expect(again.searchParams.get('auth_type')).toBe('rerequest');
  });
});

describe('what takes permissions beyond publishing', () => {
  test.each([
    [{ comments: true }, ['pages_manage_engagement', 'instagram_manage_comments']],
    [{ deletions: true }, ['instagram_manage_contents']],
  ] as const)('%o asks for its permissions alone', (more, scopes) => {
    const url = bench.connector.authorizeUrl({ state: 's', redirectUri: REDIRECT_URI, again: false, challenge: 'unused', ...more });
    expect(new URL(url).searchParams.get('scope')).toBe([SCOPES, ...scopes].join(','));
  });

  test('is a feature of each account whose consent holds it', async () => {
    const features = async (more: boolean) =>
      (await bench.connect('ada', more)).accounts.slice(0, 2).map(({ account }) => account.features);
    expect(await features(false)).toEqual([undefined, undefined]);
    expect(await features(true)).toEqual([['comments'], ['comments', 'deletions']]);
  });
});

describe('the exchange', () => {
  test('gives a token of 60 days, the person and the scopes', async () => {
    const grant = await exchange(await consent());
    const days = ((grant.expiresAt?.getTime() ?? 0) - bench.ctx.now.getTime()) / 86_400_000;
    expect(days).toBeCloseTo(60, 1);
    expect(grant.person).toEqual({ platformId: '10160000000000011', name: 'Ada Marsh' });
    expect([...grant.scopes].sort()).toEqual(expect.arrayContaining(SCOPES.split(',').sort()));
  });

  test('keeps code, secret and tokens out of every address', async () => {
    await exchange(await consent());
    for (const { query } of bench.meta.requests.filter(({ path }) => path.includes('access_token'))) expect(query).toEqual({});
  });

  test('a code that was used already is refused with the way on', async () => {
    const location = await consent();
    await exchange(location);
    expect(await failure(exchange(location))).toMatchObject({ kind: 'rejected', message: expect.stringContaining('Connect again') });
  });

  test('a declined permission is named in plain words', async () => {
    const location = await consent({ decline: ['instagram_content_publish', 'pages_manage_posts'] });
    expect(await failure(exchange(location))).toMatchObject({
      kind: 'reauth_needed',
      message: 'Copydesk was not allowed to post on your Pages and post on Instagram. Connect again and leave every permission on.',
    });
  });

  test('Meta being down is trouble, not a refusal', async () => {
    const location = await consent();
    bench.meta.fault({ match: 'token', when: 'before', how: 'http_500' });
    expect((await failure(exchange(location))).kind).toBe('transient');
  });
});

describe('the accounts', () => {
  test('every Page with its Instagram account under it, and the reason where it cannot publish', async () => {
    const { accounts } = await bench.connect('ada');
    const shown = accounts.map(({ platform, account, parent, unfit }) => [
      platform,
      account.name,
      parent !== undefined,
      unfit !== undefined,
    ]);
    expect(shown).toEqual([
      ['facebook', 'Bluebird Coffee', false, false],
      ['instagram', 'bluebird.coffee', true, false],
      ['facebook', 'Bluebird Bakery', false, false],
      ['instagram', 'bluebird.bakery', true, false],
      ['facebook', 'Bluebird Events', false, false],
      ['facebook', 'Bluebird Archive', false, true],
    ]);
    expect(accounts[1]?.parent).toBe(accounts[0]?.account.platformId);
    expect(accounts[0]?.token).toBeInstanceOf(Secret);
    expect(accounts[1]?.token).toBeUndefined();
    expect(accounts[0]?.pictureUrl).toMatch(/^http/);
  });

  test('all 130 Pages over the result pages', async () => {
    const { accounts } = await bench.connect('cleo');
    expect(new Set(accounts.filter(({ platform }) => platform === 'facebook').map(({ account }) => account.platformId)).size).toBe(130);
  });

  test('someone without Pages has none', async () => {
    expect((await bench.connect('ben')).accounts).toEqual([]);
  });

  test('an ended sign-in asks to reconnect', async () => {
    const { token } = await bench.connect('ada');
    bench.meta.expireToken('ada', 'password_changed');
    const error = await failure(bench.connector.accounts(bench.ctx, token));
    expect(error).toMatchObject({ kind: 'reauth_needed', message: expect.stringContaining('password') });
  });
});

describe('revoking', () => {
  test('ends the consent at Meta', async () => {
    const { token } = await bench.connect('ada');
    await bench.connector.revoke(bench.ctx, token);
    expect((await failure(bench.connector.accounts(bench.ctx, token))).kind).toBe('reauth_needed');
  });

  test('what the person removed already counts as ended', async () => {
    const { token } = await bench.connect('ada');
    bench.meta.deauthorize('ada');
    await expect(bench.connector.revoke(bench.ctx, token)).resolves.toBeUndefined();
  });

  test('a failure is told, so that nobody believes it ended', async () => {
    const { token } = await bench.connect('ada');
    bench.meta.fault({ match: /^DELETE .*permissions$/, when: 'before', how: 'http_500' });
    expect((await failure(bench.connector.revoke(bench.ctx, token))).kind).toBe('transient');
  });
});

describe('signed requests', () => {
  test('a genuine one names the person', () => {
    expect(bench.connector.readSignedRequest?.(bench.meta.signedRequest('ada'))).toEqual({
      person: '10160000000000011',
      at: expect.any(Date),
    });
  });

  test.each([
    ['with another secret', () => signed({ algorithm: 'HMAC-SHA256', user_id: '7' }, 'other')],
    ['with another algorithm', () => signed({ algorithm: 'none', user_id: '7' })],
    ['without a person', () => signed({ algorithm: 'HMAC-SHA256' })],
    [
      'with words that were changed',
      () => bench.meta.signedRequest('ada').replace(/\..*/, `.${encoded({ algorithm: 'HMAC-SHA256', user_id: '7' })}`),
    ],
    ['with a further part', () => `${bench.meta.signedRequest('ada')}.x`],
    ['that is no JSON', () => signedText('hello')],
    ['that is empty', () => ''],
    ['without a signature', () => `.${encoded({ algorithm: 'HMAC-SHA256', user_id: '7' })}`],
  ])('one %s is refused', (_name, make) => {
    expect(() => bench.connector.readSignedRequest?.(make())).toThrow('The signed request is not from Meta.');
  });
});

describe('the registry', () => {
  test('a family that is not set up says what is missing, and its platforms still validate', () => {
    const { platforms, connectors } = registry({ publicUrl: 'https://desk.example.com', missing: ['META_APP_ID', 'META_APP_SECRET'] });
    expect(connectors.get('meta')).toEqual({
      family: 'meta',
      name: 'Facebook and Instagram',
      platforms: ['facebook', 'instagram'],
      missing: ['META_APP_ID', 'META_APP_SECRET'],
    });
    expect(platforms.get('facebook')?.validate(contentOf({ text: 'Hello' }), { platformId: '1', name: 'Page' })).toEqual([]);
  });

  test.each([
    ['http://localhost:3000', 'https://graph.facebook.com', true],
    ['https://desk.example.com', 'https://graph.facebook.com', false],
    ['http://localhost:3000', 'http://127.0.0.1:4010', false],
    ['http://localhost:3000', 'http://127.0.0.1.example.com', true],
  ])('Instagram at %s with a Graph API at %s stops for want of a public address: %s', (publicUrl, graphUrl, stopped) => {
    const problems = registry({ publicUrl, graphUrl })
      .platforms.get('instagram')
      ?.validate(contentOf(), { platformId: '1', name: 'ig' })
      .filter(({ field }) => field === 'account');
    expect(problems?.map(({ severity, sentence }) => [severity, sentence.includes('PUBLIC_URL')])).toEqual(
      stopped ? [['stops', true]] : [],
    );
  });
});

function registry(fields: { publicUrl: string; graphUrl?: string; missing?: string[] }) {
  const { publicUrl, graphUrl = '', missing } = fields;
  const meta =
    missing === undefined ? ({ state: 'on', ...APP, graphUrl, dialogUrl: graphUrl } as const) : ({ state: 'not set up', missing } as const);
  return createPlatforms({ http: createPlatformHttp(), config: { meta }, publicUrl });
}

function consent(choice: { decline?: string[] } = {}): Promise<string> {
  const dialog = bench.connector.authorizeUrl({ state: 'state-1', redirectUri: REDIRECT_URI, again: false, challenge: 'unused' });
  return bench.meta.consent(dialog, { person: 'ada', action: 'accept', ...choice });
}

function exchange(location: string) {
  return bench.connector.exchange(bench.ctx, { code: codeOf(location), redirectUri: REDIRECT_URI, verifier: new Secret('unused') });
}

function signed(body: Record<string, unknown>, secret = APP.appSecret.unwrap()): string {
  return signedText(JSON.stringify(body), secret);
}

function signedText(text: string, secret = APP.appSecret.unwrap()): string {
  const payload = Buffer.from(text).toString('base64url');
  return `${createHmac('sha256', secret).update(payload).digest('base64url')}.${payload}`;
}

function encoded(body: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(body)).toString('base64url');
}
