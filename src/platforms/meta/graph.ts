import type { z } from 'zod';
import type { Secret } from '../../lib/secret.js';
import type { HttpAnswer, HttpRequest } from '../request.js';
import { guardedTiming, type Phase, send, timing } from '../send.js';
import { type MetaSetup, requireApp } from './app.js';
import type { ErrorRow } from './error-rows.js';
import { answerError } from './errors.js';
import { appSecretProof } from './signing.js';

/** The Graph API's version, for every call and for the dialog: alive until 2028 at least (meta:graph-api/changelog, November 2026). */
export const GRAPH_VERSION = 'v26.0';

/** What a Graph call is made with. Without a token it carries no proof either. */
export interface GraphContext {
  readonly http: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly token?: Secret;
  readonly signal: AbortSignal;
  readonly beforeSend?: () => void;
}

/** One Graph call. */
export interface GraphRequest<T> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Begins with a slash, without the version. */
  readonly path: string;
  /** Sent as the form of a POST, else as the query. */
  readonly params?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, Secret>>;
  readonly file?: NonNullable<HttpRequest['file']>;
  /** What a good answer looks like. */
  readonly answer: z.ZodType<T>;
  /** Set for the one request of an act: `beforeSend` guards it, and trouble leaves its outcome unknown. */
  readonly irreversible?: boolean;
  /** Set for what can be repeated, but must not leave late: `beforeSend` guards it. */
  readonly guarded?: boolean;
  /** What codes mean in answer to this call, before what they mean in general. */
  readonly rows?: readonly ErrorRow[];
}

/** Makes one Graph call and returns its parsed answer. Throws {@link PlatformError} for anything else. */
export async function graph<T>(setup: MetaSetup, ctx: GraphContext, request: GraphRequest<T>): Promise<T> {
  const phase: Phase = request.irreversible === true ? 'publish' : 'before';
  const answer = await send(ctx, httpRequest(setup, ctx, request), phase);
  const parsed = request.answer.safeParse(answer.body);
  if (answer.status >= 200 && answer.status < 300 && parsed.success) return parsed.data;
  throw answerError(answer, phase, request.rows);
}

function httpRequest<T>(setup: MetaSetup, ctx: GraphContext, request: GraphRequest<T>): HttpRequest {
  const app = requireApp(setup);
  const proof = ctx.token === undefined ? {} : { appsecret_proof: appSecretProof(app.appSecret, ctx.token) };
  return {
    method: request.method,
    url: `${app.graphUrl}/${GRAPH_VERSION}${request.path}`,
    ...(request.method === 'POST' ? { form: { ...request.params } } : { query: { ...request.params } }),
    secretFields: { ...proof, ...request.secrets },
    ...(ctx.token === undefined ? {} : { token: ctx.token }),
    ...(request.file === undefined ? {} : { file: request.file }),
    ...(request.guarded === true ? guardedTiming(ctx) : timing(ctx, request.irreversible)),
  };
}
