import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Playground, startPlayground } from '../../src/playground/playground.js';
import { createWork, type Work } from '../../src/playground/work.js';
import type { Publication } from '../../src/publishing/index.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';

interface Instance {
  readonly child: ChildProcess;
  readonly port: number;
}

let database: TestDatabase;
let playground: Playground;
let work: Work;
let balancer: Server;
/** Those that get requests, each in its turn: what a load balancer knows of instances that are ready. */
let instances: Instance[] = [];
const children = new Set<ChildProcess>();

beforeAll(async () => {
  database = await openTestDatabase('instances');
  playground = await startPlayground({ mongodbUri: database.uri, startApp: false });
  balancer = await startBalancer();
  work = createWork(playground);
}, 60_000);

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await new Promise((resolve) => {
    balancer.close(resolve);
    balancer.closeAllConnections();
  });
  await playground.close();
  await database.drop();
});

test('on a machine whose clock is five minutes fast nothing goes out early, and the review channel hears of it', async () => {
  instances = [await startInstance({ SKEW_MS: '300000' })];
  const { admin, approver, author } = playground.slack.people;
  await work.setUp(admin.id);
  await work.connect(admin.id, 'ada', [PAGE]);
  await work.compose(author.id, { text: 'At its time', accounts: [PAGE] });
  const card = await work.sendForReview(author.id);
  const at = new Date(Date.now() + 3_000);
  await database.connection.collection('posts').updateOne({}, { $set: { when: { kind: 'at', at } } });
  await work.click(approver.id, card, 'review_approve');
  await work.until('The post', () => playground.meta.ledger.length === 1, 20_000);
  const [publication] = await publications();
  expect(publication?.dueAt).toEqual(at);
  expect(playground.meta.ledger[0]?.at).toBeGreaterThanOrEqual(at.getTime());
  expect(publication?.acts[0]?.attempts).toHaveLength(1);
  await work.until('The alarm', () => playground.slack.messages(card.channel).some(({ text }) => text.includes('is 5 minutes fast')));
}, 60_000);

test('three instances are replaced one by one while people work: every click is acknowledged, every post goes out once', async () => {
  const { approver, author } = playground.slack.people;
  instances.push(...(await Promise.all([startInstance(), startInstance()])));
  const fresh = [await startInstance(), await startInstance(), await startInstance()];
  const since = playground.slack.deliveries.length;
  const texts: string[] = [];
  let replacing = true;
  const replaced = replaceAll(fresh).finally(() => {
    replacing = false;
  });
  while (replacing || texts.length < 3) {
    const text = `While they are replaced ${texts.length + 1}`;
    texts.push(text);
    await work.compose(author.id, { text, accounts: [PAGE] });
    await work.click(approver.id, await work.sendForReview(author.id), 'review_approve');
  }
  await replaced;
  const live = () => playground.meta.ledger.map(({ text }) => text).filter((text) => texts.includes(text));
  await work.until('Every post', () => live().length >= texts.length, 20_000);
  expect(live().sort()).toEqual([...texts].sort());
  expect(playground.slack.deliveries.slice(since).filter(({ status }) => status !== 200)).toEqual([]);
  const read = [author, approver].flatMap(({ id }) => [...playground.slack.ephemerals(id), ...playground.slack.directMessages(id)]);
  expect(read.filter(({ text }) => /went wrong|could not confirm/i.test(text))).toEqual([]);
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const unsettled = (await publications()).filter(({ state }) => state !== 'published');
    if (unsettled.length === 0) break;
    if (Date.now() > end) expect(unsettled).toEqual([]);
  }
}, 150_000);

test('told to stop while a post is being sent, an instance waits for the answer, and it is one post, published', async () => {
  const { approver, author } = playground.slack.people;
  playground.meta.fault({ match: 'feed', when: 'after', how: { slow: 3_000 } });
  await work.compose(author.id, { text: 'Sent at the last moment', accounts: [PAGE] });
  await work.click(approver.id, await work.sendForReview(author.id), 'review_approve');
  const sends = () => playground.meta.requests.filter(({ operation, status }) => operation === 'feed' && status === 0);
  await work.until('The send', () => sends().length === 1);
  const told = Date.now();
  const exits = instances.map(({ child }) => once(child, 'exit'));
  for (const { child } of instances.splice(0)) child.kill('SIGTERM');
  for (const exit of exits) expect(await exit).toEqual([0, null]);
  expect(Date.now() - told).toBeLessThan(25_000);
  const [last] = (await publications()).sort((a, b) => b.dueAt.getTime() - a.dueAt.getTime());
  expect(last).toMatchObject({ state: 'published', acts: [{ attempts: [{ outcome: { by: 'answer' } }] }] });
  expect(playground.meta.ledger.filter(({ text }) => text === 'Sent at the last moment')).toHaveLength(1);
}, 60_000);

/** As a rolling update does it: a new one is ready, then the old one gets no more requests, and is told to stop. */
async function replaceAll(fresh: readonly Instance[]): Promise<void> {
  for (const [nth, old] of [...instances].entries()) {
    instances = [...instances.filter((each) => each !== old), ...fresh.slice(nth, nth + 1)];
    const told = Date.now();
    const exit = once(old.child, 'exit');
    old.child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(Date.now() - told).toBeLessThan(25_000);
    children.delete(old.child);
  }
}

async function startInstance(env: Record<string, string> = {}): Promise<Instance> {
  const child = spawn(process.execPath, ['--import', './test/support/typescript.mjs', CHILD], {
    env: { ...playground.env, PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.add(child);
  const [port] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('An instance ended before it had started.');
    }),
  ]);
  return { child, port };
}

/** Hands each request to the next instance, and says 502 where it does not answer. */
async function startBalancer(): Promise<Server> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    turn += 1;
    const port = instances[turn % instances.length]?.port;
    const passed = request({ port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.once('error', () => outgoing.writeHead(502).end());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(Number(new URL(playground.url).port), '127.0.0.1', resolve));
  return server;
}

async function publications(): Promise<Publication[]> {
  return (await database.connection.collection('publications').find({}).toArray()) as unknown as Publication[];
}

const PAGE = 'Bluebird Coffee';
const CHILD = fileURLToPath(new URL('../support/instance-child.ts', import.meta.url));
