import { request } from 'node:http';
import { signed } from './signature.js';

/** What came back: status 0 with `timeout` or `connection_failed` when there was no answer. */
export interface Heard {
  status: number;
  body: unknown;
  headers: Record<string, string | string[] | undefined>;
}

/** Throws unless the origin is on loopback: the stand-in never leaves this machine. */
export function loopbackOnly(origin: string): URL {
  const url = new URL(origin);
  const local = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
  if (url.protocol !== 'http:' || !local) throw new Error(`${origin} is not on loopback: this Slack talks to this machine only`);
  return url;
}

/** POSTs one signed request on a connection of its own, and waits `patienceMs` for the whole answer. */
export function postSigned(
  url: URL,
  options: {
    signingSecret: string;
    nowMs: number;
    contentType: string;
    body: string;
    headers?: Record<string, string>;
    patienceMs: number;
  },
): Promise<Heard> {
  const bytes = Buffer.from(options.body);
  const headers = {
    'content-type': options.contentType,
    'content-length': bytes.length,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    ...signed(options.signingSecret, Math.floor(options.nowMs / 1000), options.body),
    ...options.headers,
  };
  return new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', headers, agent: false }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('error', () => settle(none('connection_failed')));
      incoming.on('end', () =>
        settle({ status: incoming.statusCode ?? 0, body: readable(Buffer.concat(parts).toString()), headers: incoming.headers }),
      );
    });
    const timer = setTimeout(() => {
      settle(none('timeout'));
      outgoing.destroy();
    }, options.patienceMs);
    const settle = (heard: Heard) => {
      clearTimeout(timer);
      resolve(heard);
    };
    outgoing.on('error', () => settle(none('connection_failed')));
    outgoing.end(bytes);
  });
}

function none(why: string): Heard {
  return { status: 0, body: why, headers: {} };
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
