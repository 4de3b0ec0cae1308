import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError, type PlatformErrorDetails } from '../errors.js';
import type { HttpAnswer } from '../request.js';
import type { Phase } from '../send.js';
import { type ErrorRow, LIMIT_MEANINGS, X_ERROR_ROWS } from './error-rows.js';
import { usedUp } from './limits.js';

/**
 * The error that an answer other than the expected one means; of rows that fit equally well, `own` ones count first
 * (xdocs:x-api/fundamentals/response-codes-and-errors, November 2026).
 */
export function answerError(answer: HttpAnswer, phase: Phase, own: readonly ErrorRow[] = []): PlatformError {
  const problem = problemOf(answer);
  const traceId = answer.headers['x-transaction-id'];
  const facts = {
    status: answer.status,
    ...codeOf(problem),
    ...(traceId === undefined ? {} : { traceId }),
  };
  const isRefusal = answer.status >= 400 && answer.status < 500 && answer.status !== REQUEST_TIMEOUT;
  if (!isRefusal) return new PlatformError({ ...trouble(phase), ...facts });
  const row = rowOf([...own, ...X_ERROR_ROWS], problem);
  if (row !== undefined) return new PlatformError({ ...rowDetails(row, answer), ...facts });
  return new PlatformError({ kind: 'rejected', sentence: say('problem.refused', { platform: 'X' }), ...facts });
}

interface Problem {
  readonly status: number;
  readonly type?: string | undefined;
  readonly detail?: string | undefined;
  readonly codes: readonly number[];
  readonly parameters: readonly string[];
}

function problemOf(answer: HttpAnswer): Problem {
  const parsed = problemSchema.safeParse(answer.body);
  const { type, detail, errors = [] } = parsed.success ? parsed.data : {};
  return {
    status: answer.status,
    type: type?.split('/').at(-1),
    detail,
    codes: errors.flatMap(({ code }) => code ?? []),
    parameters: errors.flatMap(({ parameters }) => Object.keys(parameters ?? {})),
  };
}

/** The name that whoever looks into it can search for; `about:blank` is how a problem says that it has none (RFC 9457). */
function codeOf({ codes: [code], type }: Problem): { readonly code?: number | string } {
  if (code !== undefined) return { code };
  return type === undefined || type === 'about:blank' ? {} : { code: type };
}

const problemSchema = z.object({
  type: z.string().optional(),
  detail: z.string().optional(),
  errors: z
    .array(
      z.object({
        code: z.number().optional().catch(undefined),
        parameters: z.record(z.string(), z.unknown()).optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
});

/** The row that fits best: what names a code or a detail says more than what names a status alone. */
function rowOf(rows: readonly ErrorRow[], problem: Problem): ErrorRow | undefined {
  return rows.filter((row) => fits(row, problem)).sort((a, b) => weight(b) - weight(a))[0];
}

function fits(row: ErrorRow, { status, type, detail, codes, parameters }: Problem): boolean {
  return (
    (row.status === undefined || row.status === status) &&
    (row.type === undefined || row.type === type) &&
    (row.detail === undefined || row.detail === detail) &&
    (row.code === undefined || codes.includes(row.code)) &&
    (row.parameter === undefined || parameters.includes(row.parameter))
  );
}

function weight({ code, detail, parameter, type }: ErrorRow): number {
  if (code !== undefined) return 4;
  if (detail !== undefined) return 3;
  if (parameter !== undefined) return 2;
  return type === undefined ? 0 : 1;
}

function rowDetails(row: ErrorRow, { headers }: HttpAnswer): PlatformErrorDetails {
  if (row.kind !== 'rate_limited') return { kind: row.kind, sentence: say(row.meaning) };
  const used = row.retryAfterMs === undefined ? usedUp(headers) : undefined;
  return {
    kind: row.kind,
    sentence: say(used === undefined ? row.meaning : LIMIT_MEANINGS[used.limit]),
    ...(used === undefined ? {} : { until: used.until }),
    ...(row.retryAfterMs === undefined ? {} : { retryAfterMs: row.retryAfterMs }),
  };
}

function trouble(phase: Phase): PlatformErrorDetails {
  if (phase === 'before') return { kind: 'transient', sentence: say('problem.noAnswer', { platform: 'X' }) };
  return { kind: 'unknown_outcome', sentence: say('problem.troubleWhilePosting', { platform: 'X' }) };
}

const REQUEST_TIMEOUT = 408;
