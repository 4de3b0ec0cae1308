import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerWithFaults } from '../faults.js';
import { type Answer, jsonAnswer } from '../meta/answer.js';
import { answerBrowser } from './browser.js';
import { answerDialog } from './dialog.js';
import { type Incoming, readIncoming } from './incoming.js';
import { problemAnswer, Refusal } from './problems.js';
import { answerApi, targetOf } from './routes.js';
import type { ProblemFault, XRequest } from './types.js';
import { now, type World } from './world.js';

/** Serves one request: records it, plays its faults, answers it. A fault of the stand-in itself is answered with its stack and status 500. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let record: XRequest | undefined;
  try {
    const incoming = await readIncoming(request, world.url);
    record = recordOf(world, incoming);
    world.requests.push(record);
    const answer = await answerTo(world, incoming, record, response);
    if (answer !== undefined) send(response, record, answer);
    for (const listener of world.listeners) listener();
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    if (error instanceof Refusal) return send(response, record, error.answer);
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send(response, record, jsonAnswer(500, { title: 'Internal Server Error', detail: `The X stand-in failed: ${message}` }));
  }
}

async function answerTo(world: World, incoming: Incoming, record: XRequest, response: ServerResponse): Promise<Answer | undefined> {
  const path = incoming.url.pathname;
  if (path === '/i/oauth2/authorize') return answerDialog(world, incoming);
  if (!path.startsWith('/2/')) return answerBrowser(world, path);
  const target = targetOf(world, incoming);
  if (target.operation !== undefined) record.operation = target.operation;
  const { operation, accountId } = target;
  const asked = { method: record.method, path, operation, accountId, response, refuse: refusalAnswer };
  return await answerWithFaults(world, asked, () => answerApi(world, incoming, target));
}

function refusalAnswer({ problem }: { problem: ProblemFault }): Answer {
  return problemAnswer(problem);
}

function send(response: ServerResponse, record: XRequest | undefined, answer: Answer): void {
  if (record !== undefined) record.status = answer.status;
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

/** Of the query the secrets are left out; of the body only the names are kept. */
function recordOf(world: World, incoming: Incoming): XRequest {
  const query = [...incoming.url.searchParams].map(([name, value]) => [name, SECRET_PARAMS.has(name) ? '[redacted]' : value]);
  return {
    method: incoming.method,
    path: incoming.url.pathname,
    query: Object.fromEntries(query) as Record<string, string>,
    bodyKeys: [...Object.keys(incoming.json), ...incoming.form.keys(), ...incoming.files.keys()],
    status: 0,
    at: now(world),
  };
}

const SECRET_PARAMS = new Set(['state', 'code', 'code_challenge', 'token']);
