import type { WebClient } from '@slack/web-api';
import type { Blocks } from '../blocks.js';
import { slackErrorCode } from './slack-error.js';

/** A card as it is drawn. */
export interface CardView {
  readonly text: string;
  readonly blocks: Blocks;
}

/** Where a message is. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** The same view, known as a card of this post when a click on it comes back. */
export function asCard(post: string, { text, blocks }: CardView): CardView {
  return { text, blocks: blocks.map((block, index) => (index === 0 ? { ...block, block_id: `${CARD}${post}` } : block)) };
}

/** The post whose card, or copy of one, these blocks are; undefined for any other message. */
export function postOfCard([first]: readonly { readonly block_id?: string | undefined }[]): string | undefined {
  return first?.block_id?.startsWith(CARD) === true ? first.block_id.slice(CARD.length) : undefined;
}

/** Posts a card; `channel` may be a person, then the place is their direct conversation. */
export async function postCard(client: WebClient, channel: string, view: CardView): Promise<Place> {
  const posted = await client.chat.postMessage({ channel, ...view, unfurl_links: false, unfurl_media: false });
  if (posted.ts === undefined) throw new Error('Slack did not say where the card is.');
  return { channel: posted.channel ?? channel, ts: posted.ts };
}

/** Draws a card anew in place. False when the message is gone, so that a fresh one is posted. */
export async function updateCard(client: WebClient, { channel, ts }: Place, view: CardView): Promise<boolean> {
  try {
    await client.chat.update({ channel, ts, ...view });
    return true;
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === 'message_not_found' || code === 'channel_not_found' || code === 'cant_update_message') return false;
    throw error;
  }
}

/** A picture that was just uploaded may not be ready to be shown: Slack then calls the blocks invalid for a moment. */
export async function showPictures(client: WebClient, place: Place, view: CardView): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await updateCard(client, place, view);
      return;
    } catch (error) {
      if (slackErrorCode(error) !== 'invalid_blocks' || tries >= 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 400 * 2 ** tries));
    }
  }
}

const CARD = 'card:';
