import { z } from 'zod';
import { say } from '../../language/index.js';
import type { Secret } from '../../lib/secret.js';
import type { AccountCandidate } from '../connector.js';
import { featuresGranted } from '../features.js';
import type { LinkedInSetup } from './app.js';
import { COMMENT_SCOPES } from './scopes.js';
import { type LinkedInContext, rest } from './wire.js';

/** Who consented, as LinkedIn's sign-in tells it (li:consumer/integrations/self-serve/sign-in-with-linkedin-v2, November 2026). */
export interface Member {
  readonly urn: string;
  readonly name: string;
  readonly pictureUrl?: string;
}

/** Reads who the token belongs to. */
export async function readMember(setup: LinkedInSetup, ctx: LinkedInContext): Promise<Member> {
  const { sub, name, picture } = await rest(setup, ctx, { method: 'GET', path: '/v2/userinfo', answer: userSchema });
  return { urn: `urn:li:person:${sub}`, name, ...(picture === undefined ? {} : { pictureUrl: picture }) };
}

/** The person's own profile, and after it every page they have a role on; one where they may not post says so. */
export async function candidates(
  setup: LinkedInSetup,
  ctx: LinkedInContext & { readonly token: Secret },
  organizations: boolean,
  granted: readonly string[] = [],
): Promise<AccountCandidate[]> {
  const { urn, name, pictureUrl } = await readMember(setup, ctx);
  const picture = pictureUrl === undefined ? {} : { pictureUrl };
  const account = { platformId: urn, name, ...featuresGranted(granted, { comments: COMMENT_SCOPES.person }) };
  const own: AccountCandidate = { platform: 'linkedin', account, about: say('linkedin.account.ownProfile'), ...picture };
  return organizations ? [own, ...(await pages(setup, ctx, granted))] : [own];
}

async function pages(
  setup: LinkedInSetup,
  ctx: LinkedInContext & { readonly token: Secret },
  granted: readonly string[],
): Promise<AccountCandidate[]> {
  const roles = await rolesByOrganization(setup, ctx);
  const known = await organizationsById(setup, ctx, [...roles.keys()].map(idOf));
  return [...roles].map(([urn, held]) => {
    const { localizedName: name = say('linkedin.account.pageById', { id: idOf(urn) }), vanityName } = known.get(idOf(urn)) ?? {};
    return {
      platform: 'linkedin',
      account: {
        platformId: urn,
        name,
        ...(vanityName === undefined ? {} : { username: vanityName }),
        ...featuresGranted(granted, { comments: COMMENT_SCOPES.page }),
      },
      about: say('linkedin.account.page'),
      ...(held.some((role) => POSTING_ROLES.has(role)) ? {} : { unfit: say('linkedin.account.mayNotPost') }),
    };
  });
}

/** Every organisation with the person's roles on it, over all result pages (li:marketing/community-management/organizations/organization-access-control-by-role, November 2026). */
async function rolesByOrganization(setup: LinkedInSetup, ctx: LinkedInContext): Promise<Map<string, string[]>> {
  const roles = new Map<string, string[]>();
  for (let start = 0; start < MOST_ROLES; ) {
    const path = `/rest/organizationAcls?q=roleAssignee&state=APPROVED&count=${PAGE_SIZE}&start=${start}`;
    const { elements, paging } = await rest(setup, ctx, { method: 'GET', path, restliMethod: 'FINDER', answer: aclsSchema });
    for (const { organization, organizationTarget, role } of elements) {
      const urn = organization ?? organizationTarget;
      if (urn !== undefined) roles.set(urn, [...(roles.get(urn) ?? []), role]);
    }
    start += elements.length;
    if (elements.length === 0 || start === paging?.total) break;
  }
  return roles;
}

async function organizationsById(setup: LinkedInSetup, ctx: LinkedInContext, ids: readonly string[]): Promise<Map<string, Organization>> {
  const known = new Map<string, Organization>();
  for (let from = 0; from < ids.length; from += BATCH_SIZE) {
    const path = `/rest/organizations?ids=List(${ids.slice(from, from + BATCH_SIZE).join(',')})`;
    const { results } = await rest(setup, ctx, { method: 'GET', path, restliMethod: 'BATCH_GET', answer: organizationsSchema });
    for (const [id, organization] of Object.entries(results)) known.set(id, organization);
  }
  return known;
}

const userSchema = z.object({ sub: z.string().min(1), name: z.string(), picture: z.string().optional() });

const aclsSchema = z.object({
  elements: z.array(z.object({ organization: z.string().optional(), organizationTarget: z.string().optional(), role: z.string() })),
  paging: z.object({ total: z.number().optional() }).optional(),
});

type Organization = z.infer<typeof organizationSchema>;

const organizationSchema = z.object({ localizedName: z.string().optional(), vanityName: z.string().optional() });

const organizationsSchema = z.object({ results: z.record(z.string(), organizationSchema) });

function idOf(urn: string): string {
  return urn.slice(urn.lastIndexOf(':') + 1);
}

/** Roles that may post as the organisation (li:marketing/community-management/shares/posts-api, November 2026). */
const POSTING_ROLES: ReadonlySet<string> = new Set([
  'ADMINISTRATOR',
  'CONTENT_ADMINISTRATOR',
  'CONTENT_ADMIN',
  'DIRECT_SPONSORED_CONTENT_POSTER',
]);
const PAGE_SIZE = 100;
const MOST_ROLES = 10_000;
const BATCH_SIZE = 50;
