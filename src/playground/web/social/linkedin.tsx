import type { SocialAccount, SocialPost } from '../../page/contract.js';
import { Avatar } from '../avatar.js';
import { Icon } from '../icons.js';
import { AccountRoom, Cover } from './account-room.js';
import { Comments } from './comments.js';
import { Counts } from './counts.js';
import { hostOf } from './facebook.js';
import { PostPictures, PostText, PostTime } from './posts.js';

/** LinkedIn: what is really published on each profile and page. */
export function LinkedInRoom() {
  return (
    <AccountRoom
      platform="linkedin"
      none="There are no profiles."
      header={({ name, about }) => <Cover name={name} about={about} />}
      posts={(account) => account.posts.map((post) => <Post key={post.id} account={account} post={post} />)}
    />
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
