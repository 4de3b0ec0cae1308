/** What Copydesk asks Slack for when it is installed: the bot scopes of slack-manifest.yml. */
export const BOT_SCOPES: readonly string[] = [
  'commands',
  'chat:write',
  'im:write',
  'users:read',
  'files:read',
  'files:write',
  'usergroups:read',
];
