import type { AccountReader } from '../accounts/index.js';
import type { Clock } from '../lib/clock.js';
import { SealBrokenError } from '../lib/secret-box.js';
import type { Platform, PlatformId } from '../platforms/platform.js';
import type { LaneStore, Notifier, ScheduleEverywhere, ScheduleStore } from './ports.js';

/** What unblocking needs. `accounts` hands tokens out as they are stored: nothing is renewed only to look. */
export interface UnblockDeps {
  readonly everywhere: Pick<ScheduleEverywhere, 'blockedThoughWell'>;
  readonly schedule: Pick<ScheduleStore, 'unblock'>;
  readonly accounts: Pick<AccountReader, 'accountToken'>;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
  readonly lanes: Pick<LaneStore, 'wake'>;
  readonly notifier: Notifier;
  readonly clock: Clock;
}

/**
 * Lets what is blocked go on where nothing blocks it any more: the app was installed again, keys that open the token are back, or the blocking was written
 * just after the account was connected again. Whoever is refused marks the account broken, so nothing is blocked and freed in turns.
 */
export async function unblockWell(deps: UnblockDeps): Promise<void> {
  for (const { workspace, account, platform } of await deps.everywhere.blockedThoughWell(AT_ONCE)) {
    if (!deps.platforms.has(platform) || !(await hasToken(deps, workspace, account))) continue;
    const now = deps.clock.now();
    const posts = await deps.schedule.unblock(workspace, account, now);
    await deps.lanes.wake(workspace, [account], now);
    for (const post of posts) deps.notifier.changed(workspace, post);
  }
}

async function hasToken({ accounts }: UnblockDeps, workspace: string, account: string): Promise<boolean> {
  try {
    return (await accounts.accountToken(workspace, account)) !== undefined;
  } catch (error) {
    if (error instanceof SealBrokenError) return false;
    throw error;
  }
}

const AT_ONCE = 200;
