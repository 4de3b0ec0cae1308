import type { z } from 'zod';
import type { Secret } from '../../lib/secret.js';
import type { HttpAnswer, HttpRequest } from '../request.js';
import { type Phase, send, timing } from '../send.js';
import { requireApp, type XSetup } from './app.js';
import { clientAuthorization } from './client-auth.js';
import type { ErrorRow } from './error-rows.js';
import { answerError } from './errors.js';

/** What a call to X is made with. With a token it speaks for an account, without one for the app itself. */
export interface ApiContext {
  readonly http: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly token?: Secret;
  readonly signal: AbortSignal;
  readonly beforeSend?: () => void;
}

/** One call. */
export interface ApiRequest<T> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Begins with a slash, the version included. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Fields of the form that are secrets. */
  readonly secrets?: Readonly<Record<string, Secret>>;
  readonly file?: NonNullable<HttpRequest['file']>;
  /** What a good answer looks like. */
  readonly answer: z.ZodType<T>;
  /** Set where a second try would not be the same as the first: trouble leaves the outcome unknown. */
  readonly irreversible?: boolean;
  /** What answers to this call mean, before what they mean in general. */
  readonly rows?: readonly ErrorRow[];
}

/** Makes one call and returns its parsed answer. Throws `PlatformError` for anything else. */
export async function callX<T>(setup: XSetup, ctx: ApiContext, request: ApiRequest<T>): Promise<T> {
  const phase: Phase = request.irreversible === true ? 'publish' : 'before';
  const answer = await send(ctx, httpRequest(setup, ctx, request), phase);
  const parsed = request.answer.safeParse(answer.body);
  if (answer.status >= 200 && answer.status < 300 && parsed.success) return parsed.data;
  throw answerError(answer, phase, request.rows);
}

function httpRequest<T>(setup: XSetup, ctx: ApiContext, request: ApiRequest<T>): HttpRequest {
  const app = requireApp(setup);
  const { method, path, query, json, form, secrets, file } = request;
  return {
    method,
    url: `${app.apiUrl}${path}`,
    ...(query === undefined ? {} : { query }),
    ...(json === undefined ? {} : { json }),
    ...(form === undefined ? {} : { form }),
    ...(secrets === undefined ? {} : { secretFields: secrets }),
    ...(file === undefined ? {} : { file }),
    ...(ctx.token === undefined ? { headers: clientAuthorization(app) } : { token: ctx.token }),
    ...timing(ctx, request.irreversible),
  };
}
