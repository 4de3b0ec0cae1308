import type { RenewedToken } from '../platforms/connector.js';
import { PlatformError } from '../platforms/errors.js';
import type { Grant } from './account.js';
import { connectorContext, connectorName, type RenewalDeps } from './deps.js';
import { firstRenewal, isBeingRenewed, nextTryAt } from './renewal.js';

/**
 * Renews a grant's token as it was read: once over all processes, because only one of them gets the claim. The new pair is stored before anybody uses
 * it. A refusal breaks the accounts, which then wait for a reconnect; anything else is tried again later. A claim whose process died is tried once
 * more with the old refresh token: where that is spent, the refusal ends it. Resolves when it is over, or at once when another process has it.
 */
export async function renewGrant(deps: RenewalDeps, grant: Grant): Promise<void> {
  const now = deps.clock.now();
  if (isBeingRenewed(grant, now)) return;
  const claimed = await deps.grants.claimRenewal(grant, new Date(now.getTime() + CLAIM_MS));
  if (claimed === undefined) return;
  const { claim, refreshToken } = claimed;
  let renewed: RenewedToken;
  try {
    const connector = deps.connectors.get(claim.family)?.connector;
    if (connector?.refresh === undefined) throw new Error(`${connectorName(deps, claim.family)} is not set up, or renews no tokens.`);
    renewed = await connector.refresh(connectorContext(deps), refreshToken);
  } catch (error) {
    return afterFailure(deps, claim, error);
  }
  await keep(deps, claim, renewed);
}

/** The only copy of the new pair is here: it is stored even if MongoDB has to be asked more than once. */
async function keep(deps: RenewalDeps, claim: Grant, { token, refreshToken, ...given }: RenewedToken): Promise<void> {
  const now = deps.clock.now();
  const { expiresAt: _expiresAt, renewal: _renewal, ...rest } = claim;
  const renewal = firstRenewal(now, { ...given, byItself: true });
  const renewed: Grant = { ...rest, ...given, version: claim.version + 1, issuedAt: now, ...(renewal === undefined ? {} : { renewal }) };
  for (let tries = 1; ; tries += 1) {
    try {
      const kept = await deps.transaction(async (tx) => {
        const tokens = { token, ...(refreshToken === undefined ? {} : { refreshToken }) };
        if (!(await deps.grants.keepRenewed(claim, renewed, tokens, tx))) return false;
        await deps.accounts.renewAccounts(claim.workspace, claim.id, renewed.version, tx);
        return true;
      });
      const ids = { workspace: claim.workspace, grant: claim.id, version: renewed.version };
      if (kept) deps.log.info(ids, 'a token was renewed');
      else deps.log.warn(ids, 'a renewed token came too late and was dropped');
      return;
    } catch (err) {
      if (tries === STORE_TRIES) throw err;
      deps.log.warn({ grant: claim.id, err }, 'a renewed token could not be stored yet');
      await deps.clock.wait(STORE_PAUSE_MS);
    }
  }
}

async function afterFailure(deps: RenewalDeps, claim: Grant, error: unknown): Promise<void> {
  const failure = error instanceof PlatformError ? error : undefined;
  deps.log.warn({ workspace: claim.workspace, grant: claim.id, err: error }, 'a token could not be renewed');
  if (failure?.kind !== 'reauth_needed') {
    return deps.grants.postponeRenewal(claim, nextTryAt(deps.clock.now(), claim.expiresAt, failure));
  }
  await endAccess(deps, claim, failure.details.sentence);
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
const STORE_TRIES = 5;
const STORE_PAUSE_MS = 2_000;
