import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Playground } from '../playground.js';
import { act } from './act.js';
import type { Bundle } from './bundle.js';
import type { Act, Nudge } from './contract.js';
import { bodyOf, json } from './http.js';
import type { Live } from './live.js';
import { logEntry } from './log.js';
import { PAGE_SHELL } from './page-shell.js';
import { personNamed, type Room } from './room.js';

/** What the routes stand on. */
export interface RouteDeps {
  readonly bundle: Bundle;
  readonly live: Live;
  /** The playground of this moment. */
  readonly room: () => Room;
  readonly startOver: () => Promise<void>;
}

/** Answers one request of the page: the document at every path a person may open, its script, files, the event stream, and what people do. */
export function answerTo(deps: RouteDeps): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  return async (request, response, url) => {
    const [, first = '', second = '', third = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (first === 'api' && request.method === 'GET') return read(deps, response, url, { what: second, id: third });
    if (first === 'api') return write(deps, request, response, url, second);
    if (first === 'page.js') return send(response, 'text/javascript', deps.bundle.script);
    if (first === 'page.css') return send(response, 'text/css', deps.bundle.styles);
    if (first === 'files') return file(deps.room().playground, response, second);
    if (first.includes('.')) return json(response, 404, { problem: 'There is nothing here.' });
    return send(response, 'text/html', PAGE_SHELL);
  };
}

function read({ room, live }: RouteDeps, response: ServerResponse, url: URL, { what, id }: { what: string; id: string }): void {
  const { playground } = room();
  if (what === 'live') {
    personNamed(playground, url.searchParams.get('as'));
    live.join(url.searchParams.get('as') ?? '', response);
    return;
  }
  const entry = what === 'log' ? logEntry(playground, id) : undefined;
  json(response, entry === undefined ? 404 : 200, entry ?? { problem: 'There is nothing here.' });
}

/** Bodies are JSON or raw bytes: a form on another site cannot send either, so nothing but the page can act. */
async function write(deps: RouteDeps, request: IncomingMessage, response: ServerResponse, url: URL, what: string): Promise<void> {
  const type = request.headers['content-type'] ?? '';
  const body = await bodyOf(request);
  if (type !== (what === 'upload' ? 'application/octet-stream' : 'application/json'))
    return json(response, 415, { problem: 'The page sends this in another form.' });
  try {
    const answer = what === 'upload' ? await uploaded(deps.room(), url, body) : await done(deps, url, what, JSON.parse(body.toString()));
    json(response, answer === undefined ? 404 : 200, answer ?? { problem: 'There is nothing here.' });
  } catch (error) {
    json(response, 200, { problem: `${error instanceof Error ? error.message.replace(/\.$/, '') : String(error)}.` });
  } finally {
    deps.live.changed();
  }
}

async function uploaded({ playground }: Room, url: URL, bytes: Buffer): Promise<unknown> {
  const { searchParams } = url;
  const type = searchParams.get('type') ?? '';
  const person = playground.slack.as(personNamed(playground, searchParams.get('as')));
  return { id: await person.upload(searchParams.get('name') ?? 'file', bytes, type === '' ? {} : { mimetype: type }) };
}

/** Does what was sent; undefined when there is no such thing to do. */
async function done({ room, startOver }: RouteDeps, url: URL, what: string, sent: unknown): Promise<unknown> {
  const { playground, troubles, scenes, setCopydesk } = room();
  switch (what) {
    case 'act':
      return act(playground.slack, personNamed(playground, url.searchParams.get('as')), sent as Act);
    case 'trouble':
      troubles.toggle((sent as { id: string }).id);
      return {};
    case 'nudge': {
      const { platform, post, metric, by } = sent as Nudge;
      const { meta, linkedin, x } = playground;
      ({ facebook: meta, instagram: meta, linkedin, x })[platform].nudge(post, metric, by);
      return {};
    }
    case 'moment':
      return { path: await scenes.play((sent as { id: string }).id) };
    case 'copydesk':
      await setCopydesk((sent as { what: string }).what);
      return {};
    case 'start-over':
      await startOver();
      return {};
    default:
      return undefined;
  }
}

function file({ slack }: Playground, response: ServerResponse, id: string): void {
  const found = slack.file(id);
  if (found === undefined) {
    json(response, 404, { problem: 'This file is gone.' });
    return;
  }
  const shown = /^(image\/(png|jpeg|gif|webp)|video\/(mp4|quicktime))$/.test(found.mimetype) ? found.mimetype : 'application/octet-stream';
  const headers = { 'content-type': shown, 'cache-control': 'private, max-age=3600', 'x-content-type-options': 'nosniff' };
  response.writeHead(200, headers).end(found.bytes);
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
}
