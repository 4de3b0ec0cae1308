import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { Secret } from '../../src/lib/secret.js';
import type { FileSource } from '../../src/media/ports.js';
import { download } from '../../src/slack/download.js';
import { createFileSource, createSlackClients } from '../../src/slack/index.js';
import { whole } from '../support/videos.js';
import { type Ground, openGround } from './harness.js';

let ground: Ground;
let files: FileSource;
let picture: Uint8Array;
let shared: string;
beforeAll(async () => {
  ground = await openGround('files');
  files = createFileSource({ clients: ground.clients, apiUrl: ground.apiUrl });
  picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const { slack } = ground;
  const author = slack.as(slack.people.author.id);
  shared = await author.upload('cake.png', picture);
  await author.postMessage(slack.channels.review, 'look', [shared]);
});
afterAll(() => ground.end());

test('reads what a file is, and its bytes', async () => {
  const { team } = ground.slack;
  expect(await files.info(team.id, shared)).toEqual({ id: shared, name: 'cake.png', mimeType: 'image/png', size: picture.length });
  expect(Buffer.from(await whole(files.open(team.id, shared, 1_000_000)))).toEqual(Buffer.from(picture));
});

test('refuses more bytes than allowed', async () => {
  await expect(whole(files.open(ground.slack.team.id, shared, picture.length - 1))).rejects.toThrow(/^This file is larger than/);
});

test('says that a deleted or unknown file has to be added again', async () => {
  const { slack } = ground;
  const author = slack.as(slack.people.author.id);
  const gone = await author.upload('gone.png', picture);
  await author.postMessage(slack.channels.review, 'look', [gone]);
  await slack.deleteFile(gone);
  await expect(whole(files.open(slack.team.id, gone, 1_000_000))).rejects.toThrow(
    'Copydesk cannot see this file: it is deleted, or in a channel without Copydesk.',
  );
  await expect(files.info(slack.team.id, 'FNOTHING')).rejects.toThrow(
    'Copydesk cannot see this file: it is deleted, or in a channel without Copydesk.',
  );
});

test('does not take the sign-in page for a picture', async () => {
  const url = await downloadUrl();
  const wrong = { authorization: 'Bearer xoxb-without-rights' };
  await expect(whole(download({ url, headers: wrong, maxBytes: 1_000_000, expectsHtml: false, apiUrl: ground.apiUrl }))).rejects.toThrow(
    /^Slack did not hand this file over/,
  );
});

test('never sends the token anywhere but to Slack, redirects included', async () => {
  const heard: (string | undefined)[] = [];
  const stranger = createServer((request, response) => {
    heard.push(request.headers.authorization);
    response.end('bytes');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/cake.png`;
  const lure = createServer((_request, response) => response.writeHead(302, { location: elsewhere }).end());
  await new Promise<void>((resolve) => lure.listen(0, '127.0.0.1', resolve));
  const lureOrigin = `http://127.0.0.1:${(lure.address() as AddressInfo).port}`;

  const ask = (url: string, apiUrl: string) =>
    whole(download({ url, apiUrl, headers: { authorization: 'Bearer xoxb-secret' }, maxBytes: 100, expectsHtml: false }));
  const outside = 'This file is stored outside Slack. Download it, then add it here as a file.';
  await expect(ask(elsewhere, ground.apiUrl)).rejects.toThrow(outside);
  await expect(ask(`${lureOrigin}/files/cake.png`, `${lureOrigin}/api/`)).rejects.toThrow(outside);
  await expect(ask('https://slack.com.evil.example/cake.png', ground.apiUrl)).rejects.toThrow(outside);
  await expect(ask('http://files.slack.com/cake.png', ground.apiUrl)).rejects.toThrow(outside);
  expect(heard).toEqual([]);
  stranger.close();
  lure.close();
});

test('stops reading a file whose length was not announced once it is too long', async () => {
  const endless = createServer((_request, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(50_000)), 1);
    response.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`;
  const reading = download({
    url: `${origin}/f`,
    apiUrl: `${origin}/api/`,
    headers: { authorization: 'Bearer x' },
    maxBytes: 1_000_000,
    expectsHtml: false,
  });
  await expect(whole(reading)).rejects.toThrow('This file is larger than 1 MB. Add a smaller one.');
  endless.closeAllConnections();
  endless.close();
});

test('tells a person to try again when Slack does not answer', async () => {
  const clients = createSlackClients({
    apiUrl: 'http://127.0.0.1:9/api/',
    log: ground.log,
    tokenOf: async () => ({ token: new Secret('xoxb-x'), version: 1 }),
    onRevoked: async () => {},
  });
  await expect(createFileSource({ clients }).info('T1', 'F1')).rejects.toThrow(
    'Slack did not answer about this file. Please try again in a moment.',
  );
});

async function downloadUrl(): Promise<string> {
  const client = await ground.clients.of(ground.slack.team.id);
  return (await client.files.info({ file: shared })).file?.url_private_download ?? '';
}
