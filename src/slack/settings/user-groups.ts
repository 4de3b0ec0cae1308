import type { PlainTextOption } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { type AnyListener, listener } from '../listener.js';

/** The workspace's user groups by id: `@legal · Legal`. */
export type GroupNames = ReadonlyMap<string, string>;

/**
 * Reads the workspace's user groups (slack:methods/usergroups.list, November 2026). Empty where the workspace's plan has none, or where Copydesk
 * was installed before it asked for them.
 */
export async function readGroupNames(client: WebClient): Promise<GroupNames> {
  try {
    const { usergroups = [] } = await client.usergroups.list({});
    return new Map(usergroups.flatMap(({ id, name, handle }) => (id === undefined ? [] : [[id, `@${handle ?? id} · ${name ?? ''}`]])));
  } catch {
    return new Map();
  }
}

/** A group as an option. */
export function groupOption(id: string, names: GroupNames): PlainTextOption {
  return { text: plain(names.get(id) ?? id, LIMITS.optionText), value: id };
}

/** The menu of user groups, for what a person types. */
export function userGroupOptions(): AnyListener {
  return listener({
    kind: 'options',
    id: ACTIONS.userGroups,
    parse: z.object({ value: z.string() }),
    ack: async ({ value }, { client }) => {
      const names = await readGroupNames(client);
      const wanted = value.trim().replace(/^@/, '').toLowerCase();
      const found = [...names].filter(([, name]) => name.toLowerCase().includes(wanted)).map(([id]) => groupOption(id, names));
      return { body: { options: found.slice(0, LIMITS.options) }, carry: undefined };
    },
  });
}
