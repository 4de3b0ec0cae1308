import { randomBytes } from 'node:crypto';
import type { Faults } from '../faults.js';
import type { MetricsByPost } from '../metrics.js';
import { type SeededPage, seedPages, seedPeople } from './seed.js';
import type {
  LedgerEntry,
  LedgerMedia,
  LinkedInFault,
  LinkedInKept,
  LinkedInOptions,
  LinkedInPerson,
  LinkedInRequest,
  TokenDeath,
} from './types.js';

/** An access or refresh token. */
export interface Token {
  value: string;
  kind: 'access' | 'refresh';
  personId: string;
  scopes: readonly string[];
  issuedAt: number;
  expiresAt: number;
  death: TokenDeath | undefined;
}

/** A code from the dialog, good for one exchange within thirty minutes. */
export interface Code {
  personId: string;
  redirectUri: string;
  scopes: readonly string[];
  expiresAt: number;
  used: boolean;
}

/** An image or document: announced, then uploaded, then processed. `media` is undefined until bytes came, and when they were unusable. */
export interface Asset {
  urn: string;
  kind: 'image' | 'document';
  owner: string;
  uploadId: string;
  uploadUntil: number;
  uploadedAt: number | undefined;
  availableAt: number;
  media: Omit<LedgerMedia, 'altText' | 'title'> | undefined;
}

/** A post as the API answers it; `entry` is absent where its files were not ready, so that it never appeared. */
export interface Post {
  urn: string;
  author: string;
  commentary: string;
  fields: Record<string, unknown>;
  createdAt: number;
  modifiedAt?: number;
  entry: LedgerEntry | undefined;
}

/** Everything the stand-in knows; it lives as long as the process. */
export interface World {
  readonly options: LinkedInOptions;
  /** The stand-in's origin, known once it listens. */
  url: string;
  readonly closing: AbortController;
  readonly people: LinkedInPerson[];
  readonly pages: SeededPage[];
  /** person -> page -> roles. */
  readonly roles: Map<string, Map<string, readonly string[]>>;
  readonly codes: Map<string, Code>;
  readonly tokens: Map<string, Token>;
  readonly assets: Map<string, Asset>;
  readonly posts: Map<string, Post>;
  /** What is counted of each post. */
  readonly metrics: MetricsByPost;
  /** File bytes by SHA-256, for the pages a browser shows. */
  readonly bytes: Map<string, { data: Buffer; type: string }>;
  readonly ledger: LedgerEntry[];
  readonly requests: LinkedInRequest[];
  /** Told after every answered request. */
  readonly listeners: Set<() => void>;
  /** `person day` -> calls of the API. */
  readonly calls: Map<string, number>;
  readonly faults: Faults<LinkedInFault>;
  processingMs: number;
  dailyLimit: number;
  ids: number;
}

/** A world with its people and pages, nothing granted and nothing published, or as it was kept. */
export function createWorld(options: LinkedInOptions): World {
  const { pages, roles } = seedPages();
  return {
    options,
    url: '',
    closing: new AbortController(),
    people: seedPeople(),
    pages,
    roles,
    codes: new Map(),
    tokens: new Map(),
    assets: new Map(),
    posts: new Map(),
    metrics: new Map(),
    bytes: new Map(),
    ledger: [],
    requests: [],
    listeners: new Set(),
    calls: new Map(),
    faults: new Set(),
    processingMs: 0,
    dailyLimit: Number.POSITIVE_INFINITY,
    ids: 0,
    ...options.kept,
  };
}

/** What of a world is kept between runs: all but its surroundings, and of its requests the newest. */
export function keptOf(world: World): LinkedInKept {
  const { options: _options, url: _url, closing: _closing, listeners: _listeners, faults: _faults, ...known } = world;
  return { ...known, requests: world.requests.slice(-400) };
}

/** The stand-in's time, in milliseconds. */
export function now(world: World): number {
  return world.options.clock?.() ?? Date.now();
}

/** A new id as LinkedIn's look: 19 digits, more than a JavaScript number holds exactly. */
export function nextId(world: World): string {
  world.ids += 1;
  return `7${String(390_000_000_000_000_000n + BigInt(world.ids))}`;
}

/** A person by short name or by the end of the URN; throws when there is none. */
export function personOf(world: World, id: string): LinkedInPerson {
  const person = world.people.find((each) => each.id === id || each.sub === id);
  if (person === undefined) throw new Error(`There is no person "${id}". There are: ${world.people.map((each) => each.id).join(', ')}.`);
  return person;
}

/** A person's URN. */
export function urnOf(person: LinkedInPerson): string {
  return `urn:li:person:${person.sub}`;
}

/** What an author's URN is called. */
export function nameOf(world: World, urn: string): string | undefined {
  return world.pages.find((page) => page.urn === urn)?.name ?? world.people.find((person) => urnOf(person) === urn)?.name;
}

/** Whether the person may post as this page: roles of li:marketing/community-management/shares/posts-api, November 2026. */
export function mayPost(world: World, personId: string, pageUrn: string): boolean {
  return (world.roles.get(personId)?.get(pageUrn) ?? []).some((role) => POSTING_ROLES.has(role));
}

/** Makes and remembers a token. */
export function mintToken(world: World, fields: Pick<Token, 'kind' | 'personId' | 'scopes' | 'expiresAt'>): Token {
  const token: Token = { ...fields, value: `AQ${randomBytes(260).toString('base64url')}`, issuedAt: now(world), death: undefined };
  world.tokens.set(token.value, token);
  return token;
}

/** Ends every token the person has now; expiry leaves refresh tokens alive. */
export function killTokens(world: World, personId: string, death: TokenDeath): void {
  for (const token of world.tokens.values()) {
    if (token.personId === personId && (death === 'revoked' || token.kind === 'access')) token.death ??= death;
  }
}

/** How a token stands. */
export function stateOf(world: World, token: Token): 'active' | TokenDeath {
  return token.death ?? (token.expiresAt <= now(world) ? 'expired' : 'active');
}

const POSTING_ROLES: ReadonlySet<string> = new Set([
  'ADMINISTRATOR',
  'CONTENT_ADMINISTRATOR',
  'CONTENT_ADMIN',
  'DIRECT_SPONSORED_CONTENT_POSTER',
]);
