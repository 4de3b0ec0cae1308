import { createHash, timingSafeEqual } from 'node:crypto';
import { type Answer, jsonAnswer } from '../meta/answer.js';
import type { Incoming } from './incoming.js';
import { Refusal } from './problems.js';
import { endTokens, mintPair, now, type Session, type World } from './world.js';

/** `POST /2/oauth2/token`: a code with its verifier, or a refresh token, becomes a pair (xdocs:fundamentals/authentication/oauth-2-0, November 2026). */
export function exchange(world: World, incoming: Incoming): Answer {
  checkClient(world, incoming);
  const { form } = incoming;
  const grant = form.get('grant_type');
  if (grant !== 'authorization_code' && grant !== 'refresh_token') refuseOAuth(400, 'unsupported_grant_type', 'Unsupported grant type.');
  const session = grant === 'refresh_token' ? refreshed(world, form) : redeemed(world, form);
  const { accessToken, refreshToken, lifeMs } = mintPair(world, session);
  const scope = session.scopes.join(' ');
  return jsonAnswer(200, {
    token_type: 'bearer',
    expires_in: lifeMs / 1000,
    access_token: accessToken,
    scope,
    refresh_token: refreshToken,
  });
}

/** `POST /2/oauth2/revoke`: an access token alone, or a refresh token with every access token of its consent. */
export function revoke(world: World, incoming: Incoming): Answer {
  checkClient(world, incoming);
  const token = incoming.form.get('token') ?? '';
  const session = world.refreshTokens.get(token);
  if (session !== undefined) endTokens(world, (each) => each === session, true);
  world.accessTokens.delete(token);
  return jsonAnswer(200, { revoked: true });
}

function checkClient(world: World, incoming: Incoming): void {
  const { clientId, clientSecret } = world.options;
  const expected = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  if (!sameText(incoming.authorization, expected)) refuseOAuth(401, 'unauthorized_client', 'Missing valid authorization header');
  if (incoming.type !== 'application/x-www-form-urlencoded') refuseOAuth(400, 'invalid_request', 'The body must be a form.');
}

function refreshed(world: World, form: URLSearchParams): Session {
  return world.refreshTokens.get(form.get('refresh_token') ?? '') ?? refuseToken('token');
}

function redeemed(world: World, form: URLSearchParams): Session {
  const value = form.get('code') ?? '';
  const code = world.codes.get(value);
  if (code === undefined || code.expiresAt <= now(world)) refuseToken('authorization code');
  if (code.redirectUri !== form.get('redirect_uri')) refuseToken('redirect uri');
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (!sameText(challenge, code.challenge)) refuseToken('code verifier');
  world.codes.delete(value);
  return { personId: code.personId, scopes: code.scopes, refreshToken: undefined };
}

function refuseToken(what: string): never {
  refuseOAuth(400, 'invalid_request', `Value passed for the ${what} was invalid.`);
}

function refuseOAuth(status: number, error: string, description: string): never {
  throw new Refusal(jsonAnswer(status, { error, error_description: description }));
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
