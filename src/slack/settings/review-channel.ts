import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Log } from '../../lib/log.js';
import { mention } from '../blocks.js';
import { within } from '../deadline.js';

/**
 * Says hello in a newly chosen review channel, which shows whether Copydesk can post there. Resolves to the sentence for the field when Slack
 * says that it cannot. Any other failure, or no answer within 0.8 s, proves nothing and passes.
 */
export async function greetReviewChannel(client: WebClient, channel: string, person: string, log: Log): Promise<string | undefined> {
  const text = `Copydesk posts its review cards here from now on. ${mention(person)} chose this channel.`;
  const outcome = await within(ANSWER_WITHIN_MS, client.chat.postMessage({ channel, text }));
  if (outcome.state !== 'failed') return undefined;
  const refused = outcome.error instanceof WebAPIPlatformError ? SENTENCES[outcome.error.data.error] : undefined;
  if (refused === undefined) log.warn({ err: outcome.error, channel }, 'the review channel could not be greeted');
  return refused;
}

const ANSWER_WITHIN_MS = 800;

const INVITE = 'Copydesk is not in this channel. Type /invite @Copydesk there, then save again.';

const CHOOSE_ANOTHER = 'This workspace does not let apps post in this channel. Choose another one.';

const SENTENCES: Readonly<Record<string, string>> = {
  not_in_channel: INVITE,
  channel_not_found: INVITE,
  is_archived: 'This channel is archived. Choose another one.',
  restricted_action: CHOOSE_ANOTHER,
  restricted_action_read_only_channel: CHOOSE_ANOTHER,
  restricted_action_thread_only_channel: CHOOSE_ANOTHER,
  restricted_action_non_threadable_channel: CHOOSE_ANOTHER,
};
