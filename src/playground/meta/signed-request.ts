import { createHmac } from 'node:crypto';
import type { MetaPerson } from './types.js';
import { now, removeApp, type World } from './world.js';

/** The `signed_request` Meta posts about a person (meta:development/create-an-app/app-dashboard/data-deletion-callback, November 2026). */
export function signRequest(world: World, person: MetaPerson): string {
  const body = { algorithm: 'HMAC-SHA256', issued_at: Math.floor(now(world) / 1000), user_id: person.userId };
  const payload = Buffer.from(JSON.stringify(body)).toString('base64url');
  return `${createHmac('sha256', world.options.appSecret).update(payload).digest('base64url')}.${payload}`;
}

/** Removes the app for the person and tells the deauthorize address, where one is set. The call does not wait for it, and a failure there is the app's. */
export function removeAndAnnounce(world: World, person: MetaPerson): void {
  removeApp(world, person.id);
  const { deauthorizeUrl } = world.options;
  const url = typeof deauthorizeUrl === 'function' ? deauthorizeUrl() : deauthorizeUrl;
  if (url === undefined) return;
  const body = new URLSearchParams({ signed_request: signRequest(world, person) });
  fetch(url, { method: 'POST', body, signal: world.closing.signal })
    .then(
      (answer) => answer.arrayBuffer(),
      () => undefined,
    )
    .catch(() => undefined);
}
