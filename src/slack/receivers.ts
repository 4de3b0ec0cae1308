import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, HTTPReceiver, type Logger, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '../lib/clock.js';
import type { Secret } from '../lib/secret.js';
import { createHttpEntry } from './http-entry.js';

/** How Slack reaches us. `apiUrl` ends in `/api/`; absent means the real Slack. */
export type SlackConnection = { readonly apiUrl?: string } & (
  | { readonly mode: 'http'; readonly signingSecret: Secret }
  | { readonly mode: 'socket'; readonly appToken: Secret }
);

/** Bolt's receiver for the configured mode. In Socket Mode no HTTP request belongs to Slack. */
export interface SlackReceiver extends Pick<Receiver, 'start' | 'stop'> {
  init(app: App): void;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** What a receiver hands on with every payload: when it arrived, and over HTTP when its answer has left and what tells an exact copy. */
export interface Arrival {
  readonly arrivedAt: Date;
  /** Monotonic (`performance.now()`). */
  readonly arrivedMs: number;
  /** Resolves when the answer was handed to the network, or the connection is gone; absent where the acknowledgement itself waits for that. */
  readonly answered?: Promise<void>;
  readonly signature?: string;
  readonly timestamp?: string;
}

/** Makes the receiver. */
export function createReceiver(config: SlackConnection, clock: Clock, logger: Logger): SlackReceiver {
  return config.mode === 'http' ? httpReceiver(config, clock, logger) : socketReceiver(config, clock, logger);
}

/** Reads the arrival that a receiver put among the custom properties. */
export function arrivalOf(event: Pick<ReceiverEvent, 'customProperties'>, clock: Clock): Arrival {
  const arrival: unknown = event.customProperties?.arrival;
  return isArrival(arrival) ? arrival : now(clock);
}

function httpReceiver(config: SlackConnection & { mode: 'http' }, clock: Clock, logger: Logger): SlackReceiver {
  const arrivals = new WeakMap<IncomingMessage, Arrival>();
  const bolt = new HTTPReceiver({
    signingSecret: config.signingSecret.unwrap(),
    processBeforeResponse: true,
    logger,
    processEventErrorHandler: async ({ response }) => {
      if (!response.headersSent) response.writeHead(500).end();
      return true;
    },
    customPropertiesExtractor: (request) => ({ arrival: { ...(arrivals.get(request) ?? now(clock)), ...copyMarks(request) } }),
  });
  const entry = createHttpEntry(bolt.requestListener);
  return {
    init: (app) => bolt.init(app),
    start: async () => {},
    stop: async () => {},
    handle: (request, response) => {
      arrivals.set(request, { ...now(clock), answered: answered(response) });
      entry(request, response);
    },
  };
}

function socketReceiver(config: SlackConnection & { mode: 'socket' }, clock: Clock, logger: Logger): SlackReceiver {
  const bolt = new SocketModeReceiver({
    appToken: config.appToken.unwrap(),
    logger,
    installerOptions: {
      clientOptions: { ...(config.apiUrl === undefined ? {} : { slackApiUrl: config.apiUrl }), timeout: 10_000, retryConfig: RECONNECT },
    },
    customPropertiesExtractor: () => ({ arrival: now(clock) }),
  });
  return {
    init: (app) => bolt.init(app),
    start: () => bolt.start(),
    stop: () => bolt.stop(),
    handle: (_request, response) => {
      response.writeHead(404);
      response.end();
    },
  };
}

function copyMarks(request: IncomingMessage): Pick<Arrival, 'signature' | 'timestamp'> {
  return { signature: String(request.headers['x-slack-signature']), timestamp: String(request.headers['x-slack-request-timestamp']) };
}

function answered(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('finish', resolve).once('close', resolve);
  });
}

function now(clock: Clock): Arrival {
  return { arrivedAt: clock.now(), arrivedMs: performance.now() };
}

function isArrival(value: unknown): value is Arrival {
  return typeof value === 'object' && value !== null && 'arrivedMs' in value;
}

/** A lost connection is opened again for as long as it takes: the library gives up for good, with an unhandled rejection, when its tries run out. */
const RECONNECT = { retries: 1_000_000, factor: 1.5, minTimeout: 500, maxTimeout: 15_000 };
