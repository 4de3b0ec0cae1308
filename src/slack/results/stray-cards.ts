import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { say } from '../../language/index.js';
import type { Card } from '../../publishing/index.js';
import { header, section } from '../blocks.js';
import type { FollowUp } from '../followed.js';
import type { ResultsDeps } from './deps.js';
import { type CardView, type Place, postOfCard, updateCard } from './place.js';

/**
 * Takes the buttons off the card that a click came from when it is none that is kept up to date. One is left behind where Slack took a card and its
 * answer was lost, or the process died before it stored where the card is. The click itself counts: it is bound to the revision. A card that
 * cannot be retired now is so at its next click.
 */
export function strayCards(deps: Pick<ResultsDeps, 'cards' | 'log'>): FollowUp {
  return async (payload, { workspace, client }) => {
    const clicked = cardPayload.safeParse(payload);
    const post = clicked.success ? postOfCard(clicked.data.message.blocks) : undefined;
    if (!clicked.success || post === undefined) return;
    const place = { channel: clicked.data.channel.id, ts: clicked.data.message.ts };
    try {
      const living = placesOf(await deps.cards.card(workspace.id, post));
      if (isStray(place, living)) await updateCard(client, place, await pointer(client, place, living));
    } catch (error) {
      deps.log.warn({ err: error, post }, 'A card that nobody keeps up to date could not be retired.');
    }
  };
}

/** What was posted a moment ago may not be stored yet, but is newer than all that is: Slack's `ts` is a time. */
function isStray(place: Place, living: readonly Place[]): boolean {
  return living.every(({ channel, ts }) => channel !== place.channel || ts !== place.ts) && living.some(({ ts }) => ts > place.ts);
}

function placesOf(card: Card | undefined): Place[] {
  const { channel, ts, copies = [] } = card ?? {};
  return [...(channel === undefined || ts === undefined ? [] : [{ channel, ts }]), ...copies];
}

/** What is left of a stray card; it links to the living one in the same place, where there is one. */
async function pointer(client: WebClient, { channel }: Place, living: readonly Place[]): Promise<CardView> {
  const other = living.find((each) => each.channel === channel);
  const found = other === undefined ? undefined : await client.chat.getPermalink({ channel, message_ts: other.ts });
  const text = say('card.stray.words');
  const linked = found?.permalink === undefined ? text : say('card.stray.linked', { link: found.permalink });
  return { text, blocks: [header(say('card.stray.title')), section(linked)] };
}

const cardPayload = z.object({
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), blocks: z.array(z.object({ block_id: z.string().optional() })) }),
});
