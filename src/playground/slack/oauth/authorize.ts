import { escapeHtml } from '../../meta/html.js';
import type { Reply } from '../web-api.js';
import type { World } from '../world.js';
import { type App, newCode } from './app.js';

/**
 * The page that asks whether the app may come in. GET shows it for the workspace `team`, else the first; POST is Allow and sends the browser back,
 * as Cancel does. An unknown app, address or scope is shown here. slack:authentication/installing-with-oauth, November 2026.
 */
export function answerAuthorize(app: App, method: string, query: URLSearchParams, form: URLSearchParams): Reply {
  const asked = method === 'POST' ? form : query;
  const wrong = complaintAbout(app, asked);
  if (wrong !== undefined) return html(400, 'Something went wrong', `<p role="alert">${wrong}</p>`);
  const world = app.worlds.find(({ team }) => team.id === asked.get('team')) ?? app.worlds[0];
  if (world === undefined) return html(400, 'Something went wrong', '<p>You are in no workspace.</p>');
  if (method !== 'POST') return html(200, `Copydesk wants to come into ${world.team.name}`, consent(asked, world));
  const code = newCode(app, {
    world,
    userId: world.roles.admin.id,
    redirectUri: asked.get('redirect_uri') ?? '',
    scopes: scopesOf(asked),
  });
  return { status: 302, body: '', headers: { location: backWith(asked, { code }) } };
}

function complaintAbout({ clientId, redirectUris }: App, asked: URLSearchParams): string | undefined {
  if (asked.get('client_id') !== clientId) return 'invalid_client_id';
  if (!redirectUris.includes(asked.get('redirect_uri') ?? '')) return 'redirect_uri did not match any configured URIs';
  const foreign = scopesOf(asked).find((scope) => !KNOWN.has(scope));
  return foreign === undefined && scopesOf(asked).length > 0 ? undefined : 'invalid_scope';
}

function consent(asked: URLSearchParams, { team }: World): string {
  const all = new URLSearchParams([...asked].filter(([name]) => name !== 'team'));
  all.set('team', team.id);
  const fields = [...all].map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`);
  const scopes = scopesOf(asked).map((scope) => `<li>${escapeHtml(scope)}</li>`);
  return `<ul>${scopes.join('')}</ul><form method="post" action="/oauth/v2/authorize">${fields.join('')}<button>Allow</button></form>
<p><a href="${escapeHtml(backWith(asked, { error: 'access_denied' }))}">Cancel</a></p>`;
}

function backWith(asked: URLSearchParams, answer: Record<string, string>): string {
  const back = new URL(asked.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries({ ...answer, state: asked.get('state') ?? '' })) back.searchParams.set(name, value);
  return back.href;
}

function scopesOf(asked: URLSearchParams): string[] {
  return (asked.get('scope') ?? '').split(',').filter((scope) => scope !== '');
}

function html(status: number, title: string, body: string): Reply {
  const page = `<!doctype html><html lang="en"><title>${escapeHtml(title)}</title><h1>${escapeHtml(title)}</h1>${body}</html>`;
  return { status, body: page, headers: { 'content-type': 'text/html; charset=utf-8' } };
}

/** The bot scopes that the methods of this Slack have. */
const KNOWN: ReadonlySet<string> = new Set([
  'commands',
  'chat:write',
  'im:write',
  'users:read',
  'files:read',
  'files:write',
  'usergroups:read',
  'team:read',
  'channels:read',
  'groups:read',
]);
