import type { Readable } from 'node:stream';
import type { WebClient } from '@slack/web-api';
import { request } from 'undici';
import { z } from 'zod';
import { say } from '../../language/index.js';
import type { Card } from '../../publishing/index.js';
import { cut } from '../blocks.js';
import { type CardPicture, type CardState, picturesOf } from './card-state.js';
import type { ResultsDeps } from './deps.js';

/** Uploads the renditions that a card does not show yet into its thread; resolves to every picture's Slack file. */
export async function uploadPictures(deps: ResultsDeps, client: WebClient, card: Card, state: CardState): Promise<Card['pictures']> {
  const missing = picturesOf(state).filter(({ sha256 }) => card.pictures[sha256] === undefined);
  const uploaded: [string, string][] = [];
  for (const [index, picture] of missing.entries()) {
    const bytes = await deps.openRendition(card.workspace, picture.rendition);
    if (bytes === undefined) throw new Error(`The rendition ${picture.rendition} has no bytes.`);
    uploaded.push([picture.sha256, await upload(client, card, picture, nameOf(picture, index + 1), bytes)]);
  }
  return { ...card.pictures, ...Object.fromEntries(uploaded) };
}

function nameOf({ mimeType }: CardPicture, place: number): string {
  const number = String(place);
  if (mimeType === 'application/pdf') return say('card.fileName.document', { number, type: 'pdf' });
  if (mimeType.startsWith('video/')) return say('card.fileName.video', { number, type: mimeType === 'video/quicktime' ? 'mov' : 'mp4' });
  return say('card.fileName.picture', { number, type: mimeType === 'image/gif' ? 'gif' : 'jpg' });
}

async function upload(client: WebClient, card: Card, picture: CardPicture, name: string, bytes: Readable): Promise<string> {
  // The SDK's typed method sends `alt_text`, which Slack does not read (slack:methods/files.getUploadURLExternal, November 2026). A file that is no
  // picture is not shared at all when it has one (slackapi/python-slack-sdk issue 1818, November 2026).
  const isPicture = picture.mimeType.startsWith('image/');
  const given = await client.apiCall('files.getUploadURLExternal', {
    filename: name,
    length: picture.size,
    ...(isPicture && picture.altText !== '' ? { alt_txt: cut(picture.altText, 1_000) } : {}),
  });
  const { upload_url: url, file_id: id } = uploadAddress.parse(given);
  if (card.channel === undefined || card.ts === undefined) throw new Error('The card has no thread for its pictures yet.');
  const answer = await request(url, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(picture.size) },
  });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`Slack refused a file with HTTP ${answer.statusCode}.`);
  await client.files.completeUploadExternal({
    files: [{ id, title: cut(picture.altText === '' ? name : picture.altText, 200) }],
    channel_id: card.channel,
    thread_ts: card.ts,
  });
  return id;
}

const uploadAddress = z.object({ upload_url: z.string(), file_id: z.string() });
