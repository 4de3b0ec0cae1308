import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import { say } from '../language/index.js';
import { RefusedError } from '../lib/refused-error.js';
import { isPublicAddress } from './public-address.js';

/** What is fetched at most, and as what. */
export interface FetchLimits {
  /** Bytes. What is longer is cut there. */
  readonly maxBytes: number;
  /** From the first look-up to the last byte, redirects included. */
  readonly withinMs: number;
  /** The `accept` header. */
  readonly accept: string;
}

/** What came: `cut` when there was more of it, `url` after redirects. */
export interface Fetched {
  readonly url: string;
  /** The whole `content-type`, lower case. */
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly cut: boolean;
}

/** What tests put in the place of the real thing. */
export interface PublicFetchOptions {
  /** Takes addresses of this machine too, at any port. */
  readonly allowLoopback?: boolean;
  /** The addresses of a host; the system's own look-up without it. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** An address was not fetched, or nothing usable came; `message` says why, to the person who named it. */
export class FetchRefusedError extends RefusedError {
  override readonly name = 'FetchRefusedError';
}

/**
 * Fetches an address that a person or a page named. Every host is looked up here, every address it has must be public, and the connection goes to the
 * very address that was checked, at each of at most five redirects. Throws {@link FetchRefusedError} or whatever a connection throws.
 */
export async function publicFetch(address: string, limits: FetchLimits, options: PublicFetchOptions = {}): Promise<Fetched> {
  const signal = AbortSignal.timeout(limits.withinMs);
  const agent = new Agent({ connect: checkedConnector(options), pipelining: 0 });
  try {
    let url = checkedUrl(address, options);
    for (let hops = 0; hops <= MOST_HOPS; hops += 1) {
      const answer = await request(url, { dispatcher: agent, signal, headers: { accept: limits.accept, ...HEADERS } });
      const { location } = answer.headers;
      if (answer.statusCode < 300 || answer.statusCode > 399 || typeof location !== 'string') return await read(url, answer, limits);
      answer.body.on('error', () => {}).destroy();
      url = checkedUrl(new URL(location, url).href, options);
    }
    throw new FetchRefusedError(say('error.link.endless'));
  } catch (error) {
    throw signal.aborted ? new FetchRefusedError(say('error.link.slow'), { cause: error }) : error;
  } finally {
    await agent.destroy();
  }
}

/** Only the web, on its own ports, without a name and a password. */
function checkedUrl(address: string, { allowLoopback = false }: PublicFetchOptions): URL {
  if (!URL.canParse(address)) throw new FetchRefusedError(say('error.link.unreadable'));
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new FetchRefusedError(say('error.link.notWeb'));
  if (url.username !== '' || url.password !== '') throw new FetchRefusedError(say('error.link.password'));
  if (url.port !== '' && !allowLoopback) throw new FetchRefusedError(say('error.link.notPublic'));
  return url;
}

/** Connects to the address that was checked; the name stays in the request and in the certificate's check. */
function checkedConnector({ resolve = systemResolve, allowLoopback = false }: PublicFetchOptions): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_MS });
  const allowed = (address: string) => isPublicAddress(address) || (allowLoopback && LOOPBACK.has(address));
  const find = async (host: string): Promise<string> => {
    const addresses = isIP(host) === 0 ? await resolve(host) : [host];
    const [first] = [...addresses].sort((a, b) => isIP(a) - isIP(b));
    if (first === undefined || !addresses.every(allowed)) throw new FetchRefusedError(say('error.link.notPublic'));
    return first;
  };
  return (target, callback) => {
    find(target.hostname).then(
      (address) => connect({ ...target, hostname: address }, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

async function read(url: URL, { statusCode, headers, body }: Dispatcher.ResponseData, { maxBytes }: FetchLimits): Promise<Fetched> {
  body.on('error', () => {});
  if (statusCode !== 200) {
    body.destroy();
    throw new FetchRefusedError(say('error.link.status', { status: String(statusCode) }));
  }
  const chunks: Buffer[] = [];
  let left = maxBytes;
  for await (const chunk of body) {
    chunks.push(chunk.subarray(0, left));
    left -= chunk.length;
    if (left < 0) break;
  }
  return { url: url.href, type: String(headers['content-type'] ?? '').toLowerCase(), bytes: Buffer.concat(chunks), cut: left < 0 };
}

async function systemResolve(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

const HEADERS = { 'user-agent': 'Copydesk (link preview)', 'accept-encoding': 'identity' };
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);
const MOST_HOPS = 5;
const CONNECT_MS = 4_000;
