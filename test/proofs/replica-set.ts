import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { findMongod } from '../../src/playground/mongod-find.js';
import { freePort } from '../../src/playground/playground.js';

/** Three real mongods that elect a primary among themselves. */
export interface ReplicaSet {
  readonly uri: string;
  /** The place of the member that is primary now and answers; waits for one. */
  primary(): Promise<number>;
  /** Resolves once every member is well and has what the primary has: before, another loss would leave no majority. */
  whole(): Promise<void>;
  /** The primary steps down and lets the others go first. */
  stepDown(member: number): Promise<void>;
  /** kill -9. */
  kill(member: number): void;
  /** Starts a member that was killed, on the data it left. */
  start(member: number): void;
  freeze(member: number): void;
  thaw(member: number): void;
  close(): Promise<void>;
}

/** Starts it. A silent primary is replaced after `electionTimeoutMs`: MongoDB's own 10 s, or less, as an operator sets it. */
export async function startReplicaSet({ electionTimeoutMs }: { readonly electionTimeoutMs: number }): Promise<ReplicaSet> {
  const { binary } = await findMongod(() => {});
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-set-'));
  const ports = [await freePort(), await freePort(), await freePort()];
  const running: (ChildProcess | undefined)[] = [];
  const start = (member: number) => {
    const place = ['--replSet', 'proof', '--bind_ip', '127.0.0.1', '--port', `${ports[member]}`, '--dbpath', join(folder, `${member}`)];
    running[member] = spawn(binary, [...place, ...SMALL], { stdio: 'ignore' });
  };
  const endAll = () => {
    for (const member of running) member?.kill('SIGKILL');
  };
  process.once('exit', endAll);
  for (const member of ports.keys()) {
    await mkdir(join(folder, `${member}`));
    start(member);
  }
  const members = ports.map((port, _id) => ({ _id, host: `127.0.0.1:${port}` }));
  const settings = { electionTimeoutMillis: electionTimeoutMs };
  // Until all of them listen, it is refused.
  for (const end = performance.now() + 60_000; ; ) {
    const begun = await command(ports[0], { replSetInitiate: { _id: 'proof', members, settings } }, 20_000).catch(
      (error: unknown) => error,
    );
    if (!(begun instanceof Error) || begun.message.includes('already initialized')) break;
    if (performance.now() > end) throw begun;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const isPrimary = async (port: number) => (await command(port, { hello: 1 }, 500).catch(() => undefined))?.isWritablePrimary === true;
  const set: ReplicaSet = {
    uri: `mongodb://${members.map(({ host }) => host).join(',')}/?replicaSet=proof`,
    primary: async () => {
      let found: number | undefined;
      const ask = async (port: number, member: number) => {
        while (found === undefined) {
          if (await isPrimary(port)) found ??= member;
          else await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return found;
      };
      return Promise.race(ports.map(ask));
    },
    whole: async () => {
      for (const end = performance.now() + 60_000; ; ) {
        const status = await command(ports[await set.primary()], { replSetGetStatus: 1 }, 2_000).catch(() => undefined);
        const seen = (status?.members ?? []) as { state: number; optimeDate: Date }[];
        const times = seen.map(({ optimeDate }) => optimeDate.getTime());
        const isWell = seen.length === 3 && seen.every(({ state }) => state === 1 || state === 2);
        if (isWell && Math.max(...times) - Math.min(...times) <= 1_000) return;
        if (performance.now() > end) throw new Error('The replica set does not become whole.');
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    stepDown: async (member) => {
      await command(ports[member], { replSetStepDown: 5, secondaryCatchUpPeriodSecs: 2 }, 5_000);
    },
    kill: (member) => void running[member]?.kill('SIGKILL'),
    start,
    freeze: (member) => void running[member]?.kill('SIGSTOP'),
    thaw: (member) => void running[member]?.kill('SIGCONT'),
    close: async () => {
      process.off('exit', endAll);
      const gone = running.map((member) => (member?.exitCode === null && member.signalCode === null ? once(member, 'exit') : undefined));
      endAll();
      await Promise.all(gone);
      await rm(folder, { recursive: true, force: true });
    },
  };
  await set.whole();
  return set;
}

/** One command to one member, on a connection of its own. */
async function command(port: number | undefined, what: object, withinMs: number): Promise<Record<string, unknown>> {
  const times = { serverSelectionTimeoutMS: withinMs, connectTimeoutMS: withinMs, socketTimeoutMS: withinMs };
  const connection = mongoose.createConnection(`mongodb://127.0.0.1:${port}/admin`, { directConnection: true, ...times });
  try {
    await connection.asPromise();
    return (await connection.db?.command(what as Record<string, unknown>)) ?? {};
  } finally {
    await connection.close(true).catch(() => {});
  }
}

const SMALL = [
  '--setParameter=transactionLifetimeLimitSeconds=5',
  '--setParameter=diagnosticDataCollectionEnabled=false',
  '--wiredTigerCacheSizeGB=0.25',
  '--oplogSize=64',
];
