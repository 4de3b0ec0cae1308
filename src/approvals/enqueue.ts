import type { Tx } from '../lib/transaction.js';
import { LEAD_MS, type Platform, type PlatformId } from '../platforms/platform.js';
import type { Post, Revision } from '../posts/index.js';
import type { Brand } from '../workspaces/index.js';
import { dueFor } from './due.js';
import type { ApprovedAccount, ApprovedPublications } from './ports.js';

/** Sets an approved revision going on all of its accounts; resolves to when work on it begins. Throws `NoTimeError`, `SlotTakenError`. */
export async function enqueue(
  deps: { readonly approved: ApprovedPublications; readonly platforms: ReadonlyMap<PlatformId, Platform> },
  { post, brand, revision, now }: { readonly post: Post; readonly brand: Brand; readonly revision: Revision; readonly now: Date },
  tx: Tx,
): Promise<Date> {
  const { workspace, id } = post;
  const leads = revision.accounts.map(({ platform, content }) => deps.platforms.get(platform)?.profile.leadMs?.(content) ?? LEAD_MS);
  const leadMs = Math.max(0, ...leads);
  const when = post.when ?? { kind: 'after approval' };
  const ids = revision.accounts.map(({ account }) => account);
  const due = await dueFor(deps.approved, { when, brand, post: id, accounts: ids, leadMs, now }, tx);
  const accounts = revision.accounts.map((account, index): ApprovedAccount => {
    const lead = leads[index] ?? LEAD_MS;
    const editable = deps.platforms.get(account.platform)?.profile.supports.edit === true;
    return { ...account, editable, leadMs: lead, startAt: new Date(Math.max(now.getTime(), due.at.getTime() - lead)) };
  });
  const approval = { by: post.approved?.by ?? post.author, contentHash: revision.contentHash, at: now };
  const changesLive = await deps.approved.enqueue(
    { workspace, post: id, brand: post.brand, revision: revision.number, accounts, ...due, approval },
    tx,
  );
  return changesLive ? now : new Date(Math.max(now.getTime(), due.at.getTime() - leadMs));
}
