import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import {
  type AccountsDeps,
  beginConsent,
  ConnectError,
  type ConsentReturn,
  consentCookie,
  finishConsent,
  openTicket,
  sendFreshLink,
} from '../accounts/index.js';
import { say } from '../language/index.js';
import { Secret } from '../lib/secret.js';
import { NotAllowedError, PeopleUnavailableError } from '../workspaces/index.js';
import { readCookie } from './cookies.js';
import { type Page, type PageLocals, sendPage } from './html.js';
import { ownPagesOnly } from './own-pages.js';
import { choosePage, continuePage, newLinkPage, plainPage, problemPage } from './pages.js';
import { rateLimit } from './rate-limit.js';

/** `/oauth/<connector>/start` and `/callback`, where a browser goes from Slack to the platform and back. Paths of unknown connectors fall through. */
export function oauthRoutes(
  deps: AccountsDeps,
  options: { readonly perMinute?: number; readonly slack?: PageLocals['slack'] } = {},
): Router {
  const router = Router();
  const form = [ownPagesOnly(deps.publicUrl, 'page.otherSite.connect'), express.urlencoded({ extended: false, limit: '4kb' })];
  router.use('/oauth', rateLimit(options.perMinute ?? 60), (_request, { locals }, next) => {
    locals.slack = options.slack;
    next();
  });
  router.post('/oauth/new-link', form, (request: Request, response: Response) => sendNewLink(deps, request, response));
  router.use('/oauth/:connector', knownConnector(deps));
  router.get('/oauth/:connector/start', (request, response) => showTicket(deps, request, response));
  router.post('/oauth/:connector/start', form, (request: Request, response: Response) => begin(deps, request, response));
  router.get('/oauth/:connector/callback', (request, response) => finish(deps, request, response));
  router.use('/oauth', failures(deps));
  return router;
}

async function showTicket(deps: AccountsDeps, request: Request, response: Response): Promise<void> {
  const family = familyOf(request);
  const link = text.parse(request.query.ticket);
  await page(response, link, async () => {
    const ticket = await openTicket(deps, { family, ticket: link });
    return continuePage({ ticket, connector: deps.connectors.get(family)?.name ?? family, link });
  });
}

async function begin(deps: AccountsDeps, request: Request, response: Response): Promise<void> {
  const family = familyOf(request);
  const link = text.parse(form.parse(request.body).ticket);
  await page(response, link, async () => {
    const { redirectTo, cookie, lifeMs } = await beginConsent(deps, { family, ticket: link });
    response.cookie(cookie.name, cookie.value, { ...cookieOptions(deps, family), maxAge: lifeMs });
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).redirect(303, redirectTo);
    return undefined;
  });
}

async function finish(deps: AccountsDeps, request: Request, response: Response): Promise<void> {
  const family = familyOf(request);
  const { state, code, error } = callbackQuery.parse(request.query);
  const name = consentCookie(state);
  const cookie = readCookie(request.headers.cookie, name);
  await page(response, state, async () => {
    const answer = answerOf(code, error);
    const finished = await finishConsent(deps, { family, state, answer, ...(cookie === undefined ? {} : { cookie }) });
    response.clearCookie(name, cookieOptions(deps, family));
    return choosePage(finished);
  });
}

async function sendNewLink(deps: AccountsDeps, request: Request, response: Response): Promise<void> {
  const sent = await sendFreshLink(deps, { link: text.parse(form.parse(request.body).link) });
  sendPage(response, newLinkPage(sent?.workspace));
}

/** Sends the page that `work` makes, or the one for why it could not; `link` is what the browser came with. */
async function page(response: Response, link: string, work: () => Promise<Page | undefined>): Promise<void> {
  try {
    const made = await work();
    if (made !== undefined) sendPage(response, made);
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    sendPage(response, problemPage(error, link));
  }
}

function answerOf(code: string, error: string): ConsentReturn['answer'] {
  if (CANCELLED.has(error)) return { kind: 'cancelled' };
  return code === '' || error !== '' ? { kind: 'refused' } : { kind: 'code', code: new Secret(code) };
}

function knownConnector(deps: AccountsDeps): RequestHandler {
  return (request, _response, next) => next(deps.connectors.has(familyOf(request)) ? undefined : 'router');
}

function failures({ log }: AccountsDeps): ErrorRequestHandler {
  return (err: unknown, _request, response, next) => {
    if (response.headersSent) return next(err);
    if (err instanceof NotAllowedError) return sendPage(response, plainPage(403, say('page.notAllowed'), err.message));
    if (err instanceof PeopleUnavailableError) return sendPage(response, plainPage(503, say('page.slackDown'), err.message));
    const status = err instanceof Error && 'status' in err && typeof err.status === 'number' && err.status < 500 ? err.status : 500;
    if (status === 500) log.error({ err }, 'a request to connect failed');
    sendPage(response, plainPage(status, say('page.wentWrong'), say('page.wentWrong.connect')));
  };
}

function familyOf(request: Request): string {
  return text.parse(request.params.connector);
}

function cookieOptions({ publicUrl }: AccountsDeps, family: string) {
  return { httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:'), path: `/oauth/${family}` } as const;
}

/** What a platform sends back when the person says no: OAuth's own word, and LinkedIn's two (li:shared/authentication/authorization-code-flow, November 2026). */
const CANCELLED: ReadonlySet<string> = new Set(['access_denied', 'user_cancelled_login', 'user_cancelled_authorize']);

const text = z.string().max(4000).catch('');
const form = z.record(z.string(), z.unknown()).catch({});
const callbackQuery = z.object({ state: text, code: text, error: text });
