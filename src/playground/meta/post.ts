import { metricsOf } from '../metrics.js';
import type { Call } from './call.js';
import { refuseObject, refuseParameter } from './errors.js';
import type { SeededPage } from './seed.js';
import type { LedgerEntry } from './types.js';
import { graphTime, type Live, nextId, type Photo, publishEntry, type World } from './world.js';

/** Puts a post on a Page: the ledger entry, and its photos taken. */
export function publishPost(
  world: World,
  page: SeededPage,
  content: { text: string; link: string | undefined; photos: Photo[] },
): LedgerEntry {
  const id = `${page.id}_${nextId(world, '122')}`;
  const entry = publishEntry(world, {
    platform: 'facebook',
    accountId: page.id,
    id,
    permalink: `${world.url}/${id}`,
    text: content.text,
    ...(content.link === undefined ? {} : { link: content.link }),
    media: content.photos.map((photo) => photo.media),
  });
  for (const photo of content.photos) photo.postId = id;
  world.posts.set(id, { entry, partIds: content.photos.map((photo) => photo.id) });
  return entry;
}

/** Refuses a message that is too long. */
export function checkLength(message: string): void {
  if ([...message].length > MAX_MESSAGE) refuseParameter(`Param message must be at most ${MAX_MESSAGE} characters`);
}

/** The Page of the post that the call's path names; refuses one that is gone. */
export function pageOfPost(call: Call): SeededPage {
  const live = call.world.posts.get(call.id);
  if (live === undefined || live.entry.deletedAt !== undefined) refuseObject(call.method, call.id);
  return call.world.pages.find((page) => page.id === live.entry.accountId) ?? refuseObject(call.method, call.id);
}

/** A post with every field this stand-in knows. */
export function postNode(world: World, live: Live): Record<string, unknown> {
  const { entry } = live;
  const { likes, comments, shares } = metricsOf(world.metrics, entry.id);
  const page = world.pages.find((each) => each.id === entry.accountId);
  return {
    id: entry.id,
    message: entry.text === '' ? undefined : entry.text,
    story: undefined,
    created_time: graphTime(entry.at),
    updated_time: graphTime(entry.edits?.at(-1)?.at ?? entry.at),
    permalink_url: entry.permalink,
    is_published: true,
    is_hidden: false,
    scheduled_publish_time: undefined,
    status_type: entry.media.length > 0 ? 'added_photos' : entry.link === undefined ? 'mobile_status_update' : 'shared_story',
    from: { id: entry.accountId, name: page?.name },
    full_picture: entry.media[0] && `${world.url}/bytes/${entry.media[0].sha256}`,
    likes: counted(likes),
    reactions: counted(likes),
    comments: counted(comments),
    shares: shares === 0 ? undefined : { count: shares },
    attachments: attachments(world, live),
  };
}

/** Asked for with `.summary(true)`. Who did it is not kept. */
function counted(total: number): Record<string, unknown> {
  return { data: [], summary: { total_count: total } };
}

function attachments(world: World, live: Live): { data: Record<string, unknown>[] } | undefined {
  const { entry, partIds } = live;
  const photos = entry.media.map((media, index) =>
    attachment({
      type: 'photo',
      media_type: 'photo',
      description: media.altText === '' ? undefined : media.altText,
      media: { image: { src: `${world.url}/bytes/${media.sha256}`, width: media.width, height: media.height } },
      target: { id: partIds[index], url: `${world.url}/${entry.id}` },
      url: `${world.url}/${entry.id}`,
    }),
  );
  if (photos.length === 1) return { data: photos };
  if (photos.length > 1) {
    const cover = { media: photos[0]?.media, target: { id: entry.id, url: entry.permalink }, url: entry.permalink };
    return { data: [attachment({ type: 'album', media_type: 'album', title: 'Photos', ...cover, subattachments: { data: photos } })] };
  }
  if (entry.link === undefined) return undefined;
  return { data: [attachment({ type: 'share', media_type: 'link', title: entry.link, target: { url: entry.link }, url: entry.link })] };
}

/** Characters in a Facebook post (postiz, November 2026). */
const MAX_MESSAGE = 63_206;

function attachment(fields: Record<string, unknown>): Record<string, unknown> {
  const absent = { title: undefined, description: undefined, media: undefined, subattachments: undefined, unshimmed_url: fields.url };
  return { ...absent, ...fields };
}
