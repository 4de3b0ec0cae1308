import type { PublishingDeps } from './deps.js';
import { RefTakenError } from './ports.js';
import { type AttemptOutcome, type Publication, withOutcome } from './publication.js';

/**
 * Gives one attempt its definite outcome, however late: a true "published, id 7" is never thrown away. A positive outcome makes the
 * publication published unless it is so already; where a newer attempt was made, the card says that it may have gone out twice.
 * Resolves to the publication as it is then; undefined when the ref belongs to another publication, which proves nothing about this one.
 */
export async function settlePublished(
  deps: Pick<PublishingDeps, 'publications' | 'clock'>,
  at: Pick<Publication, 'workspace' | 'id'>,
  attemptId: string,
  outcome: Extract<AttemptOutcome, { kind: 'published' }>,
): Promise<Publication | undefined> {
  for (;;) {
    const publication = await deps.publications.publication(at.workspace, at.id);
    if (publication === undefined) return undefined;
    const act = publication.acts.find(({ attempts }) => attempts.some(({ id }) => id === attemptId));
    const attempt = act?.attempts.find(({ id }) => id === attemptId);
    if (act === undefined || attempt === undefined || attempt.outcome?.kind === 'published') return publication;
    const newer = act.attempts.at(-1)?.id !== attemptId;
    const next = published(publication, withOutcome(publication.acts, attemptId, outcome), deps.clock.now(), newer);
    try {
      const written = await deps.publications.change(publication, next);
      if (written !== undefined) return written;
    } catch (error) {
      if (error instanceof RefTakenError) return undefined;
      throw error;
    }
  }
}

/** The publication once an act's outcome says that it is public. */
export function published(publication: Publication, acts: Publication['acts'], at: Date, twice: boolean): Publication {
  const { nextAt: _nextAt, trouble: _trouble, ...rest } = publication;
  return {
    ...rest,
    state: 'published',
    acts,
    publishedAt: publication.publishedAt ?? at,
    tries: 0,
    ...(twice
      ? {
          trouble: {
            sentence: 'It was sent again before the first answer arrived, so it may be there twice. Look, and delete one of them.',
            at,
          },
        }
      : {}),
  };
}
