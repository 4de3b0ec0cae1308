import type { SocialAccount, SocialPost } from '../../page/contract.js';
import { Avatar } from '../avatar.js';
import { useDesk } from '../desk.js';
import { Comments } from './comments.js';
import { Counts } from './counts.js';
import { AccountList, PostPictures, PostText, PostTime } from './posts.js';

/** Facebook: what is really published on each Page. */
export function FacebookRoom() {
  const { slices, route } = useDesk();
  const pages = slices.social.accounts.filter(({ platform }) => platform === 'facebook');
  const page = pages.find(({ username }) => username === route.rest[0]) ?? busiest(pages);
  if (page === undefined) return <main className="social">There are no Pages.</main>;
  return (
    <div className="social facebook">
      <AccountList room="facebook" accounts={pages} shown={page} />
      <main>
        <header className="cover">
          <div className="cover-picture" style={{ '--hue': hueOf(page.name) } as React.CSSProperties} />
          <div className="cover-words">
            <Avatar name={page.name} size={88} />
            <div>
              <h2>{page.name}</h2>
              <p>@{page.username} · Local business</p>
            </div>
          </div>
        </header>
        {page.posts.length === 0 ? (
          <p className="empty">Nothing is posted here yet.</p>
        ) : (
          page.posts.map((post) => <Post key={post.id} page={page} post={post} />)
        )}
      </main>
    </div>
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

/** The account with the newest post, else the first. */
export function busiest(accounts: readonly SocialAccount[]): SocialAccount | undefined {
  return [...accounts].sort((a, b) => (b.posts[0]?.at ?? 0) - (a.posts[0]?.at ?? 0))[0];
}

/** A hue that belongs to a name. */
export function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 0);
}

/** The host of an address; the address itself where it is none. */
export function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).hostname : link;
}
