import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError, type PlatformErrorDetails } from '../errors.js';
import type { HttpAnswer } from '../request.js';
import type { Phase } from '../send.js';
import { type ErrorRow, META_ERROR_ROWS } from './error-rows.js';
import { regainAfterMs } from './usage.js';

/** The error that an answer other than the expected one means; `own` rows count before all others (meta:graph-api/guides/error-handling, November 2026). */
export function answerError(answer: HttpAnswer, phase: Phase, own: readonly ErrorRow[] = []): PlatformError {
  const envelope = envelopeSchema.safeParse(answer.body);
  if (!envelope.success) return new PlatformError({ ...trouble(phase), status: answer.status });
  const { error } = envelope.data;
  const facts = {
    status: answer.status,
    code: error.code,
    ...(error.error_subcode === undefined ? {} : { subcode: error.error_subcode }),
    ...(error.fbtrace_id === undefined ? {} : { traceId: error.fbtrace_id }),
  };
  const row = rowOf(own, facts) ?? rowOf(META_ERROR_ROWS, facts);
  const passing = error.is_transient === true && (row === undefined || isBroad(row));
  if (row !== undefined && !passing) return new PlatformError({ ...rowDetails(row, phase, regainAfterMs(answer.headers)), ...facts });
  if (passing || answer.status >= 500 || phase === 'before') return new PlatformError({ ...trouble(phase), ...facts });
  return new PlatformError({ kind: 'rejected', sentence: say('meta.refused'), ...facts });
}

/** The row that an Instagram container's status text names by its subcode; undefined when no row has it. */
export function rowOfSubcode(subcode: number): ErrorRow | undefined {
  return META_ERROR_ROWS.find((row) => row.subcode === subcode);
}

const envelopeSchema = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    is_transient: z.boolean().optional(),
    fbtrace_id: z.string().optional(),
  }),
});

/** The most specific row that fits: a subcode outweighs a status, and a status outweighs a code alone. */
function rowOf(rows: readonly ErrorRow[], facts: { status: number; code: number; subcode?: number }): ErrorRow | undefined {
  return rows.filter((row) => fits(row, facts)).sort((a, b) => weight(b) - weight(a))[0];
}

function fits(row: ErrorRow, { status, code, subcode }: { status: number; code: number; subcode?: number }): boolean {
  if (row.status !== undefined && row.status !== status) return false;
  if (row.code === undefined) return row.subcode === subcode || row.subcode === code;
  if (row.subcode !== undefined && row.subcode !== subcode) return false;
  return code >= row.code && code <= (row.codeTo ?? row.code);
}

function weight(row: ErrorRow): number {
  return (row.subcode === undefined ? 0 : 2) + (row.status === undefined ? 0 : 1);
}

/** A refusal by code alone says so little that Meta's own `is_transient` is believed before it. */
function isBroad(row: ErrorRow): boolean {
  return row.subcode === undefined && (row.kind === 'rejected' || row.kind === 'invalid_content');
}

function rowDetails(row: ErrorRow, phase: Phase, regainMs: number | undefined): PlatformErrorDetails {
  if (row.kind === 'transient' && row.next === undefined && phase === 'publish') return trouble(phase);
  const retryAfterMs = row.kind === 'rate_limited' ? (regainMs ?? row.retryAfterMs) : undefined;
  return {
    kind: row.kind,
    sentence: say(row.meaning),
    ...(row.next === undefined ? {} : { next: row.next }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(row.rollingMs === undefined ? {} : { rollingMs: row.rollingMs }),
  };
}

function trouble(phase: Phase): PlatformErrorDetails {
  if (phase === 'before') return { kind: 'transient', sentence: say('meta.error.noAnswer') };
  return { kind: 'unknown_outcome', sentence: say('problem.troubleWhilePosting', { platform: 'Meta' }) };
}
