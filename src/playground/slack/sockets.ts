import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isJson } from './block-kit/rule.js';
import type { Heard } from './http-out.js';
import { bot } from './seed.js';
import type { Json } from './types.js';

const MOST_SOCKETS = 10;
const PING_EVERY_MS = 5000;
const GOODBYE_MS = 500;

/** Socket Mode: the connections of one app. slack:apis/events-api/using-socket-mode, November 2026. */
export interface Sockets {
  /** A URL for one connection, good once. */
  issueUrl(): string;
  connected(): boolean;
  /** Sends one envelope over one connection and waits for its acknowledgement. */
  send(type: 'slash_commands' | 'interactive' | 'events_api', payload: Json, patienceMs: number): Promise<Heard>;
  /** Says goodbye on every connection, and cuts those that do not answer within half a second. */
  close(): Promise<void>;
}

/** Takes WebSocket connections at `/link/` of this server. */
export function openSockets(server: Server, origin: () => string): Sockets {
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const waiting = new Map<string, (heard: Heard) => void>();
  const wss = new WebSocketServer({ noServer: true });
  const pings = setInterval(() => {
    for (const socket of open) socket.ping();
  }, PING_EVERY_MS);
  pings.unref();
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '/', 'ws://localhost').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket) || open.length >= MOST_SOCKETS) return stream.destroy();
    wss.handleUpgrade(request, stream, head, (socket) => welcome(socket, open, waiting));
  });
  return {
    issueUrl() {
      const ticket = randomBytes(16).toString('hex');
      tickets.add(ticket);
      return `${origin().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${bot.appId}`;
    },
    connected: () => open.length > 0,
    send: (type, payload, patienceMs) => sendOne(open, waiting, type, payload, patienceMs),
    async close() {
      clearInterval(pings);
      await Promise.all(open.map(goodbye));
      wss.close();
    },
  };
}

function welcome(socket: WebSocket, open: WebSocket[], waiting: Map<string, (heard: Heard) => void>): void {
  open.push(socket);
  socket.on('close', () => open.splice(open.indexOf(socket), 1));
  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(data.toString());
    if (!isJson(message)) return;
    const id = String(message.envelope_id);
    const settle = waiting.get(id);
    waiting.delete(id);
    const empty = isJson(message.payload) && Object.keys(message.payload).length === 0;
    settle?.({ status: 200, body: empty ? '' : (message.payload ?? ''), headers: {} });
  });
  const debug = { host: 'stand-in', build_number: 1, approximate_connection_time: 18060 };
  socket.send(JSON.stringify({ type: 'hello', num_connections: open.length, debug_info: debug, connection_info: { app_id: bot.appId } }));
}

function goodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once('close', () => {
      clearTimeout(impatience);
      resolve();
    });
    socket.close(1000);
  });
}

function sendOne(
  open: WebSocket[],
  waiting: Map<string, (heard: Heard) => void>,
  type: string,
  payload: Json,
  patienceMs: number,
): Promise<Heard> {
  const socket = open.find((candidate) => candidate.readyState === candidate.OPEN);
  if (socket === undefined) return Promise.resolve({ status: 0, body: 'no_socket', headers: {} });
  open.push(...open.splice(open.indexOf(socket), 1));
  const envelope = { envelope_id: randomUUID(), type, payload, accepts_response_payload: type !== 'events_api' };
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(envelope.envelope_id);
      resolve({ status: 0, body: 'timeout', headers: {} });
    }, patienceMs);
    waiting.set(envelope.envelope_id, (heard) => {
      clearTimeout(timer);
      resolve(heard);
    });
    socket.send(JSON.stringify(envelope));
  });
}
