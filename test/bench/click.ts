import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo, type Mongo } from '../../src/mongo/index.js';
import { startMongod } from '../../src/playground/mongod.js';
import { startPlayground } from '../../src/playground/playground.js';
import { openTestDatabase } from '../support/mongo.js';
import { cardsDrawn, setUp } from './approve.js';
import { approveClick, cardsByValue } from './approve-click.js';
import type { Bench } from './bench.js';
import type { Clicked, Clicks } from './click-driver.js';
import { seedSpike } from './click-spike.js';
import { median, percentile, round } from './figures.js';
import { createReviews } from './reviews.js';
import { startClickServer } from './servers.js';

/**
 * Approve, from the click to its durable acknowledgement, once while nothing else happens and once while a thousand posts on as many accounts
 * are due at the same instant in the same process. Clicks come at a steady pace from a process of their own. The ratio is of p99.
 */
export const benchClick: Bench = async (options) => {
  const { rounds = 3, count = 100, say } = options;
  const mongod = await startMongod({ say });
  process.env.MONGODB_URI = mongod.uri;
  const database = await openTestDatabase('bench_click');
  const playground = await startPlayground({ mongodbUri: database.uri, startApp: false, say });
  const server = await startClickServer(playground.env, options.profileDir);
  const mongo = await connectMongo(new Secret(database.uri));
  const world = { playground, signingSecret: playground.env.SLACK_SIGNING_SECRET ?? '' };
  try {
    await setUp(world);
    const reviews = await createReviews(mongo, playground);
    const values = await reviews.write(count * (rounds * 2 + 1));
    await cardsDrawn(world, values, say);
    const cards = cardsByValue(playground.slack);
    const left = [...values];
    const clicks = (at: number) => {
      const requests = left.splice(0, count).map((value) => approveClick(world, cards.get(value)));
      return clicked({ url: server.url, requests, at, everyMs: EVERY_MS });
    };
    await clicks(Date.now() + 2_000);
    const runs: { quiet: Clicked[]; busy: Clicked[] }[] = [];
    for (let nth = 1; nth <= rounds; nth += 1) {
      await settled(mongo);
      const quiet = await clicks(Date.now() + 2_000);
      await settled(mongo);
      const due = await seedSpike(mongo, playground.slack.team.id);
      const busy = await clicks(due - 500);
      runs.push({ quiet, busy });
      say(`round ${nth}: quiet p99 ${figure(quiet).p99}, busy p99 ${figure(busy).p99}`);
    }
    const [quiet, busy] = [figure(runs.flatMap((run) => run.quiet)), figure(runs.flatMap((run) => run.busy))];
    return {
      name: 'click',
      ratio: round(busy.p99 / quiet.p99),
      ...busy,
      anchor: { what: 'the same, quiet', ...quiet },
      medianRatio: round(median(runs.map((run) => figure(run.busy).p99 / figure(run.quiet).p99))),
      runs: runs.map((run) => ({ quiet: figure(run.quiet), busy: figure(run.busy) })),
    };
  } finally {
    await mongo.close();
    await server.stop();
    await playground.close();
    await database.drop();
    await mongod.stop();
  }
};

function clicked(clicks: Clicks): Promise<Clicked[]> {
  const child = fork(fileURLToPath(new URL('./click-driver.js', import.meta.url)), [], { stdio: ['ignore', 2, 2, 'ipc'] });
  return new Promise<Clicked[]>((resolve, reject) => {
    child.once('message', (all) => resolve(all as Clicked[]));
    child.once('exit', () => reject(new Error('The clicks were not answered.')));
    child.send(clicks);
  }).finally(() => child.kill());
}

/** Resolves once everything approved is out and every card is drawn. */
async function settled({ db }: Mongo): Promise<void> {
  for (const end = performance.now() + 120_000; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const open = { $or: [{ cardDue: true }, { nextAt: { $exists: true } }] };
    const left =
      (await db.collection('publications').countDocuments(open)) + (await db.collection('posts').countDocuments({ cardDue: true }));
    if (left === 0) return;
    if (performance.now() > end) throw new Error(`${left} posts were not settled in time.`);
  }
}

/** `late` is how many were not acknowledged within Copydesk's 2.5 s: those read that it could not be confirmed in time. */
function figure(clicks: readonly Clicked[]) {
  const sorted = clicks.map(({ ms }) => ms).sort((one, other) => one - other);
  const late = clicks.filter(({ acknowledged }) => !acknowledged).length;
  return { p50: round(percentile(sorted, 50)), p99: round(percentile(sorted, 99)), worst: round(sorted.at(-1) ?? 0), late };
}

const EVERY_MS = 50;
