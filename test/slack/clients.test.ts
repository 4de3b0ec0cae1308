import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import { createSlackClients, identifyWorkspace, NoTokenError } from '../../src/slack/index.js';
import { BOT_TOKEN, type Ground, openGround } from './harness.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('clients');
});
afterEach(() => ground.slack.restoreBotToken());
afterAll(() => ground.end());

const called = (method: string) => ground.slack.calls.filter((call) => call.method === method).length;

test('keeps one client per workspace, and makes another when the token changes', async () => {
  let token = 'xoxb-one';
  const clients = createSlackClients({
    log: ground.log,
    tokenOf: async () => ({ token: new Secret(token), version: 1 }),
    onRevoked: async () => {},
  });
  const first = await clients.of('T1');
  expect(await clients.of('T1')).toBe(first);
  token = 'xoxb-two';
  expect(await clients.of('T1')).not.toBe(first);
});

test('has no client for a workspace whose token we do not hold', async () => {
  await expect(ground.clients.of('TOTHER')).rejects.toThrow(NoTokenError);
});

test.each(['token_revoked', 'account_inactive'] as const)('notices that Slack answers %s', async (answer) => {
  ground.revoked.length = 0;
  ground.slack.revokeBotToken(answer);
  const client = await ground.clients.of(ground.slack.team.id);
  await expect(client.users.info({ user: ground.slack.people.author.id })).rejects.toThrow(answer);
  expect(ground.revoked).toEqual([ground.slack.team.id]);
});

test('waits out a short rate limit and then asks again', async () => {
  const client = await ground.clients.of(ground.slack.team.id);
  const before = called('chat.postMessage');
  ground.slack.fault({ method: 'chat.postMessage', times: 1, before: 'rate_limited:1' });
  await client.chat.postMessage({ channel: ground.slack.channels.review, text: 'patience' });
  expect(called('chat.postMessage') - before).toBe(2);
});

test('does not wait for a long rate limit', async () => {
  const client = await ground.clients.of(ground.slack.team.id);
  const undo = ground.slack.fault({ method: 'chat.postMessage', before: 'rate_limited:60' });
  await expect(client.chat.postMessage({ channel: ground.slack.channels.review, text: 'no' })).rejects.toMatchObject({ retryAfter: 60 });
  undo();
});

test('never posts a message twice when the answer was lost, but asks a harmless question again', async () => {
  const { slack } = ground;
  const client = await ground.clients.of(slack.team.id);
  slack.fault({ method: 'chat.postMessage', times: 1, after: 'reset' });
  await expect(client.chat.postMessage({ channel: slack.channels.review, text: 'only once' })).rejects.toThrow();
  expect(slack.messages(slack.channels.review).filter(({ text }) => text === 'only once')).toHaveLength(1);
  slack.fault({ method: 'users.info', times: 1, before: 'reset' });
  expect((await client.users.info({ user: slack.people.author.id })).ok).toBe(true);
});

test('says whose token it is, and why Slack refuses one', async () => {
  const { slack, apiUrl, log } = ground;
  expect(await identifyWorkspace({ apiUrl, log, botToken: new Secret(BOT_TOKEN) })).toEqual({
    id: slack.team.id,
    name: slack.team.name,
    botUserId: slack.bot.userId,
    url: `${new URL(apiUrl).origin}/`,
    app: slack.bot.appId,
  });
  await expect(identifyWorkspace({ apiUrl, log, botToken: new Secret('xoxb-wrong') })).rejects.toThrow(
    'Slack refused SLACK_BOT_TOKEN (invalid_auth).',
  );
});

test('writes no token into the log', () => {
  expect(ground.lines.length).toBeGreaterThan(0);
  expect(ground.lines.join('\n')).not.toContain('xoxb-');
});
