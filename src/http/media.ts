import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import type { Clock } from '../lib/clock.js';
import type { Log } from '../lib/log.js';
import type { MediaEverywhere, PublicMedia } from '../media/index.js';

/** What {@link mediaRoutes} works with. */
export interface MediaRouteDeps {
  readonly media: MediaEverywhere;
  readonly clock: Clock;
  readonly log: Log;
}

/** `GET` and `HEAD /media/<unguessable id>`: a rendition for whoever knows its address, whole or one range of it. Everything else there is a plain 404. */
export function mediaRoutes({ media, clock, log }: MediaRouteDeps): Router {
  const router = Router();
  router.get('/media/:link', async (request, response) => {
    response.set({ 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' });
    const found = await media.mediaByLink(request.params.link, clock.now());
    if (found === undefined) return void response.status(404).type('text/plain').send('Not found\n');
    await send(request, response, found, log);
  });
  return router;
}

async function send(request: Request, response: Response, media: PublicMedia, log: Log): Promise<void> {
  const etag = `"${media.sha256}"`;
  response.set({ ETag: etag, 'Accept-Ranges': 'bytes', 'Content-Disposition': 'inline' });
  const range = request.method === 'GET' ? rangeOf(request, etag, media.size) : undefined;
  if (range === 'beyond') return void response.status(416).set('Content-Range', `bytes */${media.size}`).end();
  const { start, end } = range ?? { start: 0, end: media.size };
  if (range !== undefined) response.status(206).set('Content-Range', `bytes ${start}-${end - 1}/${media.size}`);
  response.set({ 'Content-Type': media.mimeType, 'Content-Length': String(end - start) });
  if (request.method === 'HEAD') return void response.end();
  try {
    await pipeline(media.open(range), response);
  } catch (err) {
    log.warn({ err, sha256: media.sha256 }, 'A picture was not fetched to its end.');
  }
}

/**
 * The one range a request asks for, `end` excluded; `beyond` when it starts after the last byte. Undefined = send everything: no range, several,
 * one we cannot read, or one of an older version (RFC 9110, 13.1.5 and 14.2).
 */
function rangeOf(request: Request, etag: string, size: number): { start: number; end: number } | 'beyond' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.get('range') ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if ((request.get('if-range') ?? etag) !== etag) return undefined;
  if (first === '') return Number(last) === 0 ? 'beyond' : { start: Math.max(0, size - Number(last)), end: size };
  const [start, end] = [Number(first), last === '' ? size : Math.min(size, Number(last) + 1)];
  if (last !== '' && Number(last) < start) return undefined;
  return start >= size ? 'beyond' : { start, end };
}
