import { z } from 'zod';
import type { Secret } from '../../lib/secret.js';
import type { HttpAnswer, HttpRequest } from '../request.js';
import { guardedTiming, type Phase, send, timing } from '../send.js';
import { type LinkedInSetup, requireApp } from './app.js';
import type { ErrorRow } from './error-rows.js';
import { answerError } from './errors.js';

/** The version of LinkedIn's API, for every call: each month's lives twelve months at least (li:marketing/versioning, November 2026). */
export const LINKEDIN_VERSION = '202609';

/** What a call is made with. */
export interface LinkedInContext {
  readonly http: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly token?: Secret;
  readonly signal: AbortSignal;
  readonly now: Date;
  readonly beforeSend?: () => void;
}

/** One call of the API. */
export interface RestRequest<T> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Begins with a slash and holds the query, encoded already: Rest.li wants the parentheses and commas of `List()` as they are. */
  readonly path: string;
  readonly json?: unknown;
  /** Rest.li's own name of the method, where the HTTP method does not say it. */
  readonly restliMethod?: 'FINDER' | 'BATCH_GET' | 'DELETE' | 'PARTIAL_UPDATE';
  /** What the body of a good answer looks like. */
  readonly answer: z.ZodType<T>;
  /** Set for the one request of an act: `beforeSend` guards it, and trouble leaves its outcome unknown. */
  readonly irreversible?: boolean;
  /** Set for what can be repeated, but must not leave late: `beforeSend` guards it. */
  readonly guarded?: boolean;
  /** What answers to this call mean, before what they mean in general. */
  readonly rows?: readonly ErrorRow[];
}

/** What `stage` keeps: the uploaded pictures in order, or the document, and the picture of the link preview. */
export const stagedSchema = z.object({
  images: z.array(z.string()),
  document: z.string().optional(),
  thumbnail: z.string().optional(),
  stagedAt: z.string(),
});

/** Makes one call. Throws `PlatformError` for anything but a good answer. */
export async function rest<T>(setup: LinkedInSetup, ctx: LinkedInContext, request: RestRequest<T>): Promise<T> {
  return (await restWithHeaders(setup, ctx, request)).body;
}

/** As {@link rest}, with the answer's headers: a new post's id stands in one of them. */
export async function restWithHeaders<T>(
  setup: LinkedInSetup,
  ctx: LinkedInContext,
  request: RestRequest<T>,
): Promise<{ readonly body: T; readonly headers: HttpAnswer['headers'] }> {
  const phase: Phase = request.irreversible === true ? 'publish' : 'before';
  const answer = await send(ctx, httpRequest(setup, ctx, request), phase);
  const parsed = request.answer.safeParse(answer.body);
  if (answer.status >= 200 && answer.status < 300 && parsed.success) return { body: parsed.data, headers: answer.headers };
  throw answerError(answer, phase, ctx.now, request.rows);
}

function httpRequest<T>(setup: LinkedInSetup, ctx: LinkedInContext, request: RestRequest<T>): HttpRequest {
  const { apiUrl } = requireApp(setup);
  return {
    method: request.method,
    url: `${apiUrl}${request.path}`,
    headers: {
      'linkedin-version': LINKEDIN_VERSION,
      'x-restli-protocol-version': '2.0.0',
      ...(request.restliMethod === undefined ? {} : { 'x-restli-method': request.restliMethod }),
    },
    ...(request.json === undefined ? {} : { json: request.json }),
    ...(ctx.token === undefined ? {} : { token: ctx.token }),
    ...(request.guarded === true ? guardedTiming(ctx) : timing(ctx, request.irreversible)),
  };
}
