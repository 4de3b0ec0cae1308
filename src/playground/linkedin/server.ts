import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerWithFaults } from '../faults.js';
import { type Answer, jsonAnswer } from './answer.js';
import { answerApi, targetOf } from './api.js';
import { answerBrowser } from './browser.js';
import { type Incoming, readIncoming } from './call.js';
import { answerDialog } from './dialog.js';
import { LinkedInRefusal, refusalAnswer } from './errors.js';
import type { ErrorFault, LinkedInRequest } from './types.js';
import { now, type World } from './world.js';

/** Serves one request: records it, plays its faults, answers it. A fault of the stand-in itself is answered with its stack and status 500. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let record: LinkedInRequest | undefined;
  try {
    const incoming = await readIncoming(request, world.url);
    record = recordOf(world, incoming);
    world.requests.push(record);
    const answer = await answerTo(world, incoming, record, response);
    if (answer !== undefined) send(response, record, answer);
    for (const listener of world.listeners) listener();
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send(response, record, jsonAnswer(500, { status: 500, message: `The LinkedIn stand-in failed: ${message}` }));
  }
}

async function answerTo(world: World, incoming: Incoming, record: LinkedInRequest, response: ServerResponse): Promise<Answer | undefined> {
  const path = incoming.url.pathname;
  if (path === '/oauth/v2/authorization') return answerDialog(world, incoming);
  const shown = incoming.method === 'GET' ? answerBrowser(world, path) : undefined;
  return shown ?? (await api(world, incoming, record, response));
}

async function api(world: World, incoming: Incoming, record: LinkedInRequest, response: ServerResponse): Promise<Answer | undefined> {
  const target = targetOf(world, incoming);
  if (target.operation !== undefined) record.operation = target.operation;
  const { method, path } = record;
  const { operation, accountId } = target;
  return await answerWithFaults(world, { method, path, operation, accountId, response, refuse }, () => answerApi(target));
}

function refuse({ error }: { error: ErrorFault }): Answer {
  return refusalAnswer(new LinkedInRefusal({ ...error, message: error.message ?? 'A fault asked for this answer' }));
}

function send(response: ServerResponse, record: LinkedInRequest | undefined, answer: Answer): void {
  if (record !== undefined) {
    record.status = answer.status;
    if (answer.code !== undefined) record.code = answer.code;
  }
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

const SECRET_PARAMS = new Set(['code', 'client_secret', 'state', 'token', 'refresh_token', 'oauth2_access_token']);

function recordOf(world: World, incoming: Incoming): LinkedInRequest {
  const query = [...incoming.url.searchParams].map(([name, value]): [string, string] => [
    name,
    SECRET_PARAMS.has(name) ? '[redacted]' : value,
  ]);
  return {
    method: incoming.method,
    path: incoming.url.pathname,
    query: Object.fromEntries(query),
    bodyKeys: [...Object.keys(incoming.json ?? {}), ...incoming.form.keys()],
    status: 0,
    at: now(world),
  };
}
