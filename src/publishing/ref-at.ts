import type { Account } from '../accounts/index.js';
import { PlatformError } from '../platforms/errors.js';
import type { Platform } from '../platforms/platform.js';
import type { PublishingDeps } from './deps.js';
import { tokenFor } from './means.js';
import { type Publication, parentOf, partToFind } from './publication.js';
import { RepairRefusedError } from './repair-refused.js';

/**
 * The platform's id of the post at an address that a person gave: a post of the account, and where the platform can be asked, the very part of the
 * thread that is looked for. Throws {@link RepairRefusedError}.
 */
export async function refAt(deps: PublishingDeps, publication: Publication, address: string): Promise<string> {
  const [account] = await deps.accounts.accountsById(publication.workspace, [publication.account]);
  const platform = deps.platforms.get(publication.platform);
  const ref = account === undefined ? undefined : platform?.refOf?.(account, address);
  if (account === undefined || platform === undefined || ref === undefined) {
    throw new RepairRefusedError(
      `This is not the address of a post of ${account?.name ?? 'this account'}. Open the post and copy its link.`,
    );
  }
  if (publication.acts.some((act) => act.ref === ref)) throw new RepairRefusedError('This is another part of the same thread.');
  const reason = await whyNot(deps, publication, { account, platform, ref });
  if (reason !== undefined) throw new RepairRefusedError(reason);
  return ref;
}

async function whyNot(
  deps: PublishingDeps,
  publication: Publication,
  { account, platform, ref }: { readonly account: Account; readonly platform: Platform; readonly ref: string },
): Promise<string | undefined> {
  const part = partToFind(publication);
  if (platform.whyNot === undefined || part === undefined) return undefined;
  const [revision, token] = await Promise.all([
    deps.posts.revision(publication.workspace, publication.post, publication.revision),
    tokenFor(deps, publication),
  ]);
  const content = revision?.accounts.find((each) => each.account === publication.account)?.content;
  const act = content === undefined ? undefined : platform.acts(content).find(({ key }) => key === part.key);
  if (act === undefined || token === undefined)
    return `${platform.profile.name} cannot be asked about this post now. Reconnect the account.`;
  const context = {
    account,
    token: token.token,
    http: deps.http,
    media: deps.media.source({ workspace: publication.workspace, owner: publication.id }),
    signal: AbortSignal.timeout(WITHIN_MS),
    log: deps.log.child({ publication: publication.id, account: publication.account }),
    now: deps.clock.now(),
  };
  try {
    return await platform.whyNot(context, act, ref, parentOf(publication, part.key));
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    deps.log.warn({ err: error, publication: publication.id }, 'A post that a person named could not be read.');
    return `${platform.profile.name} could not be asked about this post just now. Wait a minute, then try again.`;
  }
}

/** A person waits for it, and Slack for three seconds. */
const WITHIN_MS = 2_000;
