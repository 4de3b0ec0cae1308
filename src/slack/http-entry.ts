import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { systemClock } from '../lib/clock.js';

/** True for the one path that Slack's payloads come in on. */
export function isSlackPath(url: string | undefined): boolean {
  return url?.split('?', 1)[0] === SLACK_PATH;
}

/** The path of all Slack payloads. */
export const SLACK_PATH = '/slack/events';

/**
 * Closes what Bolt's receiver leaves open, then hands the request on: a timestamp more than five minutes ahead is refused with 401 (Bolt
 * refuses only old ones), and a content type loses its parameters (Bolt reads a form only when it has none).
 */
export function createHttpEntry(bolt: RequestListener): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (!isSlackPath(request.url)) return end(response, 404);
    if (request.method !== 'POST') return end(response.setHeader('allow', 'POST'), 405);
    if (isFromTheFuture(request.headers['x-slack-request-timestamp'])) return end(response, 401);
    const type = request.headers['content-type'];
    if (type !== undefined) request.headers['content-type'] = type.split(';', 1)[0]?.trim().toLowerCase();
    bolt(request, response);
  };
}

/** By the machine's own time, as Bolt judges old ones. */
function isFromTheFuture(timestamp: string | string[] | undefined): boolean {
  return Number(timestamp) * 1000 > systemClock.now().getTime() + TOLERANCE_MS;
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' });
  response.end();
}

const TOLERANCE_MS = 300_000;
