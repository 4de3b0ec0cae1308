import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerWithFaults } from '../faults.js';
import { type Answer, htmlAnswer, jsonAnswer } from './answer.js';
import { answerBrowser } from './browser.js';
import { type Incoming, readIncoming } from './call.js';
import { answerDialog } from './dialog.js';
import { errorEnvelope, GraphRefusal } from './errors.js';
import { answerGraph, GRAPH_VERSION, refusalAnswer, targetOf } from './graph.js';
import { htmlPage } from './html.js';
import type { GraphFault, MetaRequest } from './types.js';
import { now, type World } from './world.js';

/** Serves one request: records it, plays its faults, answers it. A fault of the stand-in itself is answered with its stack and status 500. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let record: MetaRequest | undefined;
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
    send(response, record, jsonAnswer(500, errorEnvelope({ code: 1, message: `The Meta stand-in failed: ${message}` })));
  }
}

async function answerTo(world: World, incoming: Incoming, record: MetaRequest, response: ServerResponse): Promise<Answer | undefined> {
  const path = incoming.url.pathname;
  if (/^\/[^/]+\/dialog\/oauth$/.test(path)) return path.startsWith(`/${GRAPH_VERSION}/`) ? answerDialog(world, incoming) : wrongVersion();
  const shown = incoming.method === 'GET' ? answerBrowser(world, path) : undefined;
  return shown ?? (await graph(world, incoming, record, response));
}

async function graph(world: World, incoming: Incoming, record: MetaRequest, response: ServerResponse): Promise<Answer | undefined> {
  const target = targetOf(world, incoming);
  if (target.operation !== undefined) record.operation = target.operation;
  const { method, path } = record;
  const { operation, accountId } = target;
  return await answerWithFaults(world, { method, path, operation, accountId, response, refuse }, () =>
    answerGraph(world, incoming, target),
  );
}

function refuse({ graph: error }: { graph: GraphFault }): Answer {
  return refusalAnswer(new GraphRefusal({ ...error, message: error.message ?? `(#${error.code}) A fault asked for this answer` }));
}

function wrongVersion(): Answer {
  return htmlAnswer(400, htmlPage('This content is not available', `<p role="alert">This dialog is ${GRAPH_VERSION}.</p>`));
}

function send(response: ServerResponse, record: MetaRequest | undefined, answer: Answer): void {
  if (record !== undefined) {
    record.status = answer.status;
    if (answer.code !== undefined) record.code = answer.code;
    if (answer.subcode !== undefined) record.subcode = answer.subcode;
  }
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

const SECRET_PARAMS = new Set(['access_token', 'appsecret_proof', 'client_secret', 'code', 'fb_exchange_token', 'input_token', 'state']);

function recordOf(world: World, incoming: Incoming): MetaRequest {
  const query = [...incoming.url.searchParams].map(([name, value]) => [name, SECRET_PARAMS.has(name) ? '[redacted]' : value]);
  return {
    method: incoming.method,
    path: incoming.url.pathname,
    query: Object.fromEntries(query) as Record<string, string>,
    bodyKeys: [...incoming.body.keys(), ...incoming.files.keys()],
    status: 0,
    at: now(world),
  };
}
