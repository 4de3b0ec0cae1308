import type { SocialAccount, SocialPost } from '../../page/contract.js';
import { Avatar } from '../avatar.js';
import { AccountRoom, Cover } from './account-room.js';
import { Counts } from './counts.js';
import { PostPictures, PostText, PostTime } from './posts.js';

/** X: what is really published on each account; the posts of a thread hang together, first to last. */
export function XRoom() {
  return (
    <AccountRoom
      platform="x"
      none="There are no accounts."
      header={({ name, username }) => <Cover name={name} about={`@${username}`} />}
      posts={(account) => threadsOf(account.posts).map((thread) => <Thread key={thread[0]?.id} account={account} thread={thread} />)}
    />
  );
}

function Thread({ account, thread }: { account: SocialAccount; thread: readonly SocialPost[] }) {
  const [only] = thread;
  if (only !== undefined && thread.length === 1)
    return (
      <article className="post" aria-label={`Post by ${account.name}`}>
        <Post account={account} post={only} />
      </article>
    );
  return (
    <article className="post" aria-label={`Thread of ${thread.length} posts by ${account.name}`}>
      <ol className="chain">
        {thread.map((post) => (
          <li key={post.id}>
            <Post account={account} post={post} />
          </li>
        ))}
      </ol>
    </article>
  );
}

function Post({ account, post }: { account: SocialAccount; post: SocialPost }) {
  return (
    <div className="x-post">
      <Avatar name={account.name} size={40} />
      <div>
        <p className="x-name">
          <strong>{account.name}</strong> @{account.username} ·{' '}
          <a href={post.permalink} target="_blank" rel="noopener">
            <PostTime at={post.at} />
          </a>
        </p>
        {post.text === '' ? null : (
          <p className="post-words">
            <PostText text={post.text} />
          </p>
        )}
        <PostPictures post={post} name={account.name} />
        <Counts platform="x" post={post} />
      </div>
    </div>
  );
}

/** Posts that are newest first, by thread: the newest thread first, each from its beginning. */
function threadsOf(posts: readonly SocialPost[]): SocialPost[][] {
  const threads = new Map<string, SocialPost[]>();
  for (const post of posts) {
    const key = post.thread ?? post.id;
    threads.set(key, [post, ...(threads.get(key) ?? [])]);
  }
  return [...threads.values()];
}
