import { say } from '../language/index.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Tx } from '../lib/transaction.js';
import { authorizeWorkspace, type Brand, NotAllowedError } from '../workspaces/index.js';
import type { Account } from './account.js';
import type { AccountsDeps } from './deps.js';
import type { UnfinishedPost } from './ports.js';

/** A brand has posts that are not finished, or accounts that are connected. */
export class BrandInUseError extends RefusedError {
  override readonly name = 'BrandInUseError';
  readonly brand: Brand;
  readonly posts: readonly UnfinishedPost[];
  readonly accounts: readonly Account[];

  constructor(brand: Brand, posts: readonly UnfinishedPost[], accounts: readonly Account[]) {
    super(say('account.refused.brandInUse'));
    this.brand = brand;
    this.posts = posts;
    this.accounts = accounts;
  }
}

/**
 * Archives a brand in which nothing waits and nothing is connected; another brand stays. Throws {@link BrandInUseError} with what is in the way,
 * `NotAllowedError`.
 */
export async function archiveBrand(
  deps: Pick<AccountsDeps, 'workspaces' | 'people' | 'transaction' | 'clock'> & {
    readonly accounts: Pick<AccountsDeps['accounts'], 'accounts'>;
    readonly unfinished: AccountsDeps['publications']['unfinished'];
  },
  input: { readonly workspace: string; readonly brand: string; readonly person: string },
): Promise<Brand> {
  await authorizeWorkspace(deps, input);
  return deps.transaction((tx) => archiveWithin(deps, input, tx));
}

/** The brand that stays is written too, so that two at once cannot archive the last two. */
async function archiveWithin(
  deps: Parameters<typeof archiveBrand>[0],
  { workspace, brand: id }: { readonly workspace: string; readonly brand: string },
  tx: Tx,
): Promise<Brand> {
  const stays = (await deps.workspaces.brands(workspace)).find((other) => other.id !== id);
  if (stays === undefined || (await deps.workspaces.touchBrand(workspace, stays.id, tx)) === undefined)
    throw new NotAllowedError(say('account.refused.lastBrand'));
  const archived = await deps.workspaces.archiveBrand(workspace, id, deps.clock.now(), tx);
  if (archived === undefined) throw new NotAllowedError(say('account.refused.brandArchived'));
  const posts = await deps.unfinished(workspace, { brand: id }, tx);
  const accounts = await deps.accounts.accounts(workspace, id, tx);
  if (posts.length > 0 || accounts.length > 0) throw new BrandInUseError(archived, posts, accounts);
  return archived;
}
