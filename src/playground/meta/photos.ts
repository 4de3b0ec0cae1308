import { checkAccess, type Needs } from './auth.js';
import { booleanParam, type Call, fieldsOf } from './call.js';
import { refuse, refuseObject, refuseParameter } from './errors.js';
import { project } from './fields.js';
import { thePage } from './page.js';
import { keepPicture, readPicture } from './picture.js';
import { publishPost } from './post.js';
import type { SeededPage } from './seed.js';
import { graphTime, nextId, now, type Photo, type World } from './world.js';

const MAX_BYTES = 10_000_000;
const TEMPORARY_MS = 86_400_000;
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'gif', 'tiff']);

/** `POST /{page}/photos` with bytes in `source` (meta:pages-api/posts, November 2026). Published at once unless `published=false`. */
export async function uploadPhoto(call: Call): Promise<unknown> {
  const page = thePage(call);
  checkAccess(call, page, PUBLISHING);
  const published = booleanParam(call, 'published') ?? true;
  const temporary = booleanParam(call, 'temporary') ?? false;
  if (published && temporary) refuseParameter('Param temporary needs published to be false');
  if (call.params.has('url')) refuseParameter('Param url is not served by this stand-in: send the bytes in source');
  const photo = await storePhoto(call, page, temporary);
  if (!published) return { id: photo.id };
  const text = call.params.get('caption') ?? call.params.get('message') ?? '';
  return { id: photo.id, post_id: publishPost(call.world, page, { text, link: undefined, photos: [photo] }).id };
}

/** `GET /{photo}`. */
export function readPhoto(call: Call): unknown {
  const { photo } = thePhoto(call, READING);
  const { world } = call;
  const source = `${world.url}/bytes/${photo.media.sha256}`;
  const node = {
    id: photo.id,
    alt_text: photo.media.altText,
    created_time: graphTime(photo.createdAt),
    width: photo.media.width,
    height: photo.media.height,
    images: [{ source, width: photo.media.width, height: photo.media.height }],
    page_story_id: photo.postId,
  };
  return project(node, fieldsOf(call, 'id,created_time'), 'Photo');
}

/** `DELETE /{photo}`, for a photo that no post shows. */
export function deletePhoto(call: Call): unknown {
  const { photo } = thePhoto(call, PUBLISHING);
  if (photo.postId !== undefined) refuse({ status: 403, code: 200, message: '(#200) The photo belongs to a published post' });
  call.world.photos.delete(photo.id);
  return { success: true };
}

/** A photo of this Page that still waits for a post. Temporary ones are gone after a day; one that a post has taken is refused with 1366051. */
export function unpublishedPhoto(world: World, page: SeededPage, id: string): Photo {
  const photo = world.photos.get(id);
  const gone = photo === undefined || photo.pageId !== page.id || (photo.temporary && photo.createdAt + TEMPORARY_MS <= now(world));
  if (gone) refuseParameter(`Param attached_media[0] names media_fbid ${id}, which is no unpublished photo of this Page`);
  if (photo.postId !== undefined) refusePosted();
  return photo;
}

/** Refuses a photo that was posted before: 100/1366051 (postiz, November 2026). */
export function refusePosted(): never {
  const userMsg = 'These photos were already posted.';
  refuse({ code: 100, subcode: 1366051, message: 'Invalid parameter', userTitle: 'Photos already posted', userMsg });
}

/** What publishing on a Page needs. */
export const PUBLISHING: Needs = {
  scopes: ['pages_read_engagement', 'pages_manage_posts'],
  task: 'CREATE_CONTENT',
  pageTokenOnly: true,
  code: 200,
};

const READING: Needs = { scopes: ['pages_read_engagement'], code: 10 };

async function storePhoto(call: Call, page: SeededPage, temporary: boolean): Promise<Photo> {
  const bytes = call.files.get('source');
  if (bytes === undefined) refuse({ code: 324, message: '(#324) Requires upload file' });
  const facts = await readPicture(bytes);
  if (facts === undefined || !FORMATS.has(facts.format) || bytes.length > MAX_BYTES) refuseFile();
  const photo: Photo = {
    id: nextId(call.world, '122'),
    pageId: page.id,
    media: keepPicture(call.world, bytes, facts, call.params.get('alt_text_custom') ?? ''),
    createdAt: now(call.world),
    temporary,
    postId: undefined,
  };
  call.world.photos.set(photo.id, photo);
  return photo;
}

function refuseFile(): never {
  const userMsg = "Your photos couldn't be uploaded. Photos should be less than 10 MB and saved as JPG, PNG, GIF or TIFF files.";
  refuse({ code: 100, subcode: 1366046, message: 'Invalid parameter', userTitle: "Can't Read Files", userMsg });
}

function thePhoto(call: Call, needs: Needs): { photo: Photo; page: SeededPage } {
  const photo = call.world.photos.get(call.id) ?? refuseObject(call.method, call.id);
  const page = call.world.pages.find((each) => each.id === photo.pageId) ?? refuseObject(call.method, call.id);
  checkAccess(call, page, needs);
  return { photo, page };
}
