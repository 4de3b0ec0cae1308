import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LinkedInStandIn } from '../../src/playground/linkedin/index.js';
import { ADA, APP, COFFEE, call, codeOf, dialogUrl, linkedin, oauth, postOf, redeem, SCOPES, tokenOf } from './linkedin-client.js';

let standIn: LinkedInStandIn;
let token: string;
let shiftMs = 0;

beforeEach(async () => {
  shiftMs = 0;
  standIn = await linkedin({ clock: () => Date.now() + shiftMs });
  token = await tokenOf(standIn);
});

afterEach(() => standIn.close());

const post = (changed: Record<string, unknown> = {}, as = token) =>
  call(standIn, 'POST', '/rest/posts', { token: as, json: postOf(changed) });
const fields = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body.code];

describe('the sign-in', () => {
  test.each([
    ['an unknown app', { client_id: 'other' }, 'client_id'],
    ['an address that is not registered', { redirect_uri: 'https://elsewhere.test' }, 'redirect_uri'],
    ['another response type', { response_type: 'token' }, 'response_type'],
  ])('%s is told on the page and sends nobody back', async (_name, changed, words) => {
    await expect(standIn.consent(dialogUrl(standIn, changed), { person: 'ada', action: 'accept' })).rejects.toThrow(words);
  });

  test('a scope the app does not have sends the browser back with the reason', async () => {
    const own = await linkedin({ organizations: false });
    const back = new URL(await own.consent(dialogUrl(own), { person: 'ada', action: 'accept' }));
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'unauthorized_scope_error', state: 'st' });
    await own.close();
  });

  test('cancelling sends the browser back without a code', async () => {
    const back = new URL(await standIn.consent(dialogUrl(standIn), { person: 'ada', action: 'cancel' }));
    expect([back.searchParams.get('error'), back.searchParams.get('code')]).toEqual(['user_cancelled_authorize', null]);
  });

  test('a browser can choose the person and press the button', async () => {
    const choose = await (await fetch(dialogUrl(standIn))).text();
    expect(choose).toContain('Sign in as Cleo Varga');
    const form = await (await fetch(dialogUrl(standIn, { person: 'cleo' }))).text();
    expect(form).toContain('w_organization_social');
  });

  test('a code works once, for half an hour, with its own address and the right secret', async () => {
    const code = await codeOf(standIn);
    expect((await redeem(standIn, { code, client_secret: 'wrong' })).body.error).toBe('invalid_client');
    expect((await redeem(standIn, { code, redirect_uri: 'https://elsewhere.test' })).body.error).toBe('invalid_redirect_uri');
    expect((await redeem(standIn, { code })).body).toMatchObject({ expires_in: 5_184_000, scope: SCOPES.replaceAll(' ', ',') });
    expect((await redeem(standIn, { code })).body.error).toBe('invalid_request');
    const late = await codeOf(standIn);
    shiftMs = 1_800_001;
    expect((await redeem(standIn, { code: late })).status).toBe(400);
  });

  test('a refresh token is given to partners only', async () => {
    expect((await redeem(standIn, { code: await codeOf(standIn) })).body.refresh_token).toBeUndefined();
    const partner = await linkedin({ refreshTokens: true });
    const first = await redeem(partner, { code: await codeOf(partner) });
    const again = await redeem(partner, { grant_type: 'refresh_token', refresh_token: String(first.body.refresh_token) });
    expect(again.body).toMatchObject({ refresh_token: first.body.refresh_token, expires_in: 5_184_000 });
    await partner.close();
  });

  test('introspection knows its own tokens only', async () => {
    const client = { client_id: APP.clientId, client_secret: APP.clientSecret };
    expect((await oauth(standIn, 'introspectToken', { ...client, token })).body).toMatchObject({ active: true, status: 'active' });
    expect((await oauth(standIn, 'introspectToken', { ...client, token: 'foreign' })).body).toEqual({ active: false });
    expect((await oauth(standIn, 'introspectToken', { ...client, client_secret: 'wrong', token })).status).toBe(401);
  });
});

describe('what a token may do', () => {
  const SELF = 'openid profile w_member_social';

  test('with the self-serve scopes: post as oneself, and neither for a page nor read anything', async () => {
    const own = await tokenOf(standIn, 'ada', SELF);
    expect((await post({ author: ADA }, own)).status).toBe(201);
    const refused = [
      await post({}, own),
      await call(standIn, 'GET', `/rest/posts?author=${encodeURIComponent(ADA)}&q=author`, {
        token: own,
        headers: { 'x-restli-method': 'FINDER' },
      }),
      await call(standIn, 'GET', '/rest/images/urn%3Ali%3Aimage%3A1', { token: own }),
      await call(standIn, 'GET', '/rest/organizationAcls?q=roleAssignee', { token: own, headers: { 'x-restli-method': 'FINDER' } }),
      await call(standIn, 'GET', '/rest/organizations?ids=List(55150001)', { token: own, headers: { 'x-restli-method': 'BATCH_GET' } }),
    ];
    expect(refused.map(fields)).toEqual(refused.map(() => [403, 'ACCESS_DENIED']));
  });

  test('nobody posts for someone else, nor for a page without a role that may', async () => {
    const archive = standIn.pages('ada').find(({ roles }) => roles.join() === 'ANALYST')?.urn;
    for (const author of ['urn:li:person:bEn-8_Okafor', archive, 'urn:li:organization:1'])
      expect((await post({ author })).status).toBe(403);
    standIn.dropRole('ada', COFFEE);
    expect((await post()).status).toBe(403);
  });

  test('another set of scopes ends the older tokens of that person only', async () => {
    const bens = await tokenOf(standIn, 'ben');
    await tokenOf(standIn, 'ada', SELF);
    expect((await post()).body.code).toBe('REVOKED_ACCESS_TOKEN');
    expect((await call(standIn, 'GET', '/v2/userinfo', { token: bens })).status).toBe(200);
  });
});
