import type { AddressInfo } from 'node:net';
import { App } from '@slack/bolt';
import mongoose from 'mongoose';
import { helpMessage } from '../../src/slack/help.js';
import { serveBench } from './server-process.js';

const { SLACK_BOT_TOKEN: token = '', SLACK_SIGNING_SECRET: signingSecret = '', SLACK_API_URL: slackApiUrl = '' } = process.env;
const app = new App({ token, signingSecret, clientOptions: { slackApiUrl } });

if (process.env.LISTENER === 'publish') app.command('/publish', async ({ ack }) => ack(helpMessage()));
else await approveListener();

const server = await app.start({ port: 0, host: '127.0.0.1' });
serveBench((server.address() as AddressInfo).port, () => process.exit(0));

async function approveListener(): Promise<void> {
  const connection = await mongoose.createConnection(process.env.MONGODB_URI ?? '', { writeConcern: { w: 'majority' } }).asPromise();
  const clicks = connection.collection('bench_clicks');
  app.action('review_approve', async ({ ack, body, payload }) => {
    await clicks.insertOne({ person: body.user.id, value: 'value' in payload ? payload.value : '', at: new Date() });
    await ack();
  });
}
