import { say } from '../../language/index.js';
import type { Secret } from '../../lib/secret.js';
import type { Connector, ConnectorContext } from '../connector.js';
import { PlatformError } from '../errors.js';
import type { PlatformHttp } from '../http.js';
import type { LinkedInApp } from './app.js';
import { candidates, readMember } from './candidates.js';
import { introspectToken, redeemCode, refreshTokens, revokeToken, type TokenState } from './oauth.js';
import { COMMENT_SCOPES, missingScopesSentence, scopesFor } from './scopes.js';
import type { LinkedInContext } from './wire.js';

/** LinkedIn's connector: it renews where LinkedIn gives refresh tokens, and says how a token stands. */
export interface LinkedInConnector extends Connector {
  readonly refresh: NonNullable<Connector['refresh']>;
  check(ctx: ConnectorContext, token: Secret): Promise<TokenState>;
}

/** LinkedIn's sign-in for one app: a person's own profile, and the pages they may post for, come from one consent. */
export function createLinkedInConnector(app: LinkedInApp, http: PlatformHttp): LinkedInConnector {
  const setup = { state: 'on', ...app } as const;
  const scopes = scopesFor(app.organizations);
  const context = ({ signal, now }: ConnectorContext): LinkedInContext => ({ http: (request) => http.send(request), signal, now });
  return {
    family: 'linkedin',
    scopes,
    get note() {
      return app.organizations ? undefined : say('linkedin.pagesNotShown');
    },
    authorizeUrl: (input) =>
      authorizeUrl(app, input.comments === true && app.organizations ? [...scopes, ...Object.values(COMMENT_SCOPES)] : scopes, input),
    exchange: async (ctx, { code, redirectUri }) => {
      const tokens = await redeemCode(app, context(ctx), code, redirectUri);
      const missing = scopes.filter((scope) => !tokens.scopes.includes(scope));
      if (missing.length > 0) throw new PlatformError({ kind: 'reauth_needed', sentence: missingScopesSentence(missing) });
      const { urn, name } = await readMember(setup, { ...context(ctx), token: tokens.token });
      return { ...tokens, person: { platformId: urn, name } };
    },
    refresh: (ctx, refreshToken) => refreshTokens(app, context(ctx), refreshToken),
    check: (ctx, token) => introspectToken(app, context(ctx), token),
    accounts: (ctx, token, granted) => candidates(setup, { ...context(ctx), token }, app.organizations, granted),
    revoke: (ctx, token) => revokeToken(app, context(ctx), token),
  };
}

/** The dialog's address; LinkedIn wants scopes separated by `%20` (li:shared/authentication/authorization-code-flow, November 2026). */
function authorizeUrl(
  app: LinkedInApp,
  scopes: readonly string[],
  { state, redirectUri }: { readonly state: string; readonly redirectUri: string },
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    state,
    scope: scopes.join(' '),
  });
  return `${app.oauthUrl}/oauth/v2/authorization?${query.toString().replaceAll('+', '%20')}`;
}
