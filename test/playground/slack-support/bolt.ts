import type { AddressInfo } from 'node:net';
import bolt from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import sharp from 'sharp';
import { type SlackOptions, type SlackStandIn, startSlack } from '../../../src/playground/slack/index.js';

/** What stand-in and app share. */
export const secrets = { signingSecret: 'signing-secret', botToken: 'xoxb-stand-in', appToken: 'xapp-stand-in' };

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => bolt.LogLevel.ERROR,
};

/** A stand-in and a client that calls it with the bot token and never retries. */
export async function slackAndClient(options: Partial<SlackOptions> = {}): Promise<{ slack: SlackStandIn; client: WebClient }> {
  const slack = await startSlack({ ...secrets, ...options });
  return { slack, client: clientOf(slack, secrets.botToken) };
}

/** A Web API client with any token; it never retries. */
export function clientOf(slack: SlackStandIn, token: string): WebClient {
  const options = {
    slackApiUrl: `${slack.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  };
  return new WebClient(token, options);
}

/** A tiny Bolt app: over HTTP the stand-in is told its address, in Socket Mode it connects by itself. */
export async function boltApp(slack: SlackStandIn, mode: 'http' | 'socket', listeners: (app: bolt.App) => void) {
  const shared = { token: secrets.botToken, clientOptions: { slackApiUrl: `${slack.url}/api/` }, logger: silent };
  const app =
    mode === 'http'
      ? new bolt.App({ ...shared, signingSecret: secrets.signingSecret })
      : new bolt.App({ ...shared, socketMode: true, appToken: secrets.appToken });
  listeners(app);
  const server = await app.start(0);
  if (mode === 'http') slack.connectTo(`http://127.0.0.1:${(server as { address(): AddressInfo }).address().port}`);
  return app;
}

/** A real picture. */
export function picture(format: 'png' | 'jpeg' = 'png'): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: '#3366cc' } })
    .toFormat(format)
    .toBuffer();
}

/** The error code a call is refused with; `ok` when it is not. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error) => error.data?.error ?? error.code ?? String(error),
  );
}
