import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { COMMANDS, SHORTCUTS } from '../src/slack/ids.js';
import { BOT_SCOPES } from '../src/workspaces/index.js';

interface Manifest {
  display_information: { name: string; description: string };
  features: {
    app_home: { home_tab_enabled: boolean; messages_tab_enabled: boolean };
    bot_user: { display_name: string };
    shortcuts: { name: string; type: string; callback_id: string; description: string }[];
    slash_commands: { command: string; url?: string; description: string; usage_hint?: string }[];
  };
  oauth_config: { redirect_urls?: string[]; scopes: { bot: string[]; user?: string[] } };
  settings: {
    event_subscriptions: { request_url?: string; bot_events: string[] };
    interactivity: { is_enabled: boolean; request_url?: string; message_menu_options_url?: string };
    socket_mode_enabled: boolean;
  };
}

const paths = ['slack-manifest.yml', 'manifests/slack/socket-mode.yml', 'manifests/slack/local.yml'] as const;
const [http, socketMode, local] = paths.map((path) => readFileSync(path, 'utf8'));

describe.each(paths)('%s', (path) => {
  const manifest: Manifest = parse(readFileSync(path, 'utf8'));
  const { features, settings } = manifest;

  test("stays within Slack's limits", () => {
    const tooLong = [
      ['name', manifest.display_information.name, 35],
      ['description', manifest.display_information.description, 140],
      ['display_name', features.bot_user.display_name, 80],
      ...features.shortcuts.flatMap(({ name, description, callback_id }) => [
        ['shortcut name', name, 24],
        ['shortcut description', description, 150],
        ['shortcut callback_id', callback_id, 255],
      ]),
      ...features.slash_commands.flatMap(({ command, description, usage_hint = '' }) => [
        ['command', command, 32],
        ['command description', description, 2000],
        ['usage hint', usage_hint, 1000],
      ]),
    ].filter(([, text, limit]) => String(text).length > Number(limit));
    expect(tooLong).toEqual([]);
    expect(features.shortcuts.length).toBeLessThanOrEqual(10);
  });

  test('has the commands and shortcuts that are listened to, and no others', () => {
    expect(features.slash_commands.map(({ command }) => command).sort()).toEqual(Object.values(COMMANDS).sort());
    expect(features.shortcuts.map(({ callback_id }) => callback_id).sort()).toEqual(Object.values(SHORTCUTS).sort());
  });

  test('sends everything to one address over HTTP, and to none over Socket Mode', () => {
    const urls = [
      ...features.slash_commands.map(({ url }) => url),
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
      settings.interactivity.message_menu_options_url,
    ];
    const expected = settings.socket_mode_enabled ? undefined : 'https://YOUR-PUBLIC-URL/slack/events';
    expect(new Set(urls)).toEqual(new Set([expected]));
    expect(manifest.oauth_config.redirect_urls).toEqual(expected && ['https://YOUR-PUBLIC-URL/slack/oauth_redirect']);
    expect(settings.socket_mode_enabled).toBe(path !== 'slack-manifest.yml');
  });

  test('lets the bot write to people, and hear that Home was opened and that it was removed', () => {
    expect(features.app_home).toMatchObject({ messages_tab_enabled: true, home_tab_enabled: true });
    expect(settings.event_subscriptions.bot_events).toEqual(['app_home_opened', 'app_uninstalled', 'tokens_revoked']);
    expect(settings.interactivity.is_enabled).toBe(true);
  });

  test('asks for the scopes that an install asks for and the README gives a reason for, and no others', () => {
    const { bot, user } = manifest.oauth_config.scopes;
    expect(user).toBeUndefined();
    expect([...bot].sort()).toEqual([...BOT_SCOPES].sort());
    const reasons = [...readFileSync('README.md', 'utf8').matchAll(/^\| `([a-z]+(?::[a-z]+)?)` \| (\S.*) \|$/gm)];
    expect(reasons.map(([, scope]) => scope).sort()).toEqual([...bot].sort());
  });
});

test('the variants differ in their mode, and the local one in its name, and in nothing else', () => {
  expect(withoutMode(socketMode)).toBe(withoutMode(http));
  expect(withoutMode(local?.replaceAll(' (local)', ''))).toBe(withoutMode(http));
});

function withoutMode(text = ''): string {
  return text
    .split('\n')
    .filter((line) => !/^#|^ +(url|request_url|redirect_urls|message_menu_options_url|socket_mode_enabled):|^ +- https:/.test(line))
    .join('\n');
}
