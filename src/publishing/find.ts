import { say } from '../language/index.js';
import { never } from '../lib/never.js';
import { COMMENT_ACT, type Content, type FindResult } from '../platforms/platform.js';
import { approvedContent } from './approved-content.js';
import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import { type Means, meansFor } from './means.js';
import { write } from './outcomes.js';
import { MAX_TRIES, nextFindAt } from './policy.js';
import { type Publication, parentOf, unknownAttempts, vainAttempts, withOutcome } from './publication.js';
import { settlePublished } from './settle.js';
import { asPlatformError } from './trouble.js';

/** Looks on the platform for what an attempt with an unknown outcome may have made, and writes what it learnt. */
export async function lookForIt(deps: PublishingDeps, lane: HeldLane, publication: Publication): Promise<void> {
  let grantVersion = 0;
  try {
    const means = await meansFor(deps, lane, publication);
    if (!means.ready) return await inconclusive(deps, publication, `${means.sentence} ${say('publishing.find.afterThat')}`);
    grantVersion = means.grantVersion;
    const found = await askPlatform(means, publication, (await approvedContent(deps, publication))?.content);
    await applyFound(deps, publication, found);
  } catch (error) {
    if (lane.signal.aborted) return;
    deps.log.warn({ err: error, publication: publication.id }, 'Looking for a publication failed.');
    const failure = asPlatformError(error);
    const now = deps.clock.now();
    if (failure.kind === 'transient' && publication.tries < FIND_TRIES) {
      await write(deps, publication, { ...publication, tries: publication.tries + 1, nextAt: new Date(now.getTime() + RETRY_FIND_MS) });
      return;
    }
    if (failure.kind === 'reauth_needed') {
      const reason = { sentence: failure.message, at: now, grantVersion };
      await deps.accounts.markBroken(publication.workspace, publication.account, reason);
    }
    await inconclusive(deps, publication, failure.message);
  }
}

/** Asks the platform; `cannot tell` where it has no way to look. */
export async function askPlatform(
  means: Extract<Means, { ready: true }>,
  publication: Publication,
  content: Content | undefined,
): Promise<FindResult> {
  const unknown = unknownAttempts(publication);
  const first = unknown[0];
  const last = unknown.at(-1);
  const record = publication.acts.find(({ attempts }) => attempts.some(({ id }) => id === first?.id));
  const act = content === undefined ? undefined : means.platform.acts(content).find(({ key }) => key === record?.key);
  if (first === undefined || last === undefined || act === undefined || means.platform.find === undefined) {
    return { outcome: 'cannot tell', checked: say('publishing.find.noWay') };
  }
  if (publication.staged === undefined && act.key !== COMMENT_ACT)
    return { outcome: 'cannot tell', checked: say('publishing.find.preparedGone') };
  return means.platform.find(
    means.context,
    act,
    publication.staged ?? {},
    { at: first.intentAt, deadlineAt: last.deadlineAt },
    parentOf(publication, act.key),
  );
}

async function applyFound(deps: PublishingDeps, publication: Publication, found: FindResult): Promise<void> {
  switch (found.outcome) {
    case 'published': {
      const attempt = unknownAttempts(publication)[0];
      const settled =
        attempt === undefined
          ? undefined
          : await settlePublished(deps, publication, attempt.id, { kind: 'published', ref: found.ref, by: 'find' });
      if (settled === undefined) return inconclusive(deps, publication, say('publishing.find.ofAnother'));
      return;
    }
    case 'absent': {
      await write(deps, publication, provenAbsent(publication, found.next, deps.clock.now()));
      return;
    }
    case 'cannot tell':
      return inconclusive(deps, publication, found.checked);
    default:
      return never(found);
  }
}

/** The publication once it is proven that no unknown attempt made anything: it goes on by itself, a bounded number of times. */
export function provenAbsent(publication: Publication, next: 'publish' | 'restage', now: Date): Publication {
  const acts = unknownAttempts(publication).reduce(
    (all, { id }) => withOutcome(all, id, { kind: 'absent', by: 'find' }),
    publication.acts as Publication['acts'],
  );
  const { staged, trouble: _trouble, nextAt: _nextAt, ...rest } = publication;
  if (acts.some(({ attempts }) => vainAttempts(attempts) >= MAX_TRIES)) {
    return { ...rest, acts, state: 'failed', trouble: { sentence: say('publishing.inVain'), at: now } };
  }
  const kept = next === 'publish' && staged !== undefined ? { staged } : {};
  return { ...rest, ...kept, acts, state: next === 'publish' ? 'ready' : 'queued', nextAt: now, finds: 0, tries: 0 };
}

async function inconclusive(deps: PublishingDeps, publication: Publication, checked: string): Promise<void> {
  const now = deps.clock.now();
  const finds = publication.finds + 1;
  const nextAt = nextFindAt(finds, now, now);
  const { nextAt: _nextAt, ...rest } = publication;
  await write(deps, publication, {
    ...rest,
    finds,
    tries: 0,
    trouble: { sentence: checked, at: now },
    ...(nextAt === undefined ? {} : { nextAt }),
  });
}

const FIND_TRIES = 5;
const RETRY_FIND_MS = 10_000;
