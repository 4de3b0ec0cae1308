import { grants } from './auth.js';
import { type Call, fieldsOf } from './call.js';
import { refuse, refuseObject } from './errors.js';
import { project } from './fields.js';
import { pageNode } from './page.js';
import { paged } from './paging.js';
import { removeAndAnnounce } from './signed-request.js';
import type { MetaPerson } from './types.js';
import { pagesOf, pageToken, personOf } from './world.js';

/** `GET /me`. */
export function readPerson(call: Call): unknown {
  const person = self(call);
  const picture = { data: { height: 50, width: 50, is_silhouette: false, url: `${call.world.url}/picture/${person.userId}.svg` } };
  return project({ id: person.userId, name: person.name, picture }, fieldsOf(call, 'id,name'), 'User');
}

/** `GET /me/accounts`: the Pages that were ticked, each with its token (meta:graph-api/reference/user/accounts, November 2026). */
export function listAccounts(call: Call): unknown {
  const { world, token } = call;
  const person = self(call);
  if (!grants(world, person.id, 'pages_show_list'))
    refuse({ status: 403, code: 200, message: '(#200) Requires pages_show_list permission' });
  const pages = pagesOf(world, person.id).filter((page) => grants(world, person.id, 'pages_show_list', page.id));
  const fields = fieldsOf(call, 'access_token,category,name,id,tasks');
  return paged(
    call,
    pages,
    (page) => page.id,
    (page) => project(pageNode(call, page, pageToken(world, token, page.id).value), fields, 'Page'),
  );
}

/** `GET /me/permissions`. */
export function listPermissions(call: Call): unknown {
  const person = self(call);
  const scopes = call.world.consents.get(person.id)?.scopes ?? new Map<string, string>();
  return { data: [...scopes].map(([permission, status]) => ({ permission, status })) };
}

/** `DELETE /me/permissions`, which removes the app, or `/me/permissions/{permission}`, which takes back one. */
export function revokePermissions(call: Call): unknown {
  const person = self(call);
  if (call.rest === undefined) {
    removeAndAnnounce(call.world, person);
    return { success: true };
  }
  const scopes = call.world.consents.get(person.id)?.scopes;
  if (scopes?.get(call.rest) !== 'granted') refuse({ code: 100, message: '(#100) Permission was not granted' });
  scopes.set(call.rest, 'declined');
  return { success: true };
}

function self(call: Call): MetaPerson {
  const person = personOf(call.world, call.token.personId);
  if (call.token.kind !== 'user' || call.id !== person.userId) refuseObject(call.method, call.id);
  return person;
}
