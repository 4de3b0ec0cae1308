import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { createLog } from '../../src/lib/log.js';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo, type Mongo } from '../../src/mongo/connection.js';
import { createEventStore } from '../../src/mongo/events.js';
import { createWorkspaceStore } from '../../src/mongo/workspaces.js';
import { type SlackStandIn, startSlack } from '../../src/playground/slack/index.js';
import { createSlackClients, createSlackFace, type SlackClients, type SlackFace, type SlackFaceDeps } from '../../src/slack/index.js';
import type { AnyListener } from '../../src/slack/listener.js';
import type { WorkspaceStore } from '../../src/workspaces/index.js';
import { openTestDatabase } from '../support/mongo.js';

export const SIGNING_SECRET = 'signing-secret-of-tests-0123456789';
export const BOT_TOKEN = 'xoxb-bot-token-of-tests';
export const APP_TOKEN = 'xapp-app-token-of-tests';

/** A Slack stand-in, a real database and what the face needs of both. */
export interface Ground {
  slack: SlackStandIn;
  mongo: Mongo;
  workspaces: WorkspaceStore;
  clients: SlackClients;
  revoked: string[];
  log: ReturnType<typeof createLog>;
  lines: string[];
  apiUrl: string;
  end(): Promise<void>;
}

export async function openGround(label: string): Promise<Ground> {
  const slack = await startSlack({ signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN, appToken: APP_TOKEN });
  const database = await openTestDatabase(label);
  const mongo = await connectMongo(new Secret(database.uri));
  const workspaces = createWorkspaceStore(mongo);
  await workspaces.install(
    { id: slack.team.id, name: slack.team.name, botUserId: slack.bot.userId },
    { id: 'brand', name: 'Bakery', zone: 'Europe/Berlin', authorsMayApprove: false },
  );
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => lines.push(line) });
  const revoked: string[] = [];
  const apiUrl = `${slack.url}/api/`;
  const clients = createSlackClients({
    apiUrl,
    log,
    tokenOf: async (workspace) => (workspace === slack.team.id ? { token: new Secret(BOT_TOKEN), version: 1 } : undefined),
    onRevoked: async (workspace) => {
      revoked.push(workspace);
    },
  });
  return {
    slack,
    mongo,
    workspaces,
    clients,
    revoked,
    log,
    lines,
    apiUrl,
    end: async () => {
      await slack.close();
      await mongo.close();
      await database.drop();
    },
  };
}

/** A face over these listeners on a real HTTP server. */
export interface Served {
  face: SlackFace;
  origin: string;
  /** How many answers have left. */
  answers(): number;
  end(): Promise<void>;
}

export async function serve(ground: Ground, listeners: AnyListener[], overrides: Partial<SlackFaceDeps> = {}): Promise<Served> {
  const face = createSlackFace({
    config: { mode: 'http', signingSecret: new Secret(SIGNING_SECRET), apiUrl: ground.apiUrl },
    workspaces: ground.workspaces,
    clients: ground.clients,
    events: createEventStore(ground.mongo),
    log: ground.log,
    clock: systemClock,
    ids: randomIds,
    listeners,
    ...overrides,
  });
  await face.start();
  let answers = 0;
  const server = createServer((request, response) => {
    response.once('finish', () => {
      answers += 1;
    });
    face.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { face, origin: originOf(server), answers: () => answers, end: () => close(server, face) };
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server, face: SlackFace): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await face.stop(1_000);
}

/** How a signed request may differ from what Slack would send. */
export interface Signing {
  timestamp?: number;
  signature?: string;
  contentType?: string;
  path?: string;
}

/** What came back, `ms` after it was sent. */
export interface Answer {
  status: number;
  text: string;
  ms: number;
}

export function commandForm(ground: Ground, fields: Record<string, string> = {}): string {
  return new URLSearchParams({
    command: '/publish',
    text: '',
    trigger_id: '1.2.3',
    channel_id: ground.slack.channels.review,
    user_id: ground.slack.people.author.id,
    team_id: ground.slack.team.id,
    response_url: '',
    ...fields,
  }).toString();
}

export function interaction(payload: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

export function eventBody(ground: Ground, event: Record<string, unknown>, eventId: string): string {
  return JSON.stringify({ type: 'event_callback', team_id: ground.slack.team.id, event_id: eventId, event });
}

/** Posts a body as Slack does, signed. */
export async function post(origin: string, body: string, signing: Signing = {}): Promise<Answer> {
  const timestamp = signing.timestamp ?? Math.floor(Date.now() / 1000);
  const json = body.startsWith('{');
  const started = performance.now();
  const answer = await fetch(`${origin}${signing.path ?? '/slack/events'}`, {
    method: 'POST',
    headers: {
      'content-type': signing.contentType ?? (json ? 'application/json' : 'application/x-www-form-urlencoded'),
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signing.signature ?? sign(body, timestamp),
    },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, text, ms: performance.now() - started };
}

export function sign(body: string, timestamp: number): string {
  return `v0=${createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** Waits until `holds` is true; throws after `ms`. */
export async function eventually(holds: () => boolean, ms = 5_000): Promise<void> {
  const until = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > until) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A clock that stands still until it is moved. */
export function stillClock(start = Date.now()): Clock & { move(ms: number): void } {
  let at = start;
  return {
    ...systemClock,
    now: () => new Date(at),
    move: (ms) => {
      at += ms;
    },
  };
}
