import { z } from 'zod';
import type { Secret } from '../../lib/secret.js';
import type { TokenStanding } from '../connector.js';
import type { PlatformId } from '../platform.js';
import type { MetaSetup } from './app.js';
import { answerError } from './errors.js';
import { type GraphContext, graph } from './graph.js';
import { missingScopesSentence, SCOPES } from './scopes.js';

/**
 * Whether a token works, asked with the app's own token (meta:graph-api/reference/debug_token, November 2026). It is a POST that says `method=get`, as
 * Meta's own PHP SDK sent every read, so that the token stands in no address. With a platform, what was taken from its permissions counts as taken back; of Instagram it
 * says when the access to a person's data ends, 90 days after they last signed in (meta:facebook-login/auth-vs-data, November 2026).
 */
export async function checkToken(setup: MetaSetup, ctx: GraphContext, token: Secret, platform?: PlatformId): Promise<TokenStanding> {
  const { data } = await graph(setup, ctx, {
    method: 'POST',
    path: '/debug_token',
    params: { method: 'get' },
    secrets: { input_token: token },
    answer,
  });
  if (!data.is_valid) return refused(data.error);
  const missing = SCOPES.filter((scope) => scope.startsWith(PREFIX[platform ?? ''] ?? '-') && !data.scopes.includes(scope));
  if (missing.length > 0) return { state: 'revoked', sentence: missingScopesSentence(missing) };
  const ends = data.data_access_expires_at ?? 0;
  return { state: 'active', ...(platform === 'instagram' && ends > 0 ? { accessEndsAt: new Date(ends * 1_000) } : {}) };
}

/** Told in the words that a refused post has. */
function refused(error: { readonly code: number; readonly subcode?: number | undefined } | undefined): TokenStanding {
  const { code = 190, subcode } = error ?? {};
  const body = { error: { code, ...(subcode === undefined ? {} : { error_subcode: subcode }) } };
  const { kind, details } = answerError({ status: 400, headers: {}, body }, 'before');
  return { state: subcode === EXPIRED ? 'expired' : 'revoked', ...(kind === 'reauth_needed' ? { sentence: details.sentence } : {}) };
}

const answer = z.object({
  data: z.object({
    is_valid: z.boolean(),
    scopes: z.array(z.string()).default([]),
    data_access_expires_at: z.number().optional(),
    error: z.object({ code: z.number(), subcode: z.number().optional() }).optional(),
  }),
});

const EXPIRED = 463;
const PREFIX: Readonly<Record<string, string>> = { facebook: 'pages_', instagram: 'instagram_' };
