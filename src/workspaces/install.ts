import type { Clock } from '../lib/clock.js';
import type { Log } from '../lib/log.js';
import type { Transaction } from '../lib/transaction.js';
import type { BotTokens, InstallationStore } from './installation.js';
import type { WorkspaceStore } from './ports.js';
import { firstRenewal } from './token-renewal.js';
import type { Workspace } from './workspace.js';

/** What installing and its end rest on. */
export interface InstallDeps {
  readonly workspaces: WorkspaceStore;
  readonly installations: InstallationStore;
  readonly transaction: Transaction;
  readonly clock: Clock;
  readonly log: Log;
}

/** A workspace as Slack names it at an install. */
export interface Installed {
  readonly id: string;
  readonly name: string;
  readonly botUserId: string;
}

/**
 * Makes the workspace, or makes it live again with everything it had: from here on only what Slack says later than now can end it. `tokens` are
 * absent where the configuration has the token.
 */
export async function installWorkspace(
  deps: InstallDeps,
  { id, name, botUserId }: Installed,
  tokens?: BotTokens & { readonly expiresAt?: Date },
): Promise<Workspace> {
  const at = deps.clock.now();
  const brand = { id: `${id}-1`, name, zone: 'UTC', authorsMayApprove: false };
  return deps.transaction(async (tx) => {
    const workspace = await deps.workspaces.install({ id, name, botUserId, at }, brand, tx);
    if (tokens !== undefined) {
      const { expiresAt, ...held } = tokens;
      await deps.installations.keep(id, held, expiresAt === undefined ? {} : { expiresAt, renewal: firstRenewal(held, expiresAt, at) }, tx);
    }
    return workspace;
  });
}

/**
 * Slack said at `saidAt`, in an event, that the app was removed, or refused the token of `version`: nothing is published any more, and the token is
 * wiped. Nothing happens where the workspace was installed again since. A second call changes nothing.
 */
export async function uninstallWorkspace(
  deps: InstallDeps,
  workspace: string,
  word: { readonly saidAt: Date } | { readonly version: number },
): Promise<void> {
  const at = deps.clock.now();
  const ended = await deps.transaction(async (tx) => {
    if ('version' in word) {
      const served = word.version === CONFIGURED || (await deps.installations.end(workspace, word.version, tx));
      return served && deps.workspaces.markUninstalled(workspace, { at, installedBefore: at }, tx);
    }
    const marked = await deps.workspaces.markUninstalled(workspace, { at, installedBefore: word.saidAt }, tx);
    if (marked) await deps.installations.end(workspace, undefined, tx);
    return marked;
  });
  if (ended) deps.log.warn({ workspace }, 'Copydesk was removed from a workspace');
}

/** The version of a token that the configuration has. */
export const CONFIGURED = 0;
