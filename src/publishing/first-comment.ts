import { COMMENT_ACT } from '../platforms/platform.js';
import { type Publication, unknownAttempts } from './publication.js';

/** What tells how far a publication is. */
type Progress = Pick<Publication, 'state' | 'plan' | 'acts'>;

/** The post is public, all parts of it; of what was planned, at most its first comment is missing. */
export function isPostOut({ state, plan = [], acts }: Progress): boolean {
  if (state === 'published') return true;
  if (state === 'deleted') return false;
  const parts = plan.filter((key) => key !== COMMENT_ACT);
  return parts.length > 0 && parts.every((key) => acts.some((act) => act.key === key && act.ref !== undefined));
}

/** The post is public, and its first comment is still to come, or went wrong. */
export function awaitsComment(publication: Progress): boolean {
  return publication.state !== 'published' && publication.state !== 'cancelled' && isPostOut(publication);
}

/** It was published without the first comment that was planned: somebody skipped it. */
export function isWithoutComment({ state, plan = [], acts }: Progress): boolean {
  return state === 'published' && plan.includes(COMMENT_ACT) && acts.every(({ key, ref }) => key !== COMMENT_ACT || ref === undefined);
}

/** Nothing of the comment is being sent or looked for, so that a person can end it without one. */
export function canSkipComment(publication: Progress): boolean {
  return awaitsComment(publication) && publication.state !== 'publishing' && unknownAttempts(publication).length === 0;
}

/** The publication once a person gives its first comment up: published, its address being read where it is not known yet. */
export function withoutComment({ nextAt: _nextAt, trouble: _trouble, ...publication }: Publication, now: Date): Publication {
  return {
    ...publication,
    holds: [],
    state: 'published',
    publishedAt: publication.publishedAt ?? now,
    tries: 0,
    ...(publication.link === undefined ? { nextAt: now } : {}),
  };
}
