import { say } from '../language/index.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Tx } from '../lib/transaction.js';
import { authorize, type Brand } from '../workspaces/index.js';
import type { Account } from './account.js';
import type { AccountsDeps } from './deps.js';
import type { UnfinishedPost } from './ports.js';

/** The account stays where it is; `message` says why, and `posts` are in the way. */
export class MoveRefusedError extends RefusedError {
  override readonly name = 'MoveRefusedError';
  readonly posts: readonly UnfinishedPost[];

  constructor(message: string, posts: readonly UnfinishedPost[] = []) {
    super(message);
    this.posts = posts;
  }
}

/** Accounts that now belong to another brand. */
export interface Moved {
  readonly from: Brand;
  readonly to: Brand;
  readonly accounts: readonly Account[];
}

/**
 * Puts an account, and those that share its token, into another brand: as long as no post of the old one waits on them or may be live there, so that
 * nothing goes out on an account whose people did not approve it. Throws {@link MoveRefusedError}, `NotAllowedError` for who does not manage both.
 */
export async function moveAccount(
  deps: AccountsDeps,
  input: { readonly workspace: string; readonly person: string; readonly account: string; readonly to: string },
): Promise<Moved> {
  const { workspace, person, to } = input;
  const accounts = await movedTogether(deps, workspace, input.account);
  const [first] = accounts;
  if (first === undefined) throw new MoveRefusedError(say('account.notConnected'));
  await authorize(deps, { workspace, brand: first.brand, person, right: 'manage' });
  await authorize(deps, { workspace, brand: to, person, right: 'manage' });
  if (first.brand === to) throw new MoveRefusedError(say('account.refused.sameBrand'));
  const moved = await deps.transaction((tx) => moveWithin(deps, { workspace, accounts, from: first.brand, to }, tx));
  deps.log.info({ workspace, accounts: accounts.map(({ id }) => id), from: first.brand, to }, 'accounts moved');
  return { ...moved, accounts };
}

/** A connected account with those that use its token, or the one whose token it uses and that one's others; none where it is not connected. */
export async function movedTogether(deps: Pick<AccountsDeps, 'accounts'>, workspace: string, id: string): Promise<Account[]> {
  const [account] = await deps.accounts.accountsById(workspace, [id]);
  if (account === undefined || account.disconnectedAt !== undefined) return [];
  const holder = account.tokenFrom === undefined || account.tokenFrom === account.grant ? account.id : account.tokenFrom;
  const ofGrant = await deps.accounts.accountsOfGrant(workspace, account.grant);
  const together = ofGrant.filter((each) => each.id === holder || each.tokenFrom === holder);
  return together.length === 0 ? [account] : together;
}

/** Both brands are written, so that nothing is approved for the old one, nor the new one archived, at the same moment. */
async function moveWithin(
  deps: AccountsDeps,
  {
    workspace,
    accounts,
    from,
    to,
  }: { readonly workspace: string; readonly accounts: readonly Account[]; readonly from: string; readonly to: string },
  tx: Tx,
): Promise<Pick<Moved, 'from' | 'to'>> {
  const ids = accounts.map(({ id }) => id);
  const brands = { from: await deps.workspaces.touchBrand(workspace, from, tx), to: await deps.workspaces.touchBrand(workspace, to, tx) };
  if (brands.from === undefined || brands.to === undefined || !(await deps.accounts.moveAccounts(workspace, ids, { from, to }, tx)))
    throw new MoveRefusedError(say('account.refused.changedMeanwhile'));
  const posts = await deps.publications.unfinished(workspace, { brand: from, accounts: ids }, tx);
  if (posts.length > 0) throw new MoveRefusedError(say('account.refused.postsWait'), posts);
  return { from: brands.from, to: brands.to };
}
