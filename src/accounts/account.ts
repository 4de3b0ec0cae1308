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
  /** Whose sealed token it uses, where it holds none of its own: another account's (an Instagram account its Page's), or its grant's. */
  readonly tokenFrom?: string;
  readonly health: AccountHealth;
  readonly connectedBy: string;
  readonly connectedAt: Date;
  /** When the platform last said that its token works; absent until it was asked for the first time. */
  readonly checkedAt?: Date;
  /** When the platform takes the access back although the token goes on, as it said then. */
  readonly accessEndsAt?: Date;
  /** When to look at it next. Absent: not before somebody connects it again. */
  readonly checkAt?: Date;
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
  /** When it can no longer be renewed, where the platform says so. */
  readonly refreshExpiresAt?: Date;
  readonly scopes: readonly string[];
  /** Grows with every new token; a refusal under an older version counts for nothing. */
  readonly version: number;
  /** When its token was given. */
  readonly issuedAt?: Date;
  /** Absent where no account uses the grant's own token, where that has no end, and where renewing it was refused. */
  readonly renewal?: GrantRenewal;
  readonly revokedAt?: Date;
}

/** How a grant's token comes to be given anew. */
export interface GrantRenewal {
  /** `itself`: ahead of its end, with the refresh token. `person`: only by connecting again. */
  readonly by: 'itself' | 'person';
  /** By itself: when to try, or, while it is `busy`, when whoever tries counts as dead. By the person: when the token ends. */
  readonly at: Date;
  readonly busy: boolean;
  /** Grows with every claim of the same version: who holds an older one may write nothing. */
  readonly fence: number;
}
