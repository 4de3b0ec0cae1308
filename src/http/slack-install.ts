import {
  AuthorizationError,
  InstallProvider,
  type Logger,
  LogLevel,
  type Installation as SlackInstallation,
  type StateStore,
} from '@slack/oauth';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { type Request, type Response, Router } from 'express';
import type { Clock } from '../lib/clock.js';
import { type Ids, sha256 } from '../lib/ids.js';
import type { Log } from '../lib/log.js';
import { Secret } from '../lib/secret.js';
import { BeingDeletedError, BOT_SCOPES, type BotTokens, INSTALL_LIFE_MS, type Installed, type InstallStates } from '../workspaces/index.js';
import { sendPage } from './html.js';
import { type InstallProblem, installedPage, installPage, installProblemPage } from './install-pages.js';
import { ownPagesOnly } from './own-pages.js';
import { rateLimit } from './rate-limit.js';

/** What installing from a browser needs. `apiUrl` and `authorizeUrl` are another Slack's. */
export interface SlackInstallDeps {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly apiUrl?: string;
  readonly authorizeUrl?: string;
  readonly publicUrl: string;
  readonly states: InstallStates;
  /** Keeps what Slack gave; `expiresAt` where the token ends. */
  install(installed: Installed, tokens: BotTokens & { readonly expiresAt?: Date }): Promise<unknown>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/**
 * `/slack/install` and `/slack/oauth_redirect`, where a browser goes to Slack and comes back with Copydesk installed. An install is begun by a
 * button, so that no link preview begins one; its state is used once, within ten minutes, in the browser that began it.
 */
export function slackInstallRoutes(deps: SlackInstallDeps, options: { readonly perMinute?: number } = {}): Router {
  const provider = createProvider(deps);
  const router = Router();
  router.use(['/slack/install', REDIRECT_PATH], rateLimit(options.perMinute ?? 60));
  router.get('/slack/install', (_request, response) => sendPage(response, installPage()));
  router.post('/slack/install', ownPagesOnly(deps.publicUrl, 'page.otherSite.install'), async (_request, response) => {
    const state = deps.ids.unguessable();
    await deps.states.begin(sha256(state), new Date(deps.clock.now().getTime() + INSTALL_LIFE_MS));
    response.cookie(COOKIE, state, { ...cookieOptions(deps), maxAge: INSTALL_LIFE_MS });
    const url = await provider.generateInstallUrl({ scopes: [...BOT_SCOPES], redirectUri: redirectUri(deps) }, true, state);
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).redirect(303, url);
  });
  router.get(REDIRECT_PATH, (request, response) => finish(deps, provider, request, response));
  return router;
}

async function finish(deps: SlackInstallDeps, provider: InstallProvider, request: Request, response: Response): Promise<void> {
  const { state } = request.query;
  await provider.handleCallback(request, response, {
    successAsync: async (installation) => {
      response.removeHeader('Set-Cookie');
      response.clearCookie(COOKIE, cookieOptions(deps));
      const { id, name } = workspaceOf(installation);
      const app = installation.appId;
      const org = installation.isEnterpriseInstall === true;
      sendPage(
        response,
        installedPage({
          workspace: id,
          name,
          org,
          slackUrl: new URL(deps.authorizeUrl ?? 'https://slack.com').origin,
          ...(app === undefined ? {} : { app }),
        }),
      );
    },
    failureAsync: async (error) => {
      const problem = await problemOf(deps, error, typeof state === 'string' ? state : '');
      if (SERIOUS.has(problem)) deps.log.error({ err: error, problem }, 'an install failed');
      else deps.log.info({ problem }, 'an install went no further');
      response.removeHeader('Set-Cookie');
      sendPage(response, installProblemPage(problem));
    },
  });
}

function createProvider(deps: SlackInstallDeps): InstallProvider {
  return new InstallProvider({
    clientId: deps.clientId,
    clientSecret: deps.clientSecret.unwrap(),
    ...(deps.authorizeUrl === undefined ? {} : { authorizationUrl: deps.authorizeUrl }),
    stateCookieName: COOKIE,
    stateStore: stateStoreOf(deps),
    installationStore: {
      storeInstallation: async (installation) => {
        await keep(deps, installation);
      },
      fetchInstallation: () => Promise.reject(new Error('Bot tokens are read from the stored installations.')),
    },
    clientOptions: {
      ...(deps.apiUrl === undefined ? {} : { slackApiUrl: deps.apiUrl }),
      timeout: 10_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
    },
    logger: silent,
  });
}

/** The state was written when it was begun; the library holds it against the cookie before it asks here. */
function stateStoreOf(deps: SlackInstallDeps): StateStore {
  return {
    generateStateParam: () => Promise.reject(new Error('An install is begun by the button.')),
    verifyStateParam: async (_now, state) => {
      const standing = await deps.states.take(sha256(state), deps.clock.now());
      if (standing !== 'waiting') throw new StateError(standing === 'unknown' ? 'unknown link' : standing);
      return { scopes: [...BOT_SCOPES], redirectUri: redirectUri(deps) };
    },
  };
}

async function keep(deps: SlackInstallDeps, installation: SlackInstallation): Promise<void> {
  const { bot } = installation;
  if (bot === undefined) throw new Error('Slack installed Copydesk without a bot token.');
  const { id, name } = workspaceOf(installation);
  await deps.install(
    { id, name, botUserId: bot.userId },
    {
      token: new Secret(bot.token),
      ...(bot.refreshToken === undefined ? {} : { refreshToken: new Secret(bot.refreshToken) }),
      ...(bot.expiresAt === undefined ? {} : { expiresAt: new Date(bot.expiresAt * 1000) }),
    },
  );
}

/** The organisation where Copydesk was installed for all of it, else the team. */
function workspaceOf({ team, enterprise, isEnterpriseInstall }: SlackInstallation): { readonly id: string; readonly name: string } {
  const place = isEnterpriseInstall === true ? enterprise : team;
  if (place === undefined) throw new Error('Slack named neither a team nor an organisation.');
  return { id: place.id, name: place.name ?? place.id };
}

async function problemOf({ states, clock }: SlackInstallDeps, error: Error, state: string): Promise<InstallProblem> {
  if (error instanceof StateError) return error.problem;
  if (error instanceof BeingDeletedError) return 'being deleted';
  if (error instanceof AuthorizationError) return 'cancelled';
  if (error instanceof WebAPIPlatformError) return STALE_CODE.has(error.data.error) ? 'stale code' : 'not accepted';
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError || error instanceof WebAPIRateLimitedError)
    return 'slack down';
  if (!OF_THE_LINK.has('code' in error ? String(error.code) : '')) return 'failed';
  const standing = await states.standing(sha256(state), clock.now());
  return standing === 'waiting' ? 'other browser' : standing === 'unknown' ? 'unknown link' : standing;
}

class StateError extends Error {
  override readonly name = 'StateError';
  readonly problem: 'unknown link' | 'used' | 'stale';

  constructor(problem: 'unknown link' | 'used' | 'stale') {
    super(`The state of an install is ${problem}.`);
    this.problem = problem;
  }
}

function redirectUri({ publicUrl }: SlackInstallDeps): string {
  return `${publicUrl}${REDIRECT_PATH}`;
}

function cookieOptions({ publicUrl }: SlackInstallDeps) {
  return { httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:'), path: REDIRECT_PATH } as const;
}

/** The library would log a person who cancels as an error; {@link finish} says what is worth saying. */
const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

const REDIRECT_PATH = '/slack/oauth_redirect';
const COOKIE = 'copydesk_install';

/** What oauth.v2.access answers about the code alone (slack:reference/methods/oauth.v2.access, November 2026). */
const STALE_CODE: ReadonlySet<string> = new Set(['invalid_code', 'code_already_used', 'code_expired']);
const OF_THE_LINK: ReadonlySet<string> = new Set(['slack_oauth_missing_state', 'slack_oauth_invalid_state', 'slack_oauth_missing_code']);
const SERIOUS: ReadonlySet<InstallProblem> = new Set(['failed', 'not accepted']);
