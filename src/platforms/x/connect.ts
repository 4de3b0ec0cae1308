import { z } from 'zod';
import type { Secret } from '../../lib/secret.js';
import type { AccountCandidate, Connector, ConnectorContext, RenewedToken } from '../connector.js';
import type { PlatformHttp } from '../http.js';
import { type ApiContext, callX } from './api.js';
import type { XApp } from './app.js';
import { LONG_POSTS } from './options.js';
import { SCOPES } from './scopes.js';
import { redeemCode, refreshPair, revokeToken } from './tokens.js';

/** The OAuth code of X: PKCE with S256, a confidential client, tokens of two hours whose refresh tokens can be used once. */
export type XConnector = Connector & Required<Pick<Connector, 'refresh'>>;

/** Sign-in with X for one app. */
export function createXConnector(app: XApp, http: PlatformHttp): XConnector {
  const setup = { state: 'on', ...app } as const;
  const context = (ctx: ConnectorContext, token?: Secret): ApiContext => ({
    http: (request) => http.send(request),
    signal: ctx.signal,
    ...(token === undefined ? {} : { token }),
  });
  return {
    family: 'x',
    scopes: SCOPES,
    authorizeUrl: (input) => authorizeUrl(app, input),
    exchange: async (ctx, { code, redirectUri, verifier }) => {
      const pair = await redeemCode(setup, context(ctx), { code, redirectUri, verifier });
      const { id, name } = await me(setup, context(ctx, pair.token));
      return { ...granted(ctx, pair), person: { platformId: id, name } };
    },
    refresh: async (ctx, refreshToken) => granted(ctx, await refreshPair(setup, context(ctx), refreshToken)),
    accounts: async (ctx, token) => [candidate(await me(setup, context(ctx, token)))],
    revoke: async (ctx, token, refreshToken) => {
      if (refreshToken !== undefined) await revokeToken(setup, context(ctx), refreshToken);
      await revokeToken(setup, context(ctx), token);
    },
  };
}

type Setup = { readonly state: 'on' } & XApp;

/** The dialog's address (xdocs:fundamentals/authentication/oauth-2-0/authorization-code, November 2026). X separates scopes by `%20` and asks for all of them every time. */
function authorizeUrl(app: XApp, input: { readonly state: string; readonly redirectUri: string; readonly challenge: string }): string {
  const url = new URL(`${app.authorizeUrl}/i/oauth2/authorize`);
  const query = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: input.redirectUri,
    scope: SCOPES.join(' '),
    state: input.state,
    code_challenge: input.challenge,
    code_challenge_method: 'S256',
  };
  url.search = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return url.href;
}

function granted(ctx: ConnectorContext, pair: Awaited<ReturnType<typeof refreshPair>>): RenewedToken {
  const { token, refreshToken, expiresInMs, scopes } = pair;
  return { token, refreshToken, scopes, expiresAt: new Date(ctx.now.getTime() + expiresInMs) };
}

async function me(setup: Setup, ctx: ApiContext): Promise<z.infer<typeof meSchema>> {
  const query = { 'user.fields': 'id,name,username,profile_image_url,subscription_type' };
  return (await callX(setup, ctx, { method: 'GET', path: '/2/users/me', query, answer: z.object({ data: meSchema }) })).data;
}

const meSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  username: z.string(),
  profile_image_url: z.string().optional(),
  subscription_type: z.string().optional(),
});

function candidate(person: z.infer<typeof meSchema>): AccountCandidate {
  const { id, name, username, profile_image_url: pictureUrl } = person;
  const features = WITH_LONG_POSTS.has(person.subscription_type ?? '') ? { features: [LONG_POSTS] } : {};
  return {
    platform: 'x',
    account: { platformId: id, name, username, ...features },
    about: `@${username}`,
    ...(pictureUrl === undefined ? {} : { pictureUrl }),
  };
}

/** Subscriptions whose posts may have 25,000 characters (xdocs:x-api/fundamentals/data-dictionary; postiz, November 2026). */
const WITH_LONG_POSTS: ReadonlySet<string> = new Set(['Premium', 'PremiumPlus']);
