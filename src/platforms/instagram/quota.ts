import { z } from 'zod';
import { say } from '../../language/index.js';
import { PlatformError } from '../errors.js';
import type { MetaSetup } from '../meta/app.js';
import { graph } from '../meta/graph.js';
import { metaUsage } from '../meta/usage.js';
import type { PlatformContext, QuotaReading, Usage } from '../platform.js';
import type { HttpAnswer, HttpRequest } from '../request.js';

/** How many posts of the last 24 hours Instagram has counted, and how many it allows (meta:instagram-platform/content-publishing, November 2026). */
export async function readQuota(setup: MetaSetup, ctx: PlatformContext): Promise<QuotaReading | undefined> {
  const path = `/${ctx.account.platformId}${LIMIT_PATH}`;
  return readingOf(await graph(setup, ctx, { method: 'GET', path, params: { fields: 'quota_usage,config' }, answer: quotaSchema }));
}

/** Throws `rate_limited` where there is no room; the window of 24 hours rolls, so there is room when the oldest post of it is older. */
export async function checkQuota(setup: MetaSetup, ctx: PlatformContext): Promise<void> {
  const quota = await readQuota(setup, ctx);
  if (quota?.used === undefined || quota.used < quota.limit) return;
  throw new PlatformError({
    kind: 'rate_limited',
    sentence: say('instagram.quotaUsed', { used: quota.used, limit: quota.limit }),
    rollingMs: DAY_MS,
    retryAfterMs: QUOTA_RETRY_MS,
  });
}

/** What an answer tells: Meta's own limits, and the quota where it was asked for. */
export function instagramUsage(exchange: {
  readonly request: HttpRequest;
  readonly answer: HttpAnswer;
  readonly now: Date;
}): Usage | undefined {
  const usage = metaUsage(exchange);
  if (!exchange.request.url.endsWith(LIMIT_PATH)) return usage;
  const quota = readingOf(quotaSchema.safeParse(exchange.answer.body).data);
  return quota === undefined ? usage : { ...usage, quota };
}

function readingOf(answer: z.infer<typeof quotaSchema> | undefined): QuotaReading | undefined {
  const quota = answer?.data[0];
  const limit = quota?.config?.quota_total;
  return quota === undefined || limit === undefined ? undefined : { unit: 'posts', used: quota.quota_usage, limit };
}

const quotaSchema = z.object({
  data: z.array(z.object({ quota_usage: z.number(), config: z.object({ quota_total: z.number().optional() }).optional() })),
});

const LIMIT_PATH = '/content_publishing_limit';
const DAY_MS = 86_400_000;
/** Where nothing went out through Copydesk, nobody knows when the oldest is older. */
const QUOTA_RETRY_MS = 3_600_000;
