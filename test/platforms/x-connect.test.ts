import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import { missingScopesSentence } from '../../src/platforms/x/scopes.js';
import { failure } from './conformance.js';
import { CHALLENGE, codeOf, REDIRECT_URI, startXBench, VERIFIER, type XBench } from './x-bench.js';

let bench: XBench;

beforeEach(async () => {
  bench = await startXBench();
});

afterEach(() => bench.close());

describe('the dialog', () => {
  test('asks for exactly the five scopes, with a challenge', () => {
    const href = bench.connector.authorizeUrl({ state: 's/1', redirectUri: REDIRECT_URI, again: false, challenge: CHALLENGE });
    const url = new URL(href);
    expect(url.origin + url.pathname).toBe(`${bench.x.url}/i/oauth2/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'client-1',
      redirect_uri: REDIRECT_URI,
      scope: 'tweet.read tweet.write users.read media.write offline.access',
      state: 's/1',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
    });
    expect(href).toContain('tweet.read%20tweet.write');
  });
});

describe('the exchange', () => {
  test('gives a token of two hours, one that refreshes it, the person and the scopes', async () => {
    const grant = await exchange(await bench.consent('ada'));
    expect((grant.expiresAt?.getTime() ?? 0) - bench.ctx.now.getTime()).toBe(7_200_000);
    expect(grant.refreshToken).toBeInstanceOf(Secret);
    expect(grant.person).toEqual({ platformId: '2244994945', name: 'Bluebird Coffee' });
    expect(grant.scopes).toEqual(bench.connector.scopes);
  });

  test.each([
    ['used before', async (location: string) => void (await exchange(location)), VERIFIER],
    ['with the verifier of another sign-in', async () => undefined, VERIFIER.replace('canary', 'parrot')],
  ])('a code %s is refused with the way on', async (_what, before, verifier) => {
    const location = await bench.consent('ada');
    await before(location);
    expect(await failure(exchange(location, verifier))).toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('Connect again'),
    });
  });

  test('a client that X does not know is told to the operator', async () => {
    const location = await bench.consent('ada');
    bench.x.fault({ match: 'token', when: 'before', how: { problem: { status: 401 } } });
    expect(await failure(exchange(location))).toMatchObject({ kind: 'rejected', message: expect.stringContaining('X_CLIENT_SECRET') });
  });

  test('X being down is told as such', async () => {
    const location = await bench.consent('ada');
    bench.x.fault({ match: 'token', when: 'before', how: 'http_500' });
    expect((await failure(exchange(location))).kind).toBe('unknown_outcome');
  });

  test('keeps code, secret, verifier and tokens out of every address', async () => {
    const { token, refreshToken } = await bench.connect('ada');
    await bench.connector.refresh(bench.ctx, refreshToken);
    await bench.connector.revoke(bench.ctx, token, refreshToken);
    for (const { path, query } of bench.x.requests.filter(({ path }) => path.startsWith('/2/oauth2')))
      expect([path, query]).toEqual([path, {}]);
  });

  test('what was not allowed is named in plain words', () => {
    expect(missingScopesSentence(['tweet.write', 'offline.access'])).toBe(
      'Copydesk was not allowed to post for you and stay connected. Connect again and leave every permission on.',
    );
  });
});

describe('the account', () => {
  test('is the person, with what the subscription allows', async () => {
    expect((await bench.connect('ada')).account).toEqual({
      platformId: '2244994945',
      name: 'Bluebird Coffee',
      username: 'bluebirdcoffee',
    });
    expect((await bench.connect('ben')).account.features).toEqual(['long posts']);
  });

  test('comes with a picture', async () => {
    const { token } = await bench.connect('ada');
    const [candidate] = await bench.connector.accounts(bench.ctx, token);
    expect(candidate?.pictureUrl).toMatch(/^http/);
  });

  test('is out of reach of an ended token', async () => {
    const { token } = await bench.connect('ada');
    bench.x.expireToken('ada', 'expired');
    expect((await failure(bench.connector.accounts(bench.ctx, token))).kind).toBe('reauth_needed');
  });
});

describe('refreshing', () => {
  test('gives a new pair that works, and uses the old refresh token up', async () => {
    const { refreshToken } = await bench.connect('ada');
    const next = await bench.connector.refresh(bench.ctx, refreshToken);
    expect((await bench.connector.accounts(bench.ctx, next.token))[0]?.account.platformId).toBe('2244994945');
    expect((await failure(bench.connector.refresh(bench.ctx, refreshToken))).kind).toBe('reauth_needed');
    expect((await bench.connector.refresh(bench.ctx, next.refreshToken ?? refreshToken)).expiresAt).toBeInstanceOf(Date);
  });

  test.each(['http_500', 'reset'] as const)('%s after it took effect is unknown, and the old one is spent', async (how) => {
    const { refreshToken } = await bench.connect('ada');
    bench.x.fault({ match: 'token', when: 'after', how });
    expect((await failure(bench.connector.refresh(bench.ctx, refreshToken))).kind).toBe('unknown_outcome');
    expect((await failure(bench.connector.refresh(bench.ctx, refreshToken))).kind).toBe('reauth_needed');
  });

  test('a limit leaves the refresh token as it was', async () => {
    const { refreshToken } = await bench.connect('ada');
    bench.x.fault({ match: 'token', when: 'before', how: { problem: { status: 429 } } });
    expect((await failure(bench.connector.refresh(bench.ctx, refreshToken))).kind).toBe('rate_limited');
    await bench.connector.refresh(bench.ctx, refreshToken);
  });

  test('what the person took back asks to reconnect', async () => {
    const { refreshToken } = await bench.connect('ada');
    bench.x.expireToken('ada', 'revoked');
    expect(await failure(bench.connector.refresh(bench.ctx, refreshToken))).toMatchObject({
      kind: 'reauth_needed',
      message: expect.stringContaining('Reconnect'),
    });
  });
});

describe('revoking', () => {
  test('ends both tokens', async () => {
    const { token, refreshToken } = await bench.connect('ada');
    await bench.connector.revoke(bench.ctx, token, refreshToken);
    expect((await failure(bench.connector.accounts(bench.ctx, token))).kind).toBe('reauth_needed');
    expect((await failure(bench.connector.refresh(bench.ctx, refreshToken))).kind).toBe('reauth_needed');
  });

  test('a failure is told, so that nobody believes it ended', async () => {
    const { token } = await bench.connect('ada');
    bench.x.fault({ match: 'revoke', when: 'before', how: 'http_500' });
    expect((await failure(bench.connector.revoke(bench.ctx, token))).kind).toBe('transient');
  });
});

function exchange(location: string, verifier = VERIFIER) {
  return bench.connector.exchange(bench.ctx, { code: codeOf(location), redirectUri: REDIRECT_URI, verifier: new Secret(verifier) });
}
