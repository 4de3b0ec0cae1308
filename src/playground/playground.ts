import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { createConnection } from 'mongoose';
import type { Overrides } from '../app.js';
import { copydeskEnv, LINKEDIN_CLIENT_ID, META_APP_ID, SLACK_CLIENT_ID, X_CLIENT_ID } from './copydesk-env.js';
import { type DataFolder, databaseNameOf, type Secrets } from './data-folder.js';
import { createKeeper } from './keeper.js';
import { type LinkedInStandIn, startLinkedIn } from './linkedin/index.js';
import { type MetaStandIn, startMeta } from './meta/index.js';
import { type RunningMongod, startMongod } from './mongod.js';
import { type Runner, runAside, runHere } from './run-copydesk.js';
import { type SlackStandIn, startSlack, startTwoSlacks } from './slack/index.js';
import { startX, type XStandIn } from './x/index.js';

/** How to start a playground; everything is optional. */
export interface PlaygroundOptions {
  /** How Slack reaches Copydesk. Default: HTTP. */
  readonly mode?: 'http' | 'socket';
  /** Receives one line per step that takes time. */
  readonly say?: (line: string) => void;
  /** A mongod that runs already; otherwise one is started and stopped with the playground. */
  readonly mongodbUri?: string;
  /** Goes on from what is in this folder, and keeps everything there. Without it nothing outlives the playground. */
  readonly folder?: DataFolder;
  /** Copydesk runs as a process of its own, which can be killed; `overrides` have no hold on it. */
  readonly aside?: boolean;
  readonly overrides?: Overrides;
  /** Variables that differ from the playground's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Slack has two workspaces, and Copydesk is in neither: it is installed by OAuth. Nothing is kept then. */
  readonly installs?: { readonly rotation: boolean };
  /** False leaves Copydesk to the caller, who starts it with `env`. */
  readonly startApp?: boolean;
}

/** A Slack, a Meta, a LinkedIn, an X and Copydesk between them, on this machine and without any account. */
export interface Playground {
  readonly slack: SlackStandIn;
  /** The second workspace, where there are two. */
  readonly second?: SlackStandIn;
  readonly meta: MetaStandIn;
  readonly linkedin: LinkedInStandIn;
  readonly x: XStandIn;
  readonly mongod: RunningMongod;
  /** Origin of Copydesk. */
  readonly url: string;
  /** The environment Copydesk runs with: what another process of it would be started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Moves the clock of Copydesk, Slack and the platforms by `ms`. It has no hold on a Copydesk that the caller started, or gave a clock. */
  moveClock(ms: number): void;
  /** How far that clock is ahead of the machine's, in ms. */
  aheadMs(): number;
  appState(): ReturnType<Runner['state']>;
  /** Starts Copydesk again after {@link stopApp} or {@link killApp}. */
  startApp(): Promise<void>;
  stopApp(): Promise<void>;
  /** Ends Copydesk where it stands, as a power cut would; only one that runs `aside` is really killed. */
  killApp(): Promise<void>;
  /** Calls `listener` after whatever may have changed; the function returned ends that. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Starts everything, each on a free port of 127.0.0.1. Throws when no mongod can be had. */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const { folder, mode = 'http', say = () => {} } = options;
  const kept = await folder?.read();
  const starting = mongodFor(options, kept === undefined);
  starting.catch(() => {});
  const secrets = kept?.secrets ?? newSecrets();
  const copydeskPort = await freePort(kept?.ports.copydesk);
  const url = `http://127.0.0.1:${copydeskPort}`;
  const resumed = async <K extends 'slack' | 'meta' | 'linkedin' | 'x'>(name: K) =>
    kept === undefined ? {} : { port: await freePort(kept.ports[name]), kept: kept[name] };
  let aheadMs = kept?.aheadMs ?? 0;
  const clock = () => Date.now() + aheadMs;
  const app = { clientId: SLACK_CLIENT_ID, clientSecret: secrets.bot, redirectUris: [`${url}/slack/oauth_redirect`] };
  const common = { signingSecret: secrets.signing, appToken: secrets.app, clock };
  const [slack, second] =
    options.installs === undefined
      ? [await startSlack({ ...(await resumed('slack')), ...common, botToken: secrets.bot })]
      : await startTwoSlacks(common, { ...app, ...options.installs });
  const meta = await startMeta({
    ...(await resumed('meta')),
    appId: META_APP_ID,
    appSecret: secrets.meta,
    redirectUris: [`${url}/oauth/meta/callback`],
    clock,
  });
  const linkedin = await startLinkedIn({
    ...(await resumed('linkedin')),
    clientId: LINKEDIN_CLIENT_ID,
    clientSecret: secrets.linkedin,
    redirectUris: [`${url}/oauth/linkedin/callback`],
    organizations: true,
    clock,
  });
  const x = await startX({
    ...(await resumed('x')),
    clientId: X_CLIENT_ID,
    clientSecret: secrets.x,
    redirectUris: [`${url}/oauth/x/callback`],
    clock,
  });
  for (const each of second === undefined ? [slack] : [slack, second]) {
    each.connectTo(url);
    each.useSocketMode(mode === 'socket');
  }
  const standIns = { slack, meta, linkedin, x };
  const ports = {
    copydesk: copydeskPort,
    ...Object.fromEntries(Object.entries(standIns).map(([name, { url: origin }]) => [name, Number(new URL(origin).port)])),
  };
  const mongod = await starting;
  const installedBy = options.installs === undefined ? ('token' as const) : ('oauth' as const);
  const env = { ...copydeskEnv({ url, mode, installedBy, secrets, mongodbUri: mongod.uri, ...standIns }), ...options.env };
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  for (const each of Object.values(standIns)) each.onChange(changed);
  const keeper =
    folder === undefined
      ? undefined
      : createKeeper(
          folder,
          () => ({ secrets, ports, aheadMs, slack: slack.kept(), meta: meta.kept(), linkedin: linkedin.kept(), x: x.kept() }),
          say,
        );
  if (keeper !== undefined) listeners.add(keeper.changed);
  keeper?.changed();
  const copydesk = options.aside === true ? runAside(env, changed) : runHere(env, options.overrides);
  copydesk.setAhead(aheadMs);
  if (options.startApp !== false) await copydesk.start();
  return {
    ...standIns,
    ...(second === undefined ? {} : { second }),
    mongod,
    url,
    env,
    moveClock: (ms) => {
      aheadMs += ms;
      copydesk.setAhead(aheadMs);
      changed();
    },
    aheadMs: () => aheadMs,
    appState: copydesk.state,
    startApp: copydesk.start,
    stopApp: copydesk.stop,
    killApp: copydesk.kill,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await copydesk.stop();
      await keeper?.stop();
      await Promise.all(Object.values(standIns).map((each) => each.close()));
      await mongod.stop();
    },
  };
}

/** The server given, or one of its own. On a server that others use too, a folder's database has a name of its own; `isNew` empties it. */
async function mongodFor({ mongodbUri, folder, say }: PlaygroundOptions, isNew: boolean): Promise<RunningMongod> {
  const mongod =
    mongodbUri === undefined
      ? await startMongod({ ...(say === undefined ? {} : { say }), ...(folder === undefined ? {} : { dbPath: folder.database }) })
      : { uri: mongodbUri, how: 'given', stop: async () => {} };
  if (folder === undefined) return mongod;
  const uri = new URL(mongod.uri);
  if (mongod.how === 'MONGODB_URI') uri.pathname = `/${databaseNameOf(folder)}`;
  if (isNew) await emptyDatabase(uri.href);
  return { ...mongod, uri: uri.href };
}

/** The folder is new, so nothing in the database can be read any more. */
async function emptyDatabase(uri: string): Promise<void> {
  const connection = await createConnection(uri).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

function newSecrets(): Secrets {
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

/** The port wanted where it is free, else one that was free a moment ago. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  const isTaken = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(true));
    server.listen(wanted, '127.0.0.1', () => resolve(false));
  });
  if (isTaken) return freePort();
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
