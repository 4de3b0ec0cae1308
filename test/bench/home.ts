import { startMongod } from '../../src/playground/mongod.js';
import { loadHome } from '../../src/slack/home/load-home.js';
import { homeView } from '../../src/slack/home/view.js';
import { openTestDatabase } from '../support/mongo.js';
import { alternate, type Bench, p99Ratio, resultOf, type Side } from './bench.js';
import type { Sample } from './figures.js';
import { createHomeWorld, type HomeWorld } from './home-world.js';

/**
 * Drawing a Home, our own time of it: what is read and the view that is made, without Slack's. 10,000 posts; the anchor reads as many single
 * documents by their ids, side by side, as Home makes queries. The ratio is of p99.
 */
export const benchHome: Bench = async ({ rounds = 5, count = 100, say }) => {
  const mongod = await startMongod({ say });
  process.env.MONGODB_URI = mongod.uri;
  const database = await openTestDatabase('bench_home');
  const world = await createHomeWorld(database.uri, POSTS);
  try {
    say(`${POSTS} posts on 40 accounts; node ${process.version}, mongod ${mongod.how}`);
    const sides = { ours: timed(() => drawHome(world)), anchor: timed(() => readById(world)) };
    const samples = await alternate(sides, { rounds, count, warmUp: 20, say });
    return resultOf('home', samples, p99Ratio);
  } finally {
    await world.mongo.close();
    await database.drop();
    await mongod.stop();
  }
};

async function drawHome({ deps, workspace, person }: HomeWorld): Promise<void> {
  const view = homeView(await loadHome(deps, { workspace, person, choice: { page: 0 } }));
  if (view.blocks.length < LEAST_BLOCKS) throw new Error(`This Home has ${view.blocks.length} blocks only.`);
}

async function readById({ mongo, posts }: HomeWorld): Promise<void> {
  const ids = Array.from({ length: QUERIES }, () => posts[Math.floor(Math.random() * posts.length)]);
  const found = await Promise.all(ids.map((id) => mongo.db.collection<{ _id: string }>('posts').findOne({ _id: id ?? '' })));
  if (found.some((post) => post === null)) throw new Error('A post is missing.');
}

/** One after the other, in this process: its CPU is the whole of ours. */
function timed(run: () => Promise<void>): Side {
  return async (count): Promise<Sample> => {
    const latencies: number[] = [];
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    for (let nth = 0; nth < count; nth += 1) {
      const start = performance.now();
      await run();
      latencies.push(performance.now() - start);
    }
    const { user, system } = process.cpuUsage(cpu);
    return { latencies, elapsedMs: performance.now() - begun, cpuMs: (user + system) / 1_000 };
  };
}

const POSTS = 10_000;
/** Workspace, brands, accounts, grants, whether there are posts, drafts, and four lists. */
const QUERIES = 10;
const LEAST_BLOCKS = 40;
