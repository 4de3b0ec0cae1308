import { type Answer, emptyAnswer, jsonAnswer } from './answer.js';
import type { Incoming } from './call.js';
import { killTokens, mintToken, now, stateOf, type World } from './world.js';

const ACCESS_SECONDS = 5_184_000;
const REFRESH_SECONDS = 31_536_000;

/**
 * `/oauth/v2/accessToken`: a code, or a refresh token, becomes an access token of 60 days. Asking for another set of scopes than before ends the person's
 * older tokens (li:shared/authentication/authorization-code-flow, November 2026).
 */
export function issueTokens(world: World, { form }: Incoming): Answer {
  const complaint = clientComplaint(world, form);
  if (complaint !== undefined) return complaint;
  if (form.get('grant_type') === 'refresh_token') return refresh(world, form);
  if (form.get('grant_type') !== 'authorization_code') return oauthError(400, 'invalid_request', 'The grant type is not supported');
  const code = world.codes.get(form.get('code') ?? '');
  const gone = code === undefined || code.used || code.expiresAt <= now(world);
  if (gone)
    return oauthError(
      400,
      'invalid_request',
      'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired.',
    );
  if (code.redirectUri !== form.get('redirect_uri'))
    return oauthError(400, 'invalid_redirect_uri', 'The redirect URI is not the one of the code');
  code.used = true;
  const asked = code.scopes.join(',');
  const others = [...world.tokens.values()].some((token) => token.personId === code.personId && token.scopes.join(',') !== asked);
  if (others) killTokens(world, code.personId, 'revoked');
  const { personId, scopes } = code;
  const renewable = world.options.refreshTokens === true;
  const refreshToken = renewable
    ? mintToken(world, { ...lasting(world, REFRESH_SECONDS), kind: 'refresh', personId, scopes }).value
    : undefined;
  return issued(world, code, refreshToken);
}

/** `/oauth/v2/introspectToken` (li:shared/authentication/token-introspection, November 2026). */
export function introspect(world: World, { form }: Incoming): Answer {
  const complaint = clientComplaint(world, form);
  if (complaint !== undefined) return complaint;
  const token = world.tokens.get(form.get('token') ?? '');
  if (token === undefined) return jsonAnswer(200, { active: false });
  const status = stateOf(world, token);
  return jsonAnswer(200, {
    active: status === 'active',
    status,
    client_id: world.options.clientId,
    scope: token.scopes.join(','),
    created_at: Math.floor(token.issuedAt / 1000),
    authorized_at: Math.floor(token.issuedAt / 1000),
    expires_at: Math.floor(token.expiresAt / 1000),
    auth_type: '3L',
  });
}

/** `/oauth/v2/revoke`: ends one token; an unknown or ended one is answered alike. */
export function revoke(world: World, { form }: Incoming): Answer {
  const complaint = clientComplaint(world, form);
  if (complaint !== undefined) return complaint;
  const token = world.tokens.get(form.get('token') ?? '');
  if (token !== undefined) token.death ??= 'revoked';
  return emptyAnswer(200);
}

function clientComplaint(world: World, form: URLSearchParams): Answer | undefined {
  if (form.get('client_id') === world.options.clientId && form.get('client_secret') === world.options.clientSecret) return undefined;
  return oauthError(401, 'invalid_client', 'Client authentication failed');
}

function refresh(world: World, form: URLSearchParams): Answer {
  const token = world.tokens.get(form.get('refresh_token') ?? '');
  if (token === undefined || token.kind !== 'refresh' || stateOf(world, token) !== 'active') {
    return oauthError(400, 'invalid_request', 'The provided authorization grant or refresh token is invalid, expired or revoked');
  }
  return issued(world, token, token.value);
}

function issued(
  world: World,
  { personId, scopes }: { personId: string; scopes: readonly string[] },
  refreshToken: string | undefined,
): Answer {
  const token = mintToken(world, { ...lasting(world, ACCESS_SECONDS), kind: 'access', personId, scopes });
  const until = world.tokens.get(refreshToken ?? '')?.expiresAt;
  return jsonAnswer(200, {
    access_token: token.value,
    expires_in: ACCESS_SECONDS,
    refresh_token: refreshToken,
    refresh_token_expires_in: until === undefined ? undefined : Math.floor((until - now(world)) / 1000),
    scope: scopes.join(','),
  });
}

function lasting(world: World, seconds: number): { expiresAt: number } {
  return { expiresAt: now(world) + seconds * 1000 };
}

function oauthError(status: number, error: string, description: string): Answer {
  return { ...jsonAnswer(status, { error, error_description: description }), code: error };
}
