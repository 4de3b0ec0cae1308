import { randomBytes } from 'node:crypto';
import { escapeHtml } from '../meta/html.js';
import { type Answer, emptyAnswer, htmlAnswer } from './answer.js';
import type { Incoming } from './call.js';
import { htmlPage } from './html.js';
import type { LinkedInPerson } from './types.js';
import { now, type World } from './world.js';

/** Scopes of the self-serve products (li:shared/authentication/permissions, November 2026). */
const SELF_SERVE = ['openid', 'profile', 'email', 'w_member_social'];

/** Scopes of the Community Management product. */
const COMMUNITY = [
  'r_organization_admin',
  'rw_organization_admin',
  'r_organization_social',
  'w_organization_social',
  'w_member_social_feed',
  'w_organization_social_feed',
  'r_organization_social_feed',
];

/**
 * The consent dialog (li:shared/authentication/authorization-code-flow, November 2026). GET shows who may continue, then what is asked; POST is the
 * answer and sends the browser back. An unknown app or an address that is not registered is shown here with status 400; a scope that the app does not
 * have sends the browser back at once.
 */
export function answerDialog(world: World, incoming: Incoming): Answer {
  const query = incoming.url.searchParams;
  const complaint = complaintAbout(world, query);
  if (complaint !== undefined) return htmlAnswer(400, htmlPage('Something went wrong', `<p role="alert">${escapeHtml(complaint)}</p>`));
  const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const allowed = world.options.organizations === true ? [...SELF_SERVE, ...COMMUNITY] : SELF_SERVE;
  const foreign = scopes.find((scope) => !allowed.includes(scope));
  if (foreign !== undefined)
    return sentBack(query, 'unauthorized_scope_error', `Scope "${foreign}" is not authorized for your application`);
  const name = incoming.form.get('person') ?? query.get('person');
  const person = world.people.find((each) => each.id === name || each.sub === name);
  if (person === undefined) return htmlAnswer(200, choosePerson(world, incoming.url));
  if (incoming.method !== 'POST') return htmlAnswer(200, consentForm(person, scopes));
  if (incoming.form.get('action') !== 'accept') return sentBack(query, 'user_cancelled_authorize', 'The user cancelled the authorization');
  return back(query, { code: newCode(world, person, scopes, query) });
}

function complaintAbout(world: World, query: URLSearchParams): string | undefined {
  const { clientId, redirectUris } = world.options;
  const registered = typeof redirectUris === 'function' ? redirectUris() : redirectUris;
  if (query.get('client_id') !== clientId) return 'The passed in client_id is invalid.';
  if (!registered.includes(query.get('redirect_uri') ?? '')) return 'The redirect_uri does not match the registered value.';
  if (query.get('response_type') !== 'code') return 'You need to pass the "response_type" parameter.';
  return undefined;
}

function choosePerson(world: World, url: URL): string {
  const links = world.people.map((person) => {
    const target = new URL(url);
    target.searchParams.set('person', person.id);
    return `<li><a href="${escapeHtml(target.pathname + target.search)}">Sign in as ${escapeHtml(person.name)}</a></li>`;
  });
  return htmlPage('Sign in to LinkedIn', `<ul>${links.join('')}</ul>`);
}

function consentForm(person: LinkedInPerson, scopes: readonly string[]): string {
  const items = scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('');
  return htmlPage(
    `Copydesk would like to act for ${person.name}`,
    `<form method="post"><input type="hidden" name="person" value="${person.id}"><p>It asks for:</p><ul>${items}</ul>
<button name="action" value="accept">Allow</button><button name="action" value="cancel">Cancel</button></form>`,
  );
}

function newCode(world: World, person: LinkedInPerson, scopes: readonly string[], query: URLSearchParams): string {
  const code = `AQ${randomBytes(96).toString('base64url')}`;
  const redirectUri = query.get('redirect_uri') ?? '';
  world.codes.set(code, { personId: person.id, redirectUri, scopes, expiresAt: now(world) + 1_800_000, used: false });
  return code;
}

function sentBack(query: URLSearchParams, error: string, description: string): Answer {
  return back(query, { error, error_description: description });
}

function back(query: URLSearchParams, answer: Record<string, string>): Answer {
  const url = new URL(query.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  const state = query.get('state');
  if (state !== null) url.searchParams.set('state', state);
  return emptyAnswer(302, { location: url.href });
}
