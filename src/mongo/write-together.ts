import type { Mongo } from './connection.js';

type Collection = ReturnType<Mongo['db']['collection']>;
type Operation = Parameters<Collection['bulkWrite']>[0][number];

/** One compare-and-set: an update or replacement of one document under a filter that says what it rests on. */
export interface Write {
  readonly operation: Operation;
}

/** What became of one write: its filter still held, or it did not, or MongoDB refused it. */
export type Outcome = 'won' | 'lost' | Error;

/** Which of the writes stand in the database, as the primary has it or (`majority`) as it can no longer be undone. */
export type Landed<W> = (writes: readonly W[], level: 'local' | 'majority') => Promise<ReadonlySet<W>>;

/**
 * Sends compare-and-sets as one bulk write, acknowledged by the majority, and tells each its own outcome. `landed` reads which of them stand
 * in the database now, and is asked where the answer leaves it open: some lost, or none came within {@link QUICK_MS}. In the second case what
 * stands is kept and the rest is sent one by one, which also proves that what stands is acknowledged by the majority.
 */
export async function writeTogether<W extends Write>(collection: Collection, writes: readonly W[], landed: Landed<W>): Promise<Outcome[]> {
  try {
    const operations = writes.map(({ operation }) => operation);
    const { matchedCount } = await collection.bulkWrite(operations, { ordered: false, maxTimeMS: QUICK_MS });
    if (matchedCount === writes.length) return writes.map(() => 'won');
    const mine = await landed(writes, 'local');
    return writes.map((write) => (mine.has(write) ? 'won' : 'lost'));
  } catch (error) {
    const refused = refusalsIn(error);
    if (refused === undefined) return oneByOne(collection, writes, landed);
    const mine = await landed(
      writes.filter((_, index) => !refused.has(index)),
      'local',
    );
    return writes.map((write, index) => refused.get(index) ?? (mine.has(write) ? 'won' : 'lost'));
  }
}

/** How long MongoDB may take over claims, renewals, intents, results and releases that travel together, in ms. */
export const QUICK_MS = 500;

/** How long it may take over one of them alone, in ms. */
export const ALONE_MS = 5_000;

async function oneByOne<W extends Write>(collection: Collection, writes: readonly W[], landed: Landed<W>): Promise<Outcome[]> {
  const known = await landed(writes, 'majority').catch(() => new Set<W>());
  return Promise.all(writes.map((write) => (known.has(write) ? 'won' : alone(collection, write, landed))));
}

/**
 * A write that finds nothing to match waits, like any other, until the majority has everything before it. So what stands by its own stamp
 * after its answer is acknowledged.
 */
async function alone<W extends Write>(collection: Collection, write: W, landed: Landed<W>): Promise<Outcome> {
  try {
    const { matchedCount } = await collection.bulkWrite([write.operation], { maxTimeMS: ALONE_MS });
    if (matchedCount === 1) return 'won';
    return (await landed([write], 'local')).has(write) ? 'won' : 'lost';
  } catch (error) {
    return error instanceof Error ? error : new Error('A write failed.', { cause: error });
  }
}

/** The writes that MongoDB refused, by their place; undefined where the answer says nothing certain about the others. */
function refusalsIn(error: unknown): ReadonlyMap<number, Error> | undefined {
  const { writeErrors = [], result } = error as BulkError;
  if (writeErrors.length === 0 || result?.getWriteConcernError() !== undefined) return undefined;
  return new Map(writeErrors.map(({ index, code, errmsg }) => [index, Object.assign(new Error(errmsg, { cause: error }), { code })]));
}

/** What the driver throws of a bulk write. */
interface BulkError {
  readonly writeErrors?: readonly { readonly index: number; readonly code: number; readonly errmsg?: string }[];
  readonly result?: { getWriteConcernError(): unknown };
}
