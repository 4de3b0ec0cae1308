import { request } from 'undici';
import { say } from '../language/index.js';
import { FileUnavailableError } from '../media/ports.js';

/** One file to download from Slack. */
export interface Download {
  readonly url: string;
  /** Carry the token: they go to Slack's hosts and the origin of `apiUrl` only, redirects included. */
  readonly headers: { readonly authorization: string };
  readonly maxBytes: number;
  /** A web page is the file itself, and not the sign-in page. */
  readonly expectsHtml: boolean;
  readonly apiUrl?: string;
}

/**
 * The bytes of a file, as they come. Slack answers a token without rights with status 200 and its sign-in page, so a web page is refused
 * (slack:reference/objects/file-object, November 2026). Throws {@link FileUnavailableError} with a sentence.
 */
export async function* download(from: Download): AsyncGenerator<Uint8Array> {
  try {
    yield* follow(from, from.url, 0);
  } catch (error) {
    if (error instanceof FileUnavailableError) throw error;
    throw new FileUnavailableError(say('error.file.notDownloaded'), { cause: error });
  }
}

async function* follow(from: Download, url: string, hops: number): AsyncGenerator<Uint8Array> {
  if (!isSlackFile(url, from.apiUrl)) throw new FileUnavailableError(say('error.file.outsideSlack'));
  const answer = await request(url, {
    headers: from.headers,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    signal: AbortSignal.timeout(TOTAL_MS + Math.ceil(from.maxBytes / SLOWEST_BYTES_PER_MS)),
  });
  const { location, 'content-type': type = '', 'content-length': length = 0 } = answer.headers;
  const drop = async (sentence: string): Promise<never> => {
    answer.body.on('error', () => {}).destroy();
    throw new FileUnavailableError(sentence);
  };
  if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
    await answer.body.dump();
    if (hops === MOST_HOPS) return drop(say('error.file.notHandedOver'));
    return yield* follow(from, new URL(location, url).href, hops + 1);
  }
  if (answer.statusCode !== 200) return drop(say('error.file.notHandedOver'));
  if (String(type).startsWith('text/html') && !from.expectsHtml) return drop(say('error.file.notHandedOver'));
  if (Number(length) > from.maxBytes) return drop(tooLarge(from.maxBytes));
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    if (size > from.maxBytes) return drop(tooLarge(from.maxBytes));
    yield chunk;
  }
}

function isSlackFile(url: string, apiUrl: string | undefined): boolean {
  const { origin, protocol, hostname } = new URL(url);
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && SLACK_HOSTS.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

function tooLarge(maxBytes: number): string {
  return say('error.file.tooLarge', { megabytes: Math.floor(maxBytes / 1_000_000) });
}

const SLACK_HOSTS = ['slack.com', 'slack-gov.com'];

const MOST_HOPS = 3;

const TIMEOUT_MS = 20_000;

const TOTAL_MS = 60_000;

/** A video of 512 MB may take ten minutes. */
const SLOWEST_BYTES_PER_MS = 1_000;
