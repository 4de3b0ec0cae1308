import { postHistory } from '../../publishing/index.js';
import type { CardState } from './card-state.js';
import type { ResultsDeps } from './deps.js';

/**
 * Keeps what was done about a post. Every act marks the card as due in the write that it is, and the mark is cleared after this: so no act is
 * lost to a crash, and none waits for the history.
 */
export async function keepHistory(
  deps: Pick<ResultsDeps, 'posts' | 'history'>,
  { post, revision, decisions, publications }: Pick<CardState, 'post' | 'revision' | 'decisions' | 'publications'>,
): Promise<void> {
  const revisions = revision.number === 1 ? [revision] : await deps.posts.revisionMarks(post.workspace, post.id);
  await deps.history.add(postHistory({ post, revisions, decisions, publications }));
}
