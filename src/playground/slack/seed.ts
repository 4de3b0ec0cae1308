import type { EmulatorSeed } from './emulator.js';
import type { People, Person } from './types.js';

/** The bot's own ids, the same in every run. */
export const bot = { userId: 'U0COPYDESK', appId: 'A0COPYDESK', botId: 'B0COPYDESK' };

/** The other organisation, whose member is in `review` through Slack Connect. */
export const otherTeam = { id: 'T0CLIENT01', domain: 'client' };

/** What a workspace is called. Without an id it has the one that the Slack beneath gives out, which is the same in every run. */
export interface Workspace {
  id?: string;
  name: string;
  domain: string;
}

/** The workspace, or the first of two. */
export const workspace: Workspace = { name: 'Kestrel Coffee', domain: 'kestrel' };

/** What the second workspace is called, where there are two. */
export const otherWorkspace = { id: 'T0HARBOUR1', name: 'Harbour Books', domain: 'harbour' };

/** The seeded people by the role they play. */
export const roles: Record<keyof People, Partial<Person> & { name: string; realName: string; tz: string }> = {
  author: { name: 'ana', realName: 'Ana Author', tz: 'Europe/Lisbon' },
  approver: { name: 'ben', realName: 'Ben Approver', tz: 'Europe/Berlin' },
  second: { name: 'chloe', realName: 'Chloe Second', tz: 'America/New_York' },
  admin: { name: 'dana', realName: 'Dana Admin', tz: 'Europe/London', isAdmin: true },
  owner: { name: 'omar', realName: 'Omar Owner', tz: 'Europe/London', isAdmin: true, isOwner: true },
  guest: { name: 'gus', realName: 'Gus Guest', tz: 'Europe/Paris', isRestricted: true },
  client: { name: 'kim', realName: 'Kim Client', tz: 'Asia/Tokyo', isStranger: true, teamId: otherTeam.id },
};

/** The seeded channels by the part they play; the client's is shared with their organisation through Slack Connect. */
export const channelNames = {
  review: 'social-review',
  general: 'announcements',
  archived: 'old-campaigns',
  unjoined: 'finance',
  client: 'client-room',
} as const;

/** The token that a person, or the bot, has in the Slack beneath. Never leaves this process. */
export function beneathToken(name: string): string {
  return `beneath-${name}`;
}

/** The seeded user groups, with the people in them by role. */
export const groups: readonly {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly members: readonly (keyof People)[];
}[] = [
  { id: 'S0LEGAL0001', name: 'Legal', handle: 'legal', members: ['second'] },
  { id: 'S0MARKET001', name: 'Marketing', handle: 'marketing', members: ['author', 'approver'] },
];

/** Everything above in the form npm `emulate` reads. */
export function emulatorSeed(named = workspace): EmulatorSeed {
  const people = Object.values(roles);
  return {
    team: named,
    users: people.map(({ name, realName, isAdmin }) => ({
      name,
      real_name: realName,
      is_admin: isAdmin ?? false,
      profile: { display_name: name, real_name: realName, email: `${name}@example.com` },
    })),
    channels: Object.values(channelNames).map((name) => ({ name, topic: '' })),
    oauth_apps: [
      {
        app_id: bot.appId,
        client_id: 'beneath',
        client_secret: 'beneath',
        name: 'Copydesk',
        redirect_uris: [],
        scopes: [],
        bot_id: bot.botId,
        bot_user_id: bot.userId,
        bot_name: 'copydesk',
      },
    ],
    tokens: [...people.map(({ name }) => name), 'copydesk'].map((name) => ({ token: beneathToken(name), user: name, scopes: [] })),
  };
}
