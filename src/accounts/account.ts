import type { FamilyId, PlatformAccount, PlatformId } from '../platforms/platform.js';

/** Whether an account can publish, and why not. */
export type AccountHealth = { readonly state: 'good' } | { readonly state: 'broken'; readonly sentence: string; readonly since: Date };

/** One identity on one platform that can publish. Unique on (workspace, platform, platformId). */
export interface Account extends PlatformAccount {
  readonly id: string;
  readonly workspace: string;
  readonly brand: string;
  readonly platform: PlatformId;
  /** The grant whose token serves it. */
  readonly grant: string;
  /** The account whose sealed token it uses, where it holds none of its own (an Instagram account its Page's). */
  readonly tokenFrom?: string;
  readonly health: AccountHealth;
  readonly connectedBy: string;
  readonly connectedAt: Date;
  /** Set by Disconnect: its token is wiped, what it published stays. */
  readonly disconnectedAt?: Date;
}

/** What one OAuth consent gave us. Tokens stay sealed inside the store. */
export interface Grant {
  readonly id: string;
  readonly workspace: string;
  readonly family: FamilyId;
  /** The platform's id and name of the person who consented. */
  readonly person: { readonly platformId: string; readonly name: string };
  readonly connectedBy: string;
  /** Absent when it has no end. */
  readonly expiresAt?: Date;
  readonly scopes: readonly string[];
  /** Grows when the consent is given again; a refusal under an older version counts for nothing. */
  readonly version: number;
  readonly revokedAt?: Date;
}
