import { useState } from 'react';
import type { SocialAccount, SocialPost } from '../../page/contract.js';
import { Avatar } from '../avatar.js';
import { Icon } from '../icons.js';
import { AccountRoom } from './account-room.js';
import { Comments } from './comments.js';
import { Counts } from './counts.js';
import { PostText, PostTime } from './posts.js';

/** Instagram: what is really published on each profile. */
export function InstagramRoom() {
  return (
    <AccountRoom
      platform="instagram"
      none="There are no profiles."
      header={(profile) => <Head profile={profile} />}
      posts={(profile) => profile.posts.map((post) => <Post key={post.id} profile={profile} post={post} />)}
    />
  );
}

function Head({ profile }: { profile: SocialAccount }) {
  return (
    <header className="profile">
      <span className="ring">
        <Avatar name={profile.name} size={80} />
      </span>
      <div>
        <h2>{profile.username}</h2>
        <p>
          <strong>{profile.posts.length}</strong> {profile.posts.length === 1 ? 'post' : 'posts'}
        </p>
        <p>{profile.name}</p>
      </div>
    </header>
  );
}

function Post({ profile, post }: { profile: SocialAccount; post: SocialPost }) {
  const [shown, show] = useState(0);
  const picture = post.media[shown];
  const many = post.media.length > 1;
  return (
    <article className="post" aria-label={`Post by ${profile.username}`}>
      <header>
        <span className="ring small">
          <Avatar name={profile.name} size={30} />
        </span>
        <strong>{profile.username}</strong>
      </header>
      {picture === undefined ? null : (
        <div className="carousel" style={{ aspectRatio: `${post.media[0]?.width ?? 1} / ${post.media[0]?.height ?? 1}` }}>
          <img src={picture.url} alt={picture.altText || `Picture ${shown + 1} of a post by ${profile.username}`} />
          {many && shown > 0 ? (
            <button type="button" className="before" aria-label="Previous picture" onClick={() => show(shown - 1)}>
              <Icon name="back" />
            </button>
          ) : null}
          {many && shown < post.media.length - 1 ? (
            <button type="button" className="after" aria-label="Next picture" onClick={() => show(shown + 1)}>
              <Icon name="next" />
            </button>
          ) : null}
          {many ? (
            <span className="number">
              {shown + 1}/{post.media.length}
            </span>
          ) : null}
        </div>
      )}
      <Counts platform="instagram" post={post} />
      {post.text === '' ? null : (
        <p className="post-words">
          <strong>{profile.username}</strong> <PostText text={post.text} />
        </p>
      )}
      <Comments post={post} name={profile.username} />
      <p className="when">
        <a href={post.permalink} target="_blank" rel="noopener">
          <PostTime at={post.at} />
        </a>
      </p>
    </article>
  );
}
