import type { Log } from '../lib/log.js';
import type { Secret } from '../lib/secret.js';
import type { FamilyId, PlatformAccount, PlatformId } from './platform.js';

/** What one OAuth consent gave. */
export interface GrantedToken {
  readonly token: Secret;
  readonly refreshToken?: Secret;
  /** Absent when the platform gives it no end. */
  readonly expiresAt?: Date;
  /** When the refresh token ends, where the platform says so. */
  readonly refreshExpiresAt?: Date;
  readonly scopes: readonly string[];
  /** The person at the platform, who can hold one grant per workspace. */
  readonly person: { readonly platformId: string; readonly name: string };
}

/** What a refresh gave: everything of a grant but its person. Without a refresh token the one before stays good. */
export type RenewedToken = Omit<GrantedToken, 'person'>;

/** Whether a token works, has run out, or was taken back. */
export interface TokenStanding {
  readonly state: 'active' | 'expired' | 'revoked';
  /** When the person has to sign in again although the token goes on; of a token that works. */
  readonly accessEndsAt?: Date;
  /** Why it does not work, with what to do, where the platform says more than the state. */
  readonly sentence?: string;
}

/** One account a grant could serve, or the reason it cannot. */
export interface AccountCandidate {
  readonly platform: PlatformId;
  readonly account: PlatformAccount;
  /** Absent when the account is served by another candidate's token (an Instagram account by its Page's) or by the grant's own. */
  readonly token?: Secret;
  /** The `platformId` of the candidate that this one hangs on: choosing that one chooses this one. */
  readonly parent?: string;
  readonly pictureUrl?: string;
  /** What kind of account it is, in a few words that stand under its name. */
  readonly about?: string;
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
  /** What people call the accounts that they choose from; `account` when absent. */
  readonly noun?: Noun;
  /** Said where accounts are chosen, in the language of the moment: what comes along, or why something is not there. */
  readonly note?: string | undefined;
  readonly scopes: readonly string[];
  /** `challenge` is the S256 challenge of PKCE, for platforms that have it; `comments` and `deletions` ask for what first comments and deleting need, too. */
  authorizeUrl(input: {
    readonly state: string;
    readonly redirectUri: string;
    readonly again: boolean;
    readonly comments?: boolean;
    readonly deletions?: boolean;
    readonly challenge: string;
  }): string;
  /** Turns a code into the longest-lived token there is; `verifier` belongs to the challenge. */
  exchange(
    ctx: ConnectorContext,
    input: { readonly code: Secret; readonly redirectUri: string; readonly verifier: Secret },
  ): Promise<GrantedToken>;
  /**
   * A new token for a refresh token, which may be used up by it. Throws `reauth_needed` where only the person can help; after anything else the
   * same refresh token is tried again.
   */
  refresh?(ctx: ConnectorContext, refreshToken: Secret): Promise<RenewedToken>;
  /** How a token stands, for the daily look and the words about a refusal; with a platform, whether it may do what is needed there. */
  check?(ctx: ConnectorContext, token: Secret, platform?: PlatformId): Promise<TokenStanding>;
  /** Every account of the grant, over all result pages; `scopes` are those that `exchange` said were granted. */
  accounts(ctx: ConnectorContext, token: Secret, scopes?: readonly string[]): Promise<AccountCandidate[]>;
  /** Ends the whole consent at the platform. */
  revoke(ctx: ConnectorContext, token: Secret, refreshToken?: Secret): Promise<void>;
  /** Verifies a signed callback, where the family sends any, and says when it was made; throws when it is not genuine. */
  readSignedRequest?(signedRequest: string): { readonly person: string; readonly at?: Date };
}

/** What the accounts of a family are called. */
export type Noun = 'page' | 'account';

/** What a connector may touch. */
export interface ConnectorContext {
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly now: Date;
}
