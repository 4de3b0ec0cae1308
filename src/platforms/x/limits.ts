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
  const daily = DAILY.flatMap(({ limit, prefix }) => {
    const until = headers[`${prefix}-remaining`] === '0' ? resetOf(headers, prefix) : undefined;
    return until === undefined ? [] : [{ limit, until }];
  });
  const all: UsedUp[] = [...(short === undefined ? [] : [{ limit: 'short' as const, until: short }]), ...daily];
  return all.sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}

const DAILY = [
  { limit: 'daily', prefix: 'x-user-limit-24hour' },
  { limit: 'app daily', prefix: 'x-app-limit-24hour' },
] as const;

/** Resets are Unix times in seconds. */
function resetOf(headers: Readonly<Record<string, string>>, prefix: string): Date | undefined {
  const seconds = Number(headers[`${prefix}-reset`]);
  return Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000) : undefined;
}
