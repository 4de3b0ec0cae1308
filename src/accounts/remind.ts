import type { Account } from './account.js';
import type { AccountsDeps } from './deps.js';
import { accessEnd, healthOf, reminderDue } from './health.js';

/**
 * Reminds 14, 7 and 1 days before `endsAt`, once each; of accounts that end together with one message, by the first of them. A reminder that was
 * missed for the next one is left out.
 */
export async function remind(deps: AccountsDeps, account: Account, endsAt: Date): Promise<void> {
  const now = deps.clock.now();
  const days = reminderDue(endsAt, now);
  if (days === undefined) return;
  const grant = await deps.grants.grant(account.workspace, account.grant);
  const others = await deps.accounts.accountsOfGrant(account.workspace, account.grant);
  const together = [account, ...others.filter(({ id }) => id !== account.id)].filter(
    (each) => each.health.state === 'good' && accessEnd(each, grant)?.getTime() === endsAt.getTime(),
  );
  await tellOnce(deps, account, together, `ends ${endsAt.toISOString()} ${days}`, healthOf(account, grant, now));
}

/** Says that accounts no longer work, to whom can mend it: once, and of those that broke together with one message. */
export async function tellBroken(deps: AccountsDeps, account: Account, { since }: { readonly since: Date }): Promise<void> {
  const others = await deps.accounts.accountsOfGrant(account.workspace, account.grant);
  const together = others.filter(({ health }) => health.state === 'broken' && health.since.getTime() === since.getTime());
  await tellOnce(deps, account, together, `broken ${since.toISOString()}`, healthOf(account, undefined, deps.clock.now()));
}

async function tellOnce(
  deps: AccountsDeps,
  account: Account,
  together: readonly Account[],
  occasion: string,
  health: Parameters<AccountsDeps['notifier']['tokenTrouble']>[0]['health'],
): Promise<void> {
  const sorted = [...together].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (sorted[0]?.id !== account.id) return;
  const { workspace, connectedBy } = account;
  const person = await whoCanMend(deps, account);
  if (person === undefined) {
    return deps.log.warn({ workspace, grant: account.grant }, 'nobody is left to tell about a token');
  }
  await deps.notifier.tokenTrouble({
    workspace,
    brand: account.brand,
    grant: account.grant,
    occasion,
    person,
    accounts: sorted,
    health,
    ...(person === connectedBy ? {} : { gone: connectedBy }),
  });
}

/** Who connected it; where they are no full member any more, whoever set Copydesk up, else an admin of the brand. */
async function whoCanMend(deps: AccountsDeps, { workspace: id, brand: brandId, connectedBy }: Account): Promise<string | undefined> {
  const [workspace, brand] = await Promise.all([deps.workspaces.workspace(id), deps.workspaces.brand(id, brandId)]);
  const admins = [...(workspace?.setUpBy === undefined ? [] : [workspace.setUpBy]), ...(brand?.roles?.admins.people ?? [])];
  for (const candidate of new Set([connectedBy, ...admins])) {
    const { kind } = await deps.people.person(id, candidate);
    if (kind === 'member') return candidate;
  }
  return undefined;
}
