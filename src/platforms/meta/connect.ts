import { z } from 'zod';
import { say } from '../../language/index.js';
import { Secret } from '../../lib/secret.js';
import type { Connector, ConnectorContext, GrantedToken } from '../connector.js';
import { PlatformError } from '../errors.js';
import type { PlatformHttp } from '../http.js';
import type { MetaApp } from './app.js';
import { candidates } from './candidates.js';
import { checkToken } from './check-token.js';
import { GRAPH_VERSION, type GraphContext, graph } from './graph.js';
import { COMMENT_SCOPES, DELETION_SCOPE, missingScopesSentence, SCOPES } from './scopes.js';
import { appToken, readSignedRequest } from './signing.js';

/** Facebook Login for one app: a Page and the Instagram account behind it come from one consent. */
export function createMetaConnector(app: MetaApp, http: PlatformHttp): Connector {
  const setup = { state: 'on', ...app } as const;
  const context = (ctx: ConnectorContext, token?: Secret): GraphContext => ({
    http: (request) => http.send(request),
    signal: ctx.signal,
    ...(token === undefined ? {} : { token }),
  });
  return {
    family: 'meta',
    noun: 'page',
    get note() {
      return say('meta.broughtAlong');
    },
    scopes: SCOPES,
    authorizeUrl: (input) => authorizeUrl(app, input),
    exchange: async (ctx, { code, redirectUri }) => {
      const short = await redeem(setup, context(ctx), code, redirectUri);
      const long = await prolong(setup, context(ctx), short);
      const grant = await describe(setup, context(ctx, long.token));
      return {
        ...grant,
        token: long.token,
        ...(long.expiresInMs === undefined ? {} : { expiresAt: new Date(ctx.now.getTime() + long.expiresInMs) }),
      };
    },
    accounts: (ctx, token, scopes) => candidates(setup, context(ctx, token), scopes),
    revoke: (ctx, token) => revoke(setup, context(ctx, token)),
    check: (ctx, token, platform) => checkToken(setup, context(ctx, appToken(app.appId, app.appSecret)), token, platform),
    readSignedRequest: (signedRequest) => readSignedRequest(app.appSecret, signedRequest),
  };
}

type Setup = { readonly state: 'on' } & MetaApp;

/** The dialog's address (meta:facebook-login/guides/advanced/manual-flow, November 2026). */
function authorizeUrl(app: MetaApp, input: Parameters<Connector['authorizeUrl']>[0]): string {
  const url = new URL(`${app.dialogUrl}/${GRAPH_VERSION}/dialog/oauth`);
  url.searchParams.set('client_id', app.appId);
  url.searchParams.set('redirect_uri', input.redirectUri);
  url.searchParams.set('state', input.state);
  url.searchParams.set('response_type', 'code');
  const scopes = [
    ...SCOPES,
    ...(input.comments === true ? Object.values(COMMENT_SCOPES) : []),
    ...(input.deletions === true ? [DELETION_SCOPE] : []),
  ];
  url.searchParams.set('scope', scopes.join(','));
  if (input.again) url.searchParams.set('auth_type', 'rerequest');
  return url.href;
}

async function redeem(app: Setup, ctx: GraphContext, code: Secret, redirectUri: string): Promise<Secret> {
  try {
    return (await accessToken(app, ctx, { redirect_uri: redirectUri }, { code })).token;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.kind === 'transient' || error.kind === 'rate_limited') throw error;
    throw new PlatformError({
      ...error.details,
      kind: 'rejected',
      sentence: say('problem.signInRefused', { platform: 'Facebook' }),
      cause: error,
    });
  }
}

function prolong(app: Setup, ctx: GraphContext, token: Secret): Promise<{ token: Secret; expiresInMs?: number }> {
  return accessToken(app, ctx, { grant_type: 'fb_exchange_token' }, { fb_exchange_token: token });
}

/** A POST, where Meta's guide shows a GET, so that neither the code nor a token stands in an address (meta:facebook-login/guides/access-tokens/get-long-lived, November 2026). */
async function accessToken(
  app: Setup,
  ctx: GraphContext,
  params: Record<string, string>,
  secrets: Record<string, Secret>,
): Promise<{ token: Secret; expiresInMs?: number }> {
  const answer = await graph(app, ctx, {
    method: 'POST',
    path: '/oauth/access_token',
    params: { client_id: app.appId, ...params },
    secrets: { client_secret: app.appSecret, ...secrets },
    answer: tokenSchema,
  });
  return { token: new Secret(answer.access_token), ...(answer.expires_in ? { expiresInMs: answer.expires_in * 1000 } : {}) };
}

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().optional() });

async function describe(app: Setup, ctx: GraphContext): Promise<Pick<GrantedToken, 'scopes' | 'person'>> {
  const me = await graph(app, ctx, { method: 'GET', path: '/me', params: { fields: 'id,name' }, answer: meSchema });
  const { data } = await graph(app, ctx, { method: 'GET', path: '/me/permissions', answer: permissionsSchema });
  const granted = new Set(data.filter((each) => each.status === 'granted').map((each) => each.permission));
  const missing = SCOPES.filter((scope) => !granted.has(scope));
  if (missing.length > 0) throw new PlatformError({ kind: 'reauth_needed', sentence: missingScopesSentence(missing) });
  return { scopes: [...granted], person: { platformId: me.id, name: me.name } };
}

const meSchema = z.object({ id: z.string(), name: z.string() });
const permissionsSchema = z.object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) });

/** Where the person has removed the app already, there is nothing left to end. */
async function revoke(app: Setup, ctx: GraphContext): Promise<void> {
  try {
    await graph(app, ctx, { method: 'DELETE', path: '/me/permissions', answer: z.object({ success: z.literal(true) }) });
  } catch (error) {
    if (!(error instanceof PlatformError && error.details.subcode === APP_REMOVED)) throw error;
  }
}

const APP_REMOVED = 458;
