import type { Secret } from '../lib/secret.js';
import type { Tx } from '../lib/transaction.js';

/** What one OAuth install of a workspace gave us, without its tokens. */
export interface Installation {
  /** Slack's team id, or the organisation's where it was installed for all of it. */
  readonly workspace: string;
  /** Grows with every install and every renewed token. */
  readonly version: number;
  /** When the bot token ends; absent: never. */
  readonly expiresAt?: Date;
  /** When to act before the token ends. */
  readonly renewal?: InstallationRenewal;
}

/** What becomes of a token before its end: the next try to renew it, or, by a person, the end itself, which only a new install averts. `fence` grows with every claim, so that a late answer is dropped. */
export interface InstallationRenewal {
  readonly by: 'itself' | 'person';
  readonly at: Date;
  /** A process works on it until `at`. */
  readonly busy: boolean;
  readonly fence: number;
}

/** The bot tokens of an installation. */
export interface BotTokens {
  readonly token: Secret;
  readonly refreshToken?: Secret;
}

/** A bot token, and the version of the installation that it is of. */
export interface BotToken {
  readonly token: Secret;
  readonly version: number;
  readonly expiresAt?: Date;
}

/** Stored installations; their tokens are sealed. A workspace that is served by a token of the configuration has none. */
export interface InstallationStore {
  installation(workspace: string): Promise<Installation | undefined>;
  /** Undefined where there is none, or none any more. Throws `SealBrokenError`. */
  botToken(workspace: string): Promise<BotToken | undefined>;
  /** Puts the tokens in the place of what is there, under a new version. */
  keep(workspace: string, tokens: BotTokens, ends: Pick<Installation, 'expiresAt' | 'renewal'>, tx: Tx): Promise<void>;
  /** Wipes the tokens; with a version only those of that version. False when there was nothing to wipe. */
  end(workspace: string, version: number | undefined, tx: Tx): Promise<boolean>;
  /** Claims the renewal until `until`, unless anything changed since it was read. Throws `SealBrokenError`. */
  claimRenewal(
    installation: Installation,
    until: Date,
  ): Promise<{ readonly claim: Installation; readonly refreshToken: Secret } | undefined>;
  /** Stores the new pair in the place of the claim's, under a new version. False when the claim is lost. */
  keepRenewed(claim: Installation, tokens: BotTokens, ends: Required<Pick<Installation, 'expiresAt' | 'renewal'>>): Promise<boolean>;
  /** Gives the claim up: somebody tries again from `at` on. */
  postponeRenewal(claim: Installation, at: Date): Promise<void>;
  /** No renewal any more: wipes the refresh token; `endsAt` is when the token is over. False when the claim is lost. */
  endRenewal(claim: Installation, endsAt: Date): Promise<boolean>;
}

/** The one read that knows no workspace. */
export interface InstallationsEverywhere {
  /** Installations whose renewal, or end, is due; the longest due first. */
  toRenew(now: Date, limit: number): Promise<readonly Installation[]>;
}

/** Installs under way: what a browser was sent to Slack with. Only hashes are kept. */
export interface InstallStates {
  begin(stateHash: string, expiresAt: Date): Promise<void>;
  /** Uses it up, once and in time; resolves to how it stood before. */
  take(stateHash: string, now: Date): Promise<InstallStanding>;
  standing(stateHash: string, now: Date): Promise<InstallStanding>;
}

/** How an install under way stands. */
export type InstallStanding = 'waiting' | 'used' | 'stale' | 'unknown';

/** How long an install may take, in ms. */
export const INSTALL_LIFE_MS = 10 * 60_000;
