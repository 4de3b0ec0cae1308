import { say } from '../../language/index.js';
import type { Notice, QueuedNotice } from '../../workspaces/index.js';
import { context, mention } from '../blocks.js';
import type { NoticesDeps } from './deps.js';

/**
 * Has a notice said where somebody else hears of it: in the thread of its post's card, or by an admin, in that admin's own time. False when nobody
 * else is there. `gone`: its place cannot be reached any more; `muted`: its person wants to hear nothing.
 */
export async function sayInstead(deps: NoticesDeps, notice: QueuedNotice, why: 'gone' | 'muted'): Promise<boolean> {
  const { workspace, subject, occasion, brand, post, topic, message } = notice;
  if (notice.instead === undefined) return false;
  const about = { workspace, subject, kind: `${notice.kind}-instead`, occasion, ...(brand && { brand }), ...(post && { post }) };
  const card = notice.instead === 'thread' && post !== undefined ? await deps.cards.card(workspace, post) : undefined;
  if (card?.channel !== undefined && card.ts !== undefined) {
    const text = `${inThread(notice, why)} ${message.text}`;
    await deps.notices.add([{ ...about, person: 'thread', to: card.channel, inThread: true, message: { text } }]);
    return true;
  }
  const admin = await adminBeside(deps, notice);
  if (admin === undefined) return false;
  const words = toAdmin(notice, why);
  const blocks = message.blocks === undefined ? {} : { blocks: [context(words), ...message.blocks] };
  const said = { ...message, text: `${words} ${message.text}`, ...blocks };
  await deps.notices.add([{ ...about, person: admin, to: admin, alarm: true, ...(topic && { topic }), message: said }]);
  return true;
}

function inThread({ person }: Notice, why: 'gone' | 'muted'): string {
  return why === 'gone' ? say('notice.goneInThread', { person: mention(person) }) : say('notice.mutedInThread');
}

function toAdmin({ person, to }: Notice, why: 'gone' | 'muted'): string {
  if (!IS_PERSON.test(to)) return say('notice.closedChannel', { channel: `<#${to}>` });
  return say(why === 'gone' ? 'notice.gone' : 'notice.muted', { person: mention(person) });
}

/** Whoever set Copydesk up, or an admin of the brand, who is still a full member and somebody else. */
async function adminBeside(deps: NoticesDeps, { workspace: id, brand: brandId, person }: Notice): Promise<string | undefined> {
  const workspace = await deps.workspaces.workspace(id);
  const brand = brandId === undefined ? undefined : await deps.workspaces.brand(id, brandId);
  const admins = [...(workspace?.setUpBy === undefined ? [] : [workspace.setUpBy]), ...(brand?.roles?.admins.people ?? [])];
  for (const candidate of new Set(admins)) {
    if (candidate !== person && (await deps.people.person(id, candidate)).kind === 'member') return candidate;
  }
  return undefined;
}

/** Slack's user ids (slack:reference/objects/user-object, November 2026). */
const IS_PERSON = /^[UW]/;
