import { wireMessage } from './messages.js';
import { bot, otherTeam } from './seed.js';
import { issueTrigger } from './triggers.js';
import type { Json, StoredMessage } from './types.js';
import { wireView } from './views.js';
import { type Conversation, personOf, type ViewRecord, type World } from './world.js';

/** What every interactive payload begins with (slack:reference/interaction-payloads, November 2026); with an organisation's install it names no team (bolt-python pull request 23). */
export function baseOf(world: World, type: string, userId: string): Json {
  const { id, name, teamId } = personOf(world, userId);
  return {
    type,
    user: { id, username: name, name, team_id: teamId },
    api_app_id: bot.appId,
    token: 'verification-token',
    team: world.organisation === undefined ? { id: world.team.id, domain: world.team.domain } : null,
    enterprise: world.organisation ?? null,
    is_enterprise_install: world.organisation !== undefined,
  };
}

/** The parts of a payload about something inside a view. */
export function inView(world: World, record: ViewRecord): Json {
  return {
    container: { type: 'view', view_id: record.id },
    trigger_id: issueTrigger(world, record.userId, record.type === 'modal' ? record.id : undefined),
    view: wireView(world, record),
  };
}

/** The payload of a modal that is submitted or closed: someone of another organisation sends their own team at the top (bolt-js issue 1614). */
export function aboutModal(world: World, type: 'view_submission' | 'view_closed', record: ViewRecord): Json {
  const { teamId } = personOf(world, record.userId);
  return {
    ...baseOf(world, type, record.userId),
    ...(teamId === world.team.id || world.organisation !== undefined ? {} : { team: { id: teamId, domain: otherTeam.domain } }),
    view: wireView(world, record),
  };
}

/** The parts of a payload about something inside a message. */
export function inMessage(world: World, message: StoredMessage, conversation: Conversation): Json {
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.to !== undefined,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: conversation.id, name: conversation.name },
    message: wireMessage(world, message),
  };
}

/** The fields of a slash command. */
export function commandFields(world: World, userId: string, words: { command: string; text: string }, conversation: Conversation): Json {
  const { name, teamId } = personOf(world, userId);
  return {
    token: 'verification-token',
    team_id: teamId,
    team_domain: world.team.domain,
    channel_id: conversation.id,
    channel_name: conversation.name,
    user_id: userId,
    user_name: name,
    command: words.command,
    text: words.text,
    api_app_id: bot.appId,
    is_enterprise_install: String(world.organisation !== undefined),
    ...(world.organisation === undefined ? {} : { enterprise_id: world.organisation.id, enterprise_name: world.organisation.name }),
  };
}
