import type { LedgerComment } from '../ledger-comment.js';
import { nudge } from '../metrics.js';
import { checkAccess, type Needs } from './auth.js';
import { type Call, fieldsOf } from './call.js';
import { IG_READING } from './containers.js';
import { refuse, refuseObject, refuseParameter } from './errors.js';
import { project } from './fields.js';
import { paged } from './paging.js';
import type { SeededPage } from './seed.js';
import { graphTime, type Live, nextId, now, pageOf, type World } from './world.js';

/** `POST /{post}/comments`, as the Page (meta:pages-api/comments-mentions, November 2026). The same words on the same post are refused. */
export function commentOnPost(call: Call): unknown {
  const { live, page } = commented(call, call.world.posts);
  checkAccess(call, page, PAGE_COMMENTING);
  const text = messageOf(call, 8_000);
  if (live.entry.comments?.some((comment) => comment.text === text)) {
    refuse({ code: 506, message: 'Duplicate status message', userMsg: 'This comment appears to be a duplicate.' });
  }
  return { id: addComment(call.world, live, `${live.entry.id.split('_')[1]}_${nextId(call.world, '71')}`, text) };
}

/** `GET /{post}/comments`. */
export function listPostComments(call: Call): unknown {
  const { live, page } = commented(call, call.world.posts);
  checkAccess(call, page, PAGE_READING);
  return listed(call, live, ({ id, text, at }) => ({
    id,
    message: text,
    created_time: graphTime(at),
    from: { id: page.id, name: page.name },
  }));
}

/** `POST /{media}/comments`, as the Instagram account (meta:instagram-platform/instagram-graph-api/reference/ig-media/comments, November 2026). */
export function commentOnMedia(call: Call): unknown {
  const { live, page } = commented(call, call.world.igMedia);
  checkAccess(call, page, IG_COMMENTING);
  return { id: addComment(call.world, live, nextId(call.world, '17858'), messageOf(call, 2_200)) };
}

/** `GET /{media}/comments`. */
export function listMediaComments(call: Call): unknown {
  const { live, page } = commented(call, call.world.igMedia);
  checkAccess(call, page, IG_COMMENTING);
  const username = page.instagram?.username;
  return listed(call, live, ({ id, text, at }) => ({ id, text, timestamp: graphTime(at), username, like_count: 0, hidden: false }));
}

const PAGE_COMMENTING: Needs = { scopes: ['pages_manage_engagement'], code: 200, pageTokenOnly: true };
const PAGE_READING: Needs = { scopes: ['pages_read_engagement'], code: 10 };
const IG_COMMENTING: Needs = { scopes: [...IG_READING.scopes, 'instagram_manage_comments'], code: 10 };

function commented(call: Call, all: World['posts']): { live: Live; page: SeededPage } {
  const live = all.get(call.id);
  const page = live?.entry.deletedAt === undefined ? pageOf(call.world, live?.entry.accountId ?? '') : undefined;
  return live === undefined || page === undefined ? refuseObject(call.method, call.id) : { live, page };
}

function messageOf(call: Call, most: number): string {
  const text = call.params.get('message') ?? '';
  if (text.trim() === '') refuseParameter('Param message is required');
  if ([...text].length > most) refuseParameter(`Param message must be at most ${most} characters`);
  return text;
}

function addComment(world: World, { entry }: Live, id: string, text: string): string {
  entry.comments = [...(entry.comments ?? []), { id, text, at: now(world) }];
  nudge(world.metrics, entry.id, 'comments', 1);
  return id;
}

function listed(call: Call, { entry }: Live, node: (comment: LedgerComment) => Record<string, unknown>): unknown {
  const fields = fieldsOf(call, 'id');
  const newest = [...(entry.comments ?? [])].reverse();
  return paged(
    call,
    newest,
    ({ id }) => id,
    (comment) => project(node(comment), fields, 'Comment'),
  );
}
