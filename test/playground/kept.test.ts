import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DataFolder, openDataFolder } from '../../src/playground/data-folder.js';
import { examplePicture } from '../../src/playground/pictures.js';
import { startPlayground } from '../../src/playground/playground.js';
import { createWork } from '../../src/playground/work.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

let root: string;
let database: TestDatabase;
const said: string[] = [];
const say = (line: string) => said.push(line);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'copydesk-kept-'));
  database = await openTestDatabase('kept');
}, 60_000);

afterAll(async () => {
  await database.drop();
  await rm(root, { recursive: true, force: true });
});

test('a playground goes on where it stopped, although Copydesk was killed before', async () => {
  const folder = await openDataFolder({ root, say });
  const first = await startPlayground({ mongodbUri: database.uri, folder, aside: true });
  const { author, approver, admin } = first.slack.people;
  const work = createWork(first);
  await work.setUp(admin.id);
  await work.connect(admin.id, 'ada', ['Bluebird Coffee']);
  const picture = await examplePicture({ width: 600, height: 600, format: 'jpeg', hue: 90 });
  const upload = () => first.slack.as(author.id).upload('cup.jpg', picture);
  await work.compose(author.id, { text: 'Before the break', accounts: ['Facebook: Bluebird Coffee'], files: [await upload()] });
  const published = await work.sendForReview(author.id, ['A cup']);
  await work.click(approver.id, published, 'review_approve');
  await work.until('The post', () => first.meta.ledger.length === 1);
  await work.compose(author.id, { text: 'Approved after the break', accounts: ['Facebook: Bluebird Coffee'] });
  const waiting = await work.sendForReview(author.id);
  first.moveClock(3_600_000);
  await first.killApp();
  expect(first.appState()).toBe('stopped');
  expect((await first.slack.as(author.id).command('/publish')).status).toBe(0);
  const before = first.slack.messages(waiting.channel);
  const told = first.slack.directMessages(author.id).length;
  await first.close();

  const second = await startPlayground({ mongodbUri: database.uri, folder });
  try {
    const people = second.slack.people;
    expect(people.author.id).toBe(author.id);
    expect(second.aheadMs()).toBe(3_600_000);
    expect(second.slack.messages(waiting.channel).map(({ ts, text }) => ({ ts, text }))).toEqual(
      before.map(({ ts, text }) => ({ ts, text })),
    );
    const [live] = second.meta.ledger;
    expect(live).toMatchObject({ text: 'Before the break', media: [{ altText: 'A cup' }] });
    expect((await fetch(`${second.meta.url}/bytes/${live?.media[0]?.sha256}`)).status).toBe(200);
    await createWork(second).click(approver.id, waiting, 'review_approve');
    await work.until('The second post', () => second.meta.ledger.length === 2);
    // Whoever was killed while it drew the card, or told somebody, holds that for 30 s; killed before it stored where the card is, it leaves that one to a new one.
    const onCard = () => JSON.stringify(second.slack.messages(waiting.channel).map(({ blocks }) => blocks));
    await work.until('Its link on its card', () => onCard().includes(second.meta.ledger[1]?.permalink ?? 'none'), 60_000);
    await work.until('The message in the conversation of before', () => second.slack.directMessages(author.id).length > told, 60_000);
    expect(second.slack.conversations(author.id).filter(({ isIm }) => isIm)).toHaveLength(1);
  } finally {
    await second.close();
    await folder.leave();
  }
}, 120_000);

describe('the folder', () => {
  test('of a running playground is left to it', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const taken = await openDataFolder({ root: join(root, 'two'), say });
    await writeFile(join(taken.path, 'taken-by'), String(other.pid));
    const own = await openDataFolder({ root: join(root, 'two'), say });
    expect(own.path).toBe(`${taken.path}-2`);
    expect(said.at(-1)).toContain('keeps its own');
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect((await openDataFolder({ root: join(root, 'two'), say })).path).toBe(taken.path);
  });

  test('of another version is set aside, and said', async () => {
    const folder = await openDataFolder({ root: join(root, 'old'), say });
    for (const content of [serialize({ version: 0 }), Buffer.from('no state at all')]) {
      await writeFile(join(folder.path, 'state'), content);
      expect(await folder.read()).toBeUndefined();
      expect(said.at(-1)).toContain('another version');
      expect(await names(folder)).toContainEqual(expect.stringMatching(/^aside-/));
      await rm(join(folder.path, (await names(folder)).find((name) => name.startsWith('aside-')) ?? ''), { recursive: true });
    }
  });
});

function names({ path }: DataFolder): Promise<string[]> {
  return readdir(path);
}
