import type { PlatformError } from '../platforms/errors.js';
import type { PublishingDeps } from './deps.js';
import type { Publication } from './publication.js';
import { troubleOf } from './trouble.js';

/**
 * The publication after a refusal of authority under `grantVersion`: blocked, and its account marked broken. Where a newer token is there, the refusal
 * counts for nothing: then it is queued again.
 */
export async function withoutAuthority(
  deps: PublishingDeps,
  publication: Publication,
  grantVersion: number,
  failure: PlatformError,
): Promise<Publication> {
  const now = deps.clock.now();
  const { nextAt: _nextAt, ...rest } = publication;
  const refusal = { sentence: failure.message, at: now, grantVersion };
  const outcome = await deps.accounts.markBroken(publication.workspace, publication.account, refusal);
  if (outcome === 'renewed') return { ...rest, state: 'queued', nextAt: now };
  return { ...rest, state: 'blocked', trouble: troubleOf(failure, now) };
}
