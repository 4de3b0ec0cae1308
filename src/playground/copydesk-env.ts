import type { Secrets } from './data-folder.js';

/** What the stand-ins know Copydesk's apps by. */
export const META_APP_ID = '1029384756';
export const SLACK_CLIENT_ID = '1029384756.5647382910';
export const LINKEDIN_CLIENT_ID = '77playground';
export const X_CLIENT_ID = 'playground-client';

/** The environment that puts a Copydesk between these stand-ins; `url` is where it is to be. It is all that tells Copydesk where it is. */
export function copydeskEnv(options: {
  readonly url: string;
  readonly mode: 'http' | 'socket';
  /** `oauth`: Copydesk has no token of a workspace at the start. */
  readonly installedBy: 'token' | 'oauth';
  readonly secrets: Secrets;
  readonly mongodbUri: string;
  readonly slack: { readonly url: string };
  readonly meta: { readonly url: string };
  readonly linkedin: { readonly url: string };
  readonly x: { readonly url: string };
}): Record<string, string> {
  const { url, mode, installedBy, secrets, slack, meta, linkedin, x } = options;
  return {
    MONGODB_URI: options.mongodbUri,
    ENCRYPTION_KEYS: `k1:${secrets.key}`,
    PUBLIC_URL: url,
    PORT: new URL(url).port,
    ...(installedBy === 'token'
      ? { SLACK_BOT_TOKEN: secrets.bot }
      : { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET: secrets.bot, SLACK_AUTHORIZE_URL: `${slack.url}/oauth/v2/authorize` }),
    SLACK_API_URL: `${slack.url}/api/`,
    ...(mode === 'socket' ? { SLACK_APP_TOKEN: secrets.app } : { SLACK_SIGNING_SECRET: secrets.signing }),
    META_APP_ID,
    META_APP_SECRET: secrets.meta,
    META_GRAPH_URL: meta.url,
    META_DIALOG_URL: meta.url,
    LINKEDIN_CLIENT_ID,
    LINKEDIN_CLIENT_SECRET: secrets.linkedin,
    LINKEDIN_API_URL: linkedin.url,
    LINKEDIN_OAUTH_URL: linkedin.url,
    LINKEDIN_ORGANIZATIONS: 'on',
    X_CLIENT_ID,
    X_CLIENT_SECRET: secrets.x,
    X_API_URL: x.url,
    X_AUTHORIZE_URL: x.url,
    LOG_LEVEL: 'warn',
  };
}
