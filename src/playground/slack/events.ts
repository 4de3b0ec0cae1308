import { randomBytes } from 'node:crypto';
import { deliverWith, type Line } from './delivery.js';
import { bot } from './seed.js';
import type { Delivery, Json } from './types.js';

/**
 * Sends an Events API envelope, and again at once up to `options.retries` times while it gets no 200 in time and no `X-Slack-No-Retry`.
 * slack:apis/events-api, November 2026.
 */
export async function sendEvent(
  line: Line,
  type: string,
  event: Json,
  extra: { eventId?: string; retryNum?: number } = {},
): Promise<Delivery> {
  const envelope = envelopeOf(line, type, event, extra.eventId ?? `Ev${randomBytes(5).toString('hex').toUpperCase()}`);
  const first = extra.retryNum ?? 0;
  let last = await deliverWith(line, 'event', envelope, first > 0 ? retryHeaders(first, 'http_timeout') : {});
  for (let retry = first + 1; retry <= first + (line.world.options.retries ?? 1); retry += 1) {
    if (last.delivery.status === 200 || last.headers['x-slack-no-retry'] === '1') break;
    last = await deliverWith(line, 'event', envelope, retryHeaders(retry, reason(last.delivery)));
  }
  return last.delivery;
}

function envelopeOf({ world }: Line, type: string, event: Json, eventId: string): Json {
  const seconds = Math.floor(world.now() / 1000);
  return {
    token: 'verification-token',
    team_id: world.team.id,
    context_team_id: world.team.id,
    context_enterprise_id: world.organisation?.id ?? null,
    ...(world.organisation === undefined ? {} : { enterprise_id: world.organisation.id }),
    api_app_id: bot.appId,
    event: { type, event_ts: `${seconds}.000100`, ...event },
    type: 'event_callback',
    event_id: eventId,
    event_time: seconds,
    authorizations: [
      {
        enterprise_id: world.organisation?.id ?? null,
        team_id: world.team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: world.organisation !== undefined,
      },
    ],
    is_ext_shared_channel: false,
  };
}

function retryHeaders(num: number, why: string): Record<string, string> {
  return { 'x-slack-retry-num': String(num), 'x-slack-retry-reason': why };
}

function reason(delivery: Delivery): string {
  if (delivery.status !== 0) return 'http_error';
  return delivery.answer === 'timeout' ? 'http_timeout' : 'connection_failed';
}
