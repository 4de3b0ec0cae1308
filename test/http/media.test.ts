import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { mediaRoutes } from '../../src/http/media.js';
import type { Clock } from '../../src/lib/clock.js';
import { randomIds } from '../../src/lib/ids.js';
import { createLog } from '../../src/lib/log.js';
import { publicLink } from '../../src/media/index.js';
import { type MediaDatabase, openMediaDatabase } from '../media/media-database.js';
import { picture } from '../media/pictures.js';

let database: MediaDatabase;
let server: Server;
let origin: string;
let bytes: Buffer;
let hash: string;
let rendition: string;
let url: string;
let lines: string[] = [];
let now = new Date('2026-11-02T09:00:00Z');

beforeAll(async () => {
  database = await openMediaDatabase('http_media');
  const log = createLog('debug', { write: (line) => lines.push(line) });
  server = createServer(express().use(mediaRoutes({ media: database.everywhere, clock, log })));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  bytes = await picture(1000, 900).jpeg({ quality: 100 }).toBuffer();
  hash = createHash('sha256').update(bytes).digest('hex');
  rendition = randomIds.id();
  const plain = {
    rendition,
    workspace: 'W',
    asset: 'A',
    mimeType: 'image/jpeg',
    width: 1000,
    height: 900,
    size: bytes.length,
    sha256: hash,
  };
  await database.media.saveRendition(plain, { maxWidth: 1440, maxBytes: 8_000_000 }, bytes);
});

beforeEach(async () => {
  now = new Date('2026-11-02T09:00:00Z');
  lines = [];
  url = await publicLink({ media: database.media, ids: randomIds, clock, publicUrl: origin }, { workspace: 'W', rendition, owner: 'P' });
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.drop();
});

describe('a picture by its public address', () => {
  test('comes whole, typed, and is kept by nobody on the way', async () => {
    expect(bytes.length).toBeGreaterThan(1024 * 1024);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.length),
      etag: `"${hash}"`,
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
    });
  });

  test('answers HEAD with the same head and no body', async () => {
    const response = await fetch(url, { method: 'HEAD', headers: { range: 'bytes=0-9' } });
    expect([response.status, response.headers.get('content-length'), response.headers.get('content-type')]).toEqual([
      200,
      String(bytes.length),
      'image/jpeg',
    ]);
    expect(await response.text()).toBe('');
  });

  test.each<[string, number, number | undefined]>([
    ['bytes=0-99', 0, 100],
    ['bytes=100-', 100, undefined],
    ['bytes=-100', -100, undefined],
    ['bytes=1048570-1048590', 1_048_570, 1_048_591],
    ['bytes=5-99999999999', 5, undefined],
    ['bytes=-99999999999', 0, undefined],
  ])('gives the range %s', async (range, start, end) => {
    const response = await fetch(url, { headers: { range } });
    const wanted = bytes.subarray(start, end);
    const first = start < 0 ? bytes.length + start : start;
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${first}-${first + wanted.length - 1}/${bytes.length}`);
    expect(response.headers.get('content-length')).toBe(String(wanted.length));
    expect(Buffer.from(await response.arrayBuffer()).equals(wanted)).toBe(true);
  });

  test.each(['bytes=99999999-', 'bytes=-0'])('refuses the range %s, which has no byte of it', async (range) => {
    const response = await fetch(url, { headers: { range } });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
  });

  test.each([
    { range: 'bytes=0-1,5-6' },
    { range: 'bytes=9-2' },
    { range: 'pages=1-2' },
    { range: 'bytes=-' },
    { range: 'bytes=0-9', 'if-range': '"another"' },
  ])('comes whole where the range cannot be used: %j', async (headers) => {
    const response = await fetch(url, { headers: { ...headers } as Record<string, string> });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([200, bytes.length]);
  });

  test('gives the range when the version asked for is this one', async () => {
    const response = await fetch(url, { headers: { range: 'bytes=0-9', 'if-range': `"${hash}"` } });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([206, 10]);
  });
});

describe('an address that leads nowhere is a plain 404', () => {
  test('unknown, the id of the rendition, or the stored hash of an address', async () => {
    const stored = createHash('sha256')
      .update(url.slice(`${origin}/media/`.length))
      .digest('hex');
    for (const id of [randomIds.unguessable(), rendition, stored, '%00', '..%2f..%2fetc']) await expectNotFound(`${origin}/media/${id}`);
  });

  test('from the moment it expires, although the database still has it', async () => {
    now = new Date(now.getTime() + 24 * 60 * 60 * 1000);
    await expectNotFound(url);
    now = new Date(now.getTime() - 1);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  });

  test('once its owner has ended it', async () => {
    await database.media.endMediaLinks('W', 'P');
    await expectNotFound(url);
  });

  test('for any other method', async () => {
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });
});

test('a picture that lost bytes breaks off, and the log names it without its address', async () => {
  const other = Buffer.alloc(3 * 1024 * 1024, 1);
  const lost = randomIds.id();
  const plain = {
    rendition: lost,
    workspace: 'W',
    asset: 'B',
    mimeType: 'image/jpeg',
    width: 1,
    height: 1,
    size: other.length,
    sha256: 'f'.repeat(64),
  };
  await database.media.saveRendition(plain, { maxWidth: 1, maxBytes: 1 }, other);
  const stored = await database.mongo.db.collection('renditions').findOne({ asset: 'B' });
  await database.mongo.db.collection('media.chunks').deleteOne({ files_id: stored?.bytes, n: 2 });
  const broken = await publicLink(
    { media: database.media, ids: randomIds, clock, publicUrl: origin },
    { workspace: 'W', rendition: lost, owner: 'P' },
  );
  await expect(fetch(broken).then((response) => response.arrayBuffer())).rejects.toThrow();
  expect(lines.join('')).toContain('f'.repeat(64));
  expect(lines.join('')).not.toContain(broken.slice(`${origin}/media/`.length));
});

const clock: Clock = { now: () => now, wait: async () => undefined };

async function expectNotFound(address: string): Promise<void> {
  const response = await fetch(address);
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    404,
    'text/plain; charset=utf-8',
    'Not found\n',
  ]);
}
