import type { Call } from './call.js';
import { commentOnMedia, commentOnPost, listMediaComments, listPostComments } from './comments.js';
import { createContainer, readContainer } from './containers.js';
import { createPost, listPosts, readPost } from './feed.js';
import { deleteMedia, listMedia, publishContainer, readInstagram, readMedia, readQuota } from './instagram.js';
import { deletePost, editPost } from './live-posts.js';
import { readPage } from './page.js';
import { listAccounts, listPermissions, readPerson, revokePermissions } from './person.js';
import { deletePhoto, readPhoto, uploadPhoto } from './photos.js';
import type { MetaOperation } from './types.js';
import type { World } from './world.js';

/** One edge of the graph that is served. */
export interface Route {
  operation?: MetaOperation;
  handle: (call: Call) => unknown;
}

/** The edge that `METHOD kind/edge` names; undefined when it is not served. */
export function routeOf(method: string, kind: NodeKind, edge: string | undefined): Route | undefined {
  return ROUTES[`${method} ${kind}${edge === undefined ? '' : `/${edge}`}`];
}

/** What an id in a path is. */
export type NodeKind = 'person' | 'page' | 'instagram' | 'container' | 'media' | 'post' | 'photo' | 'nothing';

/** The kind of node an id names, and the Page or Instagram account it belongs to. */
export function nodeOf(world: World, id: string): { kind: NodeKind; accountId?: string } {
  if (world.people.some((person) => person.userId === id)) return { kind: 'person' };
  if (world.pages.some((page) => page.id === id)) return { kind: 'page', accountId: id };
  if (world.pages.some((page) => page.instagram?.id === id)) return { kind: 'instagram', accountId: id };
  const container = world.containers.get(id);
  if (container !== undefined) return { kind: 'container', accountId: container.igId };
  const photo = world.photos.get(id);
  if (photo !== undefined) return { kind: 'photo', accountId: photo.pageId };
  const post = world.posts.get(id);
  if (post !== undefined) return { kind: 'post', accountId: post.entry.accountId };
  const media = world.igMedia.get(id);
  if (media !== undefined) return { kind: 'media', accountId: media.entry.accountId };
  return { kind: 'nothing' };
}

const ROUTES: Record<string, Route> = {
  'GET person': { handle: readPerson },
  'GET person/accounts': { operation: 'accounts', handle: listAccounts },
  'GET person/permissions': { handle: listPermissions },
  'DELETE person/permissions': { handle: revokePermissions },
  'GET page': { handle: readPage },
  'POST page/photos': { operation: 'photos', handle: uploadPhoto },
  'POST page/feed': { operation: 'feed', handle: createPost },
  'GET page/feed': { operation: 'published_posts', handle: listPosts },
  'GET page/posts': { operation: 'published_posts', handle: listPosts },
  'GET page/published_posts': { operation: 'published_posts', handle: listPosts },
  'GET post': { operation: 'permalink', handle: readPost },
  'POST post': { operation: 'edit_post', handle: editPost },
  'DELETE post': { operation: 'delete_post', handle: deletePost },
  'POST post/comments': { operation: 'comment', handle: commentOnPost },
  'GET post/comments': { operation: 'comments', handle: listPostComments },
  'GET photo': { handle: readPhoto },
  'DELETE photo': { handle: deletePhoto },
  'GET instagram': { handle: readInstagram },
  'POST instagram/media': { operation: 'media', handle: createContainer },
  'GET instagram/media': { operation: 'ig_media', handle: listMedia },
  'POST instagram/media_publish': { operation: 'media_publish', handle: publishContainer },
  'GET instagram/content_publishing_limit': { operation: 'quota', handle: readQuota },
  'GET container': { operation: 'container_status', handle: readContainer },
  'GET media': { operation: 'permalink', handle: readMedia },
  'DELETE media': { operation: 'delete_media', handle: deleteMedia },
  'POST media/comments': { operation: 'comment', handle: commentOnMedia },
  'GET media/comments': { operation: 'comments', handle: listMediaComments },
};
