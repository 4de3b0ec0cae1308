import type { AccountReader } from '../accounts/index.js';
import { say } from '../language/index.js';
import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import { never } from '../lib/never.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Transaction, Tx } from '../lib/transaction.js';
import type { Platform, PlatformId } from '../platforms/platform.js';
import { contentHash, type Post, type PostState, type PostStore, type Revision } from '../posts/index.js';
import { NotAllowedError, outsideSentence } from '../workspaces/index.js';
import { deciderKind, FITTING, mayAnswer } from './answers.js';
import type { Decision, DecisionKind, DecisionReason } from './decision.js';
import { choosingSlots } from './due.js';
import { enqueue } from './enqueue.js';
import type { ApprovedPublications } from './ports.js';
import { type Progress, progressOf, type Review, withDecision } from './progress.js';
import { type ReviewDeps, reviewMark, reviewWithin, type Seen, seePerson } from './review.js';
import { mayPublishUnreviewed } from './unreviewed.js';

/** What deciding needs. */
export interface DecideDeps extends ReviewDeps {
  readonly posts: PostStore;
  readonly accounts: AccountReader;
  readonly approved: ApprovedPublications;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly transaction: Transaction;
}

/** The decision came too late, or is about older words or rules; `message` is the sentence for the person. */
export class StaleDecisionError extends RefusedError {
  override readonly name = 'StaleDecisionError';
}

/** A decision as it is asked for; `revision`, `contentHash` are what the person saw, and `mark` (see `reviewMark`) under which rules; absent means any. */
export interface DecisionInput {
  readonly workspace: string;
  readonly post: string;
  readonly revision: number;
  readonly contentHash?: string;
  readonly mark?: string;
  readonly person: string;
  readonly kind: Exclude<DecisionKind, 'policy_changed'>;
  readonly reason?: DecisionReason;
  readonly comment?: string;
  /** Whom it is handed over to. */
  readonly to?: string;
  /** Where it is given; absent means on a card. */
  readonly from?: Decision['from'];
}

/** What came of a decision. */
export interface Decided {
  readonly post: Post;
  readonly decision: Decision;
  readonly progress: Progress;
}

/**
 * Writes one person's decision on the revision they saw, and what follows from it, as one transaction over the rules and decisions as it finds
 * them: the approval that passes the last step approves the post. Of two decisions at once that cannot both stand, one wins; the other throws
 * {@link StaleDecisionError}, whose sentence names the winner. Throws `NotAllowedError` for a person whom the rules do not admit, `NoTimeError`
 * for an approval whose time is over, `PeopleUnavailableError`.
 */
export async function decide(deps: DecideDeps, input: DecisionInput): Promise<Decided> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const decided = await decideOnce(deps, input);
    if (decided !== 'rules changed') return decided;
  }
  throw new StaleDecisionError(say('decision.refused.rulesChanged'));
}

async function decideOnce(deps: DecideDeps, input: DecisionInput): Promise<Decided | 'rules changed'> {
  const [before, revision] = await Promise.all([
    deps.posts.post(input.workspace, input.post),
    deps.posts.revision(input.workspace, input.post, input.revision),
  ]);
  if (before === undefined) throw new StaleDecisionError(say('post.gone'));
  const seen = await seePerson(deps, before, input.person);
  if (revision === undefined || contentHash(revision.accounts) !== revision.contentHash) {
    throw new StaleDecisionError(say('decision.refused.cannotConfirm'));
  }
  if (input.contentHash !== undefined && input.contentHash !== revision.contentHash)
    throw new StaleDecisionError(say('decision.refused.otherWords'));
  const handedTo = input.to === undefined ? undefined : await seePerson(deps, before, input.to);
  const about: About = { before, revision, seen, at: deps.clock.now(), ...(handedTo === undefined ? {} : { handedTo }) };
  const decided = await choosingSlots(() => deps.transaction((tx) => decideWithin(deps, input, about, tx), { inTurn: before.brand }));
  if (decided === 'stale') throw new StaleDecisionError(await staleSentence(deps, input, seen));
  if (decided === 'rules changed') return decided;
  if (decided.wakeAt !== undefined) deps.approved.wakeLanes(input.workspace, accountIds(revision), decided.wakeAt);
  return decided;
}

interface About {
  readonly before: Post;
  readonly revision: Revision;
  readonly seen: Seen;
  readonly handedTo?: Seen;
  readonly at: Date;
}

async function decideWithin(
  deps: DecideDeps,
  input: DecisionInput,
  about: About,
  tx: Tx,
): Promise<(Decided & { readonly wakeAt?: Date }) | 'stale' | 'rules changed'> {
  const { revision, at } = about;
  const { workspace } = input;
  const brand = await deps.workspaces.touchBrand(workspace, about.before.brand, tx);
  const found = await deps.decisions.underReview(workspace, input.post, tx);
  if (found === undefined || found.post.revision !== input.revision || !FITTING[input.kind].includes(found.post.state)) return 'stale';
  const { post, decisions } = found;
  const review = brand === undefined ? undefined : reviewWithin({ post, decisions, brand }, about);
  if (review === undefined) return 'rules changed';
  const decision = decisionOf(deps, input, review, about);
  allowed(review, input, about);
  if (input.mark !== undefined && input.mark !== reviewMark(review)) return 'stale';
  const progress = progressOf(withDecision(review, decision));
  const passes = input.kind === 'published' || input.kind === 'unreviewed' || (input.kind === 'approved' && progress.open === undefined);
  const changed = await deps.posts.change(
    workspace,
    input.post,
    { revision: input.revision, states: [post.state] },
    {
      state: stateAfter(input.kind, post.state, passes),
      updatedAt: at,
      ...(passes ? { approved: { revision: revision.number, contentHash: revision.contentHash, by: input.person, at } } : {}),
    },
    tx,
  );
  if (changed === undefined) return 'stale';
  await deps.accounts.touchAccounts(workspace, accountIds(revision), tx);
  await deps.decisions.add(decision, tx);
  const decided = { post: changed, decision, progress };
  if (passes && !(await deps.accounts.areOfBrand(workspace, review.brand.id, accountIds(revision), tx)))
    throw new StaleDecisionError(say('decision.refused.moved'));
  if (passes) return { ...decided, wakeAt: await enqueue(deps, { post: changed, brand: review.brand, revision, now: at }, tx) };
  if (input.kind === 'rejected') await deps.approved.cancelUnsent(workspace, input.post, tx);
  return decided;
}

/** Throws `NotAllowedError` where the rules do not let this person do it. */
function allowed(review: Review, { kind }: DecisionInput, { seen: { person }, handedTo }: About): void {
  const answer =
    kind === 'published' || kind === 'unreviewed' ? mayPublishUnreviewed(review, person, kind) : mayAnswer(review, person, kind);
  if (!answer.allowed) throw new NotAllowedError(answer.sentence);
  if (kind !== 'handed_over') return;
  const theirs = handedTo === undefined || handedTo.person.id === person.id ? undefined : mayAnswer(review, handedTo.person, 'approved');
  if (theirs?.allowed !== true) throw new NotAllowedError(say('decision.refused.cannotBeGivenTo'));
}

function decisionOf(deps: DecideDeps, input: DecisionInput, review: Review, { revision, seen, at }: About): Decision {
  const { open } = progressOf(review);
  const as = deciderKind(review, seen.person);
  return {
    id: deps.ids.id(),
    workspace: input.workspace,
    post: input.post,
    revision: revision.number,
    contentHash: revision.contentHash,
    person: input.person,
    kind: input.kind,
    ...(input.kind === 'approved' && open !== undefined ? { step: open.step.name } : {}),
    ...(as === undefined ? {} : { as }),
    ...(input.to === undefined ? {} : { to: input.to }),
    ...(input.reason === undefined ? {} : { reason: input.reason }),
    ...(input.comment === undefined ? {} : { comment: input.comment }),
    ...(input.from === undefined ? {} : { from: input.from }),
    at,
  };
}

function stateAfter(kind: DecisionInput['kind'], before: PostState, passes: boolean): PostState {
  switch (kind) {
    case 'approved':
      return passes ? 'approved' : before;
    case 'published':
    case 'unreviewed':
      return 'approved';
    case 'changes_requested':
    case 'rejected':
    case 'withdrawn':
    case 'held':
      return kind;
    case 'released':
      return 'in_review';
    case 'handed_over':
      return before;
    default:
      return never(kind);
  }
}

/** What happened instead, naming who was first. `<@…>` is the person's mention. Nobody from outside learns it who has no part in the post. */
async function staleSentence(deps: DecideDeps, input: DecisionInput, { person, brand }: Seen): Promise<string> {
  const [post, decisions] = await Promise.all([
    deps.posts.post(input.workspace, input.post),
    deps.decisions.decisions(input.workspace, input.post),
  ]);
  const outside = outsideSentence(person);
  if (outside !== undefined) {
    const policies = [post?.policy, brand.policy, ...Object.values(brand.accountPolicies ?? {})];
    const named = policies.some((policy) => policy?.steps.some(({ who }) => who.people.includes(person.id)));
    return named ? say('decision.refused.notAnyMore') : outside;
  }
  if (post !== undefined && post.revision !== input.revision) {
    return say('decision.refused.edited');
  }
  const last = decisions.filter(({ revision }) => revision === input.revision).at(-1);
  if (last !== undefined && (post?.state !== 'in_review' || last.kind === 'approved'))
    return say(`decision.already.${last.kind}`, { person: `<@${last.person}>` });
  return post?.state === 'in_review' ? say('decision.refused.rulesChanged') : say('decision.refused.notInReview');
}

function accountIds(revision: Revision): string[] {
  return revision.accounts.map(({ account }) => account);
}

const MOST_TRIES = 3;
