import { type WebAPICallResult, WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';

/** One Web API call with an organisation's token. */
export type Call = (method: string, options?: Record<string, unknown>) => Promise<WebAPICallResult>;

/**
 * Asks after user groups with an organisation's token, which has to say which workspace is meant (slack:methods/usergroups.list, November 2026): of
 * all workspaces that Copydesk may be in (the first 20) for a list, and for one group of that which has it. Every other call passes as it is.
 */
export function acrossTeams(call: Call): Call {
  const teamOfGroup = new Map<string, string>();
  let known: { readonly teams: Promise<string[]>; readonly until: number } | undefined;

  const teams = (): Promise<string[]> => {
    if (known === undefined || known.until < performance.now()) {
      known = { teams: readTeams(call), until: performance.now() + KEEP_MS };
      known.teams.catch(() => {
        known = undefined;
      });
    }
    return known.teams;
  };
  const list: Call = async (method, options) => {
    const answers = await Promise.all((await teams()).map((team_id) => call(method, { ...options, team_id })));
    const usergroups = answers.flatMap((answer) => groups.parse(answer).usergroups);
    return { ok: true, usergroups };
  };
  const members: Call = async (method, options) => {
    const group = String(options?.usergroup);
    const first = teamOfGroup.get(group);
    let refusal: unknown;
    for (const team_id of new Set([...(first === undefined ? [] : [first]), ...(await teams())])) {
      try {
        const answer = await call(method, { ...options, team_id });
        teamOfGroup.set(group, team_id);
        return answer;
      } catch (error) {
        if (!(error instanceof WebAPIPlatformError && error.data.error === 'no_such_subteam')) throw error;
        refusal = error;
      }
    }
    throw refusal ?? new Error('The organisation lets Copydesk into no workspace.');
  };
  return (method, options) => {
    if (method === 'usergroups.list') return list(method, options);
    return method === 'usergroups.users.list' ? members(method, options) : call(method, options);
  };
}

async function readTeams(call: Call): Promise<string[]> {
  return allowed.parse(await call('auth.teams.list', { limit: MOST })).teams.map(({ id }) => id);
}

const groups = z.object({ usergroups: z.array(z.unknown()).default([]) });
const allowed = z.object({ teams: z.array(z.object({ id: z.string() })).default([]) });

const MOST = 20;
const KEEP_MS = 10 * 60_000;
