import type { Secret } from '../lib/secret.js';
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
  const running = new Map<string, Promise<void>>();
  let stopped = false;
  const once = (workspace: string, work: () => Promise<void>): Promise<void> => {
    const known = running.get(workspace);
    if (known !== undefined) return known;
    const begun = work().finally(() => running.delete(workspace));
    running.set(workspace, begun);
    return begun;
  };
  return {
    tick: async () => {
      if (stopped) return;
      const due = await deps.everywhere.toRenew(deps.clock.now(), AT_ONCE);
      await Promise.all(due.map((installation) => once(installation.workspace, () => takeUp(deps, installation))));
    },
    botToken: async (workspace) => {
      const token = await deps.installations.botToken(workspace);
      if (token?.expiresAt === undefined || token.expiresAt.getTime() - deps.clock.now().getTime() > SOON_MS) return token;
      if (!stopped) await once(workspace, () => renewOrAwait(deps, workspace, token.version));
      return deps.installations.botToken(workspace);
    },
    stop: async (withinMs) => {
      stopped = true;
      const timer = new AbortController();
      await Promise.race([Promise.allSettled(running.values()), deps.clock.wait(withinMs, timer.signal).catch(() => {})]);
      timer.abort();
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

/**
 * Tries to renew the token, once over all processes, because only one of them gets the claim. The new pair is stored before anybody uses it. A claim
 * whose process died is tried once more with the old refresh token: where that is spent, the refusal ends it.
 */
async function renew(deps: BotTokenDeps, installation: Installation): Promise<void> {
  const now = deps.clock.now();
  if (installation.renewal?.busy === true && installation.renewal.at > now) return;
  const claimed = await deps.installations.claimRenewal(installation, new Date(now.getTime() + CLAIM_MS));
  if (claimed === undefined) return;
  const { claim, refreshToken } = claimed;
  const { workspace } = claim;
  let renewed: BotTokens & { readonly expiresAt: Date };
  try {
    renewed = await deps.refresh(refreshToken);
  } catch (err) {
    deps.log.warn({ workspace, err }, 'a bot token could not be renewed');
    if (err instanceof DeadRefreshTokenError) return afterRefusal(deps, claim);
    return deps.installations.postponeRenewal(claim, new Date(deps.clock.now().getTime() + AGAIN_MS));
  }
  const { expiresAt, ...tokens } = renewed;
  await keep(deps, claim, tokens, expiresAt);
}

/** The only copy of the new pair is here: it is stored even if MongoDB has to be asked more than once. */
async function keep(deps: BotTokenDeps, claim: Installation, tokens: BotTokens, expiresAt: Date): Promise<void> {
  const { workspace } = claim;
  for (let tries = 1; ; tries += 1) {
    try {
      const ends = { expiresAt, renewal: renewalBefore(expiresAt, deps.clock.now()) };
      const kept = await deps.installations.keepRenewed(claim, tokens, ends);
      if (kept) deps.log.info({ workspace }, 'a bot token was renewed');
      else deps.log.warn({ workspace }, 'a renewed bot token came too late and was dropped');
      return;
    } catch (err) {
      if (tries === STORE_TRIES) throw err;
      deps.log.warn({ workspace, err }, 'a renewed bot token could not be stored yet');
      await deps.clock.wait(STORE_PAUSE_MS);
    }
  }
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
const STORE_TRIES = 5;
const STORE_PAUSE_MS = 2_000;
const POLL_MS = 200;
