import mongoose, { type Connection } from 'mongoose';
import { createInTurn } from '../lib/in-turn.js';
import type { Secret } from '../lib/secret.js';
import type { Transaction, Tx } from '../lib/transaction.js';

type Client = ReturnType<Connection['getClient']>;
type Session = Awaited<ReturnType<Connection['startSession']>>;
type Db = NonNullable<Connection['db']>;

/** The open database. Stores use `model` documents through `connection`, or the driver's collections through `db`. */
export interface Mongo {
  readonly connection: Connection;
  readonly client: Client;
  readonly db: Db;
  readonly transaction: Transaction;
  /** Resolves while MongoDB answers within `timeoutMs`; rejects otherwise. */
  ping(timeoutMs: number): Promise<void>;
  /** The primary's time of day; rejects unless it answers within `timeoutMs`. */
  serverTime(timeoutMs: number): Promise<Date>;
  close(): Promise<void>;
}

/** Connects and waits for the primary. Writes are acknowledged by the majority. Throws when no primary answers within 10 s. */
export async function connectMongo(uri: Secret): Promise<Mongo> {
  const connection = mongoose.createConnection(uri.unwrap(), {
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    serverSelectionTimeoutMS: 10_000,
    // A member that hangs is noticed after the two together, and what was sent to it goes to the next primary.
    heartbeatFrequencyMS: 1_000,
    connectTimeoutMS: 2_000,
    writeConcern: { w: 'majority' },
    readConcern: { level: 'local' },
    ignoreUndefined: true,
  });
  await connection.asPromise();
  const db = connection.db;
  const inTurn = createInTurn();
  if (db === undefined) throw new Error('MongoDB is connected without a database.');
  return {
    connection,
    client: connection.getClient(),
    db,
    transaction: (work, { inTurn: key } = {}) =>
      key === undefined ? runTransaction(connection, work) : inTurn(key, () => runTransaction(connection, work)),
    ping: async (timeoutMs) => {
      await db.command({ ping: 1 }, { timeoutMS: timeoutMs });
    },
    serverTime: async (timeoutMs) => (await db.command({ hello: 1 }, { timeoutMS: timeoutMs })).localTime,
    close: async () => {
      await connection.close();
    },
  };
}

async function runTransaction<T>(connection: Connection, work: (tx: Tx) => Promise<T>): Promise<T> {
  const session = await connection.startSession();
  try {
    return await session.withTransaction(() => work(txOf(session)), {
      writeConcern: { w: 'majority' },
      readConcern: { level: 'snapshot' },
    });
  } finally {
    await session.endSession();
  }
}

/** The `session` option of a driver or mongoose call within a transaction. */
export function within(tx: Tx | undefined): { session?: Session } {
  const session = tx === undefined ? undefined : sessions.get(tx);
  return session === undefined ? {} : { session };
}

function txOf(session: Session): Tx {
  const tx: Tx = { kind: 'transaction' };
  sessions.set(tx, session);
  return tx;
}

const sessions = new WeakMap<Tx, Session>();

/** True when MongoDB refused a write because a unique key exists already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}
