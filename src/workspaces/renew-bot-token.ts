import { atMost } from '../lib/at-most.js';
import { renewTokens } from '../lib/renew-tokens.js';
import type { Secret } from '../lib/secret.js';
import { createSharedWork } from '../lib/shared-work.js';
import { type InstallDeps, uninstallWorkspace } from './install.js';
import type { BotToken, BotTokens, Installation, InstallationsEverywhere } from './installation.js';
import { renewalBefore } from './token-renewal.js';

/** What keeping bot tokens alive rests on. */
export interface BotTokenDeps extends InstallDeps {
  readonly everywhere: InstallationsEverywhere;
  /** Asks Slack for a new pair, which uses the old refresh token up. Throws {@link DeadRefreshTokenError}. */
  refresh(refreshToken: Secret): Promise<BotTokens & { readonly expiresAt: Date }>;
  /** Tells the workspace that Copydesk stops there at `endsAt` unless it is installed again. */
  tellEnding(workspace: string, endsAt: Date): Promise<void>;
}

/** Slack takes this refresh token no more: it was used, or the app was removed. */
export class DeadRefreshTokenError extends Error {
  override readonly name = 'DeadRefreshTokenError';
}

/** What this process does to keep bot tokens alive; any number of processes have one each. */
export interface BotTokenRenewer {
  /** Renews what is due in any workspace. */
  tick(): Promise<void>;
  /** A token that is good for ten minutes at least, renewed first where it is not; undefined where there is none. Throws `SealBrokenError`. */
  botToken(workspace: string): Promise<BotToken | undefined>;
  /** Begins nothing new and waits at most `withinMs`: a process that ends between Slack's answer and the store loses the access. */
  stop(withinMs: number): Promise<void>;
}

/** Makes one. */
export function createBotTokenRenewer(deps: BotTokenDeps): BotTokenRenewer {
  const renewing = createSharedWork();
  let stopped = false;
  return {
    tick: async () => {
      if (stopped) return;
      const due = await deps.everywhere.toRenew(deps.clock.now(), AT_ONCE);
      await Promise.all(due.map((installation) => renewing.once(installation.workspace, () => takeUp(deps, installation))));
    },
    botToken: async (workspace) => {
      const token = await deps.installations.botToken(workspace);
      if (token?.expiresAt === undefined || token.expiresAt.getTime() - deps.clock.now().getTime() > SOON_MS) return token;
      if (!stopped) await renewing.once(workspace, () => renewOrAwait(deps, workspace, token.version));
      return deps.installations.botToken(workspace);
    },
    stop: async (withinMs) => {
      stopped = true;
      await atMost(withinMs, renewing.over());
    },
  };
}

/** What is due: a try, or the end of a token that only a new install replaces. */
async function takeUp(deps: BotTokenDeps, installation: Installation): Promise<void> {
  if (installation.renewal?.by === 'person') {
    return uninstallWorkspace(deps, installation.workspace, { version: installation.version });
  }
  await renew(deps, installation);
}

/** Tries to renew the token, once over all processes. */
async function renew(deps: BotTokenDeps, installation: Installation): Promise<void> {
  if (installation.renewal?.busy === true && installation.renewal.at > deps.clock.now()) return;
  await renewTokens<Installation, BotTokens & { readonly expiresAt: Date }>(deps, {
    what: 'bot token',
    ids: { workspace: installation.workspace },
    claimMs: CLAIM_MS,
    claim: (until) => deps.installations.claimRenewal(installation, until),
    refresh: deps.refresh,
    afterFailure: async (claim, error) => {
      if (error instanceof DeadRefreshTokenError) return afterRefusal(deps, claim);
      return deps.installations.postponeRenewal(claim, new Date(deps.clock.now().getTime() + AGAIN_MS));
    },
    keep: (claim, { expiresAt, ...tokens }) =>
      deps.installations.keepRenewed(claim, tokens, { expiresAt, renewal: renewalBefore(expiresAt, deps.clock.now()) }),
  });
}

/** The token that is left goes on until its end; people are told while it does. */
async function afterRefusal(deps: BotTokenDeps, claim: Installation): Promise<void> {
  const { workspace, expiresAt = deps.clock.now() } = claim;
  if (!(await deps.installations.endRenewal(claim, expiresAt))) return;
  if (expiresAt <= deps.clock.now()) return uninstallWorkspace(deps, workspace, { version: claim.version });
  await deps.tellEnding(workspace, expiresAt).catch((err: unknown) => {
    deps.log.error({ workspace, err }, 'nobody could be told that a bot token ends');
  });
}

/** Another process may have it already: then its end is waited for, for as long as a claim lasts. */
async function renewOrAwait(deps: BotTokenDeps, workspace: string, version: number): Promise<void> {
  const until = deps.clock.now().getTime() + CLAIM_MS;
  for (;;) {
    const installation = await deps.installations.installation(workspace);
    if (installation?.version !== version || installation.renewal?.by !== 'itself') return;
    await renew(deps, installation);
    const after = await deps.installations.installation(workspace);
    if (after?.version !== version || after.renewal?.busy !== true || deps.clock.now().getTime() > until) return;
    await deps.clock.wait(POLL_MS);
  }
}

const AT_ONCE = 20;
const SOON_MS = 10 * 60_000;
/** Longer than Slack may take (10 s) and the store after it. */
const CLAIM_MS = 30_000;
const AGAIN_MS = 60_000;
const POLL_MS = 200;
