import { z } from 'zod';
import { LANGUAGES } from './language/index.js';
import { Secret } from './lib/secret.js';
import type { SealingKey } from './lib/secret-box.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const languageTags = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[];

const words = z.string().trim();
const secret = words.transform((text) => new Secret(text));
const origin = words.refine(
  isOrigin,
  'is not an origin: scheme, host and port, without a path or a final slash. Example: https://copydesk.example.com',
);

/** Every variable with its rule. A message completes the sentence that the variable's name begins, and never repeats the value. */
export const variables = z.object({
  MONGODB_URI: z
    .string('is missing. Example: mongodb://127.0.0.1:27017/copydesk?replicaSet=rs0')
    .trim()
    .regex(/^mongodb(\+srv)?:\/\/./, 'is not a MongoDB address. Example: mongodb://127.0.0.1:27017/copydesk?replicaSet=rs0')
    .transform((text) => new Secret(text)),
  ENCRYPTION_KEYS: z.string(`is missing. ${howToMakeAKey()}`).transform(encryptionKeys),
  PUBLIC_URL: origin.optional(),
  PORT: words
    .regex(/^\d{1,5}$/, 'is not a port number. Example: 3000')
    .default('3000')
    .transform(Number),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_BOT_TOKEN: words
    .regex(/^xox[be]/, 'is not a bot token. Example: xoxb-...')
    .transform((text) => new Secret(text))
    .optional(),
  SLACK_APP_TOKEN: words
    .startsWith('xapp-', 'is not an app-level token. Example: xapp-...')
    .transform((text) => new Secret(text))
    .optional(),
  SLACK_CLIENT_ID: words.optional(),
  SLACK_CLIENT_SECRET: secret.optional(),
  SLACK_API_URL: words.refine(isApiUrl, 'is not an address that ends in /api/. Example: https://slack.com/api/').optional(),
  SLACK_AUTHORIZE_URL: words.refine(isUrl, 'is not an address. Example: https://slack.com/oauth/v2/authorize').optional(),
  META_APP_ID: words.optional(),
  META_APP_SECRET: secret.optional(),
  META_GRAPH_URL: origin.default('https://graph.facebook.com'),
  META_DIALOG_URL: origin.default('https://www.facebook.com'),
  META_UPLOAD_URL: origin.default('https://rupload.facebook.com'),
  META_WEBHOOK_VERIFY_TOKEN: secret.optional(),
  LINKEDIN_CLIENT_ID: words.optional(),
  LINKEDIN_CLIENT_SECRET: secret.optional(),
  LINKEDIN_API_URL: origin.default('https://api.linkedin.com'),
  LINKEDIN_OAUTH_URL: origin.default('https://www.linkedin.com'),
  LINKEDIN_ORGANIZATIONS: z.enum(['on', 'off'], 'is neither on nor off. Example: off').default('off'),
  X_CLIENT_ID: words.optional(),
  X_CLIENT_SECRET: secret.optional(),
  X_API_URL: origin.default('https://api.x.com'),
  X_AUTHORIZE_URL: origin.default('https://x.com'),
  MEDIA_STORE: z.enum(['gridfs', 's3'], 'is neither gridfs nor s3. Example: gridfs').default('gridfs'),
  S3_BUCKET: words.optional(),
  S3_ENDPOINT: origin.optional(),
  S3_REGION: words.optional(),
  S3_ACCESS_KEY_ID: words.optional(),
  S3_SECRET_ACCESS_KEY: secret.optional(),
  LANGUAGE: z.enum(languageTags, `is not one of ${languageTags.join(', ')}. Example: en`).default('en'),
  LOG_LEVEL: z.enum(logLevels, `is not one of ${logLevels.join(', ')}. Example: info`).default('info'),
  METRICS_TOKEN: secret.optional(),
});

/** What the environment says, once every variable is in order. */
export type Values = z.output<typeof variables>;

function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isOrigin(text: string): boolean {
  return isUrl(text) && new URL(text).origin === text;
}

function isApiUrl(text: string): boolean {
  return isUrl(text) && new URL(text).href === text && text.endsWith('/api/');
}

function encryptionKeys(text: string, context: z.core.$RefinementCtx<string>): SealingKey[] {
  const keys = text.split(',').map((part) => part.trim());
  const wrong = (what: string) => context.addIssue(`${what} ${howToMakeAKey()}`);
  const parts = keys.map((key) => /^(?<id>[\w-]{1,32}):(?<key>[A-Za-z0-9+/]{43}=)$/.exec(key)?.groups);
  const read: SealingKey[] = [];
  for (const [index, part] of parts.entries()) {
    if (!part?.id || !part.key) wrong(`has a key (number ${index + 1}) that is not an id, a colon and 32 bytes as base64.`);
    else if (read.some(({ id }) => id === part.id)) wrong(`uses the id of key number ${index + 1} twice.`);
    else read.push({ id: part.id, key: new Secret(part.key) });
  }
  return read;
}

function howToMakeAKey(): string {
  return `Make one with: node -e "console.log('k1:'+require('node:crypto').randomBytes(32).toString('base64'))"`;
}
