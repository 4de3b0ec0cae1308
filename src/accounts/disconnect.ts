import { say } from '../language/index.js';
import type { Tx } from '../lib/transaction.js';
import type { FamilyId } from '../platforms/platform.js';
import { authorizeManager } from '../workspaces/index.js';
import type { Account, Grant } from './account.js';
import { type AccountsDeps, connectorContext, connectorOf } from './deps.js';
import type { GrantTokens } from './ports.js';

/**
 * What became of the consent at the platform: `revoked`; `kept` because other accounts or another workspace still rest on it; `failed`, so
 * that the person has to remove Copydesk there themselves.
 */
export type Revocation = 'revoked' | 'kept' | 'failed';

/** Accounts that are disconnected, with their tokens wiped, whatever the platform says to `revoke`. */
export interface Disconnected {
  readonly accounts: readonly Account[];
  readonly family: FamilyId;
  /** Ends the consent at the platform where nothing rests on it any more. Takes up to 30 s and never throws. */
  revoke(): Promise<Revocation>;
}

/**
 * Disconnects an account, and those that use its token: with a Page its Instagram account. Undefined when it is disconnected already. Throws `NotAllowedError`.
 */
export async function disconnectAccount(
  deps: AccountsDeps,
  input: { readonly workspace: string; readonly person: string; readonly account: string },
): Promise<Disconnected | undefined> {
  const [account] = await deps.accounts.accountsById(input.workspace, [input.account]);
  if (account === undefined) return undefined;
  const { id, brand } = account;
  await authorizeManager(deps, { ...input, brand });
  return disconnect(deps, input.workspace, account.grant, (each) => each.brand === brand && (each.id === id || each.tokenFrom === id));
}

/** Disconnects every account of a grant that is in the brand. Undefined when there is none left. Throws `NotAllowedError`. */
export async function disconnectGrant(
  deps: AccountsDeps,
  input: { readonly workspace: string; readonly person: string; readonly brand: string; readonly grant: string },
): Promise<Disconnected | undefined> {
  await authorizeManager(deps, input);
  return disconnect(deps, input.workspace, input.grant, ({ brand }) => brand === input.brand);
}

async function disconnect(
  deps: AccountsDeps,
  workspace: string,
  grantId: string,
  which: (account: Account) => boolean,
): Promise<Disconnected | undefined> {
  const grant = await deps.grants.grant(workspace, grantId);
  if (grant === undefined) return undefined;
  const tokens = await readableTokens(deps, grant);
  const { accounts, ended } = await deps.transaction((tx) => disconnectWithin(deps, grant, which, tx));
  if (accounts.length === 0) return undefined;
  deps.log.info({ workspace, accounts: accounts.map(({ id }) => id), grantEnded: ended }, 'accounts disconnected');
  return { accounts, family: grant.family, revoke: () => (ended ? revoke(deps, grant, tokens) : Promise.resolve('kept')) };
}

async function disconnectWithin(
  deps: AccountsDeps,
  { workspace, id }: Grant,
  which: (account: Account) => boolean,
  tx: Tx,
): Promise<{ accounts: Account[]; ended: boolean }> {
  const now = deps.clock.now();
  const served = await deps.accounts.accountsOfGrant(workspace, id, tx);
  const accounts = served.filter(which);
  if (accounts.length === 0) return { accounts, ended: false };
  const ids = accounts.map((account) => account.id);
  await deps.accounts.disconnectAccounts(workspace, ids, now, tx);
  for (const { id: account, name } of accounts) {
    await deps.publications.block(workspace, [account], say('grant.disconnected', { account: name }), tx);
  }
  const ended = accounts.length === served.length;
  if (ended) await deps.grants.endGrant(workspace, id, now, tx);
  return { accounts, ended };
}

/** A platform revokes the app as a whole, so a live grant of the same person anywhere here forbids it. */
async function revoke(deps: AccountsDeps, grant: Grant, tokens: GrantTokens | undefined): Promise<Revocation> {
  if (grant.revokedAt !== undefined) return 'revoked';
  try {
    const others = await deps.everywhere.grantsOfPerson(grant.family, grant.person.platformId);
    if (others.some(({ revokedAt }) => revokedAt === undefined)) return 'kept';
    if (tokens === undefined) return 'failed';
    await connectorOf(deps, grant.family).revoke(connectorContext(deps), tokens.token, tokens.refreshToken);
    return 'revoked';
  } catch (err) {
    deps.log.warn({ workspace: grant.workspace, grant: grant.id, err }, 'a consent could not be revoked at the platform');
    return 'failed';
  }
}

/** A token that does not open must not keep anybody from disconnecting. */
async function readableTokens(deps: AccountsDeps, grant: Grant): Promise<GrantTokens | undefined> {
  try {
    return await deps.grants.grantTokens(grant.workspace, grant.id);
  } catch (err) {
    deps.log.error({ workspace: grant.workspace, grant: grant.id, err }, 'a token does not open');
    return undefined;
  }
}
