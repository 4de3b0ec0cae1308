import { checkAccess } from './auth.js';
import type { Call } from './call.js';
import { refuseObject, refuseParameter } from './errors.js';
import { PUBLISHING } from './photos.js';
import { checkLength, pageOfPost } from './post.js';
import { type Live, now } from './world.js';

/** `POST /{post}`: other words for a post of this app, and nothing else of it (meta:pages-api/posts, November 2026). The ledger keeps the old ones. */
export function editPost(call: Call): unknown {
  const { entry } = livePost(call);
  const other = [...call.params.keys()].filter((name) => !['message', 'appsecret_proof'].includes(name));
  if (other.length > 0) refuseParameter(`This stand-in changes the message only: ${other.join(', ')}`);
  const text = call.params.get('message') ?? refuseParameter('Missing message');
  checkLength(text);
  if (text.trim() === '' && entry.link === undefined && entry.media.length === 0) refuseParameter('Missing message or attachment');
  if (text !== entry.text) {
    entry.edits = [...(entry.edits ?? []), { text: entry.text, at: now(call.world) }];
    entry.text = text;
  }
  return { success: true };
}

/** `DELETE /{post}`. The ledger keeps the entry and says when. */
export function deletePost(call: Call): unknown {
  livePost(call).entry.deletedAt = now(call.world);
  return { success: true };
}

function livePost(call: Call): Live {
  checkAccess(call, pageOfPost(call), PUBLISHING);
  return call.world.posts.get(call.id) ?? refuseObject(call.method, call.id);
}
