import type { Post } from '../../posts/index.js';
import type { Publication } from '../../publishing/index.js';
import type { Brand } from '../../workspaces/index.js';
import { accountLabel } from '../results/card-state.js';
import type { ScheduleFaceDeps } from './deps.js';

/** What `/publish queue` shows: posts with something that is not out yet, the nearest time first. */
export interface QueueState {
  readonly brand: Pick<Brand, 'zone' | 'pause'>;
  readonly posts: readonly QueuedPost[];
  readonly more: boolean;
}

/** One post of the queue. */
export interface QueuedPost {
  readonly post: Post;
  readonly text: string;
  /** The labels of the accounts that wait, untrusted. */
  readonly accounts: readonly string[];
  /** What waits of it; none while it waits for a review. */
  readonly waiting: readonly Publication[];
}

/** The most posts the queue shows. */
export const SHOWN_POSTS = 20;

/** Reads the queue of a brand. */
export async function loadQueue(deps: ScheduleFaceDeps, brand: Brand): Promise<QueueState> {
  const { workspace, id } = brand;
  const [upcoming, inReview] = await Promise.all([
    deps.schedule.upcoming(workspace, id, 200),
    deps.schedule.inReview(workspace, id, SHOWN_POSTS + 1),
  ]);
  const groups = new Map<string, Publication[]>();
  for (const publication of upcoming) groups.set(publication.post, [...(groups.get(publication.post) ?? []), publication]);
  const approved = [...groups].slice(0, SHOWN_POSTS + 1);
  const found = await Promise.all(approved.map(async ([post, waiting]) => ({ post: await deps.posts.post(workspace, post), waiting })));
  const known = found.flatMap(({ post, waiting }) => (post === undefined ? [] : [{ post, waiting }]));
  const waits = inReview.filter(({ id: post }) => !groups.has(post)).map((post) => ({ post, waiting: [] }));
  const all = [...known, ...waits].sort((a, b) => timeOf(a) - timeOf(b));
  const posts = await Promise.all(all.slice(0, SHOWN_POSTS).map((each) => describe(deps, each)));
  return { brand, posts, more: all.length > SHOWN_POSTS };
}

async function describe(
  deps: ScheduleFaceDeps,
  { post, waiting }: { readonly post: Post; readonly waiting: readonly Publication[] },
): Promise<QueuedPost> {
  const revision = await deps.posts.revision(post.workspace, post.id, post.revision);
  const ids = waiting.length > 0 ? waiting.map(({ account }) => account) : (revision?.accounts ?? []).map(({ account }) => account);
  const accounts = (await deps.accounts.accountsById(post.workspace, ids)).map((account) =>
    accountLabel({ ...account, platformName: deps.platforms.get(account.platform)?.profile.name ?? account.platform }),
  );
  return { post, text: revision?.text ?? '', accounts, waiting };
}

/** Posts without a time of their own come last. */
function timeOf({ post, waiting }: { readonly post: Post; readonly waiting: readonly Publication[] }): number {
  const at = waiting[0]?.dueAt ?? (post.when?.kind === 'at' ? post.when.at : undefined);
  return at?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
