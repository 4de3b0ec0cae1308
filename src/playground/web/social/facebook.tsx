import type { SocialAccount, SocialPost } from '../../page/contract.js';
import { Avatar } from '../avatar.js';
import { AccountRoom, Cover } from './account-room.js';
import { Comments } from './comments.js';
import { Counts } from './counts.js';
import { PostPictures, PostText, PostTime } from './posts.js';

/** Facebook: what is really published on each Page. */
export function FacebookRoom() {
  return (
    <AccountRoom
      platform="facebook"
      none="There are no Pages."
      header={({ name, username }) => <Cover name={name} about={`@${username} · Local business`} />}
      posts={(page) => page.posts.map((post) => <Post key={post.id} page={page} post={post} />)}
    />
  );
}

function Post({ page, post }: { page: SocialAccount; post: SocialPost }) {
  return (
    <article className="post" aria-label={`Post by ${page.name}`}>
      <header>
        <Avatar name={page.name} size={40} />
        <div>
          <strong>{page.name}</strong>
          <p>
            <a href={post.permalink} target="_blank" rel="noopener">
              <PostTime at={post.at} />
            </a>{' '}
            · <span title="Public">Public</span>
            {post.edited === true ? ' · Edited' : null}
          </p>
        </div>
      </header>
      {post.text === '' ? null : (
        <p className="post-words">
          <PostText text={post.text} />
        </p>
      )}
      <PostPictures post={post} name={page.name} />
      {post.link === undefined ? null : (
        <a className="link-card" href={post.link} target="_blank" rel="noopener noreferrer">
          <small>{hostOf(post.link)}</small>
          <strong>{post.link}</strong>
        </a>
      )}
      <Counts platform="facebook" post={post} />
      <Comments post={post} name={page.name} />
    </article>
  );
}

/** The host of an address; the address itself where it is none. */
export function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).hostname : link;
}
