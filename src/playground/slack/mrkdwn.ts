import { isJson } from './block-kit/rule.js';

/** What the words of a message do beside being read. */
export interface Effects {
  /** Who would be notified: `@U…`, `@S…` for a user group, `@channel`, `@here`, `@everyone`. */
  readonly pings: string[];
  /** Links that show other words than their address. */
  readonly links: { readonly url: string; readonly label: string }[];
}

/**
 * What a message or view does beside being read, as Slack parses its mrkdwn and rich text. Plain text and what is escaped does nothing; a top-level
 * `text` counts beside blocks too. slack:reference/block-kit/formatting-text, November 2026.
 */
export function effectsOf(shown: { readonly text?: unknown; readonly blocks?: unknown }): Effects {
  const effects: Effects = { pings: [], links: [] };
  if (typeof shown.text === 'string') readMrkdwn(shown.text, effects);
  readElement(shown.blocks, effects);
  return effects;
}

function readElement(value: unknown, effects: Effects): void {
  if (Array.isArray(value)) for (const each of value) readElement(each, effects);
  if (!isJson(value)) return;
  const { type } = value;
  if (type === 'mrkdwn' && typeof value.text === 'string') readMrkdwn(value.text, effects);
  else if (type === 'user') effects.pings.push(`@${String(value.user_id)}`);
  else if (type === 'usergroup') effects.pings.push(`@${String(value.usergroup_id)}`);
  else if (type === 'broadcast') effects.pings.push(`@${String(value.range)}`);
  else if (type === 'link' && typeof value.text === 'string') effects.links.push({ url: String(value.url), label: value.text });
  else for (const each of Object.values(value)) readElement(each, effects);
}

function readMrkdwn(text: string, { pings, links }: Effects): void {
  for (const [, inside = ''] of text.matchAll(/<([^<>]+)>/g)) {
    const [target = '', label] = inside.split('|', 2);
    const [, group] = /^!subteam\^(\w+)$/.exec(target) ?? [];
    if (/^@[UW]\w*$/.test(target)) pings.push(target);
    else if (group !== undefined) pings.push(`@${group}`);
    else if (/^!(channel|here|everyone)$/.test(target)) pings.push(`@${target.slice(1)}`);
    else if (label !== undefined && /^(?:https?:|mailto:)/.test(target)) links.push({ url: target, label });
  }
}
