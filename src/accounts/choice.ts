import type { Secret } from '../lib/secret.js';
import type { FamilyId, PlatformAccount, PlatformId } from '../platforms/platform.js';

/** What a consent offers, waiting for one person to choose. Its tokens stay sealed inside the store. */
export interface PendingChoice {
  readonly id: string;
  readonly workspace: string;
  readonly brand: string;
  /** Slack user id of the only person who may choose. */
  readonly person: string;
  readonly family: FamilyId;
  /** Who consented, at the platform. */
  readonly grantee: { readonly platformId: string; readonly name: string };
  readonly scopes: readonly string[];
  /** When the grant ends; absent when it has no end. */
  readonly grantExpiresAt?: Date;
  /** When it can no longer be renewed, where the platform says so. */
  readonly refreshExpiresAt?: Date;
  readonly candidates: readonly ChoiceCandidate[];
  /** When the choice can no longer be made. */
  readonly until: Date;
}

/** One account that a consent reaches. */
export interface ChoiceCandidate {
  readonly platform: PlatformId;
  readonly account: PlatformAccount;
  /** `platformId` of the candidate it is chosen with. */
  readonly parent?: string;
  /** What kind of account it is, in a few words. */
  readonly about?: string;
  /** Why it cannot be chosen. */
  readonly unfit?: string;
}

/** The tokens of a choice, before they are sealed and after it is taken. */
export interface ChoiceTokens {
  readonly token: Secret;
  readonly refreshToken?: Secret;
  /** By {@link candidateKey}. */
  readonly accounts: ReadonlyMap<string, Secret>;
}

/** How long a person may take to choose. */
export const CHOICE_LIFE_MS = 5 * 60_000;

/** Names a candidate, or an account, within a workspace. */
export function candidateKey(of: { readonly platform: PlatformId; readonly platformId: string }): string {
  return `${of.platform}:${of.platformId}`;
}

/** What a person can choose: candidates that hang on no other, and are fit. */
export function offered(choice: PendingChoice): ChoiceCandidate[] {
  return choice.candidates.filter(({ parent, unfit }) => parent === undefined && unfit === undefined);
}

/** What would be offered if it were fit, with the reason why it is not. */
export function unfit(choice: PendingChoice): (ChoiceCandidate & { readonly unfit: string })[] {
  return choice.candidates.flatMap((candidate) =>
    candidate.unfit === undefined || candidate.parent !== undefined ? [] : [{ ...candidate, unfit: candidate.unfit }],
  );
}

/** The candidates that are chosen together with `candidate`, such as the Instagram account of a Page. */
export function dependents(choice: PendingChoice, candidate: ChoiceCandidate): ChoiceCandidate[] {
  return choice.candidates.filter(({ parent }) => parent === candidate.account.platformId);
}
