import mongoose from 'mongoose';
import type { Playground } from '../playground.js';
import type { InsidePost, InsidePublication, InsideSlice, SealedField } from './contract.js';

/** Looks into Copydesk's database from outside, as an operator would. */
export interface Inside {
  read(): Promise<InsideSlice>;
  /** The platforms that have an account that can publish. */
  connected(): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

/** Opens a connection of its own. `onChange` is called after every write that anyone makes. */
export async function lookInside({ env }: Playground, onChange: () => void): Promise<Inside> {
  const connection = await mongoose.createConnection(env.MONGODB_URI ?? '', { autoIndex: false, autoCreate: false }).asPromise();
  const changes = connection.watch();
  changes.on('change', onChange);
  changes.on('error', () => {});
  const all = <T>(name: string, newest: number) =>
    connection
      .collection<T & { _id: string }>(name)
      .find()
      .sort({ createdAt: -1, connectedAt: -1, _id: -1 })
      .limit(newest)
      .toArray() as unknown as Promise<T[]>;
  return {
    read: async () => {
      const posts = await all<StoredPost>('posts', 30);
      const ids = posts.map(({ _id }) => _id);
      const [revisions, publications, accounts, grants] = await Promise.all([
        connection
          .collection<StoredRevision>('revisions')
          .find({ post: { $in: ids } })
          .toArray(),
        connection
          .collection<StoredPublication>('publications')
          .find({ post: { $in: ids } })
          .toArray(),
        all<StoredAccount>('accounts', 200),
        all<StoredGrant>('grants', 20),
      ]);
      return {
        posts: posts.map((post) => seenPost(post, { revisions, publications, accounts })),
        sealed: [
          ...grants.flatMap((grant) => sealedIn('grants', grant._id, { token: grant.token, refreshToken: grant.refreshToken })),
          ...accounts
            .slice(0, 20)
            .flatMap((account) => sealedIn('accounts', `${account.name} (${account.platform})`, { token: account.token })),
        ],
      };
    },
    connected: async () => {
      const accounts = await all<StoredAccount>('accounts', 200);
      const usable = accounts.filter(({ health, disconnectedAt }) => health.state === 'good' && !disconnectedAt);
      return new Set(usable.map(({ platform }) => platform));
    },
    close: async () => {
      await changes.close();
      await connection.close();
    },
  };
}

function seenPost(
  post: StoredPost,
  beside: { revisions: readonly StoredRevision[]; publications: readonly StoredPublication[]; accounts: readonly StoredAccount[] },
): InsidePost {
  const { _id: id, state, revision, author, createdAt } = post;
  const words = beside.revisions.find((each) => each.post === id && each.number === revision)?.text ?? '';
  const own = beside.publications.filter((publication) => publication.post === id);
  const publications = own.map((publication) => seenPublication(publication, beside.accounts));
  return { id, state, revision, text: words, author, at: createdAt.toISOString(), publications };
}

function seenPublication(publication: StoredPublication, accounts: readonly StoredAccount[]): InsidePublication {
  const { _id: id, platform, account, state, trouble, link, acts } = publication;
  const attempts = acts.flatMap((act) => act.attempts);
  return {
    id,
    platform,
    account: accounts.find(({ _id }) => _id === account)?.name ?? account,
    state,
    ...(trouble === undefined ? {} : { trouble: trouble.sentence }),
    ...(link === undefined ? {} : { link }),
    attempts: attempts.map(({ id: attempt, intentAt, outcome }) => ({
      id: attempt,
      at: intentAt.toISOString(),
      outcome: outcomeWords(outcome),
    })),
  };
}

function outcomeWords(outcome: StoredOutcome | undefined): string {
  if (outcome === undefined) return 'not known yet';
  if (outcome.kind === 'published')
    return outcome.by === 'find' ? 'published, found by looking' : outcome.by === 'person' ? 'published, a person says' : 'published';
  if (outcome.kind === 'absent') return 'nothing was made';
  return `refused: ${outcome.sentence ?? outcome.kind}`;
}

function sealedIn(collection: string, record: string, fields: Record<string, string | undefined>): SealedField[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value === undefined || value === null ? [] : [{ collection, record, field, value: `${value.slice(0, 64)}…` }],
  );
}

interface StoredPost {
  _id: string;
  state: string;
  revision: number;
  author: string;
  createdAt: Date;
}

interface StoredRevision {
  post: string;
  number: number;
  text: string;
}

interface StoredOutcome {
  kind: string;
  by?: string;
  sentence?: string;
}

interface StoredPublication {
  _id: string;
  post: string;
  platform: string;
  account: string;
  state: string;
  trouble?: { sentence: string };
  link?: string;
  acts: { attempts: { id: string; intentAt: Date; outcome?: StoredOutcome }[] }[];
}

interface StoredAccount {
  _id: string;
  health: { state: string };
  disconnectedAt?: Date | null;
  name: string;
  platform: string;
  token?: string;
}

interface StoredGrant {
  _id: string;
  token?: string;
  refreshToken?: string;
}
