import { checkAccess, type Needs } from './auth.js';
import { booleanParam, type Call, fieldsOf } from './call.js';
import { refuse, refuseObject, refuseParameter } from './errors.js';
import { type FieldTree, project } from './fields.js';
import { thePage } from './page.js';
import { paged } from './paging.js';
import { PUBLISHING, refusePosted, unpublishedPhoto } from './photos.js';
import { checkLength, pageOfPost, postNode, publishPost } from './post.js';
import type { SeededPage } from './seed.js';
import { type Live, liveOn, type Photo } from './world.js';

/** `POST /{page}/feed` (meta:pages-api/posts, November 2026). Publishes at once; scheduling is refused. `fields` may ask for more than the id. */
export function createPost(call: Call): unknown {
  const page = thePage(call);
  checkAccess(call, page, PUBLISHING);
  const fields = fieldsOf(call, 'id');
  project(postNode(call.world, SAMPLE), fields, 'Post');
  if (booleanParam(call, 'published') === false || call.params.has('scheduled_publish_time')) {
    refuseParameter('This stand-in publishes at once: published=false and scheduled_publish_time are not served');
  }
  const text = call.params.get('message') ?? '';
  checkLength(text);
  const link = checkedLink(call.params.get('link'));
  const photos = attachedPhotos(call, page);
  if (text.trim() === '' && link === undefined && photos.length === 0) refuseParameter('Missing message or attachment');
  const entry = publishPost(call.world, page, { text, link, photos });
  return readLive(call, entry.id, fields);
}

/** `GET /{page}/published_posts`, `/posts` and `/feed`: newest first, `since` and `until` in Unix seconds. */
export function listPosts(call: Call): unknown {
  const page = thePage(call);
  checkAccess(call, page, READING);
  const fields = fieldsOf(call, 'id,message,created_time');
  const since = secondsParam(call, 'since', 0) * 1000;
  const until = secondsParam(call, 'until', Number.MAX_SAFE_INTEGER / 1000) * 1000;
  const posts = liveOn(call.world, page.id).filter(({ entry }) => atSecond(entry.at) >= since && atSecond(entry.at) <= until);
  return paged(
    call,
    posts,
    ({ entry }) => entry.id,
    (live) => project(postNode(call.world, live), fields, 'Post'),
  );
}

/** `GET /{post}`. */
export function readPost(call: Call): unknown {
  checkAccess(call, pageOfPost(call), READING);
  return readLive(call, call.id, fieldsOf(call, 'id,message,created_time'));
}

const READING: Needs = { scopes: ['pages_read_engagement'], code: 10 };

const SAMPLE: Live = {
  entry: { platform: 'facebook', accountId: '', id: '', permalink: '', text: '', media: [], at: 0, seq: 0 },
  partIds: [],
};

function readLive(call: Call, id: string, fields: FieldTree): unknown {
  const live = call.world.posts.get(id) ?? refuseObject(call.method, id);
  return project(postNode(call.world, live), fields, 'Post');
}

function checkedLink(link: string | undefined): string | undefined {
  if (link === undefined || link === '') return undefined;
  if (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol)) {
    refuse({ code: 1609005, message: '(#1609005) Error parsing link: there was a problem scraping data from the provided link' });
  }
  if (/(^|\.)facebook\.com$/.test(new URL(link).hostname)) {
    refuse({ code: 100, subcode: 1609008, message: 'Invalid parameter', userMsg: 'You cannot share links to facebook.com here.' });
  }
  return link;
}

function attachedPhotos(call: Call, page: SeededPage): Photo[] {
  const photos = attachedIds(call).map((id) => unpublishedPhoto(call.world, page, id));
  if (new Set(photos).size < photos.length) refusePosted();
  return photos;
}

/** `attached_media` as one JSON array, or as `attached_media[0]`, `[1]` and so on. */
function attachedIds(call: Call): string[] {
  const whole = call.params.get('attached_media');
  if (whole !== undefined) {
    const list = parseJson(whole);
    if (!Array.isArray(list)) refuseParameter('Param attached_media must be an array');
    return list.map((each) => fbidOf(each));
  }
  const ids: string[] = [];
  for (let index = 0; ; index += 1) {
    const text = call.params.get(`attached_media[${index}]`);
    if (text === undefined) return ids;
    ids.push(fbidOf(parseJson(text)));
  }
}

function fbidOf(value: unknown): string {
  const id = typeof value === 'object' && value !== null && 'media_fbid' in value ? value.media_fbid : undefined;
  return typeof id === 'string' ? id : refuseParameter('Param attached_media[0] must name a media_fbid as text');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuseParameter('Param attached_media must be valid JSON');
  }
}

function secondsParam(call: Call, name: string, otherwise: number): number {
  const value = Number(call.params.get(name) ?? otherwise);
  return Number.isFinite(value) ? value : refuseParameter(`Param ${name} must be a Unix time`);
}

function atSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
