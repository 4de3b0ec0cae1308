import type { WebClient } from '@slack/web-api';
import type { Log } from '../lib/log.js';
import type { Caller } from './caller.js';
import { noticeView } from './notice.js';

/**
 * A way to tell the caller something privately: through the response URL, else a modal over Home where they clicked there, else an
 * ephemeral message in the channel, else a DM.
 * Each way is tried only when the one before it failed; it never throws.
 */
export function createTell(caller: Caller, client: () => Promise<WebClient>, log: Log): (text: string) => Promise<void> {
  /** A trigger that a modal was opened with, or that is over 3 s old, opens none. */
  const opens = (trigger: string, text: string) =>
    succeeds(async () => (await client()).views.open({ trigger_id: trigger, view: noticeView('Copydesk', text) }), log);
  return async (text) => {
    if (caller.responseUrl !== undefined && (await succeeds(() => respond(caller.responseUrl ?? '', text), log))) return;
    const { userId, channelId, homeTrigger } = caller;
    if (homeTrigger !== undefined && (await opens(homeTrigger, text))) return;
    if (userId === '') return;
    if (
      channelId !== undefined &&
      (await succeeds(async () => (await client()).chat.postEphemeral({ channel: channelId, user: userId, text }), log))
    )
      return;
    await succeeds(async () => (await client()).chat.postMessage({ channel: userId, text }), log);
  };
}

async function respond(url: string, text: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
    redirect: 'error',
    signal: AbortSignal.timeout(RESPOND_TIMEOUT_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The response URL answered ${answer.status}.`);
}

async function succeeds(way: () => Promise<unknown>, log: Log): Promise<boolean> {
  try {
    await way();
    return true;
  } catch (err) {
    log.warn({ err }, 'a person could not be told this way');
    return false;
  }
}

const RESPOND_TIMEOUT_MS = 5_000;
