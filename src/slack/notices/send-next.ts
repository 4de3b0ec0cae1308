import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { NoticePlace, QueuedNotice } from '../../workspaces/index.js';
import { slackErrorCode } from '../results/slack-error.js';
import type { NoticesDeps } from './deps.js';
import { sayInstead } from './instead.js';
import { messageOf, type Spoken } from './summary.js';
import { whenFor } from './when-for.js';

/** How notices are sent. */
export interface SendOptions {
  readonly owner: string;
  /** Hears where a notice is, before it counts as sent. */
  readonly posted?: Posted;
  /** Whether what waited for its turn, and says that a post waits for its person, is still so. */
  readonly stillWaits?: (notice: QueuedNotice) => Promise<boolean>;
}

/** Hears where a notice was posted. */
export type Posted = (notice: QueuedNotice, at: { readonly channel: string; readonly ts: string }) => Promise<void>;

/**
 * Sends what is next at a place: one notice, or one message that sums up what was put off. `wait`: nothing is due there, or another process is
 * at it, or it is not its turn yet. It never throws because of Slack: the place rests, and what waits stays.
 */
export async function sendNext(
  deps: NoticesDeps,
  place: NoticePlace,
  { owner, posted, stillWaits }: SendOptions,
): Promise<'sent' | 'wait'> {
  const claimed = await deps.notices.claim(place, owner, CLAIM_MS);
  if (claimed === undefined) return 'wait';
  let rest = 0;
  let failures = 0;
  try {
    if ((await deps.workspaces.workspace(place.workspace))?.uninstalledAt !== undefined) return 'wait';
    const batch = await nextBatch(deps, place, stillWaits);
    const [first] = batch;
    if (first === undefined) return 'wait';
    rest = PACE_MS;
    const at = await say(deps, batch);
    if (at !== undefined) await posted?.(first, at);
    await markSent(deps, batch);
    return 'sent';
  } catch (error) {
    failures = claimed.failures + 1;
    rest = restAfter(error, failures);
    deps.log.warn({ err: error, ...place, loop: 'notices' }, 'A notice could not be sent; it waits for a later tick.');
    return 'wait';
  } finally {
    await deps.notices.release(place, owner, rest, failures);
  }
}

/** How long a place rests, in ms. What a person has to put right is looked for more rarely than an outage's end. */
function restAfter(error: unknown, failures: number): number {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1_000;
  const longest = NOT_THERE.has(slackErrorCode(error) ?? '') ? 600_000 : 60_000;
  return Math.min(longest, 1_000 * 2 ** Math.min(failures, 20));
}

/** What is sent next, in one message, once the notices before it were put off, said elsewhere or dropped. */
async function nextBatch(deps: NoticesDeps, place: NoticePlace, stillWaits: SendOptions['stillWaits']): Promise<QueuedNotice[]> {
  for (;;) {
    const now = deps.clock.now();
    const waiting = await deps.notices.waiting(place, now, MOST_READ);
    const ready: QueuedNotice[] = [];
    for (const notice of waiting) {
      const when = await whenFor(deps, notice, now);
      if (when instanceof Date) await deps.notices.putOff(place.workspace, [notice.id], when);
      else if (when === 'never' ? await mustBeHeard(deps, notice) : await isStillSo(notice, stillWaits)) ready.push(notice);
      else await markSent(deps, [notice]);
    }
    const [first] = ready;
    if (first !== undefined) return first.putOff ? ready.filter(({ putOff }) => putOff).slice(0, MOST_SUMMED_UP) : [first];
    if (waiting.length === 0) return [];
  }
}

/** Whether somebody who wants to hear nothing has to be told all the same: nobody else could be. */
async function mustBeHeard(deps: NoticesDeps, notice: QueuedNotice): Promise<boolean> {
  return notice.alarm === true && !(await sayInstead(deps, notice, 'muted'));
}

/** What goes out at once is so. */
async function isStillSo(notice: QueuedNotice, stillWaits: SendOptions['stillWaits']): Promise<boolean> {
  return !notice.putOff || notice.topic !== 'waiting' || (await stillWaits?.(notice)) !== false;
}

/** Says it where it belongs, or, where that can never be, elsewhere. Throws where Slack may take it later. */
async function say(deps: NoticesDeps, batch: readonly QueuedNotice[]): Promise<{ channel: string; ts: string } | undefined> {
  const [first] = batch;
  if (first === undefined) return undefined;
  const { workspace, to } = first;
  const client = await deps.clients.of(workspace);
  const thread = first.inThread === true && first.post !== undefined ? await deps.cards.card(workspace, first.post) : undefined;
  if (first.inThread === true && thread?.ts === undefined) throw new Error(`The card of the post ${first.post} is not posted yet.`);
  const spoken = await messageOf(deps, client, batch);
  try {
    return await post(
      deps,
      client,
      { channel: thread?.channel ?? to, ...(thread?.ts === undefined ? {} : { thread_ts: thread.ts }) },
      spoken,
    );
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === undefined || !NOT_THERE.has(code) || first.inThread === true) throw error;
    for (const notice of batch) {
      const said = notice.instead === undefined || (await sayInstead(deps, notice, 'gone'));
      deps.log.warn({ workspace, to, kind: notice.kind, code, said }, 'Somebody or some channel cannot be told something.');
    }
    return undefined;
  }
}

/** Blocks that Slack refuses are left out: their words stand in the text. */
async function post(
  deps: NoticesDeps,
  client: WebClient,
  at: { readonly channel: string; readonly thread_ts?: string },
  { text, blocks }: Spoken,
): Promise<{ channel: string; ts: string } | undefined> {
  const quiet = { unfurl_links: false, unfurl_media: false };
  try {
    const posted = await client.chat.postMessage({ ...at, ...quiet, text, ...(blocks === undefined ? {} : { blocks }) });
    return posted.ts === undefined ? undefined : { channel: posted.channel ?? at.channel, ts: posted.ts };
  } catch (error) {
    const code = slackErrorCode(error);
    if (blocks === undefined || code === undefined || !REFUSED_BLOCKS.has(code)) throw error;
    deps.log.error({ err: error, ...at }, 'Slack refuses the blocks of a notice; its text is sent alone.');
    return post(deps, client, at, { text });
  }
}

async function markSent(deps: NoticesDeps, batch: readonly QueuedNotice[]): Promise<void> {
  const [first] = batch;
  if (first === undefined) return;
  await deps.notices.markSent(
    first.workspace,
    batch.map(({ id }) => id),
    deps.clock.now(),
  );
}

/** Slack takes about one message a second in one conversation (slack:apis/web-api/rate-limits, November 2026). */
export const PACE_MS = 1_000;
/** As long as a card is held by whoever draws it; a sender that takes longer may cause a second message. */
const CLAIM_MS = 30_000;
const MOST_READ = 50;
const MOST_SUMMED_UP = 16;

/** What Slack answers about people who were deactivated and channels that cannot be written in (slack:methods/chat.postMessage, November 2026). */
const NOT_THERE = new Set(['channel_not_found', 'user_not_found', 'user_disabled', 'cannot_dm_bot', 'not_in_channel', 'is_archived']);
const REFUSED_BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);
