import type { XStandIn } from '../x/types.js';
import type { SocialAccount } from './contract.js';

/** The first person's account on X, and every other one that has a post. */
export function xAccounts(x: XStandIn): SocialAccount[] {
  const live = x.ledger.filter(({ deletedAt }) => deletedAt === undefined);
  return x.people
    .map(({ userId, name, username }): SocialAccount => {
      const posts = live.filter(({ accountId }) => accountId === userId).sort((a, b) => b.seq - a.seq);
      return {
        platform: 'x',
        id: userId,
        name,
        username,
        posts: posts.map(({ id, permalink, text, at, media, conversationId }) => ({
          id,
          permalink,
          text,
          at,
          thread: conversationId,
          metrics: x.metrics(id),
          media: media.map(({ sha256, ...facts }) => ({ url: `${x.url}/bytes/${sha256}`, ...facts })),
        })),
      };
    })
    .filter(({ posts }, index) => index === 0 || posts.length > 0);
}
