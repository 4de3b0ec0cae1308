import { never } from '../lib/never.js';
import { RefusedError } from '../lib/refused-error.js';
import { authorize, type RightsDeps } from '../workspaces/index.js';
import type { PublishingDeps } from './deps.js';
import { type Publication, unknownAttempts, withOutcome } from './publication.js';
import { confirmedRef } from './read-link.js';
import { published } from './settle.js';

/** What mends a publication by a person's word. */
export type Repair = 'retry' | 'it is live' | 'publish again';

/** The repair does not fit any more; `message` says what is so instead. */
export class RepairRefusedError extends RefusedError {
  override readonly name = 'RepairRefusedError';
}

/**
 * Retry (of a failed publication), It is live, or Publish again (of an unknown one, after the first look).
 * Throws {@link RepairRefusedError}, `NotAllowedError`.
 */
export async function repair(
  deps: PublishingDeps & RightsDeps,
  input: { readonly workspace: string; readonly publication: string; readonly person: string; readonly repair: Repair },
): Promise<Publication> {
  const publication = await deps.publications.publication(input.workspace, input.publication);
  const post = publication === undefined ? undefined : await deps.posts.post(input.workspace, publication.post);
  if (publication === undefined || post === undefined) throw new RepairRefusedError('This post does not exist any more.');
  await authorize(deps, { workspace: input.workspace, brand: post.brand, person: input.person, right: 'repair', author: post.author });
  const repaired = await deps.publications.change(publication, repairedBy(deps, publication, input.repair));
  if (repaired === undefined) throw new RepairRefusedError('This changed at the same moment. Look at the card again.');
  deps.notifier.changed(input.workspace, post.id);
  if (repaired.nextAt !== undefined) await deps.lanes.wake(input.workspace, [repaired.account], deps.clock.now());
  return repaired;
}

function repairedBy(deps: PublishingDeps, publication: Publication, kind: Repair): Publication {
  const now = deps.clock.now();
  const { staged, trouble: _trouble, ...rest } = publication;
  const kept = staged === undefined ? {} : { staged };
  switch (kind) {
    case 'retry':
      if (publication.state !== 'failed')
        throw new RepairRefusedError(`This is ${STATE_WORDS[publication.state]}, so there is nothing to retry.`);
      return { ...rest, ...(unknownAttempts(publication).length > 0 ? kept : {}), state: 'queued', tries: 0, nextAt: now };
    case 'it is live': {
      const attempt = unknownAttempts(publication)[0];
      if (publication.state !== 'unknown' || attempt === undefined)
        throw new RepairRefusedError(`This is ${STATE_WORDS[publication.state]} already.`);
      const acts = withOutcome(publication.acts, attempt.id, { kind: 'published', ref: confirmedRef(attempt.id), by: 'person' });
      return published(publication, acts, now);
    }
    case 'publish again':
      if (publication.state !== 'unknown') throw new RepairRefusedError(`This is ${STATE_WORDS[publication.state]} already.`);
      if (publication.finds === 0)
        throw new RepairRefusedError('Copydesk has not looked for it yet. It looks within half a minute; then decide.');
      return { ...rest, ...kept, state: 'queued', tries: 0, nextAt: now };
    default:
      return never(kind);
  }
}

/** A state in the words of the card. */
export const STATE_WORDS: Readonly<Record<Publication['state'], string>> = {
  queued: 'waiting',
  staging: 'being prepared',
  processing: 'being prepared',
  ready: 'ready to go out',
  publishing: 'being published',
  published: 'published',
  held: 'held',
  blocked: 'blocked',
  failed: 'failed',
  unknown: 'not known yet',
  cancelled: 'cancelled',
};
