import { type HealthAccount, type HealthGrant, healthOf, type TokenHealth } from '../../accounts/index.js';
import { never } from '../../lib/never.js';
import { counted } from './account-words.js';

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
  const at = where === undefined ? '' : ` (${where})`;
  const ago = agoWords(now.getTime() - health.checkedAt.getTime());
  return { state: health.state, sentence: `${sentenceOf(health, at)} ${health.state === 'broken' ? 'Noticed' : 'Checked'} ${ago}.` };
}

function sentenceOf(health: TokenHealth, where: string): string {
  switch (health.state) {
    case 'good':
      return health.daysLeft === undefined ? `Working${where}.` : `Working${where}. Access ends in ${counted(health.daysLeft, 'day')}.`;
    case 'expiring':
      return `Working${where}. Access ends in ${counted(health.daysLeft, 'day')}: reconnect before then.`;
    case 'dying':
      return `Access${where} ends ${health.daysLeft === 0 ? 'today' : `in ${counted(health.daysLeft, 'day')}`}: reconnect now, or its posts stop.`;
    case 'broken':
      return `Not working${where}: ${health.why}`;
    default:
      return never(health);
  }
}

/** `just now`, `5 minutes ago`, `3 hours ago`, `2 days ago`. */
function agoWords(ms: number): string {
  if (ms < 2 * MINUTE_MS) return 'just now';
  if (ms < HOUR_MS) return `${counted(Math.floor(ms / MINUTE_MS), 'minute')} ago`;
  if (ms < DAY_MS) return `${counted(Math.floor(ms / HOUR_MS), 'hour')} ago`;
  return `${counted(Math.floor(ms / DAY_MS), 'day')} ago`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
