import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { botMaySee } from './files.js';
import type { App } from './oauth/app.js';
import { answerAuthorize } from './oauth/authorize.js';
import { respond } from './response-urls.js';
import type { Sockets } from './sockets.js';
import { answerCall, botTokenProblem, type Reply, withFaults } from './web-api.js';
import { changed, type World } from './world.js';

/** Listens on loopback; `serve` is told what to answer once the worlds exist: one, or all those that may install the app. */
export async function listen(
  port: number,
): Promise<{ server: Server; url: string; serve(worlds: readonly [World, ...World[]], sockets: Sockets, app?: App): void }> {
  let answer: (request: IncomingMessage) => Promise<Reply> = async () => ({ status: 503, body: 'Starting' });
  const server = createServer((request, response) => {
    answer(request)
      .catch((error): Reply => ({ status: 500, body: `The stand-in failed: ${error instanceof Error ? error.stack : String(error)}` }))
      .then((reply) => write(response, reply));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in could not open a loopback port');
  const serve = (worlds: readonly [World, ...World[]], sockets: Sockets, app?: App) => {
    answer = async (request) => {
      const url = new URL(request.url ?? '/', worlds[0].url);
      const asked = { request, url, body: await bytesOf(request) };
      const world = worlds.find((each) => isAbout(each, asked)) ?? worlds[0];
      return route(world, sockets, asked, app).finally(() => changed(world));
    };
  };
  return { server, url: `http://127.0.0.1:${address.port}`, serve };
}

interface Asked {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
}

/** Whether a request means this workspace: by its token, or by what only this workspace gave out. */
function isAbout(world: World, { request, url, body }: Asked): boolean {
  const [, , id = '', second = ''] = url.pathname.split('/');
  const token = request.headers.authorization?.replace(/^Bearer /, '') ?? new URLSearchParams(body.toString()).get('token') ?? '';
  return world.issued.has(token) || world.responseUrls.has(url.pathname) || world.uploads.has(second) || world.conversations.has(id);
}

async function route(world: World, sockets: Sockets, { request, url, body }: Asked, app?: App): Promise<Reply> {
  const [, room, ...rest] = url.pathname.split('/');
  const contentType = request.headers['content-type'] ?? '';
  const authorization = request.headers.authorization ?? '';
  switch (room) {
    case 'api': {
      const call = { method: rest.join('/'), authorization, contentType, body: body.toString(), query: url.searchParams };
      return answerCall(world, call, () => sockets.issueUrl(), app);
    }
    case 'oauth':
      if (app === undefined || url.pathname !== '/oauth/v2/authorize') return { status: 404, body: 'Not found' };
      return answerAuthorize(app, request.method ?? 'GET', url.searchParams, new URLSearchParams(body.toString()));
    case 'upload':
      return withFaults(world, 'upload', () => upload(world, rest[1] ?? '', contentType, body));
    case 'files-pri':
      return withFaults(world, 'download', async () => download(world, rest[0] ?? '', authorization));
    case 'response':
      return withFaults(world, 'response_url', () => respond(world, url.pathname, body.toString()));
    case '':
      return toPeople(world);
    case 'app_redirect':
      return toPeople(world, ...APP_MESSAGES);
    case 'archives':
      return toPeople(world, ...placeOf(world, rest[0] ?? '', url.searchParams.get('thread_ts') ?? ''));
    default:
      return { status: 404, body: 'Not found' };
  }
}

/** Leads a browser to where this Slack is shown, to a place there, as whoever it was last. */
function toPeople({ shownAt }: World, ...place: readonly string[]): Reply {
  if (shownAt === undefined) return { status: 404, body: 'Nobody shows this Slack' };
  const path = ['me', 'slack', ...place];
  return { status: 302, body: '', headers: { location: new URL(path.map(encodeURIComponent).join('/'), `${shownAt}/`).href } };
}

function placeOf({ conversations }: World, channel: string, threadTs: string): string[] {
  const conversation = conversations.get(channel);
  const place = conversation?.isIm === true ? APP_MESSAGES : conversation === undefined ? [] : [conversation.name];
  return [...place, ...(threadTs === '' ? [] : ['thread', threadTs])];
}

async function upload(world: World, id: string, contentType: string, bytes: Buffer): Promise<Reply> {
  const expected = world.uploads.get(id)?.length;
  const raw = !contentType.startsWith('multipart/form-data');
  if (raw && expected !== bytes.length) return { status: 400, body: `Expected ${expected} bytes, got ${bytes.length}` };
  const taken = await world.beneath.upload(id, contentType, bytes);
  return taken ? { status: 200, body: `OK - ${bytes.length}` } : { status: 404, body: 'file_not_found' };
}

function download(world: World, id: string, authorization: string): Reply {
  const file = world.files.get(id);
  const entitled = botTokenProblem(world, authorization.replace(/^Bearer /, '')) === undefined && world.scopes.includes('files:read');
  if (file === undefined || file.deleted || !entitled || !botMaySee(world, file)) {
    return {
      status: 200,
      body: '<!DOCTYPE html><html><title>Sign in | Slack</title></html>',
      headers: { 'content-type': 'text/html; charset=utf-8' },
    };
  }
  return { status: 200, body: file.bytes, headers: { 'content-type': file.mimetype } };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function write(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.destroy();
    return;
  }
  const { status, body, headers } = reply;
  const plain = typeof body === 'string' || body instanceof Uint8Array;
  response.writeHead(status, { 'content-type': plain ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8', ...headers });
  response.end(plain ? body : JSON.stringify(body));
}

const APP_MESSAGES = ['copydesk', 'messages'];
