import type { Post, Revision } from '../../posts/index.js';
import { liveEffect, type Publication } from '../../publishing/index.js';
import type { CardState } from './card-state.js';
import type { ResultsDeps } from './deps.js';

/** What approving a revision of the post does to each account where it is live. */
export async function readLive(
  deps: Pick<ResultsDeps, 'posts' | 'platforms'>,
  {
    post,
    revision,
    publications,
  }: {
    readonly post: Pick<Post, 'id' | 'workspace'>;
    readonly revision: Pick<Revision, 'number' | 'accounts'>;
    readonly publications: readonly Publication[];
  },
): Promise<NonNullable<CardState['live']>> {
  const live = publications.filter(({ state }) => state === 'published');
  const numbers = [...new Set(live.map((publication) => publication.revision))];
  const revisions = await Promise.all(numbers.map((number) => deps.posts.revision(post.workspace, post.id, number)));
  const contentIn = (number: number, { account }: Publication) =>
    [revision, ...revisions].find((each) => each?.number === number)?.accounts.find((each) => each.account === account)?.content;
  return new Map(
    live.map((publication) => {
      const editable = deps.platforms.get(publication.platform)?.profile.supports.edit === true;
      const [before, after] = [contentIn(publication.revision, publication), contentIn(revision.number, publication)];
      return [publication.account, liveEffect(publication, { before, after, editable })];
    }),
  );
}
