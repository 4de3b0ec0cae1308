import type { Router } from 'express';
import type { Config } from './config.js';
import { slackInstallRoutes } from './http/slack-install.js';
import type { Ids } from './lib/ids.js';
import type { SecretBox } from './lib/secret-box.js';
import * as mongoStores from './mongo/index.js';
import { createBotTokenRefresh, createRecentTokens, identifyWorkspace, type OnUninstalled, type SlackClientsDeps } from './slack/index.js';
import type { Turn } from './ticker.js';
import {
  type BotTokenDeps,
  CONFIGURED,
  createBotTokenRenewer,
  deleteRemoved,
  type InstallDeps,
  installWorkspace,
  type RemovedDeps,
  releaseRemoved,
  uninstallWorkspace,
} from './workspaces/index.js';

/** Whom this Copydesk serves, and with which tokens. */
export interface Installs extends Pick<SlackClientsDeps, 'tokenOf' | 'onRevoked'> {
  /** The one workspace; absent where Copydesk is installed into many. */
  readonly only?: { readonly id: string; readonly url?: string; readonly app?: string };
  readonly onUninstalled: OnUninstalled;
  readonly routers: readonly Router[];
  readonly turns: readonly Turn<readonly mongoStores.Due[]>[];
  /** Waits at most so many ms for a bot token that is just being renewed. */
  stop(withinMs: number): Promise<void>;
}

/** What they rest on. */
export interface InstallsDeps extends Omit<InstallDeps, 'installations' | 'transaction'> {
  readonly mongo: mongoStores.Mongo;
  readonly box: SecretBox;
  readonly ids: Ids;
  readonly tellEnding: BotTokenDeps['tellEnding'];
}

/** Serves the one workspace of the configured token, or whoever installs Copydesk. Throws a sentence for the operator when Slack refuses the token. */
export async function createInstalls({ slack, publicUrl }: Config, deps: InstallsDeps): Promise<Installs> {
  const { mongo, box, log } = deps;
  const installations = mongoStores.createInstallationStore(mongo, box);
  const installing: InstallDeps = { ...deps, installations, transaction: mongo.transaction };
  const ends = {
    onRevoked: (workspace: string, version: number) => uninstallWorkspace(installing, workspace, { version }),
    onUninstalled: (workspace: string, saidAt: Date) => uninstallWorkspace(installing, workspace, { saidAt }),
  };
  const api = slack.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl };

  if (slack.workspaces.kind === 'one') {
    const { botToken: token } = slack.workspaces;
    const { url, app, ...workspace } = await identifyWorkspace({ ...api, botToken: token, log });
    await installWorkspace(installing, workspace);
    return {
      ...ends,
      only: { id: workspace.id, ...(url === undefined ? {} : { url }), ...(app === undefined ? {} : { app }) },
      tokenOf: async (asked) => (asked === workspace.id ? { token, version: CONFIGURED } : undefined),
      routers: [],
      turns: [],
      stop: async () => {},
    };
  }
  const { clientId, clientSecret } = slack.workspaces;
  const routes = slackInstallRoutes({
    ...deps,
    ...api,
    ...(slack.authorizeUrl === undefined ? {} : { authorizeUrl: slack.authorizeUrl }),
    clientId,
    clientSecret,
    publicUrl,
    states: mongoStores.createInstallStates(mongo),
    install: (installed, tokens) => installWorkspace(installing, installed, tokens),
  });
  const renewer = createBotTokenRenewer({
    ...installing,
    everywhere: mongoStores.createInstallationsEverywhere(mongo),
    refresh: createBotTokenRefresh({ ...deps, ...api, clientId, clientSecret }),
    tellEnding: deps.tellEnding,
  });
  return {
    ...ends,
    tokenOf: createRecentTokens(renewer.botToken),
    routers: [routes],
    turns: [{ name: 'bot tokens to renew', when: mongoStores.DUE.botTokens, run: () => renewer.tick() }],
    stop: (withinMs) => renewer.stop(withinMs),
  };
}

/** What becomes of workspaces that Copydesk was removed from: their accesses are given back, and later everything of them is deleted. */
export function removedTurns({
  mongo,
  ...deps
}: Omit<RemovedDeps, 'removed'> & { readonly mongo: mongoStores.Mongo }): Turn<readonly mongoStores.Due[]>[] {
  const removed = mongoStores.createRemovedWorkspaces(mongo);
  return [
    { name: 'accesses of removed workspaces', when: mongoStores.DUE.releases, run: () => releaseRemoved({ ...deps, removed }) },
    { name: 'data of removed workspaces', when: mongoStores.DUE.removals, run: () => deleteRemoved({ ...deps, removed }) },
  ];
}
