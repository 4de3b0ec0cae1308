import type { Call } from './call.js';
import { refuse, refuseParameter } from './errors.js';

/**
 * One page of a list, by `limit` (25 unless asked, 100 at most) and the cursor `after`. Like Meta's, the `next` address carries the token: whoever
 * follows it puts the token into a URL, which this stand-in refuses. There is no `next` on the last page.
 */
export function paged<T>(call: Call, items: T[], idOf: (item: T) => string, answer: (item: T) => unknown): Record<string, unknown> {
  const limit = limitOf(call);
  const start = startOf(call, items, idOf);
  const shown = items.slice(start, start + limit);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return { data: [] };
  const cursors = { before: cursor(idOf(first)), after: cursor(idOf(last)) };
  const more = start + limit < items.length;
  return { data: shown.map(answer), paging: { cursors, ...(more ? { next: nextUrl(call, cursors.after, limit) } : {}) } };
}

function limitOf(call: Call): number {
  const asked = Number(call.params.get('limit') ?? 25);
  if (!Number.isInteger(asked) || asked < 1) refuseParameter('Param limit must be a positive integer');
  return Math.min(asked, 100);
}

function startOf<T>(call: Call, items: T[], idOf: (item: T) => string): number {
  const after = call.params.get('after');
  if (after === undefined) return 0;
  const index = items.findIndex((item) => cursor(idOf(item)) === after);
  if (index < 0) refuse({ code: 100, message: '(#100) The After Cursor specified does not match any object' });
  return index + 1;
}

function cursor(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function nextUrl(call: Call, after: string, limit: number): string {
  const url = new URL(call.path, call.world.url);
  url.searchParams.set('access_token', call.token.value);
  for (const name of ['fields', 'since']) {
    const value = call.params.get(name);
    if (value !== undefined) url.searchParams.set(name, value);
  }
  url.searchParams.set('limit', String(limit));
  url.searchParams.set('after', after);
  return url.href;
}
