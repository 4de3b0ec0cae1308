import { say } from '../language/index.js';
import type { Log } from '../lib/log.js';
import { type PageReader, PageUnavailableError, type WebPage } from '../posts/index.js';
import { decodeHtml, readOpenGraph } from './open-graph.js';
import { FetchRefusedError, type PublicFetchOptions, publicFetch } from './public-fetch.js';

/** Reads pages of the public web and their pictures. What a page leads to is under the same rules as the page. */
export function createPageReader({ log, ...options }: { readonly log: Log } & PublicFetchOptions): PageReader {
  return {
    read: async (url) => {
      try {
        const { bytes, type, url: at } = await publicFetch(url, PAGE, options);
        if (!/^(text\/html|application\/xhtml\+xml)\b/.test(type)) throw new FetchRefusedError(say('error.link.notPage'));
        const { image, ...words } = readOpenGraph(decodeHtml(bytes, type), at);
        const picture = image === undefined || words.title === undefined ? undefined : await readPicture(image, options, log);
        return { ...words, ...(picture === undefined ? {} : { picture }) } satisfies WebPage;
      } catch (error) {
        const why = whyNot(error);
        log.info({ why }, 'A page could not be read for a preview.');
        throw new PageUnavailableError(why, { cause: error });
      }
    },
  };
}

/** A page's picture; without it the preview has none. */
async function readPicture(address: string, options: PublicFetchOptions, log: Log): Promise<Uint8Array | undefined> {
  try {
    const { bytes, cut } = await publicFetch(address, PICTURE, options);
    return cut ? undefined : bytes;
  } catch (error) {
    log.info({ why: whyNot(error) }, 'The picture of a page could not be read for a preview.');
    return undefined;
  }
}

/** Of a failing connection no more, because its message holds the address. */
function whyNot(error: unknown): string {
  return error instanceof FetchRefusedError ? error.message : say('error.link.noAnswer');
}

const PAGE = { maxBytes: 1024 * 1024, withinMs: 6_000, accept: 'text/html,application/xhtml+xml' };
const PICTURE = { maxBytes: 8 * 1024 * 1024, withinMs: 6_000, accept: 'image/jpeg,image/png,image/webp,image/gif' };
