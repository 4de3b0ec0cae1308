import { z } from 'zod';
import { say } from '../../language/index.js';
import { Secret } from '../../lib/secret.js';
import { PlatformError } from '../errors.js';
import type { HttpAnswer } from '../request.js';
import { send, TIMEOUT_MS } from '../send.js';
import type { LinkedInApp } from './app.js';
import { nextMidnightUtc } from './errors.js';
import type { LinkedInContext } from './wire.js';

/** Tokens as LinkedIn hands them out: 60 days, and a refresh token of a year for approved partners only. */
export interface IssuedTokens {
  readonly token: Secret;
  readonly expiresAt: Date;
  readonly refreshToken?: Secret;
  /** Counted from the first consent; a refresh does not move it. */
  readonly refreshExpiresAt?: Date;
  readonly scopes: readonly string[];
}

/** What LinkedIn says of a token. */
export type TokenState =
  | { readonly state: 'active'; readonly expiresAt?: Date; readonly scopes: readonly string[] }
  | { readonly state: 'expired' | 'revoked' };

/** Turns a code, good once within 30 minutes, into tokens (li:shared/authentication/authorization-code-flow, November 2026). */
export async function redeemCode(app: LinkedInApp, ctx: LinkedInContext, code: Secret, redirectUri: string): Promise<IssuedTokens> {
  const form = { grant_type: 'authorization_code', client_id: app.clientId, redirect_uri: redirectUri };
  const refusal = { kind: 'rejected', sentence: say('problem.signInRefused', { platform: 'LinkedIn' }) } as const;
  return tokensOf(await post(app, ctx, 'accessToken', { form, secrets: { code }, refusal }), ctx.now);
}

/** New tokens for a refresh token (li:shared/authentication/programmatic-refresh-tokens, November 2026). */
export async function refreshTokens(app: LinkedInApp, ctx: LinkedInContext, refreshToken: Secret): Promise<IssuedTokens> {
  const form = { grant_type: 'refresh_token', client_id: app.clientId };
  const refusal = { kind: 'reauth_needed', sentence: say('linkedin.signIn.notRenewed') } as const;
  return tokensOf(await post(app, ctx, 'accessToken', { form, secrets: { refresh_token: refreshToken }, refusal }), ctx.now);
}

/** Whether a token works, has expired, or was taken back (li:shared/authentication/token-introspection, November 2026). */
export async function introspectToken(app: LinkedInApp, ctx: LinkedInContext, token: Secret): Promise<TokenState> {
  const refusal = { kind: 'rejected', sentence: say('linkedin.signIn.notTold') } as const;
  const answer = await post(app, ctx, 'introspectToken', { form: { client_id: app.clientId }, secrets: { token }, refusal });
  const { active, status, scope, expires_at: expires } = parsed(introspectionSchema, answer);
  if (!active) return { state: status === 'expired' ? 'expired' : 'revoked' };
  return { state: 'active', ...(expires === undefined ? {} : { expiresAt: instant(expires) }), scopes: words(scope) };
}

/** Ends a token; one that has ended already counts as well. */
export async function revokeToken(app: LinkedInApp, ctx: LinkedInContext, token: Secret): Promise<void> {
  const refusal = { kind: 'rejected', sentence: say('linkedin.signIn.notRevoked') } as const;
  await post(app, ctx, 'revoke', { form: { client_id: app.clientId }, secrets: { token }, refusal });
}

interface Refusal {
  readonly kind: 'rejected' | 'reauth_needed';
  readonly sentence: string;
}

async function post(
  app: LinkedInApp,
  ctx: LinkedInContext,
  path: string,
  {
    form,
    secrets,
    refusal,
  }: { readonly form: Record<string, string>; readonly secrets: Record<string, Secret>; readonly refusal: Refusal },
): Promise<HttpAnswer> {
  const answer = await send(
    ctx,
    {
      method: 'POST',
      url: `${app.oauthUrl}/oauth/v2/${path}`,
      form,
      secretFields: { client_secret: app.clientSecret, ...secrets },
      timeoutMs: TIMEOUT_MS,
      signal: ctx.signal,
    },
    'before',
  );
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw refused(answer, refusal, ctx.now);
}

/** LinkedIn answers here as OAuth does: `error` names what is wrong. */
function refused({ status, body }: HttpAnswer, refusal: Refusal, now: Date): PlatformError {
  const code = z.object({ error: z.string() }).safeParse(body).data?.error;
  const facts = { status, ...(code === undefined ? {} : { code }) };
  if (status === 429)
    return new PlatformError({ kind: 'rate_limited', sentence: say('linkedin.signIn.dailyLimit'), until: nextMidnightUtc(now), ...facts });
  if (status >= 500 || code === undefined)
    return new PlatformError({ kind: 'transient', sentence: say('problem.noAnswer', { platform: 'LinkedIn' }), ...facts });
  if (code === 'invalid_client') return new PlatformError({ kind: 'rejected', sentence: say('linkedin.signIn.appRefused'), ...facts });
  return new PlatformError({ ...refusal, ...facts });
}

function tokensOf(answer: HttpAnswer, now: Date): IssuedTokens {
  const tokens = parsed(tokensSchema, answer);
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  return {
    token: new Secret(tokens.access_token),
    expiresAt: after(tokens.expires_in),
    ...(tokens.refresh_token === undefined ? {} : { refreshToken: new Secret(tokens.refresh_token) }),
    ...(tokens.refresh_token_expires_in === undefined ? {} : { refreshExpiresAt: after(tokens.refresh_token_expires_in) }),
    scopes: words(tokens.scope),
  };
}

function parsed<T>(schema: z.ZodType<T>, { status, body }: HttpAnswer): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new PlatformError({ kind: 'transient', sentence: say('problem.noAnswer', { platform: 'LinkedIn' }), status });
}

const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().optional(),
  scope: z.string().default(''),
});

const introspectionSchema = z.object({
  active: z.boolean(),
  status: z.string().optional(),
  scope: z.string().default(''),
  expires_at: z.number().optional(),
});

/** Seconds since 1970, but an old draft shows milliseconds. */
function instant(value: number): Date {
  return new Date(value > 100_000_000_000 ? value : value * 1000);
}

/** LinkedIn separates scopes by commas here and by spaces there. */
function words(scope: string): string[] {
  return scope.split(/[\s,]+/).filter((word) => word !== '');
}
