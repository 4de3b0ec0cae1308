import type { Account, AccountReader } from '../accounts/index.js';
import type { Platform, PlatformId } from '../platforms/platform.js';
import type { Draft } from './post.js';

/** What finding a draft's accounts needs. */
export interface DraftAccountsDeps {
  readonly accounts: AccountReader;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
}

/** The platform with this id. Throws when there is none: accounts are only connected for platforms that exist. */
export function platformOf(deps: Pick<DraftAccountsDeps, 'platforms'>, id: PlatformId): Platform {
  const platform = deps.platforms.get(id);
  if (platform === undefined) throw new Error(`There is no platform ${id}.`);
  return platform;
}

/** The draft's accounts that are connected to its brand now, in the draft's order. */
export async function draftAccounts(deps: Pick<DraftAccountsDeps, 'accounts'>, draft: Draft): Promise<Account[]> {
  const found = await deps.accounts.accountsById(draft.workspace, draft.accounts);
  const connected = found.filter(({ brand, disconnectedAt }) => brand === draft.brand && disconnectedAt === undefined);
  return draft.accounts.flatMap((id) => connected.find((account) => account.id === id) ?? []);
}
