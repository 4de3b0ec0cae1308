import { randomUUID } from 'node:crypto';
import { alternate, type Bench, resultOf, throughputRatio } from './bench.js';
import { drive, type SignedRequest, signedForm } from './load.js';
import type { Server } from './servers.js';
import { type BenchWorld, startWorld } from './world.js';

/** Signed `/publish help` requests against Copydesk and against a one-listener Bolt app that answers the same words. The ratio is of requests per second. */
export const benchAck: Bench = async (options) => {
  const { rounds = 9, count = 4_000, clients = 16, say } = options;
  const world = await startWorld('publish', options);
  const side = (server: Server) => async (total: number) => {
    const requests = Array.from({ length: total }, () => publishHelp(world));
    return drive(server, requests, { clients, expected: 'How to use Copydesk' });
  };
  try {
    const sides = { ours: side(world.copydesk), anchor: side(world.bolt) };
    return resultOf('ack', await alternate(sides, { rounds, count, warmUp: count, say }), throughputRatio);
  } finally {
    await world.close();
  }
};

/** The form of a slash command; its trigger makes every one different. slack:interactivity/implementing-slash-commands, November 2026. */
function publishHelp({ playground: { slack }, signingSecret }: BenchWorld): SignedRequest {
  const { team, people, channels, bot } = slack;
  return signedForm(signingSecret, {
    token: 'verification-token',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channels.review,
    channel_name: 'social-review',
    user_id: people.author.id,
    user_name: people.author.name,
    command: '/publish',
    text: 'help',
    api_app_id: bot.appId,
    is_enterprise_install: 'false',
    response_url: `${slack.url}/response/${team.id}/bench`,
    trigger_id: `${randomUUID()}.bench`,
  });
}
