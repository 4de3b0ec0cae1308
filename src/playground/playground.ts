import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { type App, createApp, type Overrides } from '../app.js';
import { readConfig } from '../config.js';
import { serverClock } from '../lib/clock.js';
import { type LinkedInStandIn, startLinkedIn } from './linkedin/index.js';
import { type MetaStandIn, startMeta } from './meta/index.js';
import { type RunningMongod, startMongod } from './mongod.js';
import { type SlackStandIn, startSlack } from './slack/index.js';
import { startX, type XStandIn } from './x/index.js';

/** How to start a playground; everything is optional. */
export interface PlaygroundOptions {
  /** How Slack reaches Copydesk. Default: HTTP. */
  readonly mode?: 'http' | 'socket';
  /** Receives one line per step that takes time. */
  readonly say?: (line: string) => void;
  /** A mongod that runs already; otherwise one is started and stopped with the playground. */
  readonly mongodbUri?: string;
  /** Keeps the database in this folder. */
  readonly dbPath?: string;
  readonly overrides?: Overrides;
  /** Variables that differ from the playground's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** False leaves Copydesk to the caller, who starts it with `env`. */
  readonly startApp?: boolean;
}

/** A Slack, a Meta, a LinkedIn, an X and Copydesk between them, on this machine and without any account. */
export interface Playground {
  readonly slack: SlackStandIn;
  readonly meta: MetaStandIn;
  readonly linkedin: LinkedInStandIn;
  readonly x: XStandIn;
  readonly mongod: RunningMongod;
  /** Origin of Copydesk. */
  readonly url: string;
  /** The environment Copydesk runs with: what another process of it would be started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Moves Copydesk's clock by `ms`; Slack's and the platforms' stay. It has no hold on a Copydesk that the caller started, or gave a clock. */
  moveClock(ms: number): void;
  /** How far Copydesk's clock is ahead, in ms. */
  aheadMs(): number;
  /** Starts Copydesk again after {@link stopApp}. */
  startApp(): Promise<void>;
  stopApp(): Promise<void>;
  close(): Promise<void>;
}

/** Starts everything, each on a free port of 127.0.0.1. Throws when no mongod can be had. */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const mongod =
    options.mongodbUri === undefined
      ? await startMongod({
          ...(options.say === undefined ? {} : { say: options.say }),
          ...(options.dbPath === undefined ? {} : { dbPath: options.dbPath }),
        })
      : { uri: options.mongodbUri, how: 'given', stop: async () => {} };
  const mode = options.mode ?? 'http';
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const secrets = newSecrets();
  const slack = await startSlack({ signingSecret: secrets.signing, botToken: secrets.bot, appToken: secrets.app });
  const meta = await startMeta({ appId: META_APP_ID, appSecret: secrets.meta, redirectUris: [`${url}/oauth/meta/callback`] });
  const linkedin = await startLinkedIn({
    clientId: LINKEDIN_CLIENT_ID,
    clientSecret: secrets.linkedin,
    redirectUris: [`${url}/oauth/linkedin/callback`],
    organizations: true,
  });
  const x = await startX({ clientId: X_CLIENT_ID, clientSecret: secrets.x, redirectUris: [`${url}/oauth/x/callback`] });
  slack.connectTo(url);
  slack.useSocketMode(mode === 'socket');
  const env = {
    MONGODB_URI: mongod.uri,
    ENCRYPTION_KEYS: `k1:${secrets.key}`,
    PUBLIC_URL: url,
    PORT: String(port),
    SLACK_BOT_TOKEN: secrets.bot,
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
    ...options.env,
  };
  const clock = serverClock();
  let app: App | undefined;
  const startApp = async () => {
    app ??= await createApp(readConfig(env), { clock, allowLoopback: true, ...options.overrides });
    await app.start();
  };
  const stopApp = async () => {
    await app?.stop();
    app = undefined;
  };
  if (options.startApp !== false) await startApp();
  return {
    slack,
    meta,
    linkedin,
    x,
    mongod,
    url,
    env,
    moveClock: (ms) => clock.move(ms),
    aheadMs: () => clock.aheadMs(),
    startApp,
    stopApp,
    close: async () => {
      await stopApp();
      await Promise.all([slack.close(), meta.close(), linkedin.close(), x.close()]);
      await mongod.stop();
    },
  };
}

function newSecrets() {
  const random = () => randomBytes(24).toString('base64url');
  return {
    signing: random(),
    bot: `xoxb-${random()}`,
    app: `xapp-${random()}`,
    meta: random(),
    linkedin: random(),
    x: random(),
    key: randomBytes(32).toString('base64'),
  };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}

const META_APP_ID = '1029384756';
const LINKEDIN_CLIENT_ID = '77playground';
const X_CLIENT_ID = 'playground-client';
