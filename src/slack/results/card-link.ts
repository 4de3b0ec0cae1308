import type { WebClient } from '@slack/web-api';
import type { Card } from '../../publishing/index.js';
import { slackErrorCode } from './slack-error.js';

/** Where a card is, for a browser; undefined where Slack does not know it any more. */
export async function cardLink(client: WebClient, { channel, ts }: Pick<Card, 'channel' | 'ts'>): Promise<string | undefined> {
  if (channel === undefined || ts === undefined) return undefined;
  try {
    return (await client.chat.getPermalink({ channel, message_ts: ts })).permalink;
  } catch (error) {
    if (slackErrorCode(error) === undefined) throw error;
    return undefined;
  }
}
