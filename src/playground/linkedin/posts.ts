import { z } from 'zod';
import { type Answer, emptyAnswer, jsonAnswer } from './answer.js';
import { needAuthor, needReader } from './auth.js';
import { type Call, needMethod, numberParam } from './call.js';
import { refuse, refuseValue } from './errors.js';
import { type Piece, readLittleText, shownText, writeLittleText } from './little-text.js';
import { checkPost, type ShownContent, shownContent } from './post-content.js';
import type { LedgerEntry } from './types.js';
import { nameOf, nextId, now, type Post, type World } from './world.js';

const DUPLICATE_MS = 600_000;
const MAX_LENGTH = 3000;

/** `POST /rest/posts` (li:marketing/community-management/shares/posts-api, November 2026). */
export function createPost({ world, token, incoming }: Call): Answer {
  const asked = checkPost(incoming.json);
  needAuthor(world, token, asked.author, 'partnerApiPosts.CREATE');
  const pieces = piecesOf(world, asked.commentary);
  const text = shownText(pieces);
  const shown = shownContent(world, asked);
  refuseDuplicate(world, asked.author, writeLittleText(pieces));
  const kind = shown.media.length > 1 || shown.media[0]?.kind === 'document' ? 'ugcPost' : 'share';
  const urn = `urn:li:${kind}:${nextId(world)}`;
  const entry = shown.ready ? publish(world, { urn, author: asked.author, visibility: asked.visibility, text, pieces, shown }) : undefined;
  const { author, commentary: _, ...fields } = asked;
  world.posts.set(urn, { urn, author, commentary: writeLittleText(pieces), fields, createdAt: now(world), entry });
  return emptyAnswer(201, { 'x-restli-id': urn, 'x-linkedin-id': urn });
}

/** `GET /rest/posts?q=author`, newest first. */
export function listPosts(call: Call): Answer {
  const { world, token, query } = call;
  needMethod(call, 'FINDER');
  const author = query.get('author') ?? '';
  if (query.get('q') !== 'author') refuseValue('INVALID_REQUEST', 'q must be author');
  needReader(world, token, author, 'partnerApiPosts.FINDER-author');
  const [start, count] = [numberParam(call, 'start', 0), numberParam(call, 'count', 10)];
  if (count > 100) refuseValue('INVALID_VALUE_FOR_FIELD', 'count must be at most 100');
  const all = [...world.posts.values()].filter((post) => post.author === author && post.entry?.deletedAt === undefined).reverse();
  return jsonAnswer(200, { paging: { start, count, links: [] }, elements: all.slice(start, start + count).map(postNode) });
}

/** `GET /rest/posts/{urn}`. */
export function readPost({ world, token, id }: Call): Answer {
  const post = thePost(world, id);
  needReader(world, token, post.author, 'partnerApiPosts.GET');
  return jsonAnswer(200, postNode(post));
}

/** `POST /rest/posts/{urn}`: other words for a post that is there (li:marketing/community-management/shares/posts-api, November 2026). The ledger keeps the old ones. */
export function editPost(call: Call): Answer {
  const { world, token, id, incoming } = call;
  needMethod(call, 'PARTIAL_UPDATE');
  const post = thePost(world, id);
  needAuthor(world, token, post.author, 'partnerApiPosts.PARTIAL_UPDATE');
  const pieces = piecesOf(world, patchedCommentary(incoming.json));
  const [entry, text] = [post.entry, shownText(pieces)];
  post.commentary = writeLittleText(pieces);
  post.modifiedAt = now(world);
  if (entry !== undefined) {
    if (text !== entry.text) entry.edits = [...(entry.edits ?? []), { text: entry.text, at: now(world) }];
    Object.assign(entry, { text, ...marksOf(pieces) });
  }
  return emptyAnswer(204);
}

/** `DELETE /rest/posts/{urn}`: once more counts as well. */
export function deletePost(call: Call): Answer {
  const { world, token, id } = call;
  needMethod(call, 'DELETE');
  const post = world.posts.get(id);
  if (post === undefined) return emptyAnswer(204);
  needAuthor(world, token, post.author, 'partnerApiPosts.DELETE');
  if (post.entry !== undefined) post.entry.deletedAt ??= now(world);
  return emptyAnswer(204);
}

/** The one thing that this stand-in lets a patch set. */
function patchedCommentary(json: Record<string, unknown> | undefined): string {
  const asked = patchSchema.safeParse(json);
  return asked.success
    ? asked.data.patch.$set.commentary
    : refuseValue('INVALID_VALUE_FOR_FIELD', '/patch: must be {"$set":{"commentary":"..."}}');
}

const patchSchema = z.strictObject({ patch: z.strictObject({ $set: z.strictObject({ commentary: z.string() }) }) });

function piecesOf(world: World, commentary: string): Piece[] {
  const pieces = readLittleText(commentary).map((piece) => realMention(world, piece));
  if ([...shownText(pieces)].length > MAX_LENGTH) refuseValue('FIELD_LENGTH_TOO_LONG', `/commentary: length must be at most ${MAX_LENGTH}`);
  return pieces;
}

function marksOf(pieces: readonly Piece[]): Pick<LedgerEntry, 'hashtags' | 'mentions'> {
  return {
    hashtags: pieces.flatMap((piece) => (piece.kind === 'hashtag' ? [piece.word] : [])),
    mentions: pieces.flatMap((piece) => (piece.kind === 'mention' ? [{ name: piece.name, urn: piece.urn }] : [])),
  };
}

/** A mention whose name is not exactly the one of its URN becomes plain text. */
function realMention(world: World, piece: Piece): Piece {
  return piece.kind === 'mention' && nameOf(world, piece.urn) !== piece.name ? { kind: 'text', text: piece.name } : piece;
}

/** The same words by the same author within ten minutes, deleted or not, are refused with the URN of the earlier post. */
function refuseDuplicate(world: World, author: string, commentary: string): void {
  const since = now(world) - DUPLICATE_MS;
  const twin = [...world.posts.values()].find((post) => post.author === author && post.commentary === commentary && post.createdAt > since);
  if (twin === undefined || commentary === '') return;
  const message = `com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of ${twin.urn}`;
  refuse({ status: 422, message, inputErrors: [{ code: 'DUPLICATE_POST', description: 'Duplicate post is detected' }] });
}

function publish(
  world: World,
  {
    urn,
    author,
    visibility,
    text,
    pieces,
    shown,
  }: { urn: string; author: string; visibility: string; text: string; pieces: Piece[]; shown: ShownContent },
): LedgerEntry {
  const { ready: _, ...parts } = shown;
  const entry: LedgerEntry = {
    platform: 'linkedin',
    accountId: author,
    id: urn,
    permalink: `${world.url}/feed/update/${urn}/`,
    text,
    ...marksOf(pieces),
    visibility,
    ...parts,
    at: now(world),
    seq: world.ledger.length + 1,
  };
  world.ledger.push(entry);
  return entry;
}

function thePost(world: World, urn: string): Post {
  const post = world.posts.get(urn);
  if (post === undefined || post.entry?.deletedAt !== undefined)
    refuse({ status: 404, code: 'NOT_FOUND', message: `Entity with key ${urn} not found` });
  return post;
}

function postNode({ urn, author, commentary, fields, createdAt, modifiedAt = createdAt, entry }: Post): Record<string, unknown> {
  const lifecycleState = entry === undefined ? 'PUBLISH_FAILED' : 'PUBLISHED';
  return { ...fields, id: urn, author, commentary, lifecycleState, createdAt, lastModifiedAt: modifiedAt, publishedAt: createdAt };
}
