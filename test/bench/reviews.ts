import { setTimeout as sleep } from 'node:timers/promises';
import { randomIds } from '../../src/lib/ids.js';
import type { Mongo } from '../../src/mongo/index.js';
import { createPostStore } from '../../src/mongo/index.js';
import type { Playground } from '../../src/playground/playground.js';
import { type AccountContent, contentHash } from '../../src/posts/index.js';

/** Posts in review of one Facebook Page, written past the modal: the same records, without its screens. */
export interface Reviews {
  /** Writes posts and resolves to the values of their Approve buttons. */
  write(count: number): Promise<string[]>;
  /** Resolves once Meta shows the posts of these buttons; throws after 30 s. */
  published(values: readonly string[]): Promise<void>;
  /** Throws unless every post that Meta shows is approved in Copydesk, and shown once. */
  assertApproved(): Promise<void>;
}

/** Reads the connected account and its brand. Throws when there is none. */
export async function createReviews(mongo: Mongo, { slack, meta }: Playground): Promise<Reviews> {
  const account = await mongo.db.collection<StoredAccount>('accounts').findOne({ platform: 'facebook' });
  if (account === null) throw new Error('No Facebook Page is connected.');
  const posts = createPostStore(mongo);
  const texts = new Map<string, string>();

  const write = async (): Promise<string> => {
    const [id, at] = [randomIds.id(), new Date()];
    const text = `The terrace is open again, and the first coffee is on us. ${id}`;
    const accounts: AccountContent[] = [{ account: account._id, platform: 'facebook', content: { text, media: [], options: {} } }];
    const about = { workspace: slack.team.id, author: slack.people.author.id };
    await mongo.transaction((tx) =>
      posts.create(
        { id, ...about, brand: account.brand, state: 'in_review', revision: 1, seq: 0, createdAt: at, updatedAt: at },
        {
          workspace: about.workspace,
          post: id,
          number: 1,
          by: about.author,
          at,
          text,
          files: [],
          accounts,
          contentHash: contentHash(accounts),
        },
        tx,
      ),
    );
    const value = `${id}:1`;
    texts.set(value, text);
    return value;
  };

  const shown = (value: string) => meta.ledger.filter(({ text }) => text === texts.get(value)).length;

  return {
    write: async (count) => {
      const values: string[] = [];
      for (let nth = 0; nth < count; nth += 1) values.push(await write());
      return values;
    },
    published: async (values) => {
      const end = performance.now() + 30_000;
      while (values.some((value) => shown(value) === 0)) {
        if (performance.now() > end) throw new Error('An approved post was not published within 30 s.');
        await sleep(5);
      }
    },
    assertApproved: async () => {
      const live = [...texts.keys()].filter((value) => shown(value) > 0);
      const doubled = live.filter((value) => shown(value) > 1);
      const states = await Promise.all(live.map((value) => posts.post(slack.team.id, value.split(':')[0] ?? '')));
      const wrong = states.filter((post) => post?.approved === undefined);
      if (doubled.length + wrong.length > 0)
        throw new Error(`${wrong.length} posts are live without an approval and ${doubled.length} are live twice.`);
    },
  };
}

interface StoredAccount {
  readonly _id: string;
  readonly platform: string;
  readonly brand: string;
}
