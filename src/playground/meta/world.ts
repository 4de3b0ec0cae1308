import { randomBytes } from 'node:crypto';
import type { Faults } from '../faults.js';
import type { MetricsByPost } from '../metrics.js';
import { refuse } from './errors.js';
import { type SeededPage, seedPages, seedPeople } from './seed.js';
import type { LedgerEntry, LedgerMedia, MetaFault, MetaKept, MetaOptions, MetaPerson, MetaRequest, TokenDeath } from './types.js';

/** A user or Page token. `expiresAt` is absent for a Page token of a long-lived user token. */
export interface Token {
  value: string;
  kind: 'user' | 'page';
  personId: string;
  pageId: string | undefined;
  issuedAt: number;
  expiresAt: number | undefined;
  death: TokenDeath | undefined;
}

/** What a person granted this app. `pages` undefined means every Page, later ones too. */
export interface Consent {
  scopes: Map<string, 'granted' | 'declined'>;
  pages: Set<string> | undefined;
}

/** A code from the dialog, good for one exchange within ten minutes. */
export interface Code {
  personId: string;
  redirectUri: string;
  expiresAt: number;
  used: boolean;
}

/** A photo on a Page, unpublished until a post takes it. */
export interface Photo {
  id: string;
  pageId: string;
  media: LedgerMedia;
  createdAt: number;
  temporary: boolean;
  postId: string | undefined;
}

/** An Instagram container. `pollsLeft` is how many more times it answers IN_PROGRESS. */
export interface Container {
  id: string;
  igId: string;
  kind: 'image' | 'child' | 'carousel';
  caption: string;
  media: LedgerMedia[];
  children: Container[];
  createdAt: number;
  pollsLeft: number;
  failure: number | undefined;
  expired: boolean;
  published: boolean;
}

/** What is live: the ledger entry, and the photos or carousel children behind its pictures, in the same order. */
export interface Live {
  entry: LedgerEntry;
  partIds: string[];
}

/** Everything the stand-in knows; it lives as long as the process. */
export interface World {
  readonly options: MetaOptions;
  /** The stand-in's origin, known once it listens. */
  url: string;
  readonly closing: AbortController;
  readonly people: MetaPerson[];
  readonly pages: SeededPage[];
  /** person -> Page -> tasks. */
  readonly roles: Map<string, Map<string, readonly string[]>>;
  readonly consents: Map<string, Consent>;
  readonly codes: Map<string, Code>;
  readonly tokens: Map<string, Token>;
  readonly photos: Map<string, Photo>;
  readonly containers: Map<string, Container>;
  readonly posts: Map<string, Live>;
  readonly igMedia: Map<string, Live>;
  /** What is counted of each post. */
  readonly metrics: MetricsByPost;
  /** Picture bytes by SHA-256, for the pages a browser shows. */
  readonly bytes: Map<string, { data: Buffer; type: string }>;
  readonly quotas: Map<string, { used: number; total: number; afterSeq: number }>;
  /** By account: how much of its calls is used up, in percent. */
  readonly usage: Map<string, number>;
  readonly ledger: LedgerEntry[];
  readonly requests: MetaRequest[];
  /** Told after every answered request. */
  readonly listeners: Set<() => void>;
  readonly faults: Faults<MetaFault>;
  containerDelay: number;
  failNext: number[];
  ids: number;
}

/** A world with its people and Pages, nothing granted and nothing published, or as it was kept. */
export function createWorld(options: MetaOptions): World {
  const { pages, roles } = seedPages();
  return {
    options,
    url: '',
    closing: new AbortController(),
    people: seedPeople(),
    pages,
    roles,
    consents: new Map(),
    codes: new Map(),
    tokens: new Map(),
    photos: new Map(),
    containers: new Map(),
    posts: new Map(),
    igMedia: new Map(),
    metrics: new Map(),
    bytes: new Map(),
    quotas: new Map(),
    usage: new Map(),
    ledger: [],
    requests: [],
    listeners: new Set(),
    faults: new Set(),
    containerDelay: 0,
    failNext: [],
    ids: 0,
    ...options.kept,
  };
}

/** What of a world is kept between runs: all but its surroundings, and of its requests the newest. */
export function keptOf(world: World): MetaKept {
  const { options: _options, url: _url, closing: _closing, listeners: _listeners, faults: _faults, ...known } = world;
  return { ...known, requests: world.requests.slice(-400) };
}

/** The stand-in's time, in milliseconds. */
export function now(world: World): number {
  return world.options.clock?.() ?? Date.now();
}

/** A new numeric id as text. Like Meta's, it may be larger than a JavaScript number holds exactly. */
export function nextId(world: World, prefix: string): string {
  world.ids += 1;
  return `${prefix}${String(world.ids).padStart(17 - prefix.length, '0')}`;
}

/** A person by short name or app-scoped id; throws when there is none. */
export function personOf(world: World, id: string): MetaPerson {
  const person = world.people.find((each) => each.id === id || each.userId === id);
  if (person === undefined) throw new Error(`There is no person "${id}". There are: ${world.people.map((each) => each.id).join(', ')}.`);
  return person;
}

/** The Pages this person has a role on, in order. */
export function pagesOf(world: World, personId: string): SeededPage[] {
  const roles = world.roles.get(personId);
  return world.pages.filter((page) => roles?.has(page.id) === true);
}

/** The Page that an id names, as itself or as its Instagram account. */
export function pageOf(world: World, accountId: string): SeededPage | undefined {
  return world.pages.find((page) => page.id === accountId || page.instagram?.id === accountId);
}

/** Makes and remembers a token. */
export function mintToken(world: World, fields: Pick<Token, 'kind' | 'personId' | 'pageId' | 'expiresAt'>): Token {
  const token: Token = { ...fields, value: `EAA${randomBytes(96).toString('base64url')}`, issuedAt: now(world), death: undefined };
  world.tokens.set(token.value, token);
  return token;
}

/** The Page token that this user token is answered with: always the same one, and without an end when the user token is long-lived. */
export function pageToken(world: World, user: Token, pageId: string): Token {
  const expiresAt = isLongLived(user) ? undefined : user.expiresAt;
  for (const token of world.tokens.values()) {
    const same = token.kind === 'page' && token.personId === user.personId && token.pageId === pageId && token.expiresAt === expiresAt;
    if (same && token.death === undefined) return token;
  }
  return mintToken(world, { kind: 'page', personId: user.personId, pageId, expiresAt });
}

/** Ends every token the person has now. */
export function killTokens(world: World, personId: string, death: TokenDeath): void {
  for (const token of world.tokens.values()) if (token.personId === personId) token.death ??= death;
}

/** Removes the app for this person: tokens end, grants are forgotten. */
export function removeApp(world: World, personId: string): void {
  killTokens(world, personId, 'revoked');
  world.consents.delete(personId);
}

/** Writes down that something went live and returns its entry; `id` and `permalink` are the caller's. */
export function publishEntry(world: World, fields: Omit<LedgerEntry, 'at' | 'seq'>): LedgerEntry {
  const entry: LedgerEntry = { ...fields, at: now(world), seq: world.ledger.length + 1 };
  world.ledger.push(entry);
  return entry;
}

/** What is live on an account, newest first. */
export function liveOn(world: World, accountId: string): Live[] {
  const all = [...world.posts.values(), ...world.igMedia.values()];
  return all
    .filter(({ entry }) => entry.accountId === accountId && entry.deletedAt === undefined)
    .sort((a, b) => b.entry.seq - a.entry.seq);
}

/** Instagram's and Facebook's form of a time: whole seconds, `+0000`. */
export function graphTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+0000`;
}

/** Refuses an ended token with the code Meta gives for it (meta:graph-api/guides/error-handling, November 2026). */
export function refuseDeath(death: TokenDeath): never {
  const [subcode, message] = DEATHS[death];
  refuse({ code: 190, subcode, message: `Error validating access token: ${message}` });
}

const DEATHS: Record<TokenDeath, [number, string]> = {
  expired: [463, 'Session has expired. The current time is later than the time the session ends.'],
  revoked: [458, 'The user has not authorized application.'],
  password_changed: [
    460,
    'The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  ],
  checkpoint: [459, 'You cannot access the app till you log in to www.facebook.com and follow the instructions given.'],
};

function isLongLived(token: Token): boolean {
  return token.expiresAt === undefined || token.expiresAt - token.issuedAt > 86_400_000;
}
