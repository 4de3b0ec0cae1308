import type { Post } from '../posts/index.js';
import type { PublishingDeps } from './deps.js';
import { isOver, type Publication } from './publication.js';

/** Brings a post's state in line with its publications: closed when every one is final, approved again when one is not (Retry). */
export async function closePost(
  deps: Pick<PublishingDeps, 'posts' | 'clock'>,
  post: Post,
  publications: readonly Publication[],
): Promise<Post> {
  const done = publications.length > 0 && publications.every(isOver);
  const to = post.state === 'approved' && done ? 'closed' : post.state === 'closed' && !done ? 'approved' : undefined;
  if (to === undefined) return post;
  const at = { revision: post.revision, states: [post.state] };
  return (await deps.posts.change(post.workspace, post.id, at, { state: to, updatedAt: deps.clock.now() })) ?? post;
}
