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
  const checkedAt = lastOf([account.connectedAt, account.checkedAt, grant?.issuedAt]);
  const endsAt = accessEnd(account, grant);
  if (endsAt === undefined) return { state: 'good', checkedAt };
  const daysLeft = Math.max(0, Math.round((endsAt.getTime() - now.getTime()) / DAY_MS));
  return { state: daysLeft > EXPIRING_DAYS ? 'good' : daysLeft > DYING_DAYS ? 'expiring' : 'dying', daysLeft, checkedAt };
}

/** When somebody has to have connected again; undefined while the access goes on by itself. */
export function accessEnd(account: HealthAccount, grant: HealthGrant | undefined): Date | undefined {
  const ofGrant = grant?.renewal === undefined ? undefined : grant.renewal.by === 'person' ? grant.expiresAt : grant.refreshExpiresAt;
  const ends = [ofGrant, account.accessEndsAt].flatMap((end) => end?.getTime() ?? []);
  return ends.length === 0 ? undefined : new Date(Math.min(...ends));
}

/** How many days before `endsAt` the newest reminder was due at `now`; undefined before the first, and once the access has ended. */
export function reminderDue(endsAt: Date, now: Date): number | undefined {
  const left = endsAt.getTime() - now.getTime();
  return left <= 0 ? undefined : REMINDERS_DAYS.findLast((days) => left <= days * DAY_MS);
}

/** When to look at an account after `now`: a day later, or when the next reminder is due. */
export function nextCheckAt(endsAt: Date | undefined, now: Date): Date {
  const reminders = endsAt === undefined ? [] : REMINDERS_DAYS.map((days) => endsAt.getTime() - days * DAY_MS);
  return new Date(Math.min(now.getTime() + DAY_MS, ...reminders.filter((at) => at > now.getTime())));
}

/** When an account connected at `now` is looked at first: half a day later or up to a whole one, so that accounts of one consent are spread. */
export function firstCheckAt(account: string, now: Date): Date {
  const share = [...account].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000, 7) / 1_000;
  return new Date(now.getTime() + Math.round((DAY_MS / 2) * (1 + share)));
}

/** What of an account its health is read from. */
export type HealthAccount = Pick<Account, 'health' | 'connectedAt' | 'checkedAt' | 'accessEndsAt'>;

/** What of a grant its accounts' health is read from. */
export type HealthGrant = Pick<Grant, 'renewal' | 'expiresAt' | 'refreshExpiresAt' | 'issuedAt'>;

function lastOf(dates: readonly (Date | undefined)[]): Date {
  return new Date(Math.max(...dates.map((date) => date?.getTime() ?? 0)));
}

const DAY_MS = 24 * 60 * 60_000;
const EXPIRING_DAYS = 14;
const DYING_DAYS = 7;
/** From the first to the last. */
const REMINDERS_DAYS: readonly number[] = [14, 7, 1];
