import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examplePicture } from '../../src/playground/pictures.js';
import { type Playground, startPlayground } from '../../src/playground/playground.js';
import { createWork, hasAction, type Work } from '../../src/playground/work.js';
import type { Publication } from '../../src/publishing/index.js';
import { connectFamily } from '../support/connect-family.js';
import type { KillOrder } from '../support/crash-child.js';
import { openTestDatabase, type TestDatabase } from '../support/mongo.js';
import { paddedTo } from '../support/videos.js';

let database: TestDatabase;
let playground: Playground;
let work: Work;
let child: ChildProcess;

beforeAll(async () => {
  database = await openTestDatabase('crash');
  playground = await startPlayground({ mongodbUri: database.uri, startApp: false });
  work = createWork(playground);
  child = await startChild();
  await work.setUp(playground.slack.people.admin.id);
  await database.connection.collection('brands').updateMany({}, { $set: { firstComments: true } });
  await work.connect(playground.slack.people.admin.id, 'ada', ['Bluebird Coffee']);
  await connectFamily(playground, work, 'x');
}, 60_000);

afterAll(async () => {
  child.kill('SIGKILL');
  await playground.close();
  await database.drop();
});

test('killed at each part of a thread, once X had it or before it left, and started again, Copydesk goes on and repeats none', async () => {
  const { author, approver } = playground.slack.people;
  const texts = [1, 2, 3, 4, 5, 6].map((part) => `Killed at part ${part}`);
  await work.compose(author.id, { text: texts.join('\n---\n'), accounts: ['X: Bluebird Coffee'] });
  const card = await work.sendForReview(author.id);
  const publication = async () => (await publicationsOf(texts.join('\n---\n')))[0];
  const live = () => playground.x.ledger.map(({ text }) => text);
  const offered = () =>
    playground.slack.messages(card.channel).find(({ ts, blocks }) => ts === card.ts && hasAction(blocks, 'result_publish_again'));
  const publishAgain = async () => {
    await passTimeUntil(async () => ((await publication())?.finds ?? 0) > 0);
    await work.click(author.id, await work.until('Publish again', offered), 'result_publish_again');
  };

  await killedAt({ at: 'sent', n: 1 }, () => work.click(approver.id, card, 'review_approve'));
  for (const part of [2, 4, 6]) {
    expect(live()).toEqual(texts.slice(0, part - 1));
    await killedAt({ at: 'intent', n: 1 });
    expect(live()).toEqual(texts.slice(0, part - 1));
    if (part < 6) await killedAt({ at: 'sent', n: 2 }, publishAgain);
    else await publishAgain();
  }
  await passTimeUntil(async () => (await publication())?.state === 'published');
  const { ledger } = playground.x;
  expect(live()).toEqual(texts);
  expect(ledger.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined, ...ledger.slice(0, -1).map(({ id }) => id)]);
}, 120_000);

test('killed around the first comment of a picture, Copydesk repeats neither the post nor the comment', async () => {
  const { author, approver } = playground.slack.people;
  const text = 'Killed over a comment';
  const hands = playground.slack.as(author.id);
  const file = await hands.upload('harbour.jpg', await examplePicture({ width: 640, height: 640, format: 'jpeg', hue: 200 }));
  await work.compose(author.id, { text, accounts: ['Facebook: Bluebird Coffee'], files: [file] });
  await hands.click('view', 'compose_first_comment');
  await work.until('The comment', () => hands.view()?.callbackId === 'compose_first_comment');
  hands.fill({ compose_comment_text: 'The menu is on our page' });
  await work.submit(author.id);
  await work.until('The check with it', () => JSON.stringify(hands.view()?.blocks).includes('First comment: The menu'));
  const card = await work.sendForReview(author.id);
  const posts = () =>
    playground.meta.ledger.filter((entry) => entry.text === text).map(({ comments = [] }) => comments.map((each) => each.text));
  const publication = async () => (await publicationsOf(text))[0];
  const offered = () =>
    playground.slack.messages(card.channel).find(({ ts, blocks }) => ts === card.ts && hasAction(blocks, 'result_publish_again'));

  await killedAt({ at: 'sent', n: 1 }, () => work.click(approver.id, card, 'review_approve'));
  expect(posts()).toEqual([[]]);
  await killedAt({ at: 'intent', n: 1 });
  expect(posts()).toEqual([[]]);
  await passTimeUntil(async () => ((await publication())?.finds ?? 0) > 0);
  const asked = await work.until('Publish again', offered);
  await killedAt({ at: 'sent', n: 1 }, () => work.click(author.id, asked, 'result_publish_again'));
  expect(posts()).toEqual([['The menu is on our page']]);
  await passTimeUntil(async () => (await publication())?.state === 'published');
  expect(posts()).toEqual([['The menu is on our page']]);
}, 120_000);

test('killed when X has taken a chunk of a video, or its end, and nobody has written it down, Copydesk goes on there and posts it once', async () => {
  const { author, approver } = playground.slack.people;
  const text = 'Killed over a video';
  const file = await playground.slack.as(author.id).upload('clip.mp4', paddedTo(9_000_000), { mimetype: 'video/mp4' });
  await work.compose(author.id, { text, accounts: ['X: Bluebird Coffee'], files: [file] });
  const card = await work.sendForReview(author.id);
  const upload = () => playground.x.uploads().map(({ appended, finalized }) => ({ appended, finalized }));

  await killedAt({ at: 'answer', n: 3 }, () => work.click(approver.id, card, 'review_approve'));
  expect(upload()).toEqual([{ appended: [0, 1], finalized: false }]);
  await killedAt({ at: 'answer', n: 3 });
  expect(upload()).toEqual([{ appended: [0, 1, 1, 2], finalized: true }]);
  await passTimeUntil(async () => (await publicationsOf(text))[0]?.state === 'published');
  expect(playground.x.ledger.filter((entry) => entry.text === text)).toMatchObject([{ media: [{ durationMs: 12_000 }] }]);
  expect(upload()).toEqual([{ appended: [0, 1, 1, 2], finalized: true }]);
}, 120_000);

/** Copydesk is killed over what `begin` begins, or over what it finds to go on with; then it is started again. */
async function killedAt(order: KillOrder, begin?: () => Promise<unknown>): Promise<void> {
  await arm(order);
  await begin?.();
  await passTimeUntil(async () => child.signalCode !== null);
  // A renderer that died had taken the card for half a minute.
  await database.connection.collection('cards').updateMany({}, { $set: { owner: null } });
  child = await startChild();
}

async function arm(order: KillOrder): Promise<void> {
  const armed = once(child, 'message');
  child.send(order);
  await armed;
}

/** Lets time pass where Copydesk would wait for it: a dead owner's lease, the next look. */
async function passTimeUntil(done: () => Promise<boolean>): Promise<void> {
  const lanes = database.connection.collection('lanes');
  const publications = database.connection.collection('publications');
  for (let rounds = 0; rounds < 400; rounds += 1) {
    if (await done()) return;
    const now = new Date();
    await lanes.updateMany({ owner: { $ne: child.pid } }, [
      { $set: { leaseUntil: { $min: ['$leaseUntil', { $add: ['$$NOW', 300] }] }, runnableAt: now } },
    ]);
    await publications.updateMany({ state: 'unknown', nextAt: { $gt: now } }, [
      {
        $set: {
          nextAt: now,
          acts: {
            $map: {
              input: '$acts',
              in: {
                $mergeObjects: [
                  '$$this',
                  {
                    attempts: {
                      $map: {
                        input: '$$this.attempts',
                        in: { $mergeObjects: ['$$this', { deadlineAt: new Date(now.getTime() - 61_000) }] },
                      },
                    },
                  },
                ],
              },
            },
          },
        },
      },
    ]);
    await publications.updateMany({ state: { $in: ['queued', 'processing'] }, nextAt: { $gt: now } }, { $set: { nextAt: now } });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing came of it: ${JSON.stringify(await publications.find().toArray())}`);
}

async function publicationsOf(text: string): Promise<Publication[]> {
  const revision = await database.connection.collection('revisions').findOne({ text });
  return (await database.connection.collection('publications').find({ post: revision?.post }).toArray()) as unknown as Publication[];
}

async function startChild(): Promise<ChildProcess> {
  const started = spawn(process.execPath, ['--import', './test/support/typescript.mjs', 'test/support/crash-child.ts'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, ...playground.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  for (;;) {
    const [message] = await once(started, 'message');
    if (message === 'started') return started;
  }
}
