import type { Notice, QueuedNotice } from '../../workspaces/index.js';
import { context, mention } from '../blocks.js';
import type { NoticesDeps } from './deps.js';

/**
 * Has a notice said where somebody else hears of it: in the thread of its post's card, or to an admin. False when nobody else is there. `gone`:
 * its place cannot be reached any more; `muted`: its person wants to hear nothing.
 */
export async function sayInstead(deps: NoticesDeps, notice: QueuedNotice, why: 'gone' | 'muted'): Promise<boolean> {
  const { id: _id, queuedAt: _queuedAt, putOff: _putOff, topic: _topic, instead, alarm: _alarm, ...rest } = notice;
  const { workspace, post, message } = rest;
  const said = (person: string, to: string, more: Pick<Notice, 'inThread' | 'message'>): Notice => ({
    ...rest,
    kind: `${notice.kind} instead`,
    person,
    to,
    ...more,
  });
  if (instead === 'thread' && post !== undefined) {
    const card = await deps.cards.card(workspace, post);
    if (card?.channel !== undefined && card.ts !== undefined) {
      await deps.notices.add([
        said('thread', card.channel, { inThread: true, message: { text: `${inThread(notice, why)} ${message.text}` } }),
      ]);
      return true;
    }
  }
  const admin = await adminBeside(deps, notice);
  if (admin === undefined) return false;
  const words = toAdmin(notice, why);
  const blocks = message.blocks === undefined ? {} : { blocks: [context(words), ...message.blocks] };
  await deps.notices.add([said(admin, admin, { message: { ...message, text: `${words} ${message.text}`, ...blocks } })]);
  return true;
}

function inThread({ person }: Notice, why: 'gone' | 'muted'): string {
  return why === 'gone'
    ? `${mention(person)} cannot be told any more, so it is said here.`
    : 'Said here, since the person it is for has direct messages off.';
}

function toAdmin({ person, to, topic }: Notice, why: 'gone' | 'muted'): string {
  if (topic === undefined && person.startsWith('C'))
    return `Copydesk cannot write in <#${to}>, so you are told. Invite it there with /invite.`;
  return why === 'gone'
    ? `${mention(person)} cannot be told any more, so you are told.`
    : `${mention(person)} has these messages off, so you are told.`;
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
