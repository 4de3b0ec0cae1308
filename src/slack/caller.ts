import { z } from 'zod';

/** Who sent a payload and from where, as far as it says. `userId` is empty for events without a person. */
export interface Caller {
  readonly userId: string;
  readonly userTeamId: string;
  readonly channelId?: string;
  readonly responseUrl?: string;
  /** Of a click on Home, which has neither a channel nor a response URL. */
  readonly homeTrigger?: string;
}

/** Reads the caller from any payload; what does not fit counts as absent. */
export function callerOf(payload: unknown): Caller {
  const { user, team, user_id, team_id, channel, channel_id, response_url, event, view, trigger_id } = places.catch({}).parse(payload);
  const channelId = channel?.id ?? channel_id;
  return {
    userId: user?.id ?? user_id ?? event?.user ?? '',
    userTeamId: user?.team_id ?? team_id ?? team?.id ?? '',
    ...(channelId === undefined ? {} : { channelId }),
    ...(response_url === undefined || response_url === '' ? {} : { responseUrl: response_url }),
    ...(view?.type !== 'home' || trigger_id === undefined ? {} : { homeTrigger: trigger_id }),
  };
}

const text = z.string().optional().catch(undefined);

const places = z.object({
  user: z.object({ id: text, team_id: text }).optional().catch(undefined),
  team: z.object({ id: text }).nullish().catch(undefined),
  user_id: text,
  team_id: text,
  channel: z.object({ id: text }).optional().catch(undefined),
  channel_id: text,
  response_url: text,
  event: z.object({ user: text }).optional().catch(undefined),
  view: z.object({ type: text }).optional().catch(undefined),
  trigger_id: text,
});
