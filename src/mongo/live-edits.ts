import type { ApprovedAccount } from '../approvals/index.js';
import type { Ids } from '../lib/ids.js';
import type { Tx } from '../lib/transaction.js';
import type { Revision } from '../posts/index.js';
import { afterApproval, liveEffect, type Publication } from '../publishing/index.js';
import { type Mongo, within } from './connection.js';

/** The post's live publications as the approval of a revision changes them; those that stay as they are are left out. */
export async function liveEdits(
  mongo: Mongo,
  input: {
    readonly known: readonly Publication[];
    readonly accounts: readonly ApprovedAccount[];
    readonly revision: number;
    readonly approval: { readonly by: string; readonly contentHash: string; readonly at: Date };
    readonly ids: Ids;
  },
  tx: Tx,
): Promise<{ readonly from: Publication; readonly next: Publication }[]> {
  const { revision, approval, accounts } = input;
  const live = input.known.filter((publication) => publication.state === 'published' && publication.revision !== revision);
  if (live.length === 0) return [];
  const wanted = live.map(({ post, revision: number }) => `${post}:${number}`);
  const revisions = await mongo.db
    .collection<Pick<Revision, 'workspace' | 'number' | 'accounts'> & { _id: string }>('revisions')
    .find({ _id: { $in: wanted }, workspace: live[0]?.workspace ?? '' }, { projection: { number: 1, accounts: 1 }, ...within(tx) })
    .toArray();
  return live.flatMap((from) => {
    const of = revisions.find(({ number }) => number === from.revision);
    const before = of?.accounts.find(({ account }) => account === from.account)?.content;
    const after = accounts.find(({ account }) => account === from.account);
    const effect = liveEffect(from, { before, after: after?.content, editable: after?.editable === true });
    const next = afterApproval(from, effect, { ...approval, id: input.ids.id(), revision });
    return next === undefined ? [] : [{ from, next }];
  });
}
