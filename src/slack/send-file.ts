import type { WebClient } from '@slack/web-api';

/** Sends a file to a person's direct messages, with these words above it. */
export async function sendFile(
  client: WebClient,
  person: string,
  file: { readonly name: string; readonly bytes: Buffer; readonly words: string },
): Promise<void> {
  const { channel } = await client.conversations.open({ users: person });
  if (channel?.id === undefined) throw new Error('Slack opened no direct message.');
  const { name, bytes, words } = file;
  await client.files.uploadV2({ channel_id: channel.id, filename: name, file: bytes, title: name, initial_comment: words });
}
