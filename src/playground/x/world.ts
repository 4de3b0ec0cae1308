import { randomBytes } from 'node:crypto';
import type { Faults } from '../faults.js';
import type { MetricsByPost } from '../metrics.js';
import type { LedgerEntry, LedgerMedia, Processing, XFault, XKept, XOptions, XPerson, XRequest } from './types.js';

/** A consent's current tokens. A refresh replaces the pair; the refresh token before it is dead. */
export interface Session {
  personId: string;
  scopes: readonly string[];
  refreshToken: string | undefined;
}

/** An access token. */
export interface AccessToken {
  session: Session;
  expiresAt: number;
}

/** A code from the dialog, good for one exchange within 30 seconds. */
export interface Code {
  personId: string;
  redirectUri: string;
  challenge: string;
  scopes: readonly string[];
  expiresAt: number;
}

/** An upload. `media` is known once it is whole and has been read. */
export interface Upload {
  id: string;
  key: string;
  ownerId: string;
  category: string;
  type: string;
  totalBytes: number;
  chunks: Buffer[];
  /** The numbers of the chunks that were taken, as they came. */
  appended: number[];
  media: LedgerMedia | undefined;
  /** What X does with it after FINALIZE; it is `pending` until the first read. */
  processing: Processing & { begun: boolean };
  expiresAt: number;
}

/** A post: its ledger entry, and the keys of the uploads it shows. */
export interface Post {
  entry: LedgerEntry;
  mediaKeys: string[];
}

/** Everything the stand-in knows; it lives as long as the process. */
export interface World {
  readonly options: XOptions;
  /** The stand-in's origin, known once it listens. */
  url: string;
  readonly closing: AbortController;
  readonly people: XPerson[];
  readonly codes: Map<string, Code>;
  readonly accessTokens: Map<string, AccessToken>;
  readonly refreshTokens: Map<string, Session>;
  readonly uploads: Map<string, Upload>;
  readonly posts: Map<string, Post>;
  /** What is counted of each post. */
  readonly metrics: MetricsByPost;
  /** Bytes of pictures and videos by SHA-256, for the pages a browser shows. */
  readonly bytes: Map<string, { data: Buffer; type: string }>;
  readonly ledger: LedgerEntry[];
  readonly requests: XRequest[];
  /** Told after every answered request. */
  readonly listeners: Set<() => void>;
  readonly faults: Faults<XFault>;
  processing: Processing;
  ids: number;
}

/** A world with its people, nothing granted and nothing published, or as it was kept. */
export function createWorld(options: XOptions): World {
  return {
    options,
    url: '',
    closing: new AbortController(),
    people: [
      { id: 'ada', userId: '2244994945', name: 'Bluebird Coffee', username: 'bluebirdcoffee', subscription: 'None' },
      { id: 'ben', userId: '1460323737035677698', name: 'Ben Okafor', username: 'benokafor', subscription: 'Premium' },
      { id: 'cleo', userId: '1549128374650192837', name: 'Cleo Varga', username: 'cleovarga', subscription: 'None' },
    ],
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    uploads: new Map(),
    posts: new Map(),
    metrics: new Map(),
    bytes: new Map(),
    ledger: [],
    requests: [],
    listeners: new Set(),
    faults: new Set(),
    processing: { polls: 0 },
    ids: 0,
    ...options.kept,
  };
}

/** What of a world is kept between runs: all but its surroundings and what goes wrong in it, and of its requests the newest. */
export function keptOf(world: World): XKept {
  const {
    options: _options,
    url: _url,
    closing: _closing,
    listeners: _listeners,
    faults: _faults,
    processing: _processing,
    ...known
  } = world;
  return { ...known, requests: world.requests.slice(-400) };
}

/** The stand-in's time, in milliseconds. */
export function now(world: World): number {
  return world.options.clock?.() ?? Date.now();
}

/** A new id as text: like X's, larger than a JavaScript number holds exactly. */
export function nextId(world: World): string {
  world.ids += 1;
  return `19${String(world.ids).padStart(17, '0')}`;
}

/** A person by short name or user id; throws when there is none. */
export function personOf(world: World, id: string): XPerson {
  const person = world.people.find((each) => each.id === id || each.userId === id);
  if (person === undefined) throw new Error(`There is no person "${id}". There are: ${world.people.map((each) => each.id).join(', ')}.`);
  return person;
}

/** Makes a pair of tokens for a consent; the refresh token it had is dead from now on. */
export function mintPair(world: World, session: Session): { accessToken: string; refreshToken: string | undefined; lifeMs: number } {
  if (session.refreshToken !== undefined) world.refreshTokens.delete(session.refreshToken);
  const accessToken = randomBytes(48).toString('base64url');
  world.accessTokens.set(accessToken, { session, expiresAt: now(world) + ACCESS_LIFE_MS });
  session.refreshToken = session.scopes.includes('offline.access') ? randomBytes(48).toString('base64url') : undefined;
  if (session.refreshToken !== undefined) world.refreshTokens.set(session.refreshToken, session);
  return { accessToken, refreshToken: session.refreshToken, lifeMs: ACCESS_LIFE_MS };
}

/** Ends the access tokens that fit; with `all`, the refresh tokens of their consents too. */
export function endTokens(world: World, fits: (session: Session) => boolean, all: boolean): void {
  for (const [value, { session }] of world.accessTokens) if (fits(session)) world.accessTokens.delete(value);
  if (all) for (const [value, session] of world.refreshTokens) if (fits(session)) world.refreshTokens.delete(value);
}

/** What is live on an account, newest first. */
export function liveOn(world: World, accountId: string): Post[] {
  return [...world.posts.values()]
    .filter(({ entry }) => entry.accountId === accountId && entry.deletedAt === undefined)
    .sort((a, b) => b.entry.seq - a.entry.seq);
}

const ACCESS_LIFE_MS = 7_200_000;
