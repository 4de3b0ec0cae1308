import type { AccountReader } from '../accounts/index.js';
import { listOf, say } from '../language/index.js';
import type { Clock } from '../lib/clock.js';
import { RefusedError } from '../lib/refused-error.js';
import type { Transaction, Tx } from '../lib/transaction.js';
import { authorize, type Brand, type RightsDeps } from '../workspaces/index.js';
import { checkContents } from './check.js';
import { accountDrafts, type ContentDeps, contentOf } from './content.js';
import { contentHash } from './content-hash.js';
import { saidBy } from './library/index.js';
import type { DraftStore, PostStore, PublicationsOfPost } from './ports.js';
import type { Draft, Post, Revision } from './post.js';
import { whenProblem } from './when-problem.js';

/** What sending a draft needs. */
export interface SendDeps extends RightsDeps, ContentDeps {
  readonly drafts: DraftStore;
  readonly posts: PostStore;
  readonly accounts: AccountReader;
  readonly publications: PublicationsOfPost;
  readonly clock: Clock;
  readonly transaction: Transaction;
}

/** What is frozen of a draft: what each account gets, and the labels it was made with. */
export type Frozen = Pick<Revision, 'accounts' | 'labels'>;

/** The draft was not sent; `message` says why and what to do. The draft is as it was. */
export class SendRefusedError extends RefusedError {
  override readonly name = 'SendRefusedError';
}

/**
 * Freezes a person's draft into a revision that awaits review: a new post, or the next revision of one that is edited. `contents` says what each account gets.
 * Throws {@link SendRefusedError}, `NotAllowedError`.
 */
export async function sendForReview(
  deps: SendDeps,
  input: { readonly workspace: string; readonly draft: string; readonly version: number; readonly person: string },
  contents: (deps: SendDeps, draft: Draft) => Promise<Frozen> = checkedContents,
): Promise<{ readonly post: Post; readonly revision: Revision }> {
  const draft = await openDraft(deps, input);
  const edited = draft.base === 0 ? undefined : await deps.posts.post(input.workspace, draft.post);
  if (edited !== undefined && edited.brand !== draft.brand) throw new SendRefusedError(say('draft.refused.editOfOtherBrand'));
  const { brand } = await authorize(deps, {
    workspace: input.workspace,
    brand: draft.brand,
    person: input.person,
    right: draft.base === 0 ? 'compose' : 'edit',
    author: edited?.author ?? draft.person,
  });
  if (brand.reviewChannel === undefined) {
    throw new SendRefusedError(say('draft.refused.noReviewChannel'));
  }
  const untimely = whenProblem(draft.when, brand, deps.clock.now());
  if (untimely !== undefined) throw new SendRefusedError(untimely);
  const revision = freeze(deps, draft, await contents(deps, draft));
  const send = async (tx: Tx): Promise<Post> => {
    if (!(await deps.drafts.markSent(input.workspace, draft.id, draft.version, tx))) throw new SendRefusedError(say('draft.refused.sent'));
    if (!(await deps.workspaces.touchBrand(input.workspace, brand.id, tx))) throw new SendRefusedError(say('draft.refused.brandArchived'));
    await deps.accounts.touchAccounts(input.workspace, draft.accounts, tx);
    if (!(await deps.accounts.areOfBrand(input.workspace, brand.id, draft.accounts, tx)))
      throw new SendRefusedError(say('draft.refused.accountMoved'));
    if (draft.base === 0) {
      const created = newPost(draft, brand, revision);
      await deps.posts.create(created, revision, tx);
      return created;
    }
    const going = await deps.publications.holdForReview(input.workspace, draft.post, revision.number, tx);
    if (going.length > 0) {
      throw new SendRefusedError(say('draft.refused.goingOut', { accounts: listOf(going) }));
    }
    const changed = await deps.posts.change(
      input.workspace,
      draft.post,
      { revision: draft.base, states: EDITABLE },
      {
        state: 'in_review',
        revision: revision.number,
        approved: null,
        when: draft.when ?? { kind: 'after approval' },
        updatedAt: revision.at,
      },
      tx,
    );
    if (changed === undefined) throw new SendRefusedError(say('draft.refused.postChanged'));
    await deps.posts.addRevision(revision, tx);
    return changed;
  };
  const post = await deps.transaction(send, { inTurn: brand.id });
  return { post, revision };
}

async function openDraft(
  deps: SendDeps,
  input: { readonly workspace: string; readonly draft: string; readonly version: number; readonly person: string },
): Promise<Draft> {
  const draft = await deps.drafts.draft(input.workspace, input.draft);
  if (draft?.person !== input.person) throw new SendRefusedError(say('draft.refused.gone'));
  if (draft.state === 'sent') throw new SendRefusedError(say('draft.refused.sent'));
  if (draft.version !== input.version) throw new SendRefusedError(say('draft.refused.changedElsewhere'));
  return draft;
}

async function checkedContents(deps: SendDeps, draft: Draft): Promise<Frozen> {
  const drafts = await accountDrafts(deps, draft);
  const checks = await checkContents(deps, draft, drafts);
  const stop = checks.flatMap(({ problems }) => problems).find(({ severity }) => severity === 'stops');
  if (stop !== undefined) throw new SendRefusedError(stop.sentence);
  const labels = drafts[0]?.additions.labels ?? [];
  return { accounts: drafts.map(contentOf), ...(labels.length === 0 ? {} : { labels: labels.map(({ id, name }) => ({ id, name })) }) };
}

function freeze(deps: SendDeps, draft: Draft, { accounts, ...labels }: Frozen): Revision {
  if (accounts.length === 0) throw new SendRefusedError(say('draft.refused.noAccounts'));
  return {
    workspace: draft.workspace,
    post: draft.post,
    number: draft.base + 1,
    by: draft.person,
    at: deps.clock.now(),
    text: draft.text,
    ...(draft.link === undefined ? {} : { link: draft.link }),
    ...(draft.comment === undefined ? {} : { comment: draft.comment }),
    ...(draft.note === undefined ? {} : { note: draft.note }),
    ...overridesOf(draft),
    ...labels,
    said: [...saidBy(draft, draft.accounts).values()],
    files: draft.files,
    when: draft.when ?? { kind: 'after approval' },
    accounts,
    contentHash: contentHash(accounts),
  };
}

/** Only of accounts that are chosen: what was customised for another one is not part of this revision. */
function overridesOf({ accounts, overrides = [] }: Draft): Pick<Revision, 'overrides'> {
  const chosen = overrides.filter(({ account }) => accounts.includes(account));
  return chosen.length === 0 ? {} : { overrides: chosen };
}

function newPost(draft: Draft, brand: Brand, revision: Revision): Post {
  return {
    id: draft.post,
    workspace: draft.workspace,
    brand: brand.id,
    author: draft.person,
    state: 'in_review',
    revision: revision.number,
    ...(draft.when === undefined ? {} : { when: draft.when }),
    seq: 0,
    createdAt: revision.at,
    updatedAt: revision.at,
  };
}

const EDITABLE = ['in_review', 'changes_requested', 'withdrawn', 'held', 'rejected', 'expired', 'approved', 'closed'] as const;
