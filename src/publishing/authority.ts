import type { PlatformError } from '../platforms/errors.js';
import type { PublishingDeps } from './deps.js';
import { tokenFor } from './means.js';
import type { Publication } from './publication.js';
import { troubleOf } from './trouble.js';

/**
 * The publication after a refusal of authority under `grantVersion`: blocked, and its account marked broken. A refusal under an older
 * grant counts for nothing: then it is queued again, for the newer one.
 */
export async function withoutAuthority(
  deps: PublishingDeps,
  publication: Publication,
  grantVersion: number,
  failure: PlatformError,
): Promise<Publication> {
  const now = deps.clock.now();
  const { nextAt: _nextAt, ...rest } = publication;
  const token = await tokenFor(deps, publication);
  if (token !== undefined && token.grantVersion > grantVersion) return { ...rest, state: 'queued', nextAt: now };
  await deps.accounts.markBroken(publication.workspace, publication.account, { sentence: failure.message, at: now, grantVersion });
  return { ...rest, state: 'blocked', trouble: troubleOf(failure, now) };
}
