import type { Log } from '../lib/log.js';
import type { Secret } from '../lib/secret.js';
import type { FamilyId, PlatformAccount, PlatformId } from './platform.js';

/** What one OAuth consent gave. */
export interface GrantedToken {
  readonly token: Secret;
  readonly refreshToken?: Secret;
  /** Absent when the platform gives it no end. */
  readonly expiresAt?: Date;
  readonly scopes: readonly string[];
  /** The person at the platform, who can hold one grant per workspace. */
  readonly person: { readonly platformId: string; readonly name: string };
}

/** One account a grant could serve, or the reason it cannot. */
export interface AccountCandidate {
  readonly platform: PlatformId;
  readonly account: PlatformAccount;
  /** Absent when the account is served by another candidate's token (an Instagram account by its Page's). */
  readonly token?: Secret;
  /** The `platformId` of the candidate that this one hangs on: choosing that one chooses this one. */
  readonly parent?: string;
  readonly pictureUrl?: string;
  /** Why it cannot publish, in plain words; then it is shown and cannot be chosen. */
  readonly unfit?: string;
}

/** A notice that a platform sent us, verified. */
export type PlatformNotice =
  | { readonly kind: 'deauthorized'; readonly person: string }
  | { readonly kind: 'delete data'; readonly person: string }
  | { readonly kind: 'none' };

/** The OAuth code of one family. It throws {@link PlatformError}. */
export interface Connector {
  readonly family: FamilyId;
  /** As people write it: `Facebook and Instagram`. */
  readonly name: string;
  readonly scopes: readonly string[];
  authorizeUrl(input: { readonly state: string; readonly redirectUri: string; readonly again: boolean }): string;
  /** Turns a code into the longest-lived token there is. */
  exchange(ctx: ConnectorContext, input: { readonly code: Secret; readonly redirectUri: string }): Promise<GrantedToken>;
  /** Every account of the grant, over all result pages. */
  accounts(ctx: ConnectorContext, token: Secret): Promise<AccountCandidate[]>;
  /** Ends the whole consent at the platform. */
  revoke(ctx: ConnectorContext, token: Secret): Promise<void>;
  /** Verifies a signed callback; throws when it is not genuine. */
  readSignedRequest(signedRequest: string): { readonly person: string };
}

/** What a connector may touch. */
export interface ConnectorContext {
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly now: Date;
}
