import type { Secret } from '../lib/secret.js';
import type { Tx } from '../lib/transaction.js';
import type { Connector, Noun } from '../platforms/connector.js';
import type { FamilyId, PlatformId } from '../platforms/platform.js';
import type { Account, Grant } from './account.js';
import type { ChoiceTokens, PendingChoice } from './choice.js';
import type { Deletion } from './deletion.js';
import type { TokenHealth } from './health.js';
import type { ConsentBinding, ConsentStanding, Ticket } from './ticket.js';

/** Reads of accounts that other rooms rest on. */
export interface AccountReader {
  /** Connected accounts of a brand (or of the whole workspace), by platform, then name. */
  accounts(workspace: string, brand?: string, tx?: Tx): Promise<Account[]>;
  /** These accounts, disconnected ones too, in no order. */
  accountsById(workspace: string, ids: readonly string[], tx?: Tx): Promise<Account[]>;
  /** The token an account publishes with; undefined when it was wiped or the grant has ended. Throws `SealBrokenError`. */
  accountToken(workspace: string, account: string): Promise<{ readonly token: Secret; readonly grantVersion: number } | undefined>;
  /** The token of the consent that an account rests on, whatever it publishes with; undefined as in `accountToken`. Throws `SealBrokenError`. */
  personToken(workspace: string, account: string): Promise<{ readonly token: Secret; readonly grantVersion: number } | undefined>;
  /** Marks an account broken because of a refusal under `grantVersion`. `renewed`: a newer token is there, and the account is left alone. */
  markBroken(workspace: string, account: string, reason: Refusal): Promise<'broken' | 'renewed'>;
  /** Adds 1 to the accounts' `seq` within a transaction that rests on them as they are now. */
  touchAccounts(workspace: string, ids: readonly string[], tx: Tx): Promise<void>;
  /** Whether each of these accounts is in the brand, disconnected or not; read within a transaction that touched them. */
  areOfBrand(workspace: string, brand: string, ids: readonly string[], tx: Tx): Promise<boolean>;
}

/** A platform's word that a token gives no right any more. */
export interface Refusal {
  readonly sentence: string;
  readonly at: Date;
  /** The version of the grant whose token was refused. */
  readonly grantVersion: number;
}

/** A token with the grant behind it. */
export interface HeldToken {
  readonly token: Secret;
  readonly grantVersion: number;
  readonly grant: Grant;
}

/** Stored accounts. Every write adds 1 to the account's `seq`. */
export interface AccountStore extends AccountReader {
  accountToken(workspace: string, account: string): Promise<HeldToken | undefined>;
  personToken(workspace: string, account: string): Promise<HeldToken | undefined>;
  /** These accounts by what the platform calls them, disconnected ones too. */
  accountsByPlatformId(
    workspace: string,
    of: readonly { readonly platform: PlatformId; readonly platformId: string }[],
    tx?: Tx,
  ): Promise<Account[]>;
  /** Connected accounts that this grant serves. */
  accountsOfGrant(workspace: string, grant: string, tx?: Tx): Promise<Account[]>;
  /** Stores the account as it is now, new or known, under this version of its grant; `token` is sealed on it, and none leaves it without one of its own. */
  saveAccount(account: Account, held: { readonly grantVersion: number; readonly token?: Secret }, tx: Tx): Promise<void>;
  /** Puts accounts from one brand into another; false, with the transaction to be given up, where one of them is not in `from` any more. */
  moveAccounts(workspace: string, ids: readonly string[], brands: { readonly from: string; readonly to: string }, tx: Tx): Promise<boolean>;
  /** Wipes the tokens of these accounts and keeps the accounts as disconnected. */
  disconnectAccounts(workspace: string, ids: readonly string[], at: Date, tx: Tx): Promise<void>;
  /** Wipes the tokens of these accounts and marks them broken. */
  breakAccounts(workspace: string, ids: readonly string[], reason: { readonly sentence: string; readonly at: Date }, tx: Tx): Promise<void>;
  /** Claims the look at an account that is due until `until`; undefined when anything about its turn changed since it was read. */
  claimCheck(account: Account, until: Date): Promise<Account | undefined>;
  /** Ends the look with what it brought, if the claim still stands; without `nextAt` nobody looks again until it is connected anew. */
  keepCheck(claimed: Account, learned: { readonly checkedAt?: Date; readonly accessEndsAt?: Date; readonly nextAt?: Date }): Promise<void>;
  /** The grant's own token is a new one, of this version: the accounts that use it follow. */
  renewAccounts(workspace: string, grant: string, version: number, tx: Tx): Promise<void>;
}

/** Stored grants. A grant is unique on (workspace, family, person at the platform). */
export interface GrantStore {
  /** Live grants of a workspace. */
  grants(workspace: string): Promise<Grant[]>;
  /** A grant, an ended one too. */
  grant(workspace: string, grant: string, tx?: Tx): Promise<Grant | undefined>;
  /** The grant of this person at the platform, an ended one too. */
  grantOf(workspace: string, family: FamilyId, platformPerson: string, tx?: Tx): Promise<Grant | undefined>;
  /** The person's own tokens; undefined when they were wiped. Throws `SealBrokenError`. */
  grantTokens(workspace: string, grant: string): Promise<GrantTokens | undefined>;
  /** Stores the grant as it is now, new or known, with its tokens sealed. */
  saveGrant(grant: Grant, tokens: GrantTokens, tx: Tx): Promise<void>;
  /** Claims the renewal of the grant until `until`, unless anything about it changed since it was read. Throws `SealBrokenError`. */
  claimRenewal(grant: Grant, until: Date): Promise<{ readonly claim: Grant; readonly refreshToken: Secret } | undefined>;
  /** Stores `renewed` with its tokens in the place of the claim; without a refresh token the one before stays. False when the claim is lost. */
  keepRenewed(claim: Grant, renewed: Grant, tokens: GrantTokens, tx: Tx): Promise<boolean>;
  /** Gives the claim up: somebody tries again from `at` on. */
  postponeRenewal(claim: Grant, at: Date): Promise<void>;
  /** No renewal any more: wipes the refresh token. False when the claim is lost. */
  endRenewal(claim: Grant, tx: Tx): Promise<boolean>;
  /** Wipes the tokens of a grant and keeps the grant as ended. */
  endGrant(workspace: string, grant: string, at: Date, tx: Tx): Promise<void>;
  /** Removes the grant and with it everything the platform told us of the person. */
  removeGrant(workspace: string, grant: string, tx: Tx): Promise<void>;
}

/** The tokens of a grant. */
export interface GrantTokens {
  readonly token: Secret;
  readonly refreshToken?: Secret;
}

/** Makes links to connect. They are looked up in {@link AccountsEverywhere}, where nobody knows the workspace yet. */
export interface TicketStore {
  issue(ticket: Ticket): Promise<void>;
}

/** Choices waiting to be made; the tokens are sealed. Every read and take needs the person, and is refused from `until` on. */
export interface ChoiceStore {
  /** Stores a choice in the place of any other of the same person and family. */
  put(choice: PendingChoice, tokens: ChoiceTokens): Promise<void>;
  choice(workspace: string, person: string, choice: string, now: Date): Promise<PendingChoice | undefined>;
  /** The newest that this person has still to make. */
  waiting(workspace: string, person: string, now: Date): Promise<Pick<PendingChoice, 'id' | 'family'> | undefined>;
  /** Removes the choice and hands it out, once. Throws `SealBrokenError`. */
  take(
    workspace: string,
    person: string,
    choice: string,
    now: Date,
    tx: Tx,
  ): Promise<{ readonly choice: PendingChoice; readonly tokens: ChoiceTokens } | undefined>;
}

/** Requests to delete a person's data. They come from a platform, which knows no workspace. */
export interface DeletionStore {
  begin(deletion: Deletion): Promise<void>;
  /** Marks it done and forgets whom it was about. */
  finish(code: string, at: Date): Promise<void>;
  deletion(code: string): Promise<Deletion | undefined>;
  /** Those that were begun before `before` and never finished, at most `limit`. */
  unfinished(before: Date, limit: number): Promise<Deletion[]>;
}

/** The few reads and writes that cannot name a workspace: a browser comes with a secret, a platform with a person of its own. */
export interface AccountsEverywhere {
  /** The ticket with this hash, expired ones too while they are kept. */
  ticket(id: string): Promise<Ticket | undefined>;
  /** Uses up a fresh ticket and binds the consent to it; undefined when it is used, expired or unknown. */
  beginConsent(ticket: { readonly id: string; readonly family: FamilyId }, consent: ConsentBinding, now: Date): Promise<Ticket | undefined>;
  /** Finishes the consent under state and cookie, once and in time, and wipes its verifier; undefined otherwise. Throws `SealBrokenError`. */
  finishConsent(
    consent: { readonly stateHash: string; readonly cookieHash: string; readonly family: FamilyId },
    now: Date,
  ): Promise<{ readonly ticket: Ticket; readonly verifier: Secret } | undefined>;
  /** The ticket whose consent has this state, with how that consent stands. */
  consent(
    stateHash: string,
    family: FamilyId,
    now: Date,
  ): Promise<{ readonly ticket: Ticket; readonly standing: ConsentStanding; readonly cookieHash: string } | undefined>;
  /** Hands out the ticket with this hash, or whose state has it, once: for a fresh link to its person. */
  replaceTicket(hash: string, now: Date): Promise<Ticket | undefined>;
  /** Every grant of a person at a platform, ended ones too, in whatever workspace. */
  grantsOfPerson(family: FamilyId, platformPerson: string): Promise<Grant[]>;
  /** Live grants whose renewal is due, the longest due first, at most `limit`. */
  grantsToRenew(now: Date, limit: number): Promise<Grant[]>;
  /** Connected accounts that are due to be looked at, the longest due first, at most `limit`. */
  accountsToCheck(now: Date, limit: number): Promise<Account[]>;
  /** Makes every connected account of a person's consents due to be looked at now. */
  checkAccountsOf(family: FamilyId, platformPerson: string, now: Date): Promise<void>;
  /** Removes what waits to be chosen from this person's consents. */
  forgetChoices(family: FamilyId, platformPerson: string): Promise<void>;
}

/** What accounts ask of publications, which live in a room above. */
export interface AccountPublications {
  /** Posts with something still to go out on these accounts, oldest first, for the confirm of Disconnect. */
  waiting(
    workspace: string,
    accounts: readonly string[],
  ): Promise<{ readonly post: string; readonly account: string; readonly text: string }[]>;
  /**
   * Posts that are not finished, at most 50: of a brand, whatever waits for a review or is approved and not done; of accounts of a brand, whatever waits
   * for a review there, or has something that is not out yet, may be live, or is being changed.
   */
  unfinished(workspace: string, of: { readonly brand: string; readonly accounts?: readonly string[] }, tx: Tx): Promise<UnfinishedPost[]>;
  /** Blocks everything unsent on these accounts; part of the transaction of Disconnect. */
  block(workspace: string, accounts: readonly string[], sentence: string, tx: Tx): Promise<void>;
  /** Queues again what was blocked for lack of authority; part of the transaction of connecting again. */
  unblock(workspace: string, accounts: readonly string[], tx: Tx): Promise<void>;
  /** Tells the lanes, after the commit, that there is work again. */
  wake(accounts: readonly string[]): Promise<void>;
}

/** A post that keeps its brand or an account from being put elsewhere. */
export interface UnfinishedPost {
  readonly post: string;
  /** Untrusted. */
  readonly text: string;
}

/** Speaks to the person who connects, privately in Slack. It throws when Slack does not take the message. */
export interface AccountsNotifier {
  /** Asks the person to choose. */
  accountsToChoose(input: {
    readonly workspace: string;
    readonly person: string;
    readonly family: FamilyId;
    readonly choice: string;
    readonly count: number;
    readonly connector: string;
    readonly noun: Noun;
    readonly brand: string;
  }): Promise<void>;
  /** Gives the person a fresh link. */
  connectAgain(input: {
    readonly workspace: string;
    readonly person: string;
    readonly url: string;
    readonly connector: string;
    readonly brand: string;
  }): Promise<void>;
  /**
   * Says that the access to accounts of a grant ends soon, or has ended: once for each occasion, and it is not lost once this resolves. `gone`
   * connected them and has left, so that somebody else is told.
   */
  tokenTrouble(input: {
    readonly workspace: string;
    readonly brand: string;
    readonly grant: string;
    readonly occasion: string;
    readonly person: string;
    readonly accounts: readonly Account[];
    readonly health: TokenHealth;
    readonly gone?: string;
  }): Promise<void>;
}

/** A family of platforms as `/connect` shows it; without `connector` it is not set up, and `missing` names the variables that would. */
export interface ConnectorEntry {
  readonly family: FamilyId;
  /** As people write it: `Facebook and Instagram`. */
  readonly name: string;
  readonly platforms: readonly PlatformId[];
  readonly connector?: Connector;
  readonly missing: readonly string[];
}
