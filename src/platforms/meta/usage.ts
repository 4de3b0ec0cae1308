import { z } from 'zod';

/**
 * How long until Meta takes calls again, in ms: the longest wait in `X-Business-Use-Case-Usage`, which counts in minutes. Undefined when the header
 * names none; `X-App-Usage` has percentages only, so it never does (meta:graph-api/overview/rate-limiting, November 2026).
 */
export function regainAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const usage = usageSchema.safeParse(headers['x-business-use-case-usage']);
  if (!usage.success) return undefined;
  const minutes = Math.max(0, ...Object.values(usage.data).flatMap((uses) => uses.map((use) => use.estimated_time_to_regain_access ?? 0)));
  return minutes > 0 ? minutes * 60_000 : undefined;
}

const usageSchema = z
  .string()
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      ctx.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.number().optional() }))));
