import type { Account } from '../accounts/index.js';
import { say } from '../language/index.js';
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
      account === undefined ? say('repair.refused.otherAddress') : say('repair.refused.otherAddressOf', { account: account.name }),
    );
  }
  if (publication.acts.some((act) => act.ref === ref)) throw new RepairRefusedError(say('repair.refused.otherPart'));
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
  if (act === undefined || token === undefined) return say('repair.refused.cannotAsk', { platform: platform.profile.name });
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
    return say('repair.refused.couldNotAsk', { platform: platform.profile.name });
  }
}

/** A person waits for it, and Slack for three seconds. */
const WITHIN_MS = 2_000;
