import type { SocialAccount, SocialPost } from '../../page/contract.js';
import { Avatar } from '../avatar.js';
import { useDesk } from '../desk.js';
import { Icon } from '../icons.js';
import { Comments } from './comments.js';
import { Counts } from './counts.js';
import { busiest, hostOf, hueOf } from './facebook.js';
import { AccountList, PostPictures, PostText, PostTime } from './posts.js';

/** LinkedIn: what is really published on each profile and page. */
export function LinkedInRoom() {
  const { slices, route } = useDesk();
  const accounts = slices.social.accounts.filter(({ platform }) => platform === 'linkedin');
  const account = accounts.find(({ username }) => username === route.rest[0]) ?? busiest(accounts);
  if (account === undefined) return <main className="social">There are no profiles.</main>;
  return (
    <div className="social linkedin">
      <AccountList room="linkedin" accounts={accounts} shown={account} />
      <main>
        <header className="cover">
          <div className="cover-picture" style={{ '--hue': hueOf(account.name) } as React.CSSProperties} />
          <div className="cover-words">
            <Avatar name={account.name} size={88} />
            <div>
              <h2>{account.name}</h2>
              <p>{account.about}</p>
            </div>
          </div>
        </header>
        {account.posts.length === 0 ? (
          <p className="empty">Nothing is posted here yet.</p>
        ) : (
          account.posts.map((post) => <Post key={post.id} account={account} post={post} />)
        )}
      </main>
    </div>
  );
}

function Post({ account, post }: { account: SocialAccount; post: SocialPost }) {
  return (
    <article className="post" aria-label={`Post by ${account.name}`}>
      <header>
        <Avatar name={account.name} size={48} />
        <div>
          <strong>{account.name}</strong>
          <p>{account.about}</p>
          <p>
            <a href={post.permalink} target="_blank" rel="noopener">
              <PostTime at={post.at} />
            </a>{' '}
            · {post.audience}
            {post.edited === true ? ' · Edited' : null}
          </p>
        </div>
      </header>
      {post.text === '' ? null : (
        <p className="post-words">
          <PostText text={post.text} marked={post.marked} />
        </p>
      )}
      <PostPictures post={post} name={account.name} />
      {post.documents?.map(({ url, title }) => (
        <a key={url} className="document-card" href={url} target="_blank" rel="noopener">
          <Icon name="page" size={28} />
          <span>
            <strong>{title}</strong>
            <small>Document (PDF)</small>
          </span>
        </a>
      ))}
      <Article post={post} />
      <Counts platform="linkedin" post={post} />
      <Comments post={post} name={account.name} />
    </article>
  );
}

function Article({ post: { link, card } }: { post: SocialPost }) {
  if (link === undefined || card === undefined) return null;
  return (
    <a className="article-card" href={link} target="_blank" rel="noopener noreferrer">
      {card.pictureUrl === undefined ? null : <img src={card.pictureUrl} alt="" />}
      <span>
        <strong>{card.title}</strong>
        {card.description === undefined ? null : <span>{card.description}</span>}
        <small>{hostOf(link)}</small>
      </span>
    </a>
  );
}
