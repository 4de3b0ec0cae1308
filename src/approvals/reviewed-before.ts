import type { Decision } from './decision.js';

/**
 * The earlier revision that reviewers of revision `number` know: the last one that somebody decided on, and by whose word; where nobody did, the
 * one before. Undefined of a first revision.
 */
export function reviewedBefore(
  decisions: readonly Decision[],
  number: number,
): { readonly revision: number; readonly decision?: Decision } | undefined {
  if (number <= 1) return undefined;
  const earlier = decisions.filter(({ revision, kind }) => revision < number && REVIEWS.has(kind));
  const last = Math.max(...earlier.map(({ revision }) => revision));
  const decision = earlier.findLast(({ revision }) => revision === last);
  return decision === undefined ? { revision: number - 1 } : { revision: decision.revision, decision };
}

const REVIEWS: ReadonlySet<Decision['kind']> = new Set(['approved', 'changes_requested', 'rejected', 'held', 'published', 'unreviewed']);
