import { checkAccess, grants } from './auth.js';
import { type Call, fieldsOf } from './call.js';
import { refuseObject } from './errors.js';
import { project } from './fields.js';
import type { SeededPage } from './seed.js';
import { pageToken } from './world.js';

/** `GET /{page}`. */
export function readPage(call: Call): unknown {
  const page = thePage(call);
  checkAccess(call, page, { scopes: ['pages_show_list'], code: 10 });
  const token = call.token.kind === 'page' ? call.token : pageToken(call.world, call.token, page.id);
  return project(pageNode(call, page, token.value), fieldsOf(call, 'id,name'), 'Page');
}

/** A Page with every field this stand-in knows. The Instagram account shows only where `instagram_basic` reaches this Page. */
export function pageNode(call: Call, page: SeededPage, accessToken: string): Record<string, unknown> {
  const { world, token } = call;
  const instagram = grants(world, token.personId, 'instagram_basic', page.id) ? page.instagram : undefined;
  return {
    id: page.id,
    name: page.name,
    username: page.username,
    category: 'Local business',
    link: `${world.url}/facebook/${page.id}`,
    access_token: accessToken,
    tasks: world.roles.get(token.personId)?.get(page.id),
    picture: { data: { height: 200, width: 200, is_silhouette: false, url: `${world.url}/picture/${page.id}.svg` } },
    instagram_business_account: instagram && instagramNode(call, instagram),
  };
}

/** An Instagram account with every field this stand-in knows. */
export function instagramNode(call: Call, instagram: { id: string; username: string }): Record<string, unknown> {
  return {
    id: instagram.id,
    username: instagram.username,
    name: instagram.username,
    profile_picture_url: `${call.world.url}/picture/${instagram.id}.svg`,
  };
}

/** The Page that the call's path names. */
export function thePage(call: Call): SeededPage {
  return call.world.pages.find((page) => page.id === call.id) ?? refuseObject(call.method, call.id);
}
