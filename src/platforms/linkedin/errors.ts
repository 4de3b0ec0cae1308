import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError, type PlatformErrorDetails } from '../errors.js';
import type { HttpAnswer } from '../request.js';
import type { Phase } from '../send.js';
import { type ErrorRow, LINKEDIN_ERROR_ROWS } from './error-rows.js';

/**
 * The error that an answer other than the expected one means, at the time `now`; `own` rows count before all others
 * (li:shared/api-guide/concepts/error-handling, November 2026).
 */
export function answerError(answer: HttpAnswer, phase: Phase, now: Date, own: readonly ErrorRow[] = []): PlatformError {
  const envelope = envelopeSchema.safeParse(answer.body);
  const traceId = answer.headers['x-li-uuid'];
  const shared = { status: answer.status, ...(traceId === undefined ? {} : { traceId }) };
  if (!envelope.success || answer.status < 400) return new PlatformError({ ...trouble(phase), ...shared });
  const ref = duplicateOf(answer.status, envelope.data.message);
  const code = codeOf(envelope.data, ref);
  const facts = { ...shared, ...(code === undefined ? {} : { code }) };
  const row = rowOf(own, answer.status, code) ?? rowOf(LINKEDIN_ERROR_ROWS, answer.status, code);
  if (row !== undefined) return new PlatformError({ ...rowDetails(row, phase, now), ...facts, ...(ref === undefined ? {} : { ref }) });
  if (answer.status >= 500 || phase === 'before') return new PlatformError({ ...trouble(phase), ...facts });
  return new PlatformError({ kind: 'rejected', sentence: say('problem.refused', { platform: 'LinkedIn' }), ...facts });
}

/** Every daily limit of LinkedIn ends at midnight UTC (li:shared/api-guide/concepts/rate-limits, November 2026). */
export function nextMidnightUtc(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}

/** What LinkedIn answers with; the code stands at the top, or in the first of the details. */
const envelopeSchema = z
  .object({
    message: z.string().optional(),
    code: z.string().optional(),
    serviceErrorCode: z.number().optional(),
    errorDetails: z
      .object({ inputErrors: z.array(z.object({ code: z.string().optional() })).optional() })
      .optional()
      .catch(undefined),
  })
  .refine(({ message, code, serviceErrorCode }) => message !== undefined || code !== undefined || serviceErrorCode !== undefined);

/** The post that a 422 names is the one that is there already: its URN stands nowhere but in the message. */
function duplicateOf(status: number, message = ''): string | undefined {
  return status === 422 ? /\burn:li:(?:share|ugcPost):\d+/.exec(message)?.[0] : undefined;
}

function codeOf(
  { code, serviceErrorCode, errorDetails }: z.infer<typeof envelopeSchema>,
  duplicate: string | undefined,
): string | undefined {
  const detail = errorDetails?.inputErrors?.find((each) => each.code !== undefined)?.code;
  if (duplicate !== undefined) return DUPLICATE;
  return code ?? detail ?? SERVICE_CODES.get(serviceErrorCode ?? 0);
}

const DUPLICATE = 'DUPLICATE_POST';

/** Old answers carry the number alone. */
const SERVICE_CODES: ReadonlyMap<number, string> = new Map([
  [65601, 'REVOKED_ACCESS_TOKEN'],
  [65602, 'EXPIRED_ACCESS_TOKEN'],
  [65604, 'EMPTY_ACCESS_TOKEN'],
]);

/** The row of the code, else the row for the whole status. */
function rowOf(all: readonly ErrorRow[], status: number, code: string | undefined): ErrorRow | undefined {
  const rows = all.filter((row) => row.status === status);
  return rows.find((row) => row.code !== undefined && row.code === code) ?? rows.find((row) => row.code === undefined);
}

function rowDetails(row: ErrorRow, phase: Phase, now: Date): PlatformErrorDetails {
  if (row.kind === 'transient' && row.next === undefined && phase === 'publish') return trouble(phase);
  return {
    kind: row.kind,
    sentence: say(row.meaning),
    ...(row.next === undefined ? {} : { next: row.next }),
    ...(row.kind === 'rate_limited' ? { until: nextMidnightUtc(now) } : {}),
  };
}

function trouble(phase: Phase): PlatformErrorDetails {
  if (phase === 'before') return { kind: 'transient', sentence: say('problem.noAnswer', { platform: 'LinkedIn' }) };
  return { kind: 'unknown_outcome', sentence: say('problem.troubleWhilePosting', { platform: 'LinkedIn' }) };
}
