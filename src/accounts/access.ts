import { say } from '../language/index.js';
import { PlatformError } from '../platforms/errors.js';
import type { Account } from './account.js';
import { connectorContext, connectorName, type RenewalDeps } from './deps.js';
import type { AccountReader, HeldToken, Refusal } from './ports.js';
import { isAboutToEnd, isBeingRenewed, isRenewalDue } from './renewal.js';
import type { Renewer } from './renewer.js';

/**
 * Accounts as publishing sees them: a token that is about to end is renewed before it is handed out, and a refusal is looked into before an account is
 * called broken.
 */
export function accountAccess(deps: RenewalDeps, renewer: Renewer): AccountReader {
  return {
    ...deps.accounts,
    accountToken: (workspace, account) => freshToken(deps, renewer, workspace, account),
    personToken: (workspace, account) => personToken(deps, workspace, account),
    markBroken: (workspace, account, refusal) => lookInto(deps, renewer, workspace, account, refusal),
  };
}

/** Throws `PlatformError` `transient` while the token has ended and the platform does not renew it. */
async function freshToken(deps: RenewalDeps, renewer: Renewer, workspace: string, account: string): Promise<HeldToken | undefined> {
  const held = await deps.accounts.accountToken(workspace, account);
  if (held === undefined || held.grant.renewal?.by !== 'itself') return held;
  const now = deps.clock.now();
  if (!isBeingRenewed(held.grant, now) && !(isAboutToEnd(held.grant, now) && isRenewalDue(held.grant, now))) return usable(deps, held);
  await renewer.renew(held.grant);
  const renewed = await deps.accounts.accountToken(workspace, account);
  return renewed === undefined ? undefined : usable(deps, renewed);
}

function usable(deps: RenewalDeps, held: HeldToken): HeldToken {
  const { expiresAt, family, renewal } = held.grant;
  if (renewal?.by !== 'itself' || expiresAt === undefined || expiresAt > deps.clock.now()) return held;
  throw new PlatformError({
    kind: 'transient',
    sentence: say('grant.notRenewed', { connector: connectorName(deps, family) }),
    sent: false,
  });
}

/** Nothing renews it: one that has ended throws `PlatformError` `reauth_needed`. */
async function personToken(deps: RenewalDeps, workspace: string, account: string): Promise<HeldToken | undefined> {
  const held = await deps.accounts.personToken(workspace, account);
  const { expiresAt, family } = held?.grant ?? {};
  if (family === undefined || expiresAt === undefined || expiresAt > deps.clock.now()) return held;
  throw new PlatformError({
    kind: 'reauth_needed',
    sentence: say('grant.ranOut', { connector: connectorName(deps, family) }),
    sent: false,
  });
}

/**
 * What serves one account of its own is called broken at once. A grant's own token may have been renewed meanwhile, or can be renewed now, once; else the
 * platform says whether it ran out or was taken back, which is so for every account that uses it.
 */
async function lookInto(
  deps: RenewalDeps,
  renewer: Renewer,
  workspace: string,
  id: string,
  refusal: Refusal,
): Promise<'broken' | 'renewed'> {
  const [account] = await deps.accounts.accountsById(workspace, [id]);
  const held = await readable(deps, workspace, id);
  if (account === undefined || held === undefined || !usesGrant(account)) return deps.accounts.markBroken(workspace, id, refusal);
  if (held.grantVersion > refusal.grantVersion) return 'renewed';
  const standing = await standingOf(deps, held);
  if (standing === 'active') return deps.accounts.markBroken(workspace, id, refusal);
  if (standing !== 'revoked' && mayBeRenewed(deps, held)) {
    await renewer.renew(held.grant);
    const newer = await readable(deps, workspace, id);
    if (newer !== undefined && newer.grantVersion > refusal.grantVersion) return 'renewed';
  }
  if (standing === undefined) return deps.accounts.markBroken(workspace, id, refusal);
  const connector = connectorName(deps, held.grant.family);
  const sentence =
    standing === 'expired' ? say('grant.ranOut', { connector }) : say('grant.takenAwayAt', { person: held.grant.person.name, connector });
  const outcome = await deps.accounts.markBroken(workspace, id, { ...refusal, sentence });
  for (const other of await deps.accounts.accountsOfGrant(workspace, account.grant)) {
    if (other.id !== id && usesGrant(other)) await deps.accounts.markBroken(workspace, other.id, { ...refusal, sentence });
  }
  return outcome;
}

/** A token that does not open must not hide that it was refused. */
async function readable(deps: RenewalDeps, workspace: string, account: string): Promise<HeldToken | undefined> {
  try {
    return await deps.accounts.accountToken(workspace, account);
  } catch (err) {
    deps.log.error({ workspace, account, err }, 'a token does not open');
    return undefined;
  }
}

/** Undefined where the platform cannot say, or does not answer. */
async function standingOf(deps: RenewalDeps, { grant, token }: HeldToken): Promise<'active' | 'expired' | 'revoked' | undefined> {
  try {
    return (await deps.connectors.get(grant.family)?.connector?.check?.(connectorContext(deps), token))?.state;
  } catch (err) {
    deps.log.warn({ workspace: grant.workspace, grant: grant.id, err }, 'the standing of a token could not be read');
    return undefined;
  }
}

/** A token that was refused soon after it was given would be refused again: that must not become a loop. */
function mayBeRenewed(deps: RenewalDeps, { grant: { renewal, issuedAt } }: HeldToken): boolean {
  if (renewal?.by !== 'itself') return false;
  return issuedAt === undefined || deps.clock.now().getTime() - issuedAt.getTime() > SETTLED_MS;
}

function usesGrant({ tokenFrom, grant }: Account): boolean {
  return tokenFrom === grant;
}

const SETTLED_MS = 10 * 60_000;
