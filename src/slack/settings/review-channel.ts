import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { say } from '../../language/index.js';
import type { Log } from '../../lib/log.js';
import { mention } from '../blocks.js';
import { within } from '../deadline.js';

/**
 * Says hello in a newly chosen review channel, which shows whether Copydesk can post there. Resolves to the sentence for the field when Slack
 * says that it cannot. Any other failure, or no answer within 0.8 s, proves nothing and passes.
 */
export async function greetReviewChannel(client: WebClient, channel: string, person: string, log: Log): Promise<string | undefined> {
  const text = say('brand.channel.greeting', { person: mention(person) });
  const outcome = await within(ANSWER_WITHIN_MS, client.chat.postMessage({ channel, text }));
  if (outcome.state !== 'failed') return undefined;
  const refused = outcome.error instanceof WebAPIPlatformError ? REFUSALS[outcome.error.data.error] : undefined;
  if (refused === undefined) log.warn({ err: outcome.error, channel }, 'the review channel could not be greeted');
  return refused === undefined ? undefined : say(refused);
}

const ANSWER_WITHIN_MS = 800;

const REFUSALS: Readonly<Record<string, `brand.channel.${'notIn' | 'archived' | 'closed'}`>> = {
  not_in_channel: 'brand.channel.notIn',
  channel_not_found: 'brand.channel.notIn',
  is_archived: 'brand.channel.archived',
  restricted_action: 'brand.channel.closed',
  restricted_action_read_only_channel: 'brand.channel.closed',
  restricted_action_thread_only_channel: 'brand.channel.closed',
  restricted_action_non_threadable_channel: 'brand.channel.closed',
};
