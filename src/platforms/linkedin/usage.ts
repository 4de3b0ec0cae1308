import type { PlatformAccount, Usage } from '../platform.js';
import type { HttpRequest } from '../request.js';
import { isOrganization } from './app.js';
import { nextMidnightUtc } from './errors.js';

/**
 * LinkedIn tells nothing until it refuses, so Copydesk counts: a member may make 150 requests a day, until midnight UTC (li:consumer/integrations/
 * self-serve/share-on-linkedin, November 2026). What a page may do depends on the app's tier, which nobody tells us.
 */
export function linkedInUsage(exchange: {
  readonly account: PlatformAccount;
  readonly request: HttpRequest;
  readonly now: Date;
}): Usage | undefined {
  const { account, request, now } = exchange;
  if (isOrganization(account.platformId) || !new URL(request.url).pathname.startsWith('/rest/')) return undefined;
  return { quota: { unit: 'requests', limit: REQUESTS_A_DAY, resetsAt: nextMidnightUtc(now) } };
}

const REQUESTS_A_DAY = 150;
