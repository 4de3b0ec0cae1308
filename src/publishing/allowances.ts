import type { Account } from '../accounts/index.js';
import type { Platform, QuotaReading } from '../platforms/platform.js';
import type { PublishingDeps } from './deps.js';
import type { Quota } from './ports.js';

/** What reading allowances needs. */
export type AllowanceDeps = Pick<PublishingDeps, 'accounts' | 'platforms' | 'quotas' | 'http' | 'media' | 'clock' | 'log'>;

/** How much of its day an account has used up. */
export type Allowance = Pick<Quota, 'unit' | 'used' | 'limit' | 'resetsAt'>;

/**
 * How much each account has used up of what its platform allows in a day; absent where nobody knows. The platform is asked where that is possible
 * and we have not heard of it lately; where it does not answer quickly, what was kept is counted on by our own posts.
 */
export async function readAllowances(
  deps: AllowanceDeps,
  workspace: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, Allowance>> {
  const [kept, known] = await Promise.all([deps.quotas.quotas(workspace, accounts), deps.accounts.accountsById(workspace, accounts)]);
  const read = await Promise.all(
    known.map(async (account) => [account.id, await allowanceOf(deps, account, kept.get(account.id))] as const),
  );
  return new Map(read.flatMap(([id, allowance]) => (allowance === undefined ? [] : [[id, allowance] as const])));
}

async function allowanceOf(deps: AllowanceDeps, account: Account, kept: Quota | undefined): Promise<Allowance | undefined> {
  const now = deps.clock.now();
  const platform = deps.platforms.get(account.platform);
  const isFresh = kept !== undefined && now.getTime() - kept.at.getTime() < FRESH_MS;
  const asked = isFresh || platform?.quota === undefined ? undefined : await ask(deps, platform, account);
  const quota = asked === undefined ? kept : await deps.quotas.keep(account.workspace, account.id, asked, 1, now);
  if (quota === undefined) return undefined;
  if (quota.resetsAt !== undefined) return { ...quota, used: quota.resetsAt > now ? quota.used : 0 };
  return { ...quota, used: await rolledOn(deps, account, quota, now) };
}

async function ask(deps: AllowanceDeps, platform: Platform, account: Account): Promise<QuotaReading | undefined> {
  try {
    const held = await deps.accounts.accountToken(account.workspace, account.id);
    if (held === undefined || account.health.state === 'broken') return undefined;
    return await platform.quota?.({
      account,
      token: held.token,
      http: deps.http,
      media: deps.media.source({ workspace: account.workspace, owner: account.id }),
      signal: AbortSignal.timeout(ASK_MS),
      log: deps.log,
      now: deps.clock.now(),
    });
  } catch (error) {
    deps.log.info({ err: error, account: account.id }, 'A quota could not be read.');
    return undefined;
  }
}

/** What was counted then, without our posts that are older than a day by now, with those that went out since. */
async function rolledOn({ quotas }: AllowanceDeps, { workspace, id }: Account, { used, at }: Quota, now: Date): Promise<number> {
  const ours = (await quotas.publishedSince(workspace, id, new Date(at.getTime() - DAY_MS))).map((each) => each.getTime());
  const gone = ours.filter((each) => each <= at.getTime() && each <= now.getTime() - DAY_MS).length;
  const since = ours.filter((each) => each > at.getTime() && each > now.getTime() - DAY_MS).length;
  return now.getTime() - at.getTime() > DAY_MS ? since : Math.max(0, used - gone) + since;
}

const FRESH_MS = 10 * 60_000;
const ASK_MS = 2_000;
const DAY_MS = 86_400_000;
