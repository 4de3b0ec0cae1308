import type { Secret } from '../lib/secret.js';
import type { FamilyId } from '../platforms/platform.js';

/** A link to connect, made for one person in Slack. Only hashes of its secrets are stored. */
export interface Ticket {
  /** SHA-256 of the secret in the link. */
  readonly id: string;
  readonly workspace: string;
  readonly brand: string;
  /** Slack user id of the person it was made for. */
  readonly person: string;
  readonly family: FamilyId;
  /** Ask for permissions that were declined before. */
  readonly again: boolean;
  /** What the page calls things, as they were named when the link was made. */
  readonly names: { readonly workspace: string; readonly brand: string; readonly person: string };
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** When Continue was pressed. */
  readonly usedAt?: Date;
}

/** The consent that a used ticket began, bound to one browser by its cookie. */
export interface ConsentBinding {
  /** SHA-256 of the OAuth state. */
  readonly stateHash: string;
  /** SHA-256 of the cookie. */
  readonly cookieHash: string;
  /** The verifier of PKCE; sealed in the store, and wiped when the consent is finished. */
  readonly verifier: Secret;
  readonly expiresAt: Date;
}

/** What became of the consent under a state: still open, finished before, or too late. */
export type ConsentStanding = 'open' | 'finished' | 'expired';

/** How long a link can be opened after `/connect` showed it. */
export const TICKET_LIFE_MS = 10 * 60_000;

/** How long a person may take on the platform's own pages. */
export const CONSENT_LIFE_MS = 10 * 60_000;
