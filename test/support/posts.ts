import { randomIds } from '../../src/lib/ids.js';
import type { Content, PlatformId } from '../../src/platforms/platform.js';
import { type AccountContent, contentHash, type Revision } from '../../src/posts/index.js';
import type { Publication } from '../../src/publishing/index.js';

/** The workspace and brand of every test. */
export const WORKSPACE = 'T1';
export const BRAND = 'B1';

/** What one account gets. */
export function contentFor(platform: PlatformId, account: string, content: Partial<Content>): AccountContent {
  return { account, platform, content: { text: '', media: [], options: {}, ...content } };
}

/** Frozen words. */
export function revisionOf(post: string, number: number, accounts: readonly AccountContent[]): Revision {
  return {
    workspace: WORKSPACE,
    post,
    number,
    by: 'U1',
    at: new Date(),
    text: accounts[0]?.content.text ?? '',
    files: [],
    accounts,
    contentHash: contentHash(accounts),
  };
}

/** A publication that waits to be published, with what differs. */
export function publicationOf(fields: Partial<Publication> = {}): Publication {
  const at = new Date('2026-11-20T10:00:00Z');
  return {
    id: randomIds.id(),
    workspace: WORKSPACE,
    post: randomIds.id(),
    account: 'A1',
    platform: 'facebook',
    revision: 1,
    state: 'queued',
    holds: [],
    dueAt: at,
    nextAt: at,
    acts: [],
    tries: 0,
    finds: 0,
    version: 0,
    ...fields,
  };
}
