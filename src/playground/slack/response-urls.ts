import { randomBytes } from 'node:crypto';
import { isJson } from './block-kit/rule.js';
import { contentOf, messageAt, post, remove, rewrite, whisper } from './messages.js';
import { Refusal } from './refusal.js';
import { bot } from './seed.js';
import type { Json, StoredMessage } from './types.js';
import type { Reply } from './web-api.js';
import type { ResponseUrl, World } from './world.js';

const LIFE_MS = 30 * 60_000;
const MOST_USES = 5;

/** Makes a response URL for what a person just did in a channel, on `original` if it was a message. */
export function issueResponseUrl(world: World, userId: string, channel: string, original?: StoredMessage): string {
  const path = `/response/${world.team.id}/${randomBytes(12).toString('hex')}`;
  world.responseUrls.set(path, { userId, channel, ...(original === undefined ? {} : { original }), at: world.now(), uses: 0 });
  return `${world.url}${path}`;
}

/** Takes what was POSTed to a response URL. slack:interactivity/handling-user-interaction, November 2026. */
export async function respond(world: World, path: string, text: string): Promise<Reply> {
  const target = world.responseUrls.get(path);
  if (target === undefined || world.now() - target.at > LIFE_MS) return refused(404, 'expired_url');
  if (target.uses >= MOST_USES) return refused(404, 'used_url');
  target.uses += 1;
  try {
    await speak(world, target, JSON.parse(text));
    return { status: 200, body: 'ok' };
  } catch (error) {
    return refused(error instanceof Refusal ? 400 : 500, error instanceof Refusal ? error.code : 'invalid_payload');
  }
}

/** Shows the answer of a slash command or a response URL: to everyone when it says so, else to this person only. */
export async function speak(world: World, target: ResponseUrl, answer: unknown): Promise<void> {
  if (!isJson(answer)) throw new Refusal('invalid_payload');
  const { original } = target;
  if (answer.delete_original === true && original !== undefined) return erase(world, original);
  const content = contentOf(world, answer);
  if (answer.replace_original === true && original !== undefined) return replace(world, original, content);
  if (answer.response_type === 'in_channel') await post(world, target.channel, content);
  else whisper(world, target.channel, target.userId, content);
}

async function erase(world: World, original: StoredMessage): Promise<void> {
  const index = world.ephemerals.indexOf(original);
  if (index >= 0) world.ephemerals.splice(index, 1);
  else await remove(world, ofTheBot(world, original));
}

async function replace(world: World, original: StoredMessage, content: ReturnType<typeof contentOf>): Promise<void> {
  if (!world.ephemerals.includes(original)) return rewrite(world, ofTheBot(world, original), content);
  Object.assign(original, { text: content.text, blocks: content.blocks, edited: true });
}

function ofTheBot(world: World, original: StoredMessage): StoredMessage {
  const message = messageAt(world, original.channel, original.ts);
  if (message === undefined) throw new Refusal('message_not_found');
  if (message.user !== bot.userId) throw new Refusal('cant_update_message');
  return message;
}

function refused(status: number, error: string): Reply {
  const body: Json = { ok: false, error };
  return { status, body };
}
