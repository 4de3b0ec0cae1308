import { setTimeout as sleep } from 'node:timers/promises';
import { Secret } from '../../src/lib/secret.js';
import { connectMongo } from '../../src/mongo/connection.js';
import { createWork } from '../../src/playground/work.js';
import { approveClick, cardsByValue } from './approve-click.js';
import { alternate, type Bench, p99Ratio, resultOf, type Side } from './bench.js';
import type { Sample } from './figures.js';
import { drive } from './load.js';
import { createReviews, type Reviews } from './reviews.js';
import type { Server } from './servers.js';
import { type BenchWorld, startWorld } from './world.js';

/**
 * Clicks on Approve, each on a post in review, against Copydesk and against a one-listener Bolt app that makes one majority write before its answer.
 * The ratio is of p99. Clicks come in waves of `clients`; the next wave waits until the posts of the one before are live and their cards are drawn.
 */
export const benchApprove: Bench = async (options) => {
  const { rounds = 5, count = 50, clients = 1, say } = options;
  const world = await startWorld('approve', options);
  const mongo = await connectMongo(new Secret(world.mongodbUri));
  try {
    await setUp(world);
    say('Copydesk is set up, with one Facebook Page connected');
    const reviews = await createReviews(mongo, world.playground);
    const warmUp = Math.min(count, 20);
    const values = await reviews.write(rounds * count + warmUp);
    await cardsDrawn(world, values, say);
    const sides = { ours: clicking(world, world.copydesk, values, clients, reviews), anchor: clicking(world, world.bolt, values, clients) };
    const samples = await alternate(sides, { rounds, count, warmUp, say });
    await reviews.assertApproved();
    return resultOf('approve', samples, p99Ratio);
  } finally {
    await mongo.close();
    await world.close();
  }
};

/** Sets Copydesk up and connects one Facebook Page. */
export async function setUp({ playground }: Pick<BenchWorld, 'playground'>): Promise<void> {
  const work = createWork(playground);
  const { admin } = playground.slack.people;
  await work.setUp(admin.id);
  await work.connect(admin.id, 'ada', ['Bluebird Coffee']);
}

/** Copydesk draws the cards of what was written on its ticks; the bench waits so that none is drawn while it measures. */
export async function cardsDrawn(
  { playground }: Pick<BenchWorld, 'playground'>,
  values: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const end = performance.now() + CARDS_WITHIN_MS;
  for (;;) {
    const drawn = cardsByValue(playground.slack).size;
    say(`${drawn} of ${values.length} cards are drawn`);
    if (drawn >= values.length) return;
    if (performance.now() > end) throw new Error(`Only ${drawn} of ${values.length} cards were drawn within ${CARDS_WITHIN_MS} ms.`);
    await sleep(5_000);
  }
}

/** A side that clicks through the cards in order. With `reviews`, each wave is published before the next comes. */
function clicking(world: BenchWorld, server: Server, values: readonly string[], clients: number, reviews?: Reviews): Side {
  const cards = cardsByValue(world.playground.slack);
  const left = [...values];
  return async (count) => {
    const waves: Sample[] = [];
    for (let sent = 0; sent < count; sent += clients) {
      const wave = left.splice(0, Math.min(clients, count - sent));
      const requests = wave.map((value) => approveClick(world, cards.get(value)));
      waves.push(await drive(server, requests, { clients: wave.length, expected: '' }));
      await reviews?.published(wave);
      await sleep(PAUSE_MS);
    }
    return joined(waves);
  };
}

function joined(waves: readonly Sample[]): Sample {
  const sum = (of: (wave: Sample) => number) => waves.reduce((total, wave) => total + of(wave), 0);
  return {
    latencies: waves.flatMap(({ latencies }) => [...latencies]),
    elapsedMs: sum(({ elapsedMs }) => elapsedMs),
    cpuMs: sum(({ cpuMs }) => cpuMs),
  };
}

const CARDS_WITHIN_MS = 180_000;
/** Cards and direct messages of a wave are done within this after its posts are live. */
const PAUSE_MS = 150;
