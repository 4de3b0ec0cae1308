import type { Content } from '../platforms/platform.js';
import { contentHash } from '../posts/index.js';
import type { PublishingDeps } from './deps.js';
import type { Publication } from './publication.js';

/** The content of an account as it was approved, and the hash that the approval names. */
export interface ApprovedContent {
  readonly content: Content;
  readonly contentHash: string;
  /** The post's. Only accounts of this brand may publish it. */
  readonly brand: string;
  /** Nothing of the brand goes out now. */
  readonly paused: boolean;
}

/**
 * The content this publication may send: its revision is the post's current and approved one, and the stored words and pictures still
 * give the hash that was approved. Undefined where any of that is not so: then nothing may be sent.
 */
export async function approvedContent(
  deps: Pick<PublishingDeps, 'posts' | 'workspaces'>,
  publication: Publication,
): Promise<ApprovedContent | undefined> {
  const [post, revision] = await Promise.all([
    deps.posts.post(publication.workspace, publication.post),
    deps.posts.revision(publication.workspace, publication.post, publication.revision),
  ]);
  if (post?.approved === undefined || post.approved.revision !== publication.revision || post.revision !== publication.revision)
    return undefined;
  const brand = await deps.workspaces.brand(publication.workspace, post.brand);
  if (brand === undefined || revision === undefined || contentHash(revision.accounts) !== post.approved.contentHash) return undefined;
  const content = revision.accounts.find(({ account }) => account === publication.account)?.content;
  if (content === undefined) return undefined;
  return { content, contentHash: post.approved.contentHash, brand: brand.id, paused: brand.pause !== undefined };
}
