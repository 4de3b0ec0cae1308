import type { Account } from '../accounts/index.js';
import { say } from '../language/index.js';
import { sha256 } from '../lib/ids.js';
import { authorize } from '../workspaces/index.js';
import { type DraftDeps, DraftRefusedError } from './draft.js';
import type { DraftAccountsDeps } from './draft-accounts.js';
import { DuplicateError } from './ports.js';
import type { Draft } from './post.js';

/** A draft made of a post, and what could not come along. */
export interface Duplicate {
  readonly draft: Draft;
  /** Accounts of the post that cannot be chosen any more, by name. */
  readonly gone: readonly string[];
}

/**
 * A new draft of the person with what a post's current revision says and shows: its words, first comment, what accounts have of their own, files, link and labels.
 * When it goes out and the note to its approvers belong to the post alone. A copy that nobody has touched yet is the same copy again: a double click makes
 * one. Throws {@link DraftRefusedError} when the post is gone, `NotAllowedError`.
 */
export async function duplicatePost(
  deps: DraftDeps & Pick<DraftAccountsDeps, 'accounts'>,
  input: { readonly workspace: string; readonly post: string; readonly person: string },
): Promise<Duplicate> {
  const { workspace, person } = input;
  const post = await deps.posts.post(workspace, input.post);
  const revision = post === undefined ? undefined : await deps.posts.revision(workspace, post.id, post.revision);
  if (post === undefined || revision === undefined) throw new DraftRefusedError(say('post.gone'));
  await authorize(deps, { workspace, brand: post.brand, person, right: 'compose' });
  const ids = revision.accounts.map(({ account }) => account);
  const stored = await deps.accounts.accountsById(workspace, ids);
  const here = (id: string) => stored.some((account) => account.id === id && isConnected(account, post.brand));
  const accounts = ids.filter(here);
  const overrides = (revision.overrides ?? []).filter(({ account }) => here(account));
  const now = deps.clock.now();
  const copy: Omit<Draft, 'id'> = {
    workspace,
    brand: post.brand,
    person,
    post: deps.ids.id(),
    base: 0,
    version: 1,
    state: 'open',
    accounts,
    text: revision.text,
    ...(revision.link === undefined ? {} : { link: revision.link }),
    ...(revision.comment === undefined ? {} : { comment: revision.comment }),
    ...(revision.labels === undefined ? {} : { labels: revision.labels.map(({ id }) => id) }),
    ...(overrides.length === 0 ? {} : { overrides }),
    files: revision.files,
    createdAt: now,
    updatedAt: now,
  };
  const draft = await untouchedCopy(deps, copy, `${post.id} ${post.revision} ${person}`);
  const gone = ids
    .filter((id) => !here(id))
    .map((id) => stored.find((account) => account.id === id)?.name ?? say('content.removedAccount'));
  return { draft, gone };
}

/** The first copy of this source that is new or as it was made. Its id follows from the source, so two clicks at once meet at one. */
async function untouchedCopy({ drafts }: Pick<DraftDeps, 'drafts'>, copy: Omit<Draft, 'id'>, source: string): Promise<Draft> {
  for (let number = 1; ; number += 1) {
    const draft = { ...copy, id: sha256(`copy:${number}:${source}`).slice(0, 24) };
    try {
      await drafts.insert(draft);
      return draft;
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error;
      const before = await drafts.draft(copy.workspace, draft.id);
      if (before?.state === 'open' && before.version === copy.version) return before;
    }
  }
}

function isConnected({ brand, disconnectedAt }: Account, of: string): boolean {
  return brand === of && disconnectedAt === undefined;
}
