import { say } from '../language/index.js';
import { COMMENT_ACT } from '../platforms/platform.js';
import type { PublishingDeps } from './deps.js';
import { isPostOut } from './first-comment.js';
import { RefTakenError } from './ports.js';
import { type AttemptOutcome, mayBeTwice, nextActKey, type Publication, withOutcome } from './publication.js';

/**
 * Gives one attempt its positive outcome, however late: a true "published, id 7" is never thrown away. Where another attempt made a second
 * post, or may have, the card says so. Resolves to the publication as it is then; undefined when the ref belongs to another publication,
 * which proves nothing about this one.
 */
export async function settlePublished(
  deps: Pick<PublishingDeps, 'publications' | 'clock' | 'notifier'>,
  at: Pick<Publication, 'workspace' | 'id'>,
  attemptId: string,
  outcome: Extract<AttemptOutcome, { kind: 'published' }>,
): Promise<Publication | undefined> {
  for (;;) {
    const publication = await deps.publications.publication(at.workspace, at.id);
    const attempt = publication?.acts.flatMap(({ attempts }) => attempts).find(({ id }) => id === attemptId);
    if (publication === undefined || attempt === undefined || attempt.outcome?.kind === 'published') return publication;
    const next = published(publication, withOutcome(publication.acts, attemptId, outcome), deps.clock.now());
    try {
      const written = await deps.publications.change(publication, next);
      if (written === undefined) continue;
      deps.notifier.changed(written.workspace, written.post);
      return written;
    } catch (error) {
      if (error instanceof RefTakenError) return undefined;
      throw error;
    }
  }
}

/**
 * The publication once an act's outcome says that it is public: ready for the next act, or published, its address being read next. Of a
 * thread's part that was public already, a late answer moves nothing: the next part may be under way.
 */
export function published(publication: Publication, acts: Publication['acts'], at: Date): Publication {
  const { nextAt: _nextAt, trouble: _trouble, ...rest } = publication;
  if (publication.state !== 'published' && publicActs(acts) === publicActs(publication.acts)) return { ...publication, acts };
  if (publication.state !== 'published' && nextActKey(publication.plan ?? [], acts) !== undefined) {
    const next = { ...rest, state: 'ready', acts, nextAt: at, tries: 0, finds: 0 } as const;
    return isPostOut(next) ? { ...next, publishedAt: publication.publishedAt ?? at } : next;
  }
  return {
    ...rest,
    state: 'published',
    acts,
    publishedAt: publication.publishedAt ?? at,
    tries: 0,
    ...(publication.link === undefined ? { nextAt: at } : {}),
    ...(mayBeTwice(acts) ? { trouble: { sentence: say('publishing.maybeTwice'), at } } : {}),
  };
}

/** It stops because nobody knows the address of what the next part, or the comment, answers: only a person can say it, or go on by hand. */
export function stoppedAtSeenPart(publication: Publication, at: Date): Publication {
  const { nextAt: _nextAt, ...rest } = publication;
  const isComment = nextActKey(publication.plan ?? [], publication.acts) === COMMENT_ACT;
  return { ...rest, state: 'failed', trouble: { sentence: say(isComment ? 'publishing.commentWhere' : 'publishing.partWhere'), at } };
}

function publicActs(acts: Publication['acts']): number {
  return acts.filter(({ ref }) => ref !== undefined).length;
}
