import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import { authorize, type RightsDeps } from '../workspaces/index.js';
import type { PublishingDeps } from './deps.js';
import { canSkipComment, withoutComment } from './first-comment.js';
import { openChange } from './live-change.js';
import { RefTakenError } from './ports.js';
import {
  type ActRecord,
  confirmedRef,
  type Publication,
  partToFind,
  type RepairRecord,
  unknownAttempts,
  withOutcome,
} from './publication.js';
import { refAt } from './ref-at.js';
import { RepairRefusedError } from './repair-refused.js';
import { published, stoppedAtSeenPart } from './settle.js';

/** What mends a publication by a person's word. */
export type Repair = RepairRecord['kind'];

/**
 * Retry (of a failed publication), It is live, or Publish again (of an unknown one, after the first look); of a post whose first comment is missing,
 * Skip the comment. With It is live goes the public
 * `address` of what the person saw, where a thread needs it to go on; without it the thread stops until somebody gives it, which is It is
 * live once more. Throws {@link RepairRefusedError}, `NotAllowedError`.
 */
export async function repair(
  deps: PublishingDeps & RightsDeps,
  input: {
    readonly workspace: string;
    readonly publication: string;
    readonly person: string;
    readonly repair: Repair;
    readonly address?: string;
  },
): Promise<Publication> {
  const publication = await deps.publications.publication(input.workspace, input.publication);
  const post = publication === undefined ? undefined : await deps.posts.post(input.workspace, publication.post);
  if (publication === undefined || post === undefined) throw new RepairRefusedError(say('post.gone'));
  await authorize(deps, { workspace: input.workspace, brand: post.brand, person: input.person, right: 'repair', author: post.author });
  const ref = input.address === undefined ? undefined : await refAt(deps, publication, input.address);
  if (input.repair !== 'it is live') await assertStillOfBrand(deps, publication, post.brand);
  const record: RepairRecord = { kind: input.repair, by: input.person, at: deps.clock.now() };
  if (openChange(publication) !== undefined) throw new RepairRefusedError(say('repair.refused.changing'));
  const next = {
    ...repairedBy(deps, publication, input.repair, ref),
    repairs: [...(publication.repairs ?? []), record].slice(-MOST_REPAIRS),
  };
  const repaired = await deps.publications.change(publication, next).catch(refuseTaken);
  if (repaired === undefined) throw new RepairRefusedError(say('post.changedMeanwhile'));
  deps.notifier.changed(input.workspace, post.id);
  if (repaired.nextAt !== undefined) await deps.lanes.wake(input.workspace, [repaired.account], deps.clock.now());
  return repaired;
}

/** Nobody of the brand that an account was moved to approved this. */
async function assertStillOfBrand(deps: PublishingDeps, { workspace, account }: Publication, brand: string): Promise<void> {
  const [found] = await deps.accounts.accountsById(workspace, [account]);
  if (found !== undefined && found.brand !== brand) throw new RepairRefusedError(say('repair.refused.otherBrand'));
}

function refuseTaken(error: unknown): never {
  if (error instanceof RefTakenError) throw new RepairRefusedError(say('repair.refused.otherCard'));
  throw error;
}

function repairedBy(deps: PublishingDeps, publication: Publication, kind: Repair, ref: string | undefined): Publication {
  const now = deps.clock.now();
  const { staged, trouble: _trouble, ...rest } = publication;
  const kept = staged === undefined ? {} : { staged };
  switch (kind) {
    case 'retry':
      if (publication.state !== 'failed') throw new RepairRefusedError(say('repair.refused.notFailed', { state: publication.state }));
      if (partToFind(publication) !== undefined) throw new RepairRefusedError(say('repair.refused.linkNeeded'));
      return { ...rest, ...(unknownAttempts(publication).length > 0 ? kept : {}), state: 'queued', tries: 0, nextAt: now };
    case 'it is live': {
      const part = partToFind(publication);
      if (publication.state === 'failed' && part !== undefined && ref !== undefined) {
        return {
          ...rest,
          acts: publication.acts.map((act) => (act.key === part.key ? foundAt(act, ref) : act)),
          ...kept,
          state: 'ready',
          nextAt: now,
        };
      }
      const attempt = unknownAttempts(publication)[0];
      if (publication.state !== 'unknown' || attempt === undefined)
        throw new RepairRefusedError(say('repair.refused.already', { state: publication.state }));
      const outcome = { kind: 'published', ref: ref ?? confirmedRef(attempt.id), by: 'person' } as const;
      const settled = published(publication, withOutcome(publication.acts, attempt.id, outcome), now);
      return part !== undefined && ref === undefined ? stoppedAtSeenPart(settled, now) : settled;
    }
    case 'publish again':
      if (publication.state !== 'unknown') throw new RepairRefusedError(say('repair.refused.already', { state: publication.state }));
      if (publication.finds === 0) throw new RepairRefusedError(say('repair.refused.notLooked'));
      return { ...rest, ...kept, state: 'queued', tries: 0, nextAt: now };
    case 'skip comment':
      if (!canSkipComment(publication)) throw new RepairRefusedError(say('repair.refused.noComment'));
      return withoutComment({ ...rest, ...kept }, now);
    default:
      return never(kind);
  }
}

/** An act that a person had seen without saying where. */
function foundAt({ ref: seen, ...act }: ActRecord, ref: string): ActRecord {
  const attempts = act.attempts.map((attempt) =>
    attempt.outcome?.kind === 'published' && attempt.outcome.ref === seen ? { ...attempt, outcome: { ...attempt.outcome, ref } } : attempt,
  );
  return { ...act, attempts, ref };
}

const MOST_REPAIRS = 50;
