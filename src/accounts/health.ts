import type { Account, Grant } from './account.js';

/**
 * How an account's access is. `expiring`: it works, and ends within two weeks unless somebody connects again; `dying`: within one. `daysLeft` is rounded,
 * 0 on the last day, and absent where the access goes on by itself. `checkedAt`: when the platform last showed that it works, or that it does not.
 */
export type TokenHealth = { readonly checkedAt: Date } & (
  | { readonly state: 'good'; readonly daysLeft?: number }
  | { readonly state: 'expiring' | 'dying'; readonly daysLeft: number }
  | { readonly state: 'broken'; readonly why: string }
);

/** How the access of an account is; `grant` is the one it rests on, absent where that has ended. */
export function healthOf(account: HealthAccount, grant: HealthGrant | undefined, now: Date): TokenHealth {
  const { health } = account;
  if (health.state === 'broken') return { state: 'broken', why: health.sentence, checkedAt: health.since };
  const checkedAt = lastOf([account.connectedAt, grant?.issuedAt]);
  const endsAt = accessEndsAt(grant);
  if (endsAt === undefined) return { state: 'good', checkedAt };
  const daysLeft = Math.max(0, Math.round((endsAt.getTime() - now.getTime()) / DAY_MS));
  return { state: daysLeft > EXPIRING_DAYS ? 'good' : daysLeft > DYING_DAYS ? 'expiring' : 'dying', daysLeft, checkedAt };
}

/** What of an account its health is read from. */
export type HealthAccount = Pick<Account, 'health' | 'connectedAt'>;

/** What of a grant its accounts' health is read from. */
export type HealthGrant = Pick<Grant, 'renewal' | 'expiresAt' | 'refreshExpiresAt' | 'issuedAt'>;

/** When somebody has to have connected again; undefined while the access goes on by itself. */
function accessEndsAt(grant: HealthGrant | undefined): Date | undefined {
  if (grant?.renewal === undefined) return undefined;
  return grant.renewal.by === 'person' ? grant.expiresAt : grant.refreshExpiresAt;
}

function lastOf(dates: readonly (Date | undefined)[]): Date {
  return new Date(Math.max(...dates.map((date) => date?.getTime() ?? 0)));
}

const DAY_MS = 24 * 60 * 60_000;
const EXPIRING_DAYS = 14;
const DYING_DAYS = 7;
