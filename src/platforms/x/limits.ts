import { say } from '../../language/index.js';
import type { QuotaReading, Usage } from '../platform.js';
import type { HttpAnswer, HttpRequest } from '../request.js';
import { LIMIT_MEANINGS } from './error-rows.js';

/** Which of X's limits is used up, and when X takes requests again. */
export interface UsedUp {
  readonly limit: 'short' | 'daily' | 'app daily';
  readonly until: Date;
}

/**
 * Reads the limit that a 429 means: the one that is over last. `x-rate-limit-*` is the 15-minute window (xdocs:x-api/fundamentals/rate-limits); those of
 * 24 hours, of the account and of the whole app, have headers of their own (field reports, November 2026). Undefined when no reset is named.
 */
export function usedUp(headers: Readonly<Record<string, string>>): UsedUp | undefined {
  const short = resetOf(headers, 'x-rate-limit');
  return latest([...(short === undefined ? [] : [{ limit: 'short' as const, until: short }]), ...daily(headers)]);
}

/** What the answer to a new post tells: a limit with nothing left, and how much of the account's 24 hours is used. */
export function xUsage(exchange: { readonly request: HttpRequest; readonly answer: HttpAnswer }): Usage | undefined {
  const { request, answer } = exchange;
  if (request.method !== 'POST' || new URL(request.url).pathname !== '/2/tweets') return undefined;
  const { headers } = answer;
  const used = headers['x-rate-limit-remaining'] === '0' ? usedUp(headers) : latest(daily(headers));
  const quota = quotaOf(headers);
  return {
    ...(used === undefined ? {} : { closed: { until: used.until, sentence: say(LIMIT_MEANINGS[used.limit]) } }),
    ...(quota === undefined ? {} : { quota }),
  };
}

function quotaOf(headers: Readonly<Record<string, string>>): QuotaReading | undefined {
  const prefix = 'x-user-limit-24hour';
  const [limit, left] = [Number(headers[`${prefix}-limit`]), Number(headers[`${prefix}-remaining`])];
  const resetsAt = resetOf(headers, prefix);
  if (!Number.isFinite(limit) || !Number.isFinite(left) || resetsAt === undefined) return undefined;
  return { unit: 'posts', limit, used: limit - left, resetsAt };
}

const DAILY = [
  { limit: 'daily', prefix: 'x-user-limit-24hour' },
  { limit: 'app daily', prefix: 'x-app-limit-24hour' },
] as const;

function daily(headers: Readonly<Record<string, string>>): UsedUp[] {
  return DAILY.flatMap(({ limit, prefix }) => {
    const until = headers[`${prefix}-remaining`] === '0' ? resetOf(headers, prefix) : undefined;
    return until === undefined ? [] : [{ limit, until }];
  });
}

function latest(all: readonly UsedUp[]): UsedUp | undefined {
  return [...all].sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}

/** Resets are Unix times in seconds. */
function resetOf(headers: Readonly<Record<string, string>>, prefix: string): Date | undefined {
  const seconds = Number(headers[`${prefix}-reset`]);
  return Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000) : undefined;
}
