import { randomIds } from '../../src/lib/ids.js';
import { Secret } from '../../src/lib/secret.js';
import { createSecretBox } from '../../src/lib/secret-box.js';
import { connectMongo, createGrantStore, createIndexes, createWorkspaceStore, type Mongo } from '../../src/mongo/index.js';
import { LEAD_MS } from '../../src/platforms/platform.js';
import { startMongod } from '../../src/playground/mongod.js';
import { openTestDatabase } from '../support/mongo.js';
import { BRAND, contentFor, publicationOf, revisionOf, WORKSPACE } from '../support/posts.js';
import type { BenchOptions } from './bench.js';
import { NOOP } from './noop-platform.js';
import { SEALING } from './sealing.js';
import { startWorker, type Worker, type WorkerKind, type WorkerSettings } from './workers.js';

/** Something to be published. */
export interface Due {
  readonly account: string;
  readonly at: Date;
}

/** A mongod with a database of its own, what is due in it, and the processes that work on it. */
export interface DueWorld {
  readonly mongo: Mongo;
  /** Stores approved posts of these accounts, with their lanes. */
  seed(due: readonly Due[]): Promise<void>;
  /** The same for Agenda: one job each. */
  seedAgenda(due: readonly Due[]): Promise<void>;
  /** Forgets everything that was to be published. */
  clear(): Promise<void>;
  worker(kind: WorkerKind, settings?: Omit<WorkerSettings, 'mongodbUri'>): Promise<Worker>;
  close(): Promise<void>;
}

/** So many account ids. */
export function accountIds(count: number): string[] {
  return Array.from({ length: count }, () => randomIds.id());
}

/** Starts it. */
export async function startDueWorld(name: string, { say, profileDir }: BenchOptions): Promise<DueWorld> {
  const mongod = await startMongod({ say });
  process.env.MONGODB_URI = mongod.uri;
  const database = await openTestDatabase(`bench_${name}`);
  const mongo = await connectMongo(new Secret(database.uri));
  await createIndexes(mongo);
  await setUp(mongo);
  say(`node ${process.version}, mongod ${mongod.how}`);
  const workers: Worker[] = [];
  return {
    mongo,
    seed: (due) => seed(mongo, due),
    seedAgenda: async (due) => {
      const jobs = due.map(({ at }) => ({
        name: 'publish',
        type: 'normal',
        priority: 0,
        nextRunAt: at,
        data: { id: randomIds.id(), due: at.getTime() },
      }));
      await mongo.db.collection('agendaJobs').insertMany(jobs);
    },
    clear: async () => {
      for (const name of ['lanes', 'publications', 'posts', 'revisions', 'accounts', 'agendaJobs', 'inserts'])
        await mongo.db.collection(name).deleteMany({});
    },
    worker: async (kind, settings = {}) => {
      const profile = profileDir === undefined ? {} : { profileDir };
      const worker = await startWorker(kind, { mongodbUri: database.uri, ...profile, ...settings });
      workers.push(worker);
      return worker;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await mongo.close();
      await database.drop();
      await mongod.stop();
    },
  };
}

async function setUp(mongo: Mongo): Promise<void> {
  const brand = { id: BRAND, name: 'Bluebird', zone: 'Europe/Berlin', authorsMayApprove: false };
  await createWorkspaceStore(mongo).install({ id: WORKSPACE, name: 'Bluebird', botUserId: 'UBOT' }, brand as never);
  const person = { platformId: 'ada', name: 'Ada' };
  const grant = { id: GRANT, workspace: WORKSPACE, family: NOOP, person, connectedBy: 'U1', scopes: [], version: 1 };
  const grants = createGrantStore(mongo, createSecretBox([SEALING]));
  await mongo.transaction((tx) => grants.saveGrant(grant, { token: new Secret('token') }, tx));
}

async function seed({ db }: Mongo, due: readonly Due[]): Promise<void> {
  const at = new Date();
  const accounts = [...new Set(due.map(({ account }) => account))];
  const all = due.map((each) => rowsOf(each, at));
  const inPieces = async (collection: string, rows: readonly object[]) => {
    for (let from = 0; from < rows.length; from += 5_000)
      await db.collection(collection).insertMany(rows.slice(from, from + 5_000), { ordered: false });
  };
  await inPieces(
    'accounts',
    accounts.map((id) => accountOf(id, at)),
  );
  await inPieces(
    'posts',
    all.map(({ post }) => post),
  );
  await inPieces(
    'revisions',
    all.map(({ revision }) => revision),
  );
  await inPieces(
    'publications',
    all.map(({ publication }) => publication),
  );
  const soonest = new Map<string, number>();
  for (const { account, at: dueAt } of due)
    soonest.set(account, Math.min(soonest.get(account) ?? Number.POSITIVE_INFINITY, beginsAt(dueAt).getTime()));
  await inPieces(
    'lanes',
    [...soonest].map(([account, time]) => laneOf(account, new Date(time))),
  );
}

/** The documents of one approved post; where it is of another world, `where` says of which. */
export function rowsOf(
  { account, at: dueAt }: Due,
  at: Date,
  where: { readonly workspace: string; readonly brand: string; readonly platform: string } = {
    workspace: WORKSPACE,
    brand: BRAND,
    platform: NOOP,
  },
) {
  const { workspace, brand, platform } = where;
  const fields = { workspace, account, platform, dueAt, leadMs: LEAD_MS, nextAt: beginsAt(dueAt) };
  const { id, ...publication } = publicationOf(fields);
  const revision = { ...revisionOf(publication.post, 1, [contentFor(platform, account, { text: id })]), workspace };
  const approved = { revision: 1, contentHash: revision.contentHash, by: 'U2', at };
  const about = { workspace, brand, author: 'U1', revision: 1, seq: 0, cardDue: false, createdAt: at, updatedAt: at };
  return {
    post: { _id: publication.post, ...about, state: 'approved', approved } as object,
    revision: { _id: `${publication.post}:1`, ...revision } as object,
    publication: { _id: id, ...publication } as object,
  };
}

function accountOf(id: string, at: Date): object {
  const who = { platform: NOOP, platformId: id, name: id, grant: GRANT, tokenFrom: GRANT, grantVersion: 1 };
  return { _id: id, workspace: WORKSPACE, brand: BRAND, ...who, health: { state: 'good' }, connectedBy: 'U1', connectedAt: at, seq: 0 };
}

/** A lane that nobody holds. */
export function laneOf(account: string, runnableAt: Date, workspace = WORKSPACE): object {
  const never = new Date(0);
  return { _id: account, workspace, owner: null, fence: 0, wakes: 1, leaseUntil: never, closedUntil: never, runnableAt };
}

/** As an approval sets it: the platform's lead before its time. */
function beginsAt(dueAt: Date): Date {
  return new Date(dueAt.getTime() - LEAD_MS);
}

const GRANT = 'grant';
