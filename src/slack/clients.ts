import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Logger,
  type WebAPICallResult,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Log } from '../lib/log.js';
import type { Secret } from '../lib/secret.js';
import type { BotToken } from '../workspaces/index.js';
import { acrossTeams } from './across-teams.js';
import { boltLogger } from './bolt-log.js';
import { isOrganisation } from './workspace-of.js';

/** Web API clients with each workspace's bot token. */
export interface SlackClients {
  /** Throws {@link NoTokenError} for a workspace we hold no token of. */
  of(workspace: string): Promise<WebClient>;
  /** The header that reads a workspace's files. It goes to Slack's own hosts only. Throws {@link NoTokenError}. */
  fileHeaders(workspace: string): Promise<{ readonly authorization: string }>;
}

/** We hold no bot token of this workspace. */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
}

/** What the clients need. `apiUrl` ends in `/api/`; absent means the real Slack. */
export interface SlackClientsDeps {
  readonly apiUrl?: string;
  readonly log: Log;
  tokenOf(workspace: string): Promise<BotToken | undefined>;
  /** Told when Slack answers that the token of this version is dead, which counts as uninstalled. What it throws is logged. */
  onRevoked(workspace: string, version: number): Promise<void>;
}

/**
 * Keeps the 500 clients used last. A call gives up after 10 s. A rate limit of up to 10 s is waited for, twice at most; a call whose answer
 * was lost is asked once more only where asking twice does no harm, so a message is never posted twice.
 */
export function createSlackClients(deps: SlackClientsDeps): SlackClients {
  const cache = new LRUCache<string, { readonly token: string; readonly client: WebClient }>({ max: 500 });
  const logger = boltLogger(deps.log);
  return {
    of: async (workspace) => {
      const { token: secret, version } = await tokenOf(deps, workspace);
      const token = secret.unwrap();
      const cached = cache.get(workspace);
      if (cached?.token === token) return cached.client;
      const Client = isOrganisation(workspace) ? OrganisationClient : WatchedClient;
      const client = new Client(token, webClientOptions(deps.apiUrl, logger), async (error) => {
        deps.log.warn({ workspace, error }, 'Slack says that the bot token is dead');
        await deps
          .onRevoked(workspace, version)
          .catch((err: unknown) => deps.log.error({ err, workspace }, 'the uninstall could not be stored'));
      });
      cache.set(workspace, { token, client });
      return client;
    },
    fileHeaders: async (workspace) => ({ authorization: `Bearer ${(await tokenOf(deps, workspace)).token.unwrap()}` }),
  };
}

/** Asks Slack whose token this is, and where that workspace is in a browser (`url`). Throws with a sentence for the operator when Slack refuses it or does not answer. */
export async function identifyWorkspace(options: {
  readonly apiUrl?: string;
  readonly botToken: Secret;
  readonly log: Log;
}): Promise<{ readonly id: string; readonly name: string; readonly botUserId: string; readonly url?: string; readonly app?: string }> {
  const client = new WebClient(options.botToken.unwrap(), webClientOptions(options.apiUrl, boltLogger(options.log)));
  try {
    const { team_id: team, enterprise_id: organisation, is_enterprise_install: isOrgWide, ...told } = await client.auth.test();
    const { team: name, user_id: botUserId, bot_id: bot, url } = told;
    const id = isOrgWide === true ? organisation : team;
    if (id === undefined || botUserId === undefined) throw new Error('auth.test named no team or no user.');
    const app = bot === undefined ? undefined : await appOf(client, bot);
    return { id, name: name ?? id, botUserId, ...(url === undefined ? {} : { url }), ...(app === undefined ? {} : { app }) };
  } catch (cause) {
    const refused = cause instanceof WebAPIPlatformError;
    throw new Error(
      refused
        ? `Slack refused SLACK_BOT_TOKEN (${cause.data.error}). Copy it again from OAuth & Permissions.`
        : 'Slack did not answer who SLACK_BOT_TOKEN belongs to.',
      {
        cause,
      },
    );
  }
}

/** Links lead to the app where it is known, and without it only to Slack: nothing else rests on it. */
async function appOf(client: WebClient, bot: string): Promise<string | undefined> {
  const answer = await client.bots.info({ bot }).catch(() => undefined);
  return answer?.bot?.app_id;
}

/** Options of every client: 10 s for a call, and no repeats but our own. */
export function webClientOptions(apiUrl: string | undefined, logger: Logger): WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    logger,
    timeout: LONGEST_WAIT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}

class WatchedClient extends WebClient {
  readonly #onRevoked: (error: string) => Promise<void>;

  constructor(token: string, options: WebClientOptions, onRevoked: (error: string) => Promise<void>) {
    super(token, options);
    this.#onRevoked = onRevoked;
  }

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await super.apiCall(method, options);
      } catch (error) {
        if (error instanceof WebAPIPlatformError && REVOKED.has(error.data.error)) await this.#onRevoked(error.data.error);
        const waitMs = waitBeforeRepeat(method, error, tries);
        if (waitMs === undefined) throw error;
        await sleep(waitMs);
      }
    }
  }
}

/** With an organisation's token. */
class OrganisationClient extends WatchedClient {
  readonly #call = acrossTeams((method, options) => super.apiCall(method, options));

  override apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    return this.#call(method, options);
  }
}

function waitBeforeRepeat(method: string, error: unknown, tries: number): number | undefined {
  if (error instanceof WebAPIRateLimitedError && tries <= 2 && error.retryAfter * 1000 <= LONGEST_WAIT_MS) return error.retryAfter * 1000;
  if (error instanceof WebAPIRequestError && tries === 1 && REPEATABLE.has(method)) return 200;
  return undefined;
}

async function tokenOf(deps: SlackClientsDeps, workspace: string): Promise<BotToken> {
  const token = await deps.tokenOf(workspace);
  if (token === undefined) throw new NoTokenError(`There is no bot token of the workspace ${workspace}.`);
  return token;
}

const LONGEST_WAIT_MS = 10_000;

const REVOKED = new Set(['account_inactive', 'token_revoked', 'invalid_auth']);

const REPEATABLE = new Set([
  'auth.test',
  'chat.getPermalink',
  'chat.update',
  'conversations.info',
  'conversations.open',
  'files.info',
  'users.info',
  'views.update',
]);
