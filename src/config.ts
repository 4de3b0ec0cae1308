import { type Values, variables } from './config-variables.js';
import type { Secret } from './lib/secret.js';
import type { SealingKey } from './lib/secret-box.js';

/** Everything the environment decides, checked. `publicUrl` and every other address but Slack's two is an origin without a final slash. */
export interface Config {
  readonly mongodbUri: Secret;
  /** At least one; the first seals. */
  readonly encryptionKeys: readonly SealingKey[];
  readonly publicUrl: string;
  readonly port: number;
  /** NODE_ENV is `production`. */
  readonly production: boolean;
  readonly slack: SlackConfig;
  readonly meta: ConnectorConfig<MetaConfig>;
  readonly linkedin: ConnectorConfig<LinkedinConfig>;
  readonly x: ConnectorConfig<XConfig>;
  readonly mediaStore: { readonly kind: 'gridfs' };
  /** What people are spoken to in. */
  readonly language: Values['LANGUAGE'];
  readonly logLevel: Values['LOG_LEVEL'];
  /** Bearer token of `/metrics`; without it only loopback may read them. */
  readonly metricsToken?: Secret;
}

/** Whom Copydesk serves: the one workspace that its bot token is of, or every workspace that installs it by OAuth. */
export type SlackWorkspaces =
  | { readonly kind: 'one'; readonly botToken: Secret }
  | { readonly kind: 'many'; readonly clientId: string; readonly clientSecret: Secret };

/** One workspace or many, reached over signed HTTP requests or over Socket Mode. */
export type SlackConfig = {
  readonly workspaces: SlackWorkspaces;
  /** Ends in `/api/`; absent means the real Slack. */
  readonly apiUrl?: string;
  /** Absent means the real Slack. */
  readonly authorizeUrl?: string;
} & (
  | { readonly mode: 'http'; readonly signingSecret: Secret; readonly appToken?: never }
  | { readonly mode: 'socket'; readonly signingSecret?: Secret; readonly appToken: Secret }
);

/** A connector that is not set up is no error; `missing` names the variables that would set it up. */
export type ConnectorConfig<T> = ({ readonly state: 'on' } & T) | { readonly state: 'not set up'; readonly missing: readonly string[] };

/** Origins of Meta; `webhookVerifyToken` answers Meta's check of the webhook address. */
export interface MetaConfig {
  readonly appId: string;
  readonly appSecret: Secret;
  readonly graphUrl: string;
  readonly dialogUrl: string;
  readonly uploadUrl: string;
  readonly webhookVerifyToken?: Secret;
}

/** `organizations` says whether the app has LinkedIn's Community Management product. */
export interface LinkedinConfig {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly apiUrl: string;
  readonly oauthUrl: string;
  readonly organizations: boolean;
}

/** Origins of X. */
export interface XConfig {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly apiUrl: string;
  readonly authorizeUrl: string;
}

/** The configuration cannot be used. The message lists every problem: the variable, what is wrong, and an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the environment once. An empty variable counts as absent. Throws {@link ConfigError} with all problems at once, never with a secret. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const production = given.NODE_ENV === 'production';
  const { data, error } = variables.safeParse(given);
  const problems = [...(error?.issues ?? []).map(issueText), ...crossProblems(given, production)];
  if (!data || problems.length > 0) {
    throw new ConfigError(`Copydesk cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
  return {
    mongodbUri: data.MONGODB_URI,
    encryptionKeys: data.ENCRYPTION_KEYS,
    publicUrl: data.PUBLIC_URL ?? `http://localhost:${data.PORT}`,
    port: data.PORT,
    production,
    slack: slackConfig(data),
    meta: metaConfig(data),
    linkedin: linkedinConfig(data),
    x: xConfig(data),
    mediaStore: { kind: 'gridfs' },
    language: data.LANGUAGE,
    logLevel: data.LOG_LEVEL,
    ...(data.METRICS_TOKEN ? { metricsToken: data.METRICS_TOKEN } : {}),
  };
}

function issueText({ path, message }: { path: PropertyKey[]; message: string }): string {
  return `${String(path[0])} ${message}`;
}

/** What no single variable shows. It reads the raw text, so that it is reported beside the problems of single variables. */
function crossProblems(given: Readonly<Record<string, string | undefined>>, production: boolean): string[] {
  const problems: string[] = [];
  if (production && !given.PUBLIC_URL) problems.push('PUBLIC_URL is missing. Example: https://copydesk.example.com');
  if (production && given.PUBLIC_URL && !given.PUBLIC_URL.trim().startsWith('https:')) {
    problems.push('PUBLIC_URL does not start with https:, which production needs. Example: https://copydesk.example.com');
  }
  if (!given.SLACK_APP_TOKEN && !given.SLACK_SIGNING_SECRET) problems.push(signingSecretMissing);
  if (!given.SLACK_BOT_TOKEN && !given.SLACK_CLIENT_ID && !given.SLACK_CLIENT_SECRET) problems.push(noWorkspace);
  if (given.SLACK_BOT_TOKEN && (given.SLACK_CLIENT_ID || given.SLACK_CLIENT_SECRET)) {
    problems.push(
      'SLACK_BOT_TOKEN is set beside SLACK_CLIENT_ID or SLACK_CLIENT_SECRET. Keep the token to serve one workspace, or the other two to be installed into many.',
    );
  }
  if (given.SLACK_CLIENT_ID && !given.SLACK_CLIENT_SECRET) problems.push('SLACK_CLIENT_SECRET is missing beside SLACK_CLIENT_ID.');
  if (given.SLACK_CLIENT_SECRET && !given.SLACK_CLIENT_ID) problems.push('SLACK_CLIENT_ID is missing beside SLACK_CLIENT_SECRET.');
  if (given.MEDIA_STORE === 's3') problems.push('MEDIA_STORE is s3, which this version does not have. Example: gridfs');
  return problems;
}

const signingSecretMissing =
  'SLACK_SIGNING_SECRET is missing; without it set SLACK_APP_TOKEN (Socket Mode). Example: the 32 characters under Basic Information, App Credentials';

const noWorkspace =
  'SLACK_BOT_TOKEN is missing; to be installed into many workspaces set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET instead. Example: xoxb-...';

function slackConfig(values: Values): SlackConfig {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = values;
  const common = {
    workspaces: slackWorkspaces(values),
    ...(values.SLACK_API_URL ? { apiUrl: values.SLACK_API_URL } : {}),
    ...(values.SLACK_AUTHORIZE_URL ? { authorizeUrl: values.SLACK_AUTHORIZE_URL } : {}),
  };
  if (appToken) return { ...common, mode: 'socket', appToken, ...(signingSecret ? { signingSecret } : {}) };
  if (signingSecret) return { ...common, mode: 'http', signingSecret };
  throw new ConfigError(signingSecretMissing);
}

function slackWorkspaces({
  SLACK_BOT_TOKEN: botToken,
  SLACK_CLIENT_ID: clientId,
  SLACK_CLIENT_SECRET: clientSecret,
}: Values): SlackWorkspaces {
  if (botToken) return { kind: 'one', botToken };
  if (clientId && clientSecret) return { kind: 'many', clientId, clientSecret };
  throw new ConfigError(noWorkspace);
}

function metaConfig(values: Values): ConnectorConfig<MetaConfig> {
  const { META_APP_ID: appId, META_APP_SECRET: appSecret, META_WEBHOOK_VERIFY_TOKEN: webhookVerifyToken } = values;
  if (!appId || !appSecret) return notSetUp({ META_APP_ID: appId, META_APP_SECRET: appSecret });
  return {
    state: 'on',
    appId,
    appSecret,
    graphUrl: values.META_GRAPH_URL,
    dialogUrl: values.META_DIALOG_URL,
    uploadUrl: values.META_UPLOAD_URL,
    ...(webhookVerifyToken ? { webhookVerifyToken } : {}),
  };
}

function linkedinConfig(values: Values): ConnectorConfig<LinkedinConfig> {
  const { LINKEDIN_CLIENT_ID: clientId, LINKEDIN_CLIENT_SECRET: clientSecret } = values;
  if (!clientId || !clientSecret) return notSetUp({ LINKEDIN_CLIENT_ID: clientId, LINKEDIN_CLIENT_SECRET: clientSecret });
  return {
    state: 'on',
    clientId,
    clientSecret,
    apiUrl: values.LINKEDIN_API_URL,
    oauthUrl: values.LINKEDIN_OAUTH_URL,
    organizations: values.LINKEDIN_ORGANIZATIONS === 'on',
  };
}

function xConfig(values: Values): ConnectorConfig<XConfig> {
  const { X_CLIENT_ID: clientId, X_CLIENT_SECRET: clientSecret } = values;
  if (!clientId || !clientSecret) return notSetUp({ X_CLIENT_ID: clientId, X_CLIENT_SECRET: clientSecret });
  return { state: 'on', clientId, clientSecret, apiUrl: values.X_API_URL, authorizeUrl: values.X_AUTHORIZE_URL };
}

function notSetUp(needed: Record<string, unknown>): { state: 'not set up'; missing: string[] } {
  return { state: 'not set up', missing: Object.keys(needed).filter((name) => !needed[name]) };
}
