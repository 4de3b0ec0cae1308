import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Call } from './call.js';
import { refuse, refuseObject } from './errors.js';
import type { SeededPage } from './seed.js';
import { now, refuseDeath, type Token, type World } from './world.js';

/** Checks `appsecret_proof`: hex HMAC-SHA256 of the token under the app secret (meta:graph-api/guides/secure-requests, November 2026). */
export function checkProof(world: World, token: string, proof: string | undefined): void {
  if (proof === undefined) {
    refuse({ type: 'GraphMethodException', code: 100, message: 'API calls from the server require an appsecret_proof argument' });
  }
  const expected = createHmac('sha256', world.options.appSecret).update(token).digest('hex');
  if (!sameText(proof, expected)) {
    refuse({ type: 'GraphMethodException', code: 100, message: 'Invalid appsecret_proof provided in the API argument' });
  }
}

/** The token behind a Bearer value, alive; refuses any other with code 190. */
export function liveToken(world: World, value: string): Token {
  const token = world.tokens.get(value);
  if (token === undefined) refuse({ code: 190, message: 'Invalid OAuth access token - Cannot parse access token' });
  checkAlive(world, token);
  return token;
}

/** Refuses an ended token: by what ended it, by its time, or because the person lost the Page. */
export function checkAlive(world: World, token: Token): void {
  if (token.death !== undefined) refuseDeath(token.death);
  if (token.expiresAt !== undefined && token.expiresAt <= now(world)) refuseDeath('expired');
  if (token.pageId !== undefined && tasksOn(world, token.personId, token.pageId) === undefined) {
    refuse({
      code: 190,
      subcode: 492,
      message: 'Error validating access token: The user must be an administrator, editor, or moderator of the page.',
    });
  }
}

/** What this call needs of the account: its permissions, the task on its Page, and whether only a Page's token, or only the person's own, will do. */
export interface Needs {
  scopes: readonly string[];
  task?: 'CREATE_CONTENT';
  pageTokenOnly?: boolean;
  userTokenOnly?: boolean;
  /** 200 for what a Page publishes, 10 for the rest. */
  code: 10 | 200;
}

/** Refuses a call whose token does not reach this Page, or whose person did not grant what it needs for this very Page. */
export function checkAccess(call: Call, page: SeededPage, needs: Needs): void {
  const { world, token } = call;
  if (needs.userTokenOnly === true && token.kind !== 'user') {
    refuse({ code: 102, message: '(#102) A user access token is required to request this resource.' });
  }
  const tasks = tasksOn(world, token.personId, page.id);
  if (tasks === undefined || (token.pageId !== undefined && token.pageId !== page.id)) refuseObject(call.method, call.id);
  const missing = needs.scopes.filter((scope) => !grants(world, token.personId, scope, page.id));
  const wrongToken = needs.pageTokenOnly === true && token.kind !== 'page';
  if (missing.length === 0 && !wrongToken && (needs.task === undefined || tasks.includes(needs.task))) return;
  const named = needs.scopes.join(' and ');
  const message =
    needs.code === 200
      ? `(#200) If posting to a page, requires ${named} as an admin with sufficient administrative permission, with a page token`
      : `(#10) Application does not have permission for this action: it requires ${named}`;
  refuse({ status: 403, code: needs.code, message });
}

/** Whether the person granted this permission; with a Page, whether that Page was ticked too. */
export function grants(world: World, personId: string, scope: string, pageId?: string): boolean {
  const consent = world.consents.get(personId);
  if (consent?.scopes.get(scope) !== 'granted') return false;
  return pageId === undefined || consent.pages === undefined || consent.pages.has(pageId);
}

function tasksOn(world: World, personId: string, pageId: string): readonly string[] | undefined {
  return world.roles.get(personId)?.get(pageId);
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
