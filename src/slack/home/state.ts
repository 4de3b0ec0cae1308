import type { Noun } from '../../platforms/connector.js';
import type { FamilyId } from '../../platforms/platform.js';
import type { Draft } from '../../posts/index.js';
import type { HomeChoice, ListedPost } from '../../publishing/index.js';
import type { Reader } from '../../workspaces/index.js';
import type { HealthWords } from '../accounts/health.js';
import type { CardAccount } from '../results/card-state.js';
import type { Listed, WaitingPost } from './lists.js';

/** Everything a person's Home shows. Lists that their choice leaves out are absent. */
export interface HomeState {
  readonly reader: Reader;
  /** Whether this person may set Copydesk up and manage it. */
  readonly manages: boolean;
  /** Their zone, in which times are told. */
  readonly zone: string;
  readonly now: Date;
  readonly choice: HomeChoice;
  /** What is not set up yet; absent once everything is. */
  readonly steps?: FirstSteps;
  /** Every account that a row names, and of the reader's brands every one that is connected. */
  readonly accounts: readonly HomeAccount[];
  readonly trouble?: Listed<ListedPost>;
  readonly waiting?: Listed<WaitingPost>;
  readonly drafts?: Listed<Draft>;
  readonly coming?: Listed<ListedPost>;
  readonly results?: Listed<ListedPost>;
}

/** What of the first run is done. */
export interface FirstSteps {
  readonly accounts: boolean;
  readonly channel: boolean;
  readonly post: boolean;
  /** Accounts that this person gave access to and has still to choose from. */
  readonly choose?: { readonly family: FamilyId; readonly choice: string; readonly noun: Noun };
  /** Who can do what only a manager may, where that is known and somebody else. */
  readonly ask?: string;
}

/** An account with how it is; `connected` is false for one that is gone and still named by a row. */
export interface HomeAccount extends CardAccount {
  readonly brand: string;
  readonly connected: boolean;
  readonly health: HealthWords;
}
