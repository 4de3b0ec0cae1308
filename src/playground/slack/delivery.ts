import { type Heard, postSigned } from './http-out.js';
import type { Sockets } from './sockets.js';
import type { Delivery, DeliveryKind, Json } from './types.js';
import { changed, type World } from './world.js';

const PATIENCE_MS = 3000;

/** How this Slack reaches Copydesk at the moment. */
export interface Line {
  world: World;
  sockets: Sockets;
  /** Where HTTP goes; undefined until `connectTo`. */
  requestUrl: URL | undefined;
  socketMode: boolean;
}

/** Sends one thing to Copydesk and notes what came back. Whatever is not answered within 3 s counts as not answered. */
export async function deliver(line: Line, kind: DeliveryKind, payload: Json): Promise<Delivery> {
  return (await deliverWith(line, kind, payload, {})).delivery;
}

/** The same with extra request headers; resolves with the answer's headers too. */
export async function deliverWith(
  line: Line,
  kind: DeliveryKind,
  payload: Json,
  headers: Record<string, string>,
): Promise<{ delivery: Delivery; headers: Heard['headers'] }> {
  const at = line.world.now();
  const started = performance.now();
  const sent = structuredClone(payload);
  const heard = await send(line, kind, payload, headers);
  const delivery = { kind, payload: sent, status: heard.status, answer: heard.body, at, ms: performance.now() - started };
  line.world.deliveries.push(delivery);
  changed(line.world);
  return { delivery, headers: heard.headers };
}

function send(line: Line, kind: DeliveryKind, payload: Json, headers: Record<string, string>): Promise<Heard> {
  if (line.socketMode || line.sockets.connected()) {
    const type = kind === 'slash_command' ? 'slash_commands' : kind === 'event' ? 'events_api' : 'interactive';
    return line.sockets.send(type, payload, PATIENCE_MS);
  }
  if (line.requestUrl === undefined)
    throw new Error('This Slack does not know where Copydesk is: call connectTo(origin), or connect in Socket Mode');
  return postSigned(line.requestUrl, {
    signingSecret: line.world.options.signingSecret,
    nowMs: Date.now(),
    contentType: kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
    body: encoded(kind, payload),
    headers,
    patienceMs: PATIENCE_MS,
  });
}

function encoded(kind: DeliveryKind, payload: Json): string {
  if (kind === 'event') return JSON.stringify(payload);
  if (kind !== 'slash_command') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)])).toString();
}
