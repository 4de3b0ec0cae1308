import type { Playground } from '../playground.js';
import type { Person } from '../slack/types.js';
import type { SeenFile, SeenMessage, WorkspaceSlice } from './contract.js';
import type { Offered } from './manifest.js';

/** The workspace as one person sees it; their conversation with the bot is among the conversations once there is one. */
export function workspaceOf(
  { slack, url, aheadMs, appState }: Playground,
  me: string,
  offered: Offered,
): Omit<WorkspaceSlice, 'canStartOver'> {
  const people = Object.values(slack.people).map((person: Person) => ({
    id: person.id,
    name: person.name,
    realName: person.realName,
    role: roleOf(person),
    tz: person.tz,
    isStranger: person.isStranger,
  }));
  return {
    name: slack.team.name,
    me,
    people,
    bot: { userId: slack.bot.userId, name: 'Copydesk' },
    conversations: slack.conversations(me),
    ...offered,
    shortcuts: people.some(({ id, isStranger }) => id === me && isStranger) ? [] : offered.shortcuts,
    copydesk: { url, state: appState(), aheadMs: aheadMs() },
  };
}

/** Every message this person sees, by conversation, oldest first; those for their eyes only among the others. */
export function messagesOf({ slack }: Playground, me: string): Record<string, SeenMessage[]> {
  const whispered = slack.ephemerals(me);
  const seen = slack.conversations(me).map(({ id }): [string, SeenMessage[]] => {
    const here = [...slack.messages(id), ...whispered.filter(({ channel }) => channel === id)];
    const shown = here.map(({ files, to, metadata: _metadata, ...message }) => ({
      ...message,
      onlyYou: to !== undefined,
      files: files.flatMap((file) => fileOf(slack, file)),
    }));
    return [id, shown.sort((a, b) => Number(a.ts) - Number(b.ts))];
  });
  return Object.fromEntries(seen);
}

function fileOf(slack: Playground['slack'], id: string): SeenFile[] {
  const file = slack.file(id);
  if (file === undefined) return [];
  return [{ id, name: file.name, mimetype: file.mimetype, size: file.size, altText: file.altText ?? '' }];
}

function roleOf(person: Person): string {
  if (person.isStranger) return 'Client, from another organization';
  if (person.isRestricted || person.isUltraRestricted) return 'Guest';
  if (person.isOwner) return 'Workspace owner';
  if (person.isAdmin) return 'Workspace admin';
  return 'Member';
}
