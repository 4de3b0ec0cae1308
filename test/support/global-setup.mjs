import './typescript.mjs';

/** The mongod of this Jest run; the teardown stops it. */
export let mongod;

/** Starts one real mongod for all test files and hands its address on as MONGODB_URI. */
export default async function startOnce() {
  const { startMongod } = await import('../../src/playground/mongod.ts');
  mongod = await startMongod({ say: (line) => process.stdout.write(`${line}\n`) });
  process.env.MONGODB_URI = mongod.uri;
}
