import { expect, test } from '@jest/globals';
import { boltApp, slackAndClient } from './slack-support/bolt.js';

test('in Socket Mode a Bolt app gets commands, clicks and events over its socket, and answers there', async () => {
  const { slack, client } = await slackAndClient();
  slack.useSocketMode(true);
  const author = slack.as(slack.people.author.id);
  expect(await author.command('/publish')).toMatchObject({ status: 0, answer: 'no_socket' });
  const seen: string[] = [];
  const app = await boltApp(slack, 'socket', (bolt) => {
    bolt.command('/publish', async ({ ack, command }) => {
      await ack({ text: `You said ${command.text}` });
    });
    bolt.action('approve', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'Already approved', replace_original: false });
    });
    bolt.event('app_uninstalled', async () => {
      seen.push('app_uninstalled');
    });
  });
  try {
    expect(await author.command('/publish', 'hello')).toMatchObject({ status: 200 });
    expect(slack.ephemerals(slack.people.author.id).at(-1)?.text).toBe('You said hello');
    const button = { type: 'button' as const, action_id: 'approve', text: { type: 'plain_text' as const, text: 'Approve' } };
    const channel = slack.channels.review;
    const { ts } = await client.chat.postMessage({ channel, text: 'Card', blocks: [{ type: 'actions', elements: [button] }] });
    expect(await author.click({ message: { channel, ts: String(ts) } }, 'approve')).toMatchObject({ status: 200 });
    while (slack.ephemerals(slack.people.author.id).at(-1)?.text !== 'Already approved')
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await slack.event('app_uninstalled', {})).toMatchObject({ status: 200 });
    expect(seen).toEqual(['app_uninstalled']);
  } finally {
    await app.stop();
    await slack.close();
  }
});
