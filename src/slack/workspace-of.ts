import { z } from 'zod';

/** Slack's ids of organisations begin with this; those of workspaces with T. */
export function isOrganisation(workspace: string): boolean {
  return workspace.startsWith('E');
}

/**
 * Which installation a payload is for, by what Bolt reads from it: the organisation where Copydesk was installed for all of it
 * (slack:enterprise/developing-for-enterprise-orgs, November 2026), else the team. A modal names its installation itself, because somebody of
 * another organisation submits it with their own team and enterprise (bolt-js issue 1614). Empty where nothing is named.
 */
export function workspaceOf(
  payload: unknown,
  read: {
    readonly teamId?: string | undefined;
    readonly enterpriseId?: string | undefined;
    readonly isEnterpriseInstall?: boolean | undefined;
  },
): string {
  const own = modal.catch({}).parse(payload).view?.app_installed_team_id ?? undefined;
  if (own !== undefined && isOrganisation(own)) return own;
  if (read.isEnterpriseInstall === true && read.enterpriseId !== undefined) return read.enterpriseId;
  return read.teamId ?? read.enterpriseId ?? '';
}

const modal = z.object({ view: z.object({ app_installed_team_id: z.string().nullish() }).optional() });
