import { checkAccess, type Needs } from './auth.js';
import { booleanParam, type Call, fieldsOf } from './call.js';
import { refuse, refuseObject, refuseParameter } from './errors.js';
import { fetchPicture } from './fetch-picture.js';
import { project } from './fields.js';
import { keepPicture } from './picture.js';
import type { SeededPage } from './seed.js';
import { type Container, nextId, now, pageOf, type World } from './world.js';

/** Where a container stands, in Instagram's words. */
export type ContainerStatus = 'IN_PROGRESS' | 'FINISHED' | 'ERROR' | 'EXPIRED' | 'PUBLISHED';

/** `POST /{ig-user}/media`: one picture, one carousel child, or a carousel (meta:instagram-platform/instagram-graph-api/reference/ig-user/media, November 2026). */
export async function createContainer(call: Call): Promise<unknown> {
  const igId = theInstagram(call, IG_PUBLISHING).igId;
  checkContainerQuota(call.world, igId);
  const container = await build(call, igId);
  container.failure = call.world.failNext.shift();
  call.world.containers.set(container.id, container);
  return { id: container.id };
}

/** `GET /{container}`. Each read while IN_PROGRESS brings it one step nearer to its end. */
export function readContainer(call: Call): unknown {
  const container = call.world.containers.get(call.id) ?? refuseObject(call.method, call.id);
  const page = pageOf(call.world, container.igId) ?? refuseObject(call.method, call.id);
  checkAccess(call, page, { scopes: ['instagram_basic'], code: 10 });
  const status = statusOf(call.world, container);
  const node = { id: container.id, status_code: status, status: statusText(container, status) };
  const answer = project(node, fieldsOf(call, 'id'), 'IGMediaBuilder');
  if (status === 'IN_PROGRESS') container.pollsLeft -= 1;
  return answer;
}

/** Where a container stands now. */
export function statusOf(world: World, container: Container): ContainerStatus {
  if (container.published) return 'PUBLISHED';
  if (container.expired || container.createdAt + DAY_MS <= now(world)) return 'EXPIRED';
  if (container.pollsLeft > 0) return 'IN_PROGRESS';
  return container.failure === undefined ? 'FINISHED' : 'ERROR';
}

/** The Instagram account that the call's path names, and its Page, after the checks every Instagram call shares. */
export function theInstagram(call: Call, needs: Needs): { igId: string; username: string; page: SeededPage } {
  const page = call.world.pages.find((each) => each.instagram?.id === call.id);
  if (page?.instagram === undefined) refuseObject(call.method, call.id);
  checkAccess(call, page, needs);
  return { igId: page.instagram.id, username: page.instagram.username, page };
}

/** What publishing on Instagram needs (meta:instagram-platform/content-publishing, November 2026). */
export const IG_PUBLISHING: Needs = {
  scopes: ['instagram_basic', 'instagram_content_publish', 'pages_read_engagement'],
  task: 'CREATE_CONTENT',
  code: 10,
};

/** What reading from Instagram needs. */
export const IG_READING: Needs = { scopes: ['instagram_basic', 'pages_read_engagement'], code: 10 };

const DAY_MS = 86_400_000;
const MAX_CONTAINERS = 400;
const MAX_CAPTION = 2200;
const MAX_HASHTAGS = 30;
const MAX_MENTIONS = 20;
const MAX_ALT_TEXT = 1000;

function checkContainerQuota(world: World, igId: string): void {
  const recent = [...world.containers.values()].filter((each) => each.igId === igId && each.createdAt + DAY_MS > now(world));
  if (recent.length >= MAX_CONTAINERS) {
    refuse({
      status: 403,
      code: 80002,
      message: '(#80002) There have been too many calls to this Instagram account. Wait a bit and try again.',
    });
  }
}

async function build(call: Call, igId: string): Promise<Container> {
  const type = call.params.get('media_type');
  if (type === 'CAROUSEL') return carousel(call, igId);
  if ((type !== undefined && type !== 'IMAGE') || call.params.has('video_url')) {
    refuse({
      code: 100,
      subcode: 2207023,
      message: `The media type ${type ?? 'VIDEO'} is unknown here: this stand-in takes pictures and carousels.`,
    });
  }
  const child = booleanParam(call, 'is_carousel_item') ?? false;
  const caption = child ? '' : checkedCaption(call);
  const altText = call.params.get('alt_text') ?? '';
  if ([...altText].length > MAX_ALT_TEXT) refuseParameter(`Param alt_text must be at most ${MAX_ALT_TEXT} characters`);
  const address = call.params.get('image_url');
  if (address === undefined) refuseParameter('The parameter image_url is required');
  const { bytes, facts } = await fetchPicture(call.world, address);
  const media = [keepPicture(call.world, bytes, facts, altText)];
  return fresh(call.world, { igId, kind: child ? 'child' : 'image', caption, media, children: [] });
}

function carousel(call: Call, igId: string): Container {
  const caption = checkedCaption(call);
  const ids = childIds(call.params.get('children') ?? '');
  if (ids.length < 2 || ids.length > 10) {
    refuse({
      code: 100,
      subcode: 2207028,
      message: 'Your post won’t work as a carousel. Carousels need at least 2 photos/videos and no more than 10.',
    });
  }
  const children = ids.map((id) => usableChild(call.world, igId, id));
  return fresh(call.world, { igId, kind: 'carousel', caption, media: children.flatMap((child) => child.media), children });
}

function childIds(text: string): string[] {
  const list = text.startsWith('[') ? (JSON.parse(text) as unknown[]).map(String) : text.split(',');
  return list.map((id) => id.trim()).filter((id) => id !== '');
}

function usableChild(world: World, igId: string, id: string): Container {
  const child = world.containers.get(id);
  if (child?.igId !== igId || child.kind !== 'child')
    refuseParameter(`Param children names ${id}, which is no carousel item of this account`);
  const status = statusOf(world, child);
  if (status === 'FINISHED' || status === 'IN_PROGRESS') return child;
  return refuse({ code: -2, subcode: 2207020, message: 'The media you are trying to access has expired. Please try to upload again.' });
}

function checkedCaption(call: Call): string {
  const caption = call.params.get('caption') ?? '';
  const hashtags = caption.match(/#[\p{L}\p{M}\p{N}_]+/gu)?.length ?? 0;
  const mentions = caption.match(/(?<![\w@.])@[\w.]+/g)?.length ?? 0;
  if ([...caption].length > MAX_CAPTION || hashtags > MAX_HASHTAGS) {
    const message = 'The caption was too long. It can have up to 2,200 characters, 30 hashtags and 20 @ tags.';
    refuse({ code: 36004, subcode: 2207010, message, userTitle: 'Caption too long', userMsg: message });
  }
  if (mentions > MAX_MENTIONS)
    refuse({ code: 100, subcode: 2207040, message: `Cannot use more than ${MAX_MENTIONS} @ tags per created media.` });
  return caption;
}

function fresh(world: World, fields: Pick<Container, 'igId' | 'kind' | 'caption' | 'media' | 'children'>): Container {
  const state = { createdAt: now(world), pollsLeft: world.containerDelay, failure: undefined, expired: false, published: false };
  return { ...fields, ...state, id: nextId(world, '17889') };
}

function statusText(container: Container, status: ContainerStatus): string {
  return status === 'ERROR' ? `Error: Media upload has failed with error code ${container.failure}` : STATUS_TEXTS[status];
}

const STATUS_TEXTS: Record<Exclude<ContainerStatus, 'ERROR'>, string> = {
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
  EXPIRED: 'Expired: Media was not published within 24 hours and has expired.',
  PUBLISHED: 'Published: Media has been published.',
};
