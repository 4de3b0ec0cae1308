import { renewTokens } from '../lib/renew-tokens.js';
import type { RenewedToken } from '../platforms/connector.js';
import { PlatformError } from '../platforms/errors.js';
import type { Grant } from './account.js';
import { connectorContext, connectorName, type RenewalDeps } from './deps.js';
import { firstRenewal, isBeingRenewed, nextTryAt } from './renewal.js';

/**
 * Renews a grant's token as it was read, once over all processes. A refusal breaks the accounts, which then wait for a reconnect; anything else is tried
 * again later. Resolves when it is over, or at once when another process has it.
 */
export async function renewGrant(deps: RenewalDeps, grant: Grant): Promise<void> {
  if (isBeingRenewed(grant, deps.clock.now())) return;
  await renewTokens<Grant, RenewedToken>(deps, {
    what: 'token',
    ids: { workspace: grant.workspace, grant: grant.id },
    claimMs: CLAIM_MS,
    claim: (until) => deps.grants.claimRenewal(grant, until),
    refresh: async (refreshToken, { family }) => {
      const connector = deps.connectors.get(family)?.connector;
      if (connector?.refresh === undefined) throw new Error(`${connectorName(deps, family)} is not set up, or renews no tokens.`);
      return connector.refresh(connectorContext(deps), refreshToken);
    },
    afterFailure: (claim, error) => afterFailure(deps, claim, error),
    keep: (claim, renewed) => keep(deps, claim, renewed),
  });
}

async function afterFailure(deps: RenewalDeps, claim: Grant, error: unknown): Promise<void> {
  const failure = error instanceof PlatformError ? error : undefined;
  if (failure?.kind !== 'reauth_needed') {
    return deps.grants.postponeRenewal(claim, nextTryAt(deps.clock.now(), claim.expiresAt, failure));
  }
  await endAccess(deps, claim, failure.details.sentence);
}

function keep(deps: RenewalDeps, claim: Grant, { token, refreshToken, ...given }: RenewedToken): Promise<boolean> {
  const now = deps.clock.now();
  const { expiresAt: _expiresAt, renewal: _renewal, ...rest } = claim;
  const renewal = firstRenewal(now, { ...given, byItself: true });
  const renewed: Grant = { ...rest, ...given, version: claim.version + 1, issuedAt: now, ...(renewal === undefined ? {} : { renewal }) };
  const tokens = { token, ...(refreshToken === undefined ? {} : { refreshToken }) };
  return deps.transaction(async (tx) => {
    if (!(await deps.grants.keepRenewed(claim, renewed, tokens, tx))) return false;
    await deps.accounts.renewAccounts(claim.workspace, claim.id, renewed.version, tx);
    return true;
  });
}

/**
 * Only the person can help now: the accounts that use the grant's own token are broken with this sentence, and what waits there is blocked. Nothing
 * happens where the grant has changed since it was read.
 */
export async function endAccess(deps: RenewalDeps, grant: Grant, sentence: string): Promise<void> {
  const at = deps.clock.now();
  await deps.transaction(async (tx) => {
    if (!(await deps.grants.endRenewal(grant, tx))) return;
    const served = await deps.accounts.accountsOfGrant(grant.workspace, grant.id, tx);
    const ids = served.filter(({ tokenFrom }) => tokenFrom === grant.id).map(({ id }) => id);
    await deps.accounts.breakAccounts(grant.workspace, ids, { sentence, at }, tx);
    await deps.publications.block(grant.workspace, ids, sentence, tx);
  });
}

/** Longer than a connector may take (30 s) and the store after it. */
const CLAIM_MS = 60_000;
