import { say } from '../language/index.js';
import { type Brand, hasSlots } from '../workspaces/index.js';
import type { When } from './post.js';
import { wordsIn } from './when.js';

/** Why a post of the brand cannot be sent to go out then, and what to do; undefined where it can. Absent means right after approval. Pure. */
export function whenProblem(when: When | undefined, brand: Pick<Brand, 'zone' | 'postingTimes'>, now: Date): string | undefined {
  if (when?.kind === 'at' && when.at <= now) return say('draft.refused.timeOver', { moment: wordsIn(brand.zone, when.at) });
  return when?.kind === 'next slot' && !hasSlots(brand) ? say('when.noSlots') : undefined;
}
