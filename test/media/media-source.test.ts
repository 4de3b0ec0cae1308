import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/lib/clock.js';
import { randomIds, sha256 } from '../../src/lib/ids.js';
import { MediaChangedError, mediaSource } from '../../src/media/index.js';
import { publicationsOf } from '../../src/mongo/publications.js';
import type { Medium } from '../../src/platforms/platform.js';
import { publicationOf } from '../support/posts.js';
import { type MediaDatabase, openMediaDatabase } from './media-database.js';

let database: MediaDatabase;
let medium: Medium;
let asset: string;
const bytes = Buffer.from('the approved bytes');

beforeAll(async () => {
  database = await openMediaDatabase('media_source');
});

beforeEach(async () => {
  asset = randomIds.id();
  const plain = { rendition: randomIds.id(), sha256: sha256(bytes), mimeType: 'image/jpeg', width: 3, height: 2, size: bytes.length };
  await database.media.saveRendition({ ...plain, workspace: 'W', asset }, { maxWidth: 1, maxBytes: 1 }, bytes);
  medium = { ...plain, altText: 'A cat' };
});

afterAll(async () => {
  await database.drop();
});

describe('the pictures a platform is given', () => {
  test('are the approved bytes, or an address that leads to them', async () => {
    const source = sourceFor('publication');
    expect(Buffer.from(await source.bytes(medium)).equals(bytes)).toBe(true);
    const url = await source.url(medium);
    expect(url).toMatch(/^https:\/\/copydesk\.example\/media\/[\w-]{43}$/);
    const found = await database.everywhere.mediaByLink(idOf(url), new Date());
    expect(found?.sha256).toBe(medium.sha256);
  });

  test('are refused, bytes and address, once the stored bytes differ', async () => {
    const { db } = database.mongo;
    const stored = await db.collection('renditions').findOne({ asset });
    await db.collection('media.chunks').updateOne({ files_id: stored?.bytes }, { $set: { data: Buffer.from('the approved bytez') } });
    await expect(sourceFor('publication').bytes(medium)).rejects.toThrow(MediaChangedError);
    await expect(sourceFor('publication').url(medium)).rejects.toThrow('is not the one that was approved');
  });

  test('come in parts, checked as a whole without one', async () => {
    const source = sourceFor('publication');
    await source.check(medium);
    expect(Buffer.from(await source.part(medium, 4, 12)).toString()).toBe('approved');
    await expect(source.check({ ...medium, sha256: sha256(Buffer.from('others')) })).rejects.toThrow('is not the one that was approved');
    await expect(sourceFor('publication', 'OTHER').part(medium, 0, 3)).rejects.toThrow(MediaChangedError);
  });

  test('are refused when they are not in the workspace', async () => {
    await expect(sourceFor('publication', 'OTHER').bytes(medium)).rejects.toThrow('is no longer stored');
    await expect(sourceFor('publication', 'OTHER').url(medium)).rejects.toThrow(MediaChangedError);
  });

  test('get a new address each time, which lives for a day or until its owner ends it', async () => {
    const [first, second, other] = [
      await sourceFor('one').url(medium),
      await sourceFor('one').url(medium),
      await sourceFor('two').url(medium),
    ];
    expect(second).not.toBe(first);
    expect(await lives(first, 24 * HOUR_MS - 60_000)).toBe(true);
    expect(await lives(first, 24 * HOUR_MS + 60_000)).toBe(false);
    await database.media.endMediaLinks('OTHER', 'one');
    expect([await lives(first), await lives(second)]).toEqual([true, true]);
    await database.media.endMediaLinks('W', 'one');
    expect([await lives(first), await lives(second), await lives(other)]).toEqual([false, false, true]);
  });

  test.each([['published'], ['failed'], ['cancelled']] as const)(
    'have addresses that end at once when their publication is %s',
    async (state) => {
      const { id, ...waiting } = publicationOf({ workspace: 'W', state: 'processing' });
      const stored = publicationsOf(database.mongo);
      await stored.insertOne({ ...waiting, _id: id });
      const url = await sourceFor(id).url(medium);
      expect(await lives(url)).toBe(true);
      await stored.updateOne({ _id: id }, { $set: { state } });
      expect(await lives(url)).toBe(false);
    },
  );

  test('have addresses that the database does not tell', async () => {
    const id = idOf(await sourceFor('publication').url(medium));
    expect(JSON.stringify(await database.mongo.db.collection('mediaLinks').find().toArray())).not.toContain(id);
  });
});

const HOUR_MS = 60 * 60 * 1000;

function sourceFor(owner: string, workspace = 'W') {
  const deps = { media: database.media, ids: randomIds, clock: systemClock, publicUrl: 'https://copydesk.example' };
  return mediaSource(deps, { workspace, owner });
}

async function lives(url: string, afterMs = 0): Promise<boolean> {
  return (await database.everywhere.mediaByLink(idOf(url), new Date(Date.now() + afterMs))) !== undefined;
}

function idOf(url: string): string {
  return new URL(url).pathname.slice('/media/'.length);
}
