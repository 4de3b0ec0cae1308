import { randomUUID } from 'node:crypto';
import type { Json, SlackStandIn, StoredMessage } from '../../src/playground/slack/index.js';
import { ACTIONS } from '../../src/slack/ids.js';
import { type SignedRequest, signedForm } from './load.js';
import type { BenchWorld } from './world.js';

/** A review card and the value of its Approve button. */
export interface ReviewCard {
  readonly value: string;
  readonly message: StoredMessage;
}

/** The cards in the review channel that can be approved, by their `post:revision`. */
export function cardsByValue(slack: SlackStandIn): ReadonlyMap<string, ReviewCard> {
  const cards = slack.messages(slack.channels.review).flatMap((message): [string, ReviewCard][] => {
    const value = approveValue(message.blocks);
    return value === undefined ? [] : [[value.split(':').slice(0, 2).join(':'), { value, message }]];
  });
  return new Map(cards);
}

/** A click on Approve as Slack sends it, with the card it is on. Throws without a card. slack:reference/interaction-payloads, November 2026. */
export function approveClick(
  { playground: { slack }, signingSecret }: Pick<BenchWorld, 'playground' | 'signingSecret'>,
  card: ReviewCard | undefined,
): SignedRequest {
  if (card === undefined) throw new Error('There are fewer cards than clicks.');
  const { team, people, bot, channels } = slack;
  const { approver } = people;
  const { ts, text, blocks } = card.message;
  const payload = {
    type: 'block_actions',
    user: { id: approver.id, username: approver.name, name: approver.name, team_id: approver.teamId },
    api_app_id: bot.appId,
    token: 'verification-token',
    container: { type: 'message', message_ts: ts, channel_id: channels.review, is_ephemeral: false },
    trigger_id: `${randomUUID()}.bench`,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channels.review, name: 'social-review' },
    message: { type: 'message', user: bot.userId, bot_id: bot.botId, ts, text, blocks },
    state: { values: {} },
    response_url: `${slack.url}/response/${team.id}/bench`,
    actions: [
      {
        type: 'button',
        action_id: ACTIONS.approve,
        block_id: 'bench',
        text: { type: 'plain_text', text: 'Approve', emoji: true },
        value: card.value,
        style: 'primary',
        action_ts: (Date.now() / 1_000).toFixed(6),
      },
    ],
  };
  return signedForm(signingSecret, { payload: JSON.stringify(payload) });
}

function approveValue(blocks: readonly Json[]): string | undefined {
  const elements = blocks.flatMap(({ elements }) => (Array.isArray(elements) ? (elements as Json[]) : []));
  const value = elements.find((element) => element.action_id === ACTIONS.approve)?.value;
  return typeof value === 'string' ? value : undefined;
}
