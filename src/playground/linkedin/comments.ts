import type { LedgerComment } from '../ledger-comment.js';
import { nudge } from '../metrics.js';
import { type Answer, jsonAnswer } from './answer.js';
import { needCommenter, needCommentReader } from './auth.js';
import { type Call, numberParam } from './call.js';
import { refuse, refuseValue } from './errors.js';
import { nextId, now, type Post, type World } from './world.js';

const MAX_LENGTH = 1250;

/** `POST /rest/socialActions/{urn}/comments` (li:marketing/community-management/shares/comments-api, November 2026). The text is plain. */
export function createComment({ world, token, incoming, id: urn }: Call): Answer {
  const { actor, object, message } = incoming.json ?? {};
  const text = typeof message === 'object' && message !== null && 'text' in message ? message.text : undefined;
  if (typeof actor !== 'string' || typeof object !== 'string') refuseValue('MISSING_FIELD', '/actor and /object are required');
  if (typeof text !== 'string' || text.trim() === '') refuseValue('MISSING_FIELD', '/message/text: a comment needs words');
  if ([...text].length > MAX_LENGTH) refuseValue('FIELD_LENGTH_TOO_LONG', `/message/text: length must be at most ${MAX_LENGTH}`);
  needCommenter(world, token, actor, 'socialActions.comments.CREATE');
  const post = thePost(world, urn);
  if (object !== urn) refuseValue('INVALID_VALUE_FOR_FIELD', '/object does not match the path');
  const comment = { id: nextId(world), text, at: now(world) };
  if (post.entry !== undefined) post.entry.comments = [...(post.entry.comments ?? []), comment];
  nudge(world.metrics, urn, 'comments', 1);
  return jsonAnswer(201, commentNode(post, comment), { 'x-restli-id': comment.id });
}

/** `GET /rest/socialActions/{urn}/comments`: a page's; those of a person's post nobody may read. */
export function listComments(call: Call): Answer {
  const { world, token, id: urn } = call;
  const post = thePost(world, urn);
  needCommentReader(world, token, post.author, 'socialActions.comments.GET_ALL');
  const [start, count] = [numberParam(call, 'start', 0), numberParam(call, 'count', 10)];
  const all = [...(post.entry?.comments ?? [])].reverse();
  const elements = all.slice(start, start + count).map((comment) => commentNode(post, comment));
  return jsonAnswer(200, { paging: { start, count, links: [] }, elements });
}

function thePost(world: World, urn: string): Post {
  const post = world.posts.get(urn);
  if (post === undefined || post.entry === undefined || post.entry.deletedAt !== undefined)
    refuse({ status: 404, code: 'NOT_FOUND', message: `Entity with key ${urn} not found` });
  return post;
}

function commentNode({ author, urn }: Post, { id, text, at }: LedgerComment): Record<string, unknown> {
  const created = { actor: author, time: at };
  const commentUrn = `urn:li:comment:(${urn},${id})`;
  return { id, actor: author, object: urn, commentUrn, created, lastModified: created, message: { attributes: [], text } };
}
