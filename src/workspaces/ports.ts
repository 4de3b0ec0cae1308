import { RefusedError } from '../lib/refused-error.js';
import type { Tx } from '../lib/transaction.js';
import type { Policy, Roles } from './policy.js';
import type { Reminders } from './reminders.js';
import type { Brand, Pause, Person, PostingTimes, Resume, Workspace } from './workspace.js';

/** Stored workspaces and brands. */
export interface WorkspaceStore {
  workspace(workspace: string): Promise<Workspace | undefined>;
  /** Creates or refreshes the workspace, installed `at`, and, the first time, its one brand; clears `uninstalledAt`. Throws {@link BeingDeletedError}. */
  install(
    workspace: { readonly id: string; readonly name: string; readonly botUserId: string; readonly at?: Date },
    brand: Omit<Brand, 'workspace' | 'seq'>,
    tx?: Tx,
  ): Promise<Workspace>;
  /** False when it is marked already, or was installed after `installedBefore`. */
  markUninstalled(workspace: string, when: { readonly at: Date; readonly installedBefore: Date }, tx?: Tx): Promise<boolean>;
  /** Makes `person` the one who set Copydesk up, unless somebody is already; resolves to who it is. */
  claimSetUp(workspace: string, person: string): Promise<string>;
  /** Those that are not archived, by name. */
  brands(workspace: string): Promise<Brand[]>;
  /** Archived ones too, by name. */
  allBrands(workspace: string): Promise<Brand[]>;
  /** Archived or not. */
  brand(workspace: string, brand: string, tx?: Tx): Promise<Brand | undefined>;
  /** Throws {@link NameTakenError}. */
  createBrand(brand: Omit<Brand, 'seq'>): Promise<Brand>;
  /** Undefined when it is archived already, or gone. */
  archiveBrand(workspace: string, brand: string, at: Date, tx: Tx): Promise<Brand | undefined>;
  /** Undefined when it is not archived, or gone. */
  restoreBrand(workspace: string, brand: string): Promise<Brand | undefined>;
  /** Undefined when the brand is archived or gone. Throws {@link NameTakenError}. */
  saveSettings(workspace: string, brand: string, settings: BrandSettings): Promise<Brand | undefined>;
  /** Undefined when the brand is gone. */
  saveRoles(workspace: string, brand: string, roles: Roles): Promise<Brand | undefined>;
  /** Undefined when the brand is gone. */
  saveReminders(workspace: string, brand: string, reminders: Reminders): Promise<Brand | undefined>;
  /** Sets the brand's policy, or that of one of its accounts; null takes it away. */
  savePolicy(workspace: string, brand: string, account: string | undefined, policy: Policy | null, tx: Tx): Promise<void>;
  /** Pauses the brand, an unfinished resume included; undefined when it is paused already, or gone. */
  pause(workspace: string, brand: string, pause: Pause): Promise<Brand | undefined>;
  /** Turns the pause into a resume under way; undefined when the brand is not paused. */
  resume(workspace: string, brand: string, resume: Resume): Promise<Brand | undefined>;
  /** Remembers the message that says that the brand is paused since `at`. */
  savePauseBanner(workspace: string, brand: string, at: Date, banner: NonNullable<Pause['banner']>): Promise<void>;
  /** Ends the resume that began at `at`. */
  endResume(workspace: string, brand: string, at: Date): Promise<void>;
  /** Adds 1 to the brand's `seq` within a transaction that rests on it, and reads it; undefined when the brand is archived or gone. */
  touchBrand(workspace: string, brand: string, tx: Tx): Promise<Brand | undefined>;
}

/** Another brand of the workspace, archived or not, has this name. */
export class NameTakenError extends Error {
  override readonly name = 'NameTakenError';
}

/** What `/publish settings` changes. */
export interface BrandSettings {
  /** As `brandName` gives it. Absent leaves it as it is. */
  readonly name?: string;
  readonly reviewChannel: string;
  readonly zone: string;
  /** Absent leaves it as it is. */
  readonly authorsMayApprove?: boolean;
  /** Absent leaves them as they are. */
  readonly postingTimes?: PostingTimes;
  /** Absent leaves it as it is. */
  readonly toleranceMs?: number;
  /** Absent leaves it as it is. */
  readonly firstComments?: boolean;
  /** Absent leaves it as it is. */
  readonly asksToDelete?: boolean;
}

/** Looks people up in Slack, at most a minute old. Throws {@link PeopleUnavailableError} when Slack does not answer within a second. */
export interface People {
  person(workspace: string, userId: string): Promise<Person>;
  /** The user ids in a user group; empty when it is gone. */
  members(workspace: string, group: string): Promise<ReadonlySet<string>>;
}

/** Slack did not say who somebody is in time, so no right can be granted. */
export class PeopleUnavailableError extends RefusedError {
  override readonly name = 'PeopleUnavailableError';
}

/** Nothing can be installed while what a workspace had is being deleted. */
export class BeingDeletedError extends RefusedError {
  override readonly name = 'BeingDeletedError';
}
