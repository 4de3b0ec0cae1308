import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Clock } from '../lib/clock.js';
import type { Log } from '../lib/log.js';
import { Secret } from '../lib/secret.js';
import { type BotTokens, DeadRefreshTokenError } from '../workspaces/index.js';
import { boltLogger } from './bolt-log.js';
import { webClientOptions } from './clients.js';

/** Exchanges a refresh token for a new pair (slack:authentication/using-token-rotation, November 2026). Throws {@link DeadRefreshTokenError} where Slack takes it no more. */
export function createBotTokenRefresh(deps: {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly apiUrl?: string;
  readonly clock: Clock;
  readonly log: Log;
}): (refreshToken: Secret) => Promise<BotTokens & { readonly expiresAt: Date }> {
  const client = new WebClient(undefined, webClientOptions(deps.apiUrl, boltLogger(deps.log)));
  return async (refreshToken) => {
    try {
      const answer = await client.oauth.v2.access({
        client_id: deps.clientId,
        client_secret: deps.clientSecret.unwrap(),
        grant_type: 'refresh_token',
        refresh_token: refreshToken.unwrap(),
      });
      const { access_token: token, refresh_token: next, expires_in: seconds } = answer;
      if (token === undefined || next === undefined || seconds === undefined)
        throw new Error('Slack renewed a token without naming the new one.');
      const expiresAt = new Date(deps.clock.now().getTime() + seconds * 1000);
      return { token: new Secret(token), refreshToken: new Secret(next), expiresAt };
    } catch (cause) {
      if (cause instanceof WebAPIPlatformError && DEAD.has(cause.data.error)) {
        throw new DeadRefreshTokenError('Slack takes this refresh token no more.', { cause });
      }
      throw cause;
    }
  };
}

const DEAD: ReadonlySet<string> = new Set(['invalid_refresh_token', 'invalid_grant', 'token_revoked', 'account_inactive']);
