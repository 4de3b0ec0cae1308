import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import { createLinkedInConnector } from '../../src/platforms/linkedin/connect.js';
import { failure } from './conformance.js';
import { APP, codeOf, type LinkedInBench, REDIRECT_URI, startLinkedInBench } from './linkedin-bench.js';

const DAY_MS = 86_400_000;
const ADA = 'urn:li:person:aDa-7_Marsh';
let bench: LinkedInBench;

beforeEach(async () => {
  bench = await startLinkedInBench();
});

afterEach(() => bench.close());

describe('the dialog', () => {
  test('asks for what pages need, the scopes separated as LinkedIn wants it', () => {
    const address = bench.connector.authorizeUrl({ state: 's/1 +', redirectUri: REDIRECT_URI, again: false, challenge: 'unused' });
    const url = new URL(address);
    expect(url.origin + url.pathname).toBe(`${bench.linkedin.url}/oauth/v2/authorization`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: APP.clientId,
      redirect_uri: REDIRECT_URI,
      state: 's/1 +',
      response_type: 'code',
      scope: 'openid profile w_member_social r_organization_admin w_organization_social r_organization_social',
    });
    expect(address).toContain('openid%20profile');
  });

  test('with the self-serve product, asks for the profile only, and says why there are no pages', async () => {
    const own = await startLinkedInBench({ organizations: false });
    const url = new URL(own.connector.authorizeUrl({ state: 's', redirectUri: REDIRECT_URI, again: true, challenge: 'unused' }));
    expect(url.searchParams.get('scope')).toBe('openid profile w_member_social');
    expect(own.connector.note).toMatch(/^Pages .* Community Management product\.$/);
    expect(bench.connector.note).toBeUndefined();
    await own.close();
  });

  test('asking for pages without the product refuses the whole consent', async () => {
    const own = await startLinkedInBench({ organizations: false });
    const app = { ...APP, apiUrl: own.linkedin.url, oauthUrl: own.linkedin.url, organizations: true };
    const dialog = createLinkedInConnector(app, own.http).authorizeUrl({
      state: 's',
      redirectUri: REDIRECT_URI,
      again: false,
      challenge: 'unused',
    });
    const back = new URL(await own.linkedin.consent(dialog, { person: 'ada', action: 'accept' }));
    expect(back.searchParams.get('error')).toBe('unauthorized_scope_error');
    await own.close();
  });
});

describe('the exchange', () => {
  test('gives a token of 60 days, the person and the scopes', async () => {
    const grant = await exchange(await consent());
    expect(((grant.expiresAt?.getTime() ?? 0) - bench.ctx.now.getTime()) / DAY_MS).toBeCloseTo(60, 1);
    expect(grant.person).toEqual({ platformId: ADA, name: 'Ada Marsh' });
    expect([...grant.scopes].sort()).toEqual([...bench.connector.scopes].sort());
    expect(grant.refreshToken).toBeUndefined();
  });

  test('keeps code, secret and tokens out of every address', async () => {
    await exchange(await consent());
    for (const { query } of bench.linkedin.requests.filter(({ path }) => path === '/oauth/v2/accessToken')) expect(query).toEqual({});
  });

  test('a code that was used already is refused with the way on', async () => {
    const location = await consent();
    await exchange(location);
    expect(await failure(exchange(location))).toMatchObject({ kind: 'rejected', message: expect.stringContaining('Connect again') });
  });

  test('a wrong secret is the operator’s to mend', async () => {
    const app = {
      ...APP,
      clientSecret: new Secret('wrong'),
      apiUrl: bench.linkedin.url,
      oauthUrl: bench.linkedin.url,
      organizations: true,
    };
    const connector = createLinkedInConnector(app, bench.http);
    const input = { code: codeOf(await consent()), redirectUri: REDIRECT_URI, verifier: new Secret('unused') };
    expect((await failure(connector.exchange(bench.ctx, input))).message).toContain('LINKEDIN_CLIENT_SECRET');
  });

  test('fewer scopes than asked for are named in plain words', async () => {
    const own = await startLinkedInBench({ organizations: true });
    const narrow = createLinkedInConnector(
      { ...APP, apiUrl: own.linkedin.url, oauthUrl: own.linkedin.url, organizations: false },
      own.http,
    );
    const dialog = narrow.authorizeUrl({ state: 's', redirectUri: REDIRECT_URI, again: false, challenge: 'unused' });
    const code = codeOf(await own.linkedin.consent(dialog, { person: 'ada', action: 'accept' }));
    expect(
      await failure(own.connector.exchange(own.ctx, { code, redirectUri: REDIRECT_URI, verifier: new Secret('unused') })),
    ).toMatchObject({
      kind: 'reauth_needed',
      message:
        'Copydesk was not allowed to see the list of your pages, post on your pages, and read what your pages have posted. Connect again and allow everything.',
    });
    await own.close();
  });

  test('LinkedIn being down is trouble, not a refusal', async () => {
    const location = await consent();
    bench.linkedin.fault({ match: 'token', when: 'before', how: 'http_500' });
    expect((await failure(exchange(location))).kind).toBe('transient');
  });
});

describe('the accounts', () => {
  test('the own profile, then every page, and the reason where the person may not post', async () => {
    const { accounts } = await bench.connect('ada');
    expect(accounts.map(({ platform, account, unfit }) => [platform, account, unfit !== undefined])).toEqual([
      ['linkedin', { platformId: ADA, name: 'Ada Marsh' }, false],
      ['linkedin', { platformId: 'urn:li:organization:55150001', name: 'Bluebird Coffee', username: 'bluebird-coffee' }, false],
      ['linkedin', { platformId: 'urn:li:organization:55150002', name: 'Bluebird (Bakery)', username: 'bluebird-bakery' }, false],
      ['linkedin', { platformId: 'urn:li:organization:55150003', name: 'Bluebird Archive', username: 'bluebird-archive' }, true],
    ]);
    expect(accounts.some((each) => each.token !== undefined)).toBe(false);
    expect(accounts[0]?.pictureUrl).toMatch(/^http/);
  });

  test('all 130 pages over the result pages, with their names', async () => {
    const { accounts } = await bench.connect('cleo');
    expect(new Set(accounts.map(({ account }) => account.name)).size).toBe(131);
  });

  test('someone without pages has their profile', async () => {
    expect((await bench.connect('ben')).accounts.map(({ account }) => account.name)).toEqual(['Ben Okafor']);
  });

  test('with the self-serve product, LinkedIn is not asked for pages', async () => {
    const own = await startLinkedInBench({ organizations: false });
    expect((await own.connect('ada')).accounts.map(({ account }) => account.name)).toEqual(['Ada Marsh']);
    expect(own.linkedin.requests.filter(({ operation }) => operation === 'organization_acls')).toEqual([]);
    await own.close();
  });

  test.each([
    ['expired', 'has expired'],
    ['revoked', 'took back'],
  ] as const)('a sign-in that is %s asks to reconnect and says so', async (how, words) => {
    const { token } = await bench.connect('ada');
    bench.linkedin.expireToken('ada', how);
    expect(await failure(bench.connector.accounts(bench.ctx, token))).toMatchObject({
      kind: 'reauth_needed',
      message: expect.stringContaining(words),
    });
  });
});

describe('how a token stands', () => {
  test('working, with its end and its scopes; expired; taken back', async () => {
    const { token } = await bench.connect('ada');
    const active = await bench.connector.check(bench.ctx, token);
    expect(active).toMatchObject({ state: 'active', scopes: expect.arrayContaining(['w_member_social']) });
    const end = active.state === 'active' ? (active.expiresAt?.getTime() ?? 0) : 0;
    expect((end - Date.now()) / DAY_MS).toBeCloseTo(60, 1);
    bench.linkedin.expireToken('ada', 'expired');
    expect(await bench.connector.check(bench.ctx, token)).toEqual({ state: 'expired' });
    const again = await bench.connect('ada');
    bench.linkedin.expireToken('ada', 'revoked');
    expect(await bench.connector.check(bench.ctx, again.token)).toEqual({ state: 'revoked' });
  });
});

describe('refreshing', () => {
  test('an approved partner gets new tokens, and the refresh token’s end does not move', async () => {
    let shiftMs = 0;
    const own = await startLinkedInBench({ refreshTokens: true, clock: () => Date.now() + shiftMs });
    const dialog = own.connector.authorizeUrl({ state: 's', redirectUri: REDIRECT_URI, again: false, challenge: 'unused' });
    const code = codeOf(await own.linkedin.consent(dialog, { person: 'ada', action: 'accept' }));
    const grant = await own.connector.exchange(own.ctx, { code, redirectUri: REDIRECT_URI, verifier: new Secret('unused') });
    shiftMs = 70 * DAY_MS;
    const later = { ...own.ctx, now: new Date(Date.now() + shiftMs) };
    expect((await failure(own.connector.accounts(later, grant.token))).message).toContain('expired');
    const renewed = await own.connector.refresh(later, grant.refreshToken ?? new Secret(''));
    expect((await own.connector.accounts(later, renewed.token)).length).toBeGreaterThan(1);
    expect((renewed.refreshExpiresAt?.getTime() ?? 0) - (grant.refreshExpiresAt?.getTime() ?? 0)).toBeLessThan(5000);
    own.linkedin.expireToken('ada', 'revoked');
    expect((await failure(own.connector.refresh(later, renewed.refreshToken ?? new Secret('')))).kind).toBe('reauth_needed');
    await own.close();
  });
});

describe('revoking', () => {
  test('ends the token, and once more counts as ended', async () => {
    const { token } = await bench.connect('ada');
    await bench.connector.revoke(bench.ctx, token);
    expect(await bench.connector.check(bench.ctx, token)).toEqual({ state: 'revoked' });
    await expect(bench.connector.revoke(bench.ctx, token)).resolves.toBeUndefined();
  });

  test('a failure is told, so that nobody believes it ended', async () => {
    const { token } = await bench.connect('ada');
    bench.linkedin.fault({ match: 'revoke', when: 'before', how: 'http_500' });
    expect((await failure(bench.connector.revoke(bench.ctx, token))).kind).toBe('transient');
  });
});

function consent(): Promise<string> {
  const dialog = bench.connector.authorizeUrl({ state: 'state-1', redirectUri: REDIRECT_URI, again: false, challenge: 'unused' });
  return bench.linkedin.consent(dialog, { person: 'ada', action: 'accept' });
}

function exchange(location: string) {
  return bench.connector.exchange(bench.ctx, { code: codeOf(location), redirectUri: REDIRECT_URI, verifier: new Secret('unused') });
}
