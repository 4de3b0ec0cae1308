import { z } from 'zod';
import { say } from '../../language/index.js';
import { Secret } from '../../lib/secret.js';
import type { AccountCandidate } from '../connector.js';
import { featuresGranted } from '../features.js';
import type { MetaSetup } from './app.js';
import { type GraphContext, graph } from './graph.js';
import { COMMENT_SCOPES, DELETION_SCOPE } from './scopes.js';

/** Every Page of the grant and the Instagram account behind each, over all result pages (meta:pages-api/getting-started, November 2026). */
export async function candidates(setup: MetaSetup, ctx: GraphContext, scopes: readonly string[] = []): Promise<AccountCandidate[]> {
  const found: AccountCandidate[] = [];
  const seen = new Set<string>();
  for (let after: string | undefined = ''; after !== undefined && !seen.has(after); ) {
    seen.add(after);
    const answer: z.infer<typeof pagesSchema> = await graph(setup, ctx, {
      method: 'GET',
      path: '/me/accounts',
      params: { fields: FIELDS, limit: '100', ...(after === '' ? {} : { after }) },
      answer: pagesSchema,
    });
    found.push(...answer.data.flatMap((page) => ofPage(page, scopes)));
    after = answer.paging?.next === undefined ? undefined : answer.paging.cursors?.after;
  }
  return found;
}

const FIELDS = 'id,name,username,access_token,tasks,picture.type(large),instagram_business_account{id,username,profile_picture_url}';

const pageSchema = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string().optional(),
  access_token: z.string().optional(),
  tasks: z.array(z.string()).optional(),
  picture: z.object({ data: z.object({ url: z.string().optional() }) }).optional(),
  instagram_business_account: z
    .object({ id: z.string(), username: z.string().optional(), profile_picture_url: z.string().optional() })
    .optional(),
});

const pagesSchema = z.object({
  data: z.array(pageSchema),
  paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional(),
});

type Page = z.infer<typeof pageSchema>;

function ofPage(page: Page, scopes: readonly string[]): AccountCandidate[] {
  const unfit = unfitReason(page);
  const shared = unfit === undefined ? {} : { unfit };
  const instagram = page.instagram_business_account;
  const own: AccountCandidate = {
    platform: 'facebook',
    account: {
      platformId: page.id,
      name: page.name,
      ...(page.username === undefined ? {} : { username: page.username }),
      ...featuresGranted(scopes, { comments: COMMENT_SCOPES.facebook }),
    },
    ...(page.access_token === undefined ? {} : { token: new Secret(page.access_token) }),
    ...pictureOf(page.picture?.data.url),
    ...(instagram === undefined ? { about: say('meta.account.noInstagram') } : {}),
    ...shared,
  };
  if (instagram === undefined) return [own];
  const { id, username, profile_picture_url } = instagram;
  const named = { platformId: id, name: username ?? page.name, ...(username === undefined ? {} : { username }) };
  const account = { ...named, ...featuresGranted(scopes, { comments: COMMENT_SCOPES.instagram, deletions: DELETION_SCOPE }) };
  return [own, { platform: 'instagram', account, parent: page.id, ...pictureOf(profile_picture_url), ...shared }];
}

function pictureOf(url: string | undefined): { pictureUrl?: string } {
  return url === undefined ? {} : { pictureUrl: url };
}

/** Posting needs the task `CREATE_CONTENT` (meta:pages-api/getting-started, November 2026). */
function unfitReason(page: Page): string | undefined {
  if (page.tasks?.includes('CREATE_CONTENT') !== true) return say('meta.account.mayNotPost');
  if (page.access_token === undefined) return say('meta.account.noAccess');
  return undefined;
}
