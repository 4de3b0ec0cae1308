import { say } from '../language/index.js';
import { authorize } from '../workspaces/index.js';
import { type DraftDeps, DraftRefusedError } from './draft.js';
import type { Draft } from './post.js';

/**
 * The person's draft of a post's current revision: the one they began before, or a new one with all of its words and pictures.
 * Throws {@link DraftRefusedError} when the post is gone or cancelled, `NotAllowedError`.
 */
export async function draftOfPost(
  deps: DraftDeps,
  input: { readonly workspace: string; readonly post: string; readonly person: string },
): Promise<Draft> {
  const post = await deps.posts.post(input.workspace, input.post);
  const revision = post === undefined ? undefined : await deps.posts.revision(input.workspace, post.id, post.revision);
  if (post === undefined || revision === undefined) throw new DraftRefusedError(say('post.gone'));
  if (post.state === 'cancelled') throw new DraftRefusedError(say('draft.refused.cancelled'));
  await authorize(deps, { workspace: input.workspace, brand: post.brand, person: input.person, right: 'edit', author: post.author });
  const open = await deps.drafts.openDrafts(input.workspace, input.person, 100);
  const begun = open.find((draft) => draft.post === post.id && draft.base === post.revision);
  if (begun !== undefined) return begun;
  const now = deps.clock.now();
  const draft: Draft = {
    id: deps.ids.id(),
    workspace: input.workspace,
    brand: post.brand,
    person: input.person,
    post: post.id,
    base: post.revision,
    version: 1,
    state: 'open',
    accounts: revision.accounts.map(({ account }) => account),
    text: revision.text,
    ...(revision.link === undefined ? {} : { link: revision.link }),
    ...(revision.comment === undefined ? {} : { comment: revision.comment }),
    ...(revision.note === undefined ? {} : { note: revision.note }),
    ...(revision.labels === undefined ? {} : { labels: revision.labels.map(({ id }) => id) }),
    ...(revision.overrides === undefined ? {} : { overrides: revision.overrides }),
    ...(post.when === undefined ? {} : { when: post.when }),
    files: revision.files,
    createdAt: now,
    updatedAt: now,
  };
  await deps.drafts.insert(draft);
  return draft;
}
