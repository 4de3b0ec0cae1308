import { z } from 'zod';
import { say } from '../../language/index.js';
import { Secret } from '../../lib/secret.js';
import { PlatformError } from '../errors.js';
import { type ApiContext, callX } from './api.js';
import type { XSetup } from './app.js';
import { missingScopesSentence, SCOPES } from './scopes.js';

/** A pair of tokens: the access token lives two hours, and the refresh token can be used once. */
export interface TokenPair {
  readonly token: Secret;
  readonly refreshToken: Secret;
  readonly expiresInMs: number;
  readonly scopes: readonly string[];
}

/** Turns a code, which lives 30 seconds, into the first pair (xdocs:fundamentals/authentication/oauth-2-0/user-access-token, November 2026). */
export async function redeemCode(
  setup: XSetup,
  ctx: ApiContext,
  input: { readonly code: Secret; readonly redirectUri: string; readonly verifier: Secret },
): Promise<TokenPair> {
  const { code, redirectUri, verifier } = input;
  const form = { grant_type: 'authorization_code', redirect_uri: redirectUri };
  const pair = await tokenCall(
    setup,
    ctx,
    { form, secrets: { code, code_verifier: verifier } },
    'rejected',
    say('problem.signInRefused', { platform: 'X' }),
  );
  const missing = SCOPES.filter((scope) => !pair.scopes.includes(scope));
  if (missing.length > 0) throw new PlatformError({ kind: 'reauth_needed', sentence: missingScopesSentence(missing) });
  return pair;
}

/**
 * Turns a refresh token into a new pair, and uses it up. Throws `PlatformError`: `reauth_needed` where it was used or revoked before, `unknown_outcome`
 * where no answer came, so that the old one may be spent.
 */
export function refreshPair(setup: XSetup, ctx: ApiContext, refreshToken: Secret): Promise<TokenPair> {
  const form = { grant_type: 'refresh_token' };
  return tokenCall(setup, ctx, { form, secrets: { refresh_token: refreshToken } }, 'reauth_needed', say('x.signIn.ended'));
}

/** Ends one token, whichever of the two it is. */
export async function revokeToken(setup: XSetup, ctx: ApiContext, token: Secret): Promise<void> {
  const answer = z.object({ revoked: z.literal(true) });
  await callX(setup, ctx, { method: 'POST', path: '/2/oauth2/revoke', form: {}, secrets: { token }, answer });
}

async function tokenCall(
  setup: XSetup,
  ctx: ApiContext,
  body: { readonly form: Record<string, string>; readonly secrets: Record<string, Secret> },
  refusal: 'rejected' | 'reauth_needed',
  sentence: string,
): Promise<TokenPair> {
  try {
    const pair = await callX(setup, ctx, { method: 'POST', path: '/2/oauth2/token', ...body, answer: pairSchema, irreversible: true });
    return {
      token: new Secret(pair.access_token),
      refreshToken: new Secret(pair.refresh_token),
      expiresInMs: pair.expires_in * 1000,
      scopes: pair.scope.split(' '),
    };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const { kind, status } = error.details;
    if (kind === 'unknown_outcome') throw new PlatformError({ ...error.details, sentence: say('x.signIn.noAnswer'), cause: error });
    if (status === 401 || status === 403)
      throw new PlatformError({ ...error.details, kind: 'rejected', sentence: say('x.signIn.appRefused'), cause: error });
    if (status !== 400) throw error;
    throw new PlatformError({ ...error.details, kind: refusal, sentence, cause: error });
  }
}

const pairSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number(),
  scope: z.string(),
});
