import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { findMongod } from './mongod-find.js';

/** How to start a mongod; everything is optional. */
export interface MongodOptions {
  /** Receives one line per step that takes time or was chosen. */
  say?: (line: string) => void;
  /** Members of the replica set; 1 unless given. */
  nodes?: number;
  /** Keeps the data in this existing folder (one node only); otherwise a temporary folder, removed by `stop`. */
  dbPath?: string;
  /** Port of the first node; unless given, the one `dbPath` was made with, or a free one. */
  port?: number;
}

/** A replica set that accepts writes. `how` says in words where the mongod came from. */
export interface RunningMongod {
  uri: string;
  how: string;
  stop(): Promise<void>;
}

/**
 * Starts a replica set on 127.0.0.1 and resolves once it has a primary. With MONGODB_URI in the environment it starts
 * nothing: that address is returned and `stop` leaves it alone. The processes end with this one, also after SIGKILL.
 * Throws one Error naming every way that was tried when no mongod can be had.
 */
export async function startMongod(options: MongodOptions = {}): Promise<RunningMongod> {
  const given = process.env.MONGODB_URI;
  if (given) return { uri: given, how: 'MONGODB_URI', stop: async () => {} };
  const { binary, version, how } = await findMongod(options.say ?? (() => {}));
  const { nodes = 1, dbPath } = options;
  const port = options.port ?? (await keptPort(dbPath));
  const first = { ...(dbPath === undefined ? {} : { dbPath }), ...(port === undefined ? {} : { port, portGeneration: false }) };
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary, version },
    instanceOpts: [first],
    // In a process group of its own: Ctrl-C in a terminal would end it before whoever uses it could close.
    replSet: { count: nodes, ip: '127.0.0.1', storageEngine: 'wiredTiger', args: serverArguments, spawn: { detached: true } },
  });
  if (dbPath !== undefined) await writeFile(portFile(dbPath), new URL(set.getUri()).port);
  return {
    uri: set.getUri(),
    how,
    stop: async () => {
      await set.stop({ doCleanup: dbPath === undefined });
    },
  };
}

/** A replica set's data names its members by port, so a kept folder starts on the port it was made with. */
async function keptPort(dbPath: string | undefined): Promise<number | undefined> {
  if (dbPath === undefined) return undefined;
  return readFile(portFile(dbPath), 'utf8').then(Number, () => undefined);
}

function portFile(dbPath: string): string {
  return join(dbPath, 'copydesk-port');
}

/** A client killed inside a transaction holds its locks for 60 s by default; 5 s keeps tests that kill the app short. */
const serverArguments = [
  '--setParameter=transactionLifetimeLimitSeconds=5',
  '--setParameter=diagnosticDataCollectionEnabled=false',
  '--wiredTigerCacheSizeGB=0.5',
];
