import twitterText from 'twitter-text';
import { type Call, needScopes } from './call.js';
import { onlyFields, textField } from './incoming.js';
import { refuseForbidden, refuseInvalid } from './problems.js';
import type { XPerson } from './types.js';
import { liveOn, nextId, now, type Post, type Upload, type World } from './world.js';

/** `POST /2/tweets` (xdocs:x-api/posts/create-post, November 2026). */
export function createPost(call: Call): { data: Record<string, unknown> } {
  needScopes(call, 'tweet.read', 'tweet.write', 'users.read');
  const { world, person, incoming } = call;
  if (incoming.type !== 'application/json') refuseInvalid('The body must be JSON');
  onlyFields(incoming.json, ['text', 'media', 'reply']);
  const text = (textField(incoming.json, 'text') ?? '').normalize('NFC').trim();
  const uploads = attached(call);
  if (text === '' && uploads.length === 0) refuseInvalid('One of text or media is required', { text: [''] });
  checkText(person, text);
  const parent = answered(call);
  refuseTwin(world, person, text);
  const post = publish(world, person, text, uploads, parent);
  const { id } = post.entry;
  return { data: { id, text: shortened(post).text, edit_history_tweet_ids: [id] } };
}

/** `DELETE /2/tweets/{id}`: one's own post, or nothing. */
export function deletePost(call: Call): { data: { deleted: true } } {
  needScopes(call, 'tweet.read', 'tweet.write', 'users.read');
  const post = call.world.posts.get(call.id);
  if (post !== undefined && post.entry.accountId !== call.person.userId) refuseForbidden();
  if (post !== undefined) post.entry.deletedAt ??= now(call.world);
  return { data: { deleted: true } };
}

/** A post's text as the API answers it: `&`, `<`, `>` escaped, addresses shortened, and one more address where it shows pictures. */
export function shortened({ entry }: Post): { text: string; urls: Record<string, unknown>[] } {
  const urls: Record<string, unknown>[] = [];
  const found = twitterText.extractUrlsWithIndices(entry.text);
  let at = 0;
  let text = '';
  for (const { url, indices } of found) {
    const short = `https://t.co/${entry.id.slice(-8)}${String(urls.length).padStart(2, '0')}`;
    text += escaped(entry.text.slice(at, indices[0])) + short;
    urls.push({ url: short, expanded_url: /^https?:/i.test(url) ? url : `http://${url}`, display_url: url.replace(/^https?:\/\//i, '') });
    at = indices[1];
  }
  text += escaped(entry.text.slice(at));
  return { text, urls };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** 280, or 25,000 with a subscription, as X's own library counts (xdocs:fundamentals/counting-characters, November 2026). */
function checkText(person: XPerson, text: string): void {
  const limit = ['Premium', 'PremiumPlus'].includes(person.subscription) ? 25_000 : 280;
  const { weightedLength } = twitterText.parseTweet(text);
  if (weightedLength > limit) refuseInvalid(`Your Tweet text is too long: ${weightedLength} of ${limit}`, { text: [text.slice(0, 50)] });
  if (twitterText.hasInvalidCharacters(text)) refuseInvalid('The text has invalid characters', { text: [''] });
  if (twitterText.extractCashtags(text).length > 1) refuseForbidden();
}

function attached({ world, person, incoming }: Call): Upload[] {
  const media = incoming.json.media;
  if (media === undefined) return [];
  const ids = typeof media === 'object' && media !== null && 'media_ids' in media ? media.media_ids : undefined;
  if (!Array.isArray(ids) || ids.length < 1 || ids.length > 4) refuseInvalid('$.media.media_ids: must have 1 to 4 items');
  const uploads = ids.map((id) => (typeof id === 'string' ? world.uploads.get(id) : undefined));
  const usable = uploads.filter((upload): upload is Upload => upload !== undefined && isUsable(world, person, upload));
  const moving = usable.filter(({ category }) => category !== 'tweet_image').length;
  if (usable.length < ids.length || new Set(usable).size < ids.length || (moving > 0 && ids.length > 1)) {
    refuseInvalid('Your media IDs are invalid.', { 'media.media_ids': ids.map(String) });
  }
  return usable;
}

function isUsable(world: World, person: XPerson, upload: Upload): boolean {
  const { polls, error } = upload.processing;
  const ready = upload.media !== undefined && polls === 0 && error === undefined;
  return ready && upload.ownerId === person.userId && upload.expiresAt > now(world);
}

/** An answer goes to one's own post, or to one whose author mentioned this account (xdocs:changelog, February 2026). */
function answered({ world, person, incoming }: Call): Post | undefined {
  const reply = incoming.json.reply;
  if (reply === undefined) return undefined;
  const id = typeof reply === 'object' && reply !== null && 'in_reply_to_tweet_id' in reply ? reply.in_reply_to_tweet_id : undefined;
  if (typeof id !== 'string' || !/^\d{1,19}$/.test(id)) refuseInvalid('$.reply.in_reply_to_tweet_id: must be a post id');
  const parent = world.posts.get(id);
  if (parent === undefined || parent.entry.deletedAt !== undefined) {
    refuseForbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');
  }
  const mentioned = parent.entry.text.toLowerCase().includes(`@${person.username.toLowerCase()}`);
  if (parent.entry.accountId !== person.userId && !mentioned) refuseForbidden();
  return parent;
}

function refuseTwin(world: World, person: XPerson, text: string): void {
  const since = now(world) - TWIN_MS;
  if (text === '' || !liveOn(world, person.userId).some(({ entry }) => entry.text === text && entry.at > since)) return;
  refuseForbidden('You are not allowed to create a Tweet with duplicate content.');
}

function publish(world: World, person: XPerson, text: string, uploads: Upload[], parent: Post | undefined): Post {
  const id = nextId(world);
  const entry = {
    platform: 'x' as const,
    accountId: person.userId,
    id,
    permalink: `${world.url}/${person.username}/status/${id}`,
    text,
    media: uploads.flatMap(({ media }) => media ?? []),
    ...(parent === undefined ? {} : { inReplyTo: parent.entry.id }),
    conversationId: parent?.entry.conversationId ?? id,
    at: now(world),
    seq: world.ledger.length + 1,
  };
  world.ledger.push(entry);
  const post = { entry, mediaKeys: uploads.map(({ key }) => key) };
  world.posts.set(id, post);
  return post;
}

/** X does not say how long it remembers a text. */
const TWIN_MS = 24 * 3_600_000;
