import { randomBytes } from 'node:crypto';
import { type Answer, htmlAnswer } from './answer.js';
import type { Incoming } from './call.js';
import { escapeHtml, htmlPage } from './html.js';
import type { MetaPerson } from './types.js';
import { now, pagesOf, type World } from './world.js';

/** The permissions this stand-in knows (meta:permissions, November 2026). */
const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  'public_profile',
  'email',
  'business_management',
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_posts',
  'pages_manage_engagement',
  'pages_manage_metadata',
  'pages_read_user_content',
  'publish_video',
  'read_insights',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_comments',
  'instagram_manage_insights',
  'instagram_manage_contents',
]);

/**
 * The consent dialog (meta:facebook-login/guides/advanced/manual-flow, November 2026). GET shows who may continue, then the form; POST is the form's
 * answer and sends the browser back. What cannot be sent back safely (an unknown app, an address that is not registered, an unknown permission) is
 * shown here with status 400. A permission declined before is asked again only with `auth_type=rerequest`.
 */
export function answerDialog(world: World, incoming: Incoming): Answer {
  const query = incoming.url.searchParams;
  const complaint = complaintAbout(world, query);
  if (complaint !== undefined)
    return htmlAnswer(400, htmlPage('This content is not available', `<p role="alert">${escapeHtml(complaint)}</p>`));
  const name = incoming.method === 'POST' ? (incoming.form.get('person') ?? query.get('person')) : query.get('person');
  const person = world.people.find((each) => each.id === name || each.userId === name);
  if (person === undefined) return htmlAnswer(200, choosePerson(world, incoming.url));
  const shown = shownScopes(world, person, query);
  if (incoming.method !== 'POST') return htmlAnswer(200, consentForm(world, person, shown));
  const back = incoming.form.get('action') === 'accept' ? accept(world, person, shown, incoming) : cancelled(query);
  return { status: 302, headers: { location: back }, body: '' };
}

function complaintAbout(world: World, query: URLSearchParams): string | undefined {
  const { appId, redirectUris } = world.options;
  const registered = typeof redirectUris === 'function' ? redirectUris() : redirectUris;
  if (query.get('client_id') !== appId) return 'Invalid app ID: the provided app ID does not look like a valid app ID.';
  if (!registered.includes(query.get('redirect_uri') ?? '')) {
    return "URL blocked: this redirect failed because the redirect URI is not whitelisted in the app's client OAuth settings.";
  }
  if (query.get('response_type') !== 'code') return 'Invalid response_type: this app asks with response_type=code.';
  const unknown = askedScopes(query).filter((scope) => !KNOWN_SCOPES.has(scope));
  if (unknown.length > 0) return `Invalid Scopes: ${unknown.join(', ')}.`;
  return undefined;
}

function askedScopes(query: URLSearchParams): string[] {
  return (query.get('scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
}

function shownScopes(world: World, person: MetaPerson, query: URLSearchParams): string[] {
  const consent = world.consents.get(person.id);
  const again = query.get('auth_type') === 'rerequest';
  return askedScopes(query).filter((scope) => scope !== 'public_profile' && (again || consent?.scopes.get(scope) !== 'declined'));
}

function choosePerson(world: World, url: URL): string {
  const links = world.people.map((person) => {
    const target = new URL(url);
    target.searchParams.set('person', person.id);
    const face = `<img src="/picture/${person.userId}.svg" alt="">`;
    return `<li><a href="${escapeHtml(target.pathname + target.search)}">${face}Continue as ${escapeHtml(person.name)}</a></li>`;
  });
  return htmlPage('Log in to Facebook', `<ul>${links.join('')}</ul>`);
}

function consentForm(world: World, person: MetaPerson, scopes: string[]): string {
  const pages = pagesOf(world, person.id).map((page) => checkbox('page', page.id, page.name));
  return htmlPage(
    `Continue as ${person.name}`,
    `<form method="post"><input type="hidden" name="person" value="${person.id}">
<fieldset><legend>What this app is allowed to do</legend>${scopes.map((scope) => checkbox('scope', scope, SCOPE_WORDS[scope] ?? scope, scope)).join('')}</fieldset>
<fieldset><legend>Pages it may use</legend>${pages.join('') || 'No Pages'}</fieldset>
<button name="action" value="accept">Save</button><button name="action" value="cancel">Cancel</button></form>`,
  );
}

function checkbox(name: string, value: string, label: string, hint?: string): string {
  const small = hint === undefined ? '' : `<small>${escapeHtml(hint)}</small>`;
  return `<label><input type="checkbox" name="${name}" value="${escapeHtml(value)}" checked> <span>${escapeHtml(label)}${small}</span></label>`;
}

/** What the dialog calls the permissions that people meet most. */
const SCOPE_WORDS: Readonly<Record<string, string>> = {
  pages_show_list: 'See the Pages you manage',
  pages_read_engagement: 'Read what is posted on your Pages',
  pages_manage_posts: 'Create and manage posts on your Pages',
  instagram_basic: 'See your Instagram profile and posts',
  instagram_content_publish: 'Publish pictures on your Instagram account',
  pages_manage_engagement: 'Comment as your Pages',
  instagram_manage_contents: 'Delete posts of your Instagram account',
  instagram_manage_comments: 'Comment as your Instagram account',
};

function accept(world: World, person: MetaPerson, shown: string[], incoming: Incoming): string {
  const query = incoming.url.searchParams;
  const scopes = new Map(world.consents.get(person.id)?.scopes ?? [['public_profile', 'granted' as const]]);
  const kept = incoming.form.getAll('scope');
  for (const scope of shown) scopes.set(scope, kept.includes(scope) ? 'granted' : 'declined');
  const ticked = incoming.form.getAll('page');
  const all = pagesOf(world, person.id).every((page) => ticked.includes(page.id));
  world.consents.set(person.id, { scopes, pages: all ? undefined : new Set(ticked) });
  const code = `AQ${randomBytes(96).toString('base64url')}`;
  const redirectUri = query.get('redirect_uri') ?? '';
  world.codes.set(code, { personId: person.id, redirectUri, expiresAt: now(world) + 600_000, used: false });
  return sentBack(query, { code });
}

function cancelled(query: URLSearchParams): string {
  return sentBack(query, {
    error: 'access_denied',
    error_code: '200',
    error_description: 'Permissions error',
    error_reason: 'user_denied',
  });
}

function sentBack(query: URLSearchParams, answer: Record<string, string>): string {
  const url = new URL(query.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  const state = query.get('state');
  if (state !== null) url.searchParams.set('state', state);
  url.hash = '_=_';
  return url.href;
}
