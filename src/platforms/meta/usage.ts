import { z } from 'zod';
import { say } from '../../language/index.js';
import type { Usage } from '../platform.js';
import type { HttpAnswer } from '../request.js';

/**
 * Rests shortly before Meta refuses, which it does at 100 % of any figure in `X-App-Usage`, `X-Page-Usage` or `X-Business-Use-Case-Usage`
 * (meta:graph-api/overview/rate-limiting, November 2026). The figures are of a rolling window, so a short rest lowers them.
 */
export function metaUsage({ answer, now }: { readonly answer: HttpAnswer; readonly now: Date }): Usage | undefined {
  const regainMs = regainAfterMs(answer.headers);
  const percent = mostUsed(answer.headers);
  if (regainMs === undefined && percent < NEARLY_PERCENT) return undefined;
  const rest = { until: new Date(now.getTime() + (regainMs ?? REST_MS)), sentence: say('meta.resting') };
  return regainMs !== undefined || percent >= 100 ? { closed: rest } : { rest };
}

/**
 * How long until Meta takes calls again, in ms: the longest wait in `X-Business-Use-Case-Usage`, which counts in minutes. Undefined when the header
 * names none; `X-App-Usage` has percentages only, so it never does (meta:graph-api/overview/rate-limiting, November 2026).
 */
export function regainAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const minutes = Math.max(0, ...businessUses(headers).map((use) => use.estimated_time_to_regain_access ?? 0));
  return minutes > 0 ? minutes * 60_000 : undefined;
}

/** The highest percentage that any header names. */
function mostUsed(headers: Readonly<Record<string, string>>): number {
  const ofAppAndPage = ['x-app-usage', 'x-page-usage'].flatMap((name) => useSchema.safeParse(json(headers[name])).data ?? []);
  const uses = [...ofAppAndPage, ...businessUses(headers)];
  return Math.max(0, ...uses.flatMap(({ call_count, total_time, total_cputime }) => [call_count, total_time, total_cputime]));
}

function businessUses(headers: Readonly<Record<string, string>>): z.infer<typeof useSchema>[] {
  const usage = z.record(z.string(), z.array(useSchema)).safeParse(json(headers['x-business-use-case-usage']));
  return usage.success ? Object.values(usage.data).flat() : [];
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

const useSchema = z.object({
  call_count: z.number().default(0),
  total_time: z.number().default(0),
  total_cputime: z.number().default(0),
  estimated_time_to_regain_access: z.number().optional(),
});

const NEARLY_PERCENT = 95;
const REST_MS = 5 * 60_000;
