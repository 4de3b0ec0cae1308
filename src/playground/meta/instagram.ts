import { randomBytes } from 'node:crypto';
import { metricsOf } from '../metrics.js';
import { checkAccess, type Needs } from './auth.js';
import { type Call, fieldsOf } from './call.js';
import { IG_PUBLISHING, IG_READING, statusOf, theInstagram } from './containers.js';
import { refuse, refuseObject } from './errors.js';
import { project } from './fields.js';
import { instagramNode } from './page.js';
import { paged } from './paging.js';
import { type Container, graphTime, type Live, liveOn, nextId, now, pageOf, publishEntry, type World } from './world.js';

const DAY_MS = 86_400_000;
const DAILY_TOTAL = 100;

/**
 * `POST /{ig-user}/media_publish` (meta:instagram-platform/content-publishing, November 2026). Unknown or expired: 24/2207008. Published before:
 * 24/2207006. Not FINISHED: 9007/2207027. Over the daily limit: 9/2207042.
 */
export function publishContainer(call: Call): unknown {
  const { world } = call;
  const { igId } = theInstagram(call, IG_PUBLISHING);
  const container = publishable(call, igId);
  const { used, total } = quotaOf(world, igId);
  if (used >= total) {
    const message = 'You reached maximum number of posts that is allowed to be published by Content Publishing API.';
    refuse({ status: 403, code: 9, subcode: 2207042, message, userMsg: message });
  }
  for (const each of [container, ...container.children]) each.published = true;
  return { id: goLive(world, igId, container).entry.id };
}

/** `GET /{ig-user}/content_publishing_limit`. */
export function readQuota(call: Call): unknown {
  const { igId } = theInstagram(call, IG_PUBLISHING);
  const { used, total } = quotaOf(call.world, igId);
  const node = { quota_usage: used, config: { quota_total: total, quota_duration: 86_400 } };
  return { data: [project(node, fieldsOf(call, 'quota_usage'), 'IGContentPublishingLimit')] };
}

/** `GET /{ig-user}`. */
export function readInstagram(call: Call): unknown {
  const { igId, username } = theInstagram(call, IG_READING);
  return project(instagramNode(call, { id: igId, username }), fieldsOf(call, 'id'), 'IGUser');
}

/** `GET /{ig-user}/media`: what is live, newest first. */
export function listMedia(call: Call): unknown {
  const { igId } = theInstagram(call, IG_READING);
  const fields = fieldsOf(call, 'id');
  return paged(
    call,
    liveOn(call.world, igId),
    ({ entry }) => entry.id,
    (live) => project(mediaNode(call.world, live), fields, 'IGMedia'),
  );
}

/** `GET /{media}`. */
export function readMedia(call: Call): unknown {
  return project(mediaNode(call.world, theMedia(call, IG_READING)), fieldsOf(call, 'id'), 'IGMedia');
}

/** `DELETE /{media}`, a carousel as a whole (meta:instagram-platform/instagram-graph-api/reference/ig-media, November 2026). The ledger keeps the entry and says when. */
export function deleteMedia(call: Call): unknown {
  const { entry } = theMedia(call, IG_DELETING);
  entry.deletedAt = now(call.world);
  return { success: true, deleted_id: entry.id };
}

/** Sets what the quota counts from: `used` posts now, and every one published later. */
export function setQuota(world: World, igId: string, used: number, total = DAILY_TOTAL): void {
  world.quotas.set(igId, { used, total, afterSeq: world.ledger.length });
}

const IG_DELETING: Needs = { scopes: ['instagram_basic', 'instagram_manage_contents'], code: 10, userTokenOnly: true };

/** The live media that the call's path names. */
function theMedia(call: Call, needs: Needs): Live {
  const live = call.world.igMedia.get(call.id);
  const page = live && live.entry.deletedAt === undefined ? pageOf(call.world, live.entry.accountId) : undefined;
  if (live === undefined || page === undefined) refuseObject(call.method, call.id);
  checkAccess(call, page, needs);
  return live;
}

function publishable(call: Call, igId: string): Container {
  const container = call.world.containers.get(call.params.get('creation_id') ?? '');
  const status = container?.igId === igId ? statusOf(call.world, container) : 'EXPIRED';
  if (container === undefined || status === 'EXPIRED') {
    refuse({ code: 24, subcode: 2207008, message: 'The media builder with this creation id does not exist or has been expired.' });
  }
  if (status === 'PUBLISHED')
    refuse({ code: 24, subcode: 2207006, message: 'The requested resource does not exist: this media was published before.' });
  if (container.kind === 'child') refuse({ code: 100, message: '(#100) A carousel item cannot be published on its own' });
  if (status !== 'FINISHED') {
    const userMsg = 'The media is not ready for publishing, please wait for a moment';
    refuse({ code: 9007, subcode: 2207027, message: 'Media ID is not available', userTitle: 'Media is not ready', userMsg });
  }
  return container;
}

function goLive(world: World, igId: string, container: Container): Live {
  const shortcode = randomBytes(8).toString('base64url');
  const entry = publishEntry(world, {
    platform: 'instagram',
    accountId: igId,
    id: nextId(world, '17900'),
    permalink: `${world.url}/p/${shortcode}/`,
    text: container.caption,
    media: container.media,
  });
  const live = { entry, partIds: container.kind === 'carousel' ? container.media.map(() => nextId(world, '17900')) : [] };
  world.igMedia.set(entry.id, live);
  return live;
}

function quotaOf(world: World, igId: string): { used: number; total: number } {
  const { used, total, afterSeq } = world.quotas.get(igId) ?? { used: 0, total: DAILY_TOTAL, afterSeq: 0 };
  const since = now(world) - DAY_MS;
  return {
    used: used + world.ledger.filter((entry) => entry.accountId === igId && entry.seq > afterSeq && entry.at > since).length,
    total,
  };
}

function mediaNode(world: World, live: Live): Record<string, unknown> {
  const { entry, partIds } = live;
  const { likes, comments, shares } = metricsOf(world.metrics, entry.id);
  const cover = entry.media[0];
  return {
    id: entry.id,
    permalink: entry.permalink,
    shortcode: entry.permalink.split('/').at(-2),
    caption: entry.text === '' ? undefined : entry.text,
    timestamp: graphTime(entry.at),
    username: pageOf(world, entry.accountId)?.instagram?.username,
    media_type: partIds.length > 0 ? 'CAROUSEL_ALBUM' : 'IMAGE',
    media_product_type: 'FEED',
    media_url: cover && `${world.url}/bytes/${cover.sha256}`,
    thumbnail_url: undefined,
    alt_text: partIds.length > 0 || cover?.altText === '' ? undefined : cover?.altText,
    is_comment_enabled: true,
    like_count: likes,
    comments_count: comments,
    shares_count: shares,
    children: partIds.length > 0 ? { data: partIds.map((id) => ({ id })) } : undefined,
  };
}
