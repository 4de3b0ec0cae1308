import { randomBytes } from 'node:crypto';
import { type Answer, htmlAnswer } from '../meta/answer.js';
import { escapeHtml } from '../meta/html.js';
import { htmlPage } from './html.js';
import type { Incoming } from './incoming.js';
import type { XPerson } from './types.js';
import { now, type World } from './world.js';

/**
 * The consent dialog (xdocs:fundamentals/authentication/oauth-2-0/authorization-code, November 2026). GET shows who may continue, then the form; POST is
 * the form's answer and sends the browser back. What is wrong with the request is shown here with status 400.
 */
export function answerDialog(world: World, incoming: Incoming): Answer {
  const query = incoming.url.searchParams;
  const complaint = complaintAbout(world, query);
  if (complaint !== undefined) {
    const words = `<p role="alert">${escapeHtml(complaint)}</p><p>You weren't able to give access to the App.</p>`;
    return htmlAnswer(400, htmlPage('Something went wrong', words));
  }
  const name = incoming.form.get('person') ?? query.get('person');
  const person = world.people.find((each) => each.id === name || each.userId === name);
  if (person === undefined) return htmlAnswer(200, choosePerson(world, incoming.url));
  if (incoming.method !== 'POST') return htmlAnswer(200, consentForm(person, askedScopes(query)));
  const accepted = incoming.form.get('action') === 'accept';
  const back = sentBack(query, accepted ? { code: issueCode(world, person, query) } : { error: 'access_denied' });
  return { status: 302, headers: { location: back }, body: '' };
}

const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  'tweet.read',
  'tweet.write',
  'users.read',
  'users.email',
  'media.write',
  'offline.access',
]);

function complaintAbout(world: World, query: URLSearchParams): string | undefined {
  const { clientId, redirectUris } = world.options;
  const registered = typeof redirectUris === 'function' ? redirectUris() : redirectUris;
  if (query.get('client_id') !== clientId) return 'The client_id is not known.';
  if (!registered.includes(query.get('redirect_uri') ?? '')) return 'The redirect_uri is not one of the registered callback addresses.';
  if (query.get('response_type') !== 'code') return 'The response_type must be code.';
  if (query.get('code_challenge_method') !== 'S256') return 'The code_challenge_method must be S256.';
  if (!/^[\w-]{43}$/.test(query.get('code_challenge') ?? '')) return 'The code_challenge must be the base64url of a SHA-256.';
  const state = query.get('state') ?? '';
  if (state === '' || state.length > 500) return 'The state must have 1 to 500 characters.';
  const unknown = askedScopes(query).filter((scope) => !KNOWN_SCOPES.has(scope));
  return unknown.length > 0 || askedScopes(query).length === 0 ? `The scope is not valid: ${unknown.join(' ')}.` : undefined;
}

function askedScopes(query: URLSearchParams): string[] {
  return (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
}

function choosePerson(world: World, url: URL): string {
  const links = world.people.map((person) => {
    const target = new URL(url);
    target.searchParams.set('person', person.id);
    return `<li><a href="${escapeHtml(target.pathname + target.search)}">${escapeHtml(person.name)} (@${person.username})</a></li>`;
  });
  return htmlPage('Sign in to X', `<ul>${links.join('')}</ul>`);
}

function consentForm(person: XPerson, scopes: string[]): string {
  const list = scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('');
  return htmlPage(
    `Copydesk wants to access the account @${person.username}`,
    `<form method="post"><input type="hidden" name="person" value="${person.id}"><p>Things this App can do:</p><ul>${list}</ul>
<button name="action" value="accept">Authorize app</button><button name="action" value="cancel">Cancel</button></form>`,
  );
}

function issueCode(world: World, person: XPerson, query: URLSearchParams): string {
  const code = randomBytes(48).toString('base64url');
  world.codes.set(code, {
    personId: person.id,
    redirectUri: query.get('redirect_uri') ?? '',
    challenge: query.get('code_challenge') ?? '',
    scopes: askedScopes(query),
    expiresAt: now(world) + CODE_LIFE_MS,
  });
  return code;
}

function sentBack(query: URLSearchParams, answer: Record<string, string>): string {
  const url = new URL(query.get('redirect_uri') ?? '');
  url.searchParams.set('state', query.get('state') ?? '');
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return url.href;
}

const CODE_LIFE_MS = 30_000;
