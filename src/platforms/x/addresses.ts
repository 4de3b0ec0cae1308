import type { PlatformAccount } from '../platform.js';
import type { XSetup } from './app.js';

/** A post's public address. X finds a post by its id, whatever the account is called by then. */
export function postUrl(setup: XSetup, { username = 'i' }: PlatformAccount, ref: string): string {
  return `${webOf(setup)}/${username}/status/${ref}`;
}

/** The account's public profile. */
export function profileUrl(setup: XSetup, { username = '' }: PlatformAccount): string {
  return `${webOf(setup)}/${username}`;
}

/** The id in the address of a post of this account, or an id by itself. `/i/status/` and `/i/web/status/` name no account. */
export function refOf(setup: XSetup, { username }: PlatformAccount, address: string): string | undefined {
  const text = address.trim();
  if (POST_ID.test(text)) return text;
  const whole = /^https?:/i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const { host, pathname } = new URL(whole);
  if (!HOSTS.has(host.replace(/^(www|mobile)\./, '')) && host !== new URL(webOf(setup)).host) return undefined;
  const [, name, id] = POST_PATH.exec(pathname) ?? [];
  const isTheirs = name === 'i' || username === undefined || name?.toLowerCase() === username.toLowerCase();
  return isTheirs ? id : undefined;
}

function webOf(setup: XSetup): string {
  return setup.state === 'on' ? setup.authorizeUrl : 'https://x.com';
}

const HOSTS: ReadonlySet<string> = new Set(['x.com', 'twitter.com']);
const POST_ID = /^\d{1,19}$/;
const POST_PATH = /^\/(\w{1,15})(?:\/web)?\/status(?:es)?\/(\d{1,19})(?:\/|$)/;
