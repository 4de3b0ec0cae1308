import type { Answer } from './answer.js';
import { initializeUpload, readAsset, takeUpload } from './assets.js';
import { checkHeaders, countCall, liveToken } from './auth.js';
import type { Call, Incoming } from './call.js';
import { createComment, listComments } from './comments.js';
import { LinkedInRefusal, refusalAnswer, refuse, refuseValue } from './errors.js';
import { introspect, issueTokens, revoke } from './oauth.js';
import { listAcls, listOrganizations, readUserinfo } from './person.js';
import { createPost, deletePost, editPost, listPosts, readPost } from './posts.js';
import type { LinkedInOperation } from './types.js';
import type { World } from './world.js';

/** What a request is about, known before anything is checked. */
export interface Target {
  operation: LinkedInOperation | undefined;
  /** The author's URN. */
  accountId: string | undefined;
  answer: (() => Answer | Promise<Answer>) | undefined;
}

/** Finds out what a request is about. Never throws. */
export function targetOf(world: World, incoming: Incoming): Target {
  const { pathname } = incoming.url;
  const plain = PLAIN[`${incoming.method} ${pathname}`];
  if (plain !== undefined) return { operation: plain.operation, accountId: undefined, answer: () => plain.answer(world, incoming) };
  if (incoming.method === 'PUT' && pathname.startsWith('/dms-uploads/')) {
    const owner = [...world.assets.values()].find(({ uploadId }) => pathname.endsWith(`/${uploadId}`))?.owner;
    return { operation: 'upload', accountId: owner, answer: () => takeUpload(world, incoming) };
  }
  const [, collection = '', key, edge = ''] = /^(\/rest\/[A-Za-z]+|\/v2\/userinfo)(?:\/([^/]+)(\/comments)?)?$/.exec(pathname) ?? [];
  const route = ROUTES[`${incoming.method} ${collection}${key === undefined ? '' : `/{urn}${edge}`}`];
  if (route === undefined) return { operation: undefined, accountId: undefined, answer: undefined };
  const id = decodeURIComponent(key ?? '');
  return {
    operation: route.operation,
    accountId: accountOf(world, incoming, id),
    answer: () => call(world, incoming, id, collection, route.handle),
  };
}

/** Answers a request, refusals included. What is neither an answer nor a refusal is a fault of this stand-in and is thrown on. */
export async function answerApi({ answer }: Target): Promise<Answer> {
  try {
    if (answer === undefined) return refuse({ status: 404, code: 'RESOURCE_NOT_FOUND', message: 'No virtual resource found' });
    return await answer();
  } catch (error) {
    if (error instanceof LinkedInRefusal) return refusalAnswer(error);
    throw error;
  }
}

interface Route {
  operation: LinkedInOperation;
  handle: (call: Call) => Answer | Promise<Answer>;
}

const ROUTES: Record<string, Route> = {
  'GET /v2/userinfo': { operation: 'userinfo', handle: readUserinfo },
  'GET /rest/organizationAcls': { operation: 'organization_acls', handle: listAcls },
  'GET /rest/organizations': { operation: 'organizations', handle: listOrganizations },
  'POST /rest/posts': { operation: 'posts', handle: createPost },
  'GET /rest/posts': { operation: 'find_posts', handle: listPosts },
  'GET /rest/posts/{urn}': { operation: 'read_post', handle: readPost },
  'POST /rest/posts/{urn}': { operation: 'edit_post', handle: editPost },
  'DELETE /rest/posts/{urn}': { operation: 'delete_post', handle: deletePost },
  'POST /rest/socialActions/{urn}/comments': { operation: 'comment', handle: createComment },
  'GET /rest/socialActions/{urn}/comments': { operation: 'comments', handle: listComments },
  'POST /rest/images': { operation: 'initialize_upload', handle: (each) => initializeUpload(each, 'image') },
  'GET /rest/images/{urn}': { operation: 'asset_status', handle: (each) => readAsset(each, 'image') },
  'POST /rest/documents': { operation: 'initialize_upload', handle: (each) => initializeUpload(each, 'document') },
  'GET /rest/documents/{urn}': { operation: 'asset_status', handle: (each) => readAsset(each, 'document') },
};

const PLAIN: Record<string, { operation: LinkedInOperation; answer: (world: World, incoming: Incoming) => Answer }> = {
  'POST /oauth/v2/accessToken': { operation: 'token', answer: issueTokens },
  'POST /oauth/v2/introspectToken': { operation: 'introspect', answer: introspect },
  'POST /oauth/v2/revoke': { operation: 'revoke', answer: revoke },
};

async function call(world: World, incoming: Incoming, id: string, collection: string, handle: Route['handle']): Promise<Answer> {
  if (collection !== '/v2/userinfo') checkHeaders(incoming);
  if (incoming.url.searchParams.has('oauth2_access_token'))
    refuseValue('INVALID_REQUEST', 'This stand-in takes a token in the Authorization header only');
  if (/^[^?]*:/.test(incoming.target))
    refuseValue('INVALID_REQUEST', 'Syntax exception in path variables: a URN in the path must be percent-encoded');
  const token = liveToken(world, incoming.bearer);
  if (collection !== '/v2/userinfo') countCall(world, token, collection);
  return await handle({ world, incoming, token, id, query: incoming.url.searchParams });
}

function accountOf(world: World, { json, url }: Incoming, id: string): string | undefined {
  const request = json?.initializeUploadRequest as { owner?: unknown } | undefined;
  const named = json?.author ?? request?.owner ?? url.searchParams.get('author');
  if (typeof named === 'string') return named;
  return world.posts.get(id)?.author ?? world.assets.get(id)?.owner;
}
