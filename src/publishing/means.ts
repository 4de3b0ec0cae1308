import type { Account, AccountReader } from '../accounts/index.js';
import { say } from '../language/index.js';
import { SealBrokenError } from '../lib/secret-box.js';
import type { Platform, PlatformContext } from '../platforms/platform.js';
import type { PublishingDeps } from './deps.js';
import type { HeldLane } from './lane.js';
import type { Publication } from './publication.js';
import { noting } from './usage.js';

/** Everything a step needs about the account, or why it cannot act. */
export type Means =
  | {
      readonly ready: true;
      readonly account: Account;
      readonly platform: Platform;
      readonly grantVersion: number;
      readonly context: PlatformContext;
    }
  | { readonly ready: false; readonly sentence: string };

/** The account, its platform, its token and the context for one step. Where the app was removed from Slack, nothing may act. */
export async function meansFor(deps: PublishingDeps, lane: HeldLane, publication: Publication, of?: TokenHolder): Promise<Means> {
  const platform = deps.platforms.get(publication.platform);
  const held = tokenFor(deps, publication, of);
  // It counts only where everything else is well.
  held.catch(() => {});
  const [workspace, [account]] = await Promise.all([
    deps.workspaces.workspace(publication.workspace),
    deps.accounts.accountsById(publication.workspace, [publication.account]),
  ]);
  if (workspace === undefined || workspace.uninstalledAt !== undefined)
    return { ready: false, sentence: say('publishing.removedFromSlack') };
  if (platform === undefined || account === undefined || account.disconnectedAt !== undefined) {
    return { ready: false, sentence: say('publishing.disconnected') };
  }
  if (account.health.state === 'broken') return { ready: false, sentence: account.health.sentence };
  const token = await held;
  if (token === undefined) return { ready: false, sentence: say('publishing.noAccess') };
  return {
    ready: true,
    account,
    platform,
    grantVersion: token.grantVersion,
    context: {
      account,
      token: token.token,
      http: noting(deps, lane, platform, account),
      media: deps.media.source({ workspace: publication.workspace, owner: publication.id }),
      signal: lane.signal,
      log: deps.log.child({ publication: publication.id, account: publication.account }),
      now: deps.clock.now(),
    },
  };
}

/** Whose token a step acts with. */
export type TokenHolder = 'account' | 'person';

/** The account's token, or that of whoever consented; undefined when there is none, or none that the keys we have can open. */
export async function tokenFor(
  deps: Pick<PublishingDeps, 'accounts' | 'log'>,
  { workspace, account }: Pick<Publication, 'workspace' | 'account'>,
  of: TokenHolder = 'account',
): ReturnType<AccountReader['accountToken']> {
  try {
    return await (of === 'person' ? deps.accounts.personToken(workspace, account) : deps.accounts.accountToken(workspace, account));
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error;
    deps.log.error({ err: error, account }, 'The token of an account cannot be opened.');
    return undefined;
  }
}
