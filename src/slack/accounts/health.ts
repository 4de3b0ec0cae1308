import { type HealthAccount, type HealthGrant, healthOf, type TokenHealth } from '../../accounts/index.js';
import { languageTag, say } from '../../language/index.js';
import { never } from '../../lib/never.js';

/** How an account's access is, in words. */
export interface HealthWords {
  readonly state: TokenHealth['state'];
  /** Not escaped. */
  readonly sentence: string;
}

/** How an account is, with when that was last known; `where` names its platform in a row that tells of several. */
export function healthWords(
  account: HealthAccount,
  grant: HealthGrant | undefined,
  now: Date,
  { where }: { readonly where?: string } = {},
): HealthWords {
  const health = healthOf(account, grant, now);
  return { state: health.state, sentence: `${sentenceOf(health, where)} ${whenKnown(health, now)}` };
}

function sentenceOf(health: TokenHealth, platform = 'none'): string {
  switch (health.state) {
    case 'good':
      return health.daysLeft === undefined
        ? say('health.good', { platform })
        : say('health.goodUntil', { platform, days: health.daysLeft });
    case 'expiring':
    case 'dying':
      return say(`health.${health.state}`, { platform, days: health.daysLeft });
    case 'broken':
      return say('health.broken', { platform, why: health.why });
    default:
      return never(health);
  }
}

function whenKnown({ state, checkedAt }: TokenHealth, now: Date): string {
  const act = state === 'broken' ? 'noticed' : 'checked';
  const ms = now.getTime() - checkedAt.getTime();
  return ms < 2 * MINUTE_MS ? say(`health.${act}JustNow`) : say(`health.${act}`, { ago: agoWords(ms) });
}

/** `5 minutes ago`, `3 hours ago`, `2 days ago`. */
function agoWords(ms: number): string {
  const words = new Intl.RelativeTimeFormat(languageTag());
  if (ms < HOUR_MS) return words.format(-Math.floor(ms / MINUTE_MS), 'minute');
  if (ms < DAY_MS) return words.format(-Math.floor(ms / HOUR_MS), 'hour');
  return words.format(-Math.floor(ms / DAY_MS), 'day');
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
