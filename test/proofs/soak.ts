import { parseArgs } from 'node:util';
import { startMongod } from '../../src/playground/mongod.js';
import { startPublishing } from '../support/publishing.js';
import { crashesOn } from './crash-matrix.js';
import { type Loss, type Recovery, startElections } from './elections.js';
import { startGround } from './ground.js';
import { openHands } from './hands.js';
import { sum, type Verdict } from './judge.js';
import { KINDS } from './kinds.js';
import { keptSeeds, runModel } from './model-run.js';
import { runRaces } from './races.js';
import { freeze } from './zombies.js';

/** Instagram takes a hundred posts a day, which Copydesk counts. */
const CUTS_PER_GROUND = 40;
const RACES_AT_ONCE = 25;
const RUNS_AT_ONCE = 10;
const RECOVERS_WITHIN_MS = 2_000;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes);
const firstSeed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const faults: string[] = [];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** A proof takes its share of the minutes, and at least one round. */
const during = async (share: number, round: (nth: number) => Promise<void>): Promise<number> => {
  const end = performance.now() + minutes * 60_000 * share;
  let nth = 0;
  do await round(nth++);
  while (performance.now() < end);
  return nth;
};

say(`Soaking for about ${minutes} minutes, seed ${firstSeed}.`);
const mongod = await startMongod();
process.env.MONGODB_URI = mongod.uri;
try {
  await crashesAndRaces();
  await elections();
  await model();
} finally {
  await mongod.stop();
}
for (const fault of faults) say(`WRONG: ${fault}`);
say(faults.length === 0 ? 'Nothing was wrong.' : `${faults.length} things were wrong.`);
process.exit(faults.length === 0 ? 0 : 1);

async function crashesAndRaces(): Promise<void> {
  const verdicts: Verdict[] = [];
  let kills = 0;
  const keep = (verdict: Verdict) => void verdicts.push(verdict);
  let ground = await startGround('soak');
  let crashes = crashesOn(ground);
  const cuts = await during(0.35, async (nth) => {
    if (nth > 0 && nth % CUTS_PER_GROUND === 0) {
      await ground.close();
      ground = await startGround('soak');
      crashes = crashesOn(ground);
    }
    const figures = await crashes.cut(firstSeed + nth);
    kills += figures.kills;
    keep(figures);
  });
  const walks = await during(0.2, async (nth) => {
    const kind = KINDS[nth % KINDS.length];
    if (kind === undefined || nth >= KINDS.length) return void (await new Promise((resolve) => setTimeout(resolve, 100)));
    const figures = await crashes.walk(kind, nth);
    kills += figures.kills;
    keep(figures);
  });
  tell(
    'crashes',
    verdicts,
    `${cuts} random cuts, ${Math.min(walks, KINDS.length)} of ${KINDS.length} kinds walked step by step, ${kills} kills`,
  );
  const { verdict, meanwhile, after } = await freeze(ground, crashes.child(), `${firstSeed}`);
  tell('zombies', [verdict], `${meanwhile.length} instances frozen past their lease`);
  for (const [index, publication] of meanwhile.entries()) {
    if (publication.state === 'published' && publication.version !== after[index]?.version)
      faults.push(`A zombie changed ${JSON.stringify(publication)} to ${JSON.stringify(after[index])}.`);
  }
  await ground.start('beside');
  const other = await openHands(ground.config);
  const rounds = await during(0.1, async (nth) => void faults.push(...(await runRaces(ground, other, RACES_AT_ONCE, firstSeed + nth))));
  say(`races: ${rounds * RACES_AT_ONCE} rounds of each`);
  await other.close();
  await ground.close();
}

async function elections(): Promise<void> {
  const losses: readonly Loss[] = ['killed', 'stepped down', 'frozen'];
  const seen: Recovery[] = [];
  const proof = await startElections('soak', { electionTimeoutMs: 3_000, instances: 2 });
  await during(0.2, async (nth) => {
    const loss = losses[nth % losses.length];
    if (loss !== undefined) seen.push(await proof.lose(loss));
  });
  tell('elections', [await proof.verdict()], `${seen.length} primaries lost`);
  for (const loss of losses) {
    const of = seen.filter((each) => each.loss === loss);
    const worst = (times: readonly number[]) => (times.length === 0 ? '-' : `${Math.round(Math.max(...times))} ms`);
    say(
      `  ${loss}: ${of.length}; election at most ${worst(of.map(({ electionMs }) => electionMs))}, then publishing after at most ${worst(of.map(({ publishingMs }) => publishingMs))}`,
    );
  }
  for (const each of seen) if (each.publishingMs > RECOVERS_WITHIN_MS) faults.push(`After an election it took ${JSON.stringify(each)}.`);
  await proof.close();
}

async function model(): Promise<void> {
  const world = await startPublishing('soak');
  const check = async (options: Parameters<typeof runModel>[1]) => {
    const failed = await runModel(world, options);
    if (failed !== undefined) faults.push(`${failed.report}\nKeep it in test/proofs/kept-seeds.json: ${JSON.stringify(failed.kept)}`);
  };
  for (const { about: _about, ...kept } of keptSeeds()) await check({ runs: 1, ...kept });
  const rounds = await during(0.15, (nth) => check({ runs: RUNS_AT_ONCE, seed: firstSeed + nth }));
  say(`model: ${rounds * RUNS_AT_ONCE} random histories, ${keptSeeds().length} kept ones`);
  await world.close();
}

function tell(name: string, verdicts: readonly Verdict[], what: string): void {
  const { posts, doubles, lost, unknown, needless, faults: wrong } = sum(verdicts);
  say(`${name}: ${what}; ${posts} posts, ${doubles} doubles, ${lost} lost, ${unknown} unknown, ${needless} of them needlessly`);
  const isOften = needless > posts / 100;
  faults.push(...wrong.filter((each) => isOften || !each.startsWith('Needlessly')));
}
