import type { PlatformError } from '../platforms/errors.js';
import type { Grant, GrantRenewal } from './account.js';

/** How a token that was given at `now` comes to be given anew; undefined where it has no end. */
export function firstRenewal(now: Date, of: { readonly expiresAt?: Date; readonly byItself: boolean }): GrantRenewal | undefined {
  const { expiresAt, byItself } = of;
  if (expiresAt === undefined) return undefined;
  const at = byItself ? aheadOf(expiresAt, now) : expiresAt;
  return { by: byItself ? 'itself' : 'person', at, busy: false, fence: 0 };
}

/** When to try again after `error`: what is left of the token's life is used up in ever shorter steps, of a minute at least. */
export function nextTryAt(now: Date, expiresAt: Date | undefined, error: PlatformError | undefined): Date {
  const { until, retryAfterMs = 0 } = error?.details ?? {};
  const left = (expiresAt?.getTime() ?? 0) - now.getTime();
  const pause = Math.min(Math.max(left / 8, MINUTE_MS, retryAfterMs), 60 * MINUTE_MS);
  return new Date(Math.max(now.getTime() + pause, until?.getTime() ?? 0));
}

/** Whether a token that renews itself has so little life left that nothing should be sent with it. */
export function isAboutToEnd({ expiresAt }: Grant, now: Date): boolean {
  return expiresAt !== undefined && expiresAt.getTime() - now.getTime() < 10 * MINUTE_MS;
}

/** Whether somebody renews the token at this moment. */
export function isBeingRenewed({ renewal }: Grant, now: Date): boolean {
  return renewal?.busy === true && renewal.at > now;
}

/** Whether the next try is due; a try that never ended counts as well. */
export function isRenewalDue({ renewal }: Grant, now: Date): boolean {
  return renewal?.by === 'itself' && renewal.at <= now;
}

/** A quarter of its life before the end: half an hour at X, two weeks at LinkedIn. */
function aheadOf(expiresAt: Date, now: Date): Date {
  return new Date(expiresAt.getTime() - (expiresAt.getTime() - now.getTime()) / 4);
}

const MINUTE_MS = 60_000;
