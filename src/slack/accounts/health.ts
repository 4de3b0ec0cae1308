import { type Account, daysLeft, endsSoon, type Grant } from '../../accounts/index.js';
import { counted } from './account-words.js';

/** How an account is, in words. `ending`: it works, and somebody has to connect again soon. */
export interface HealthWords {
  readonly state: 'good' | 'ending' | 'broken';
  /** Not escaped. */
  readonly sentence: string;
}

/** How an account is; `grant` is the one it rests on, absent where the access ended. */
export function healthWords({ health }: Pick<Account, 'health'>, grant: Grant | undefined, now: Date): HealthWords {
  if (health.state === 'broken') return { state: 'broken', sentence: `Not working: ${health.sentence}` };
  const days = grant === undefined ? undefined : daysLeft(grant, now);
  if (grant === undefined || days === undefined) return { state: 'good', sentence: 'Working' };
  const end = `Working. Access ends ${days === 0 ? 'today' : `in ${counted(days, 'day')}`}`;
  return endsSoon(grant, now) ? { state: 'ending', sentence: `${end}: reconnect before then.` } : { state: 'good', sentence: `${end}.` };
}
