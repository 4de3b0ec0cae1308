import type { SocialPost } from '../../page/contract.js';
import { Avatar } from '../avatar.js';
import { PostText, PostTime } from './posts.js';

/** The account's own comments below a post. */
export function Comments({ post: { comments = [] }, name }: { post: SocialPost; name: string }) {
  if (comments.length === 0) return null;
  return (
    <ul className="comments" aria-label="Comments">
      {comments.map(({ id, text, at }) => (
        <li key={id}>
          <Avatar name={name} size={28} />
          <div>
            <p className="post-words">
              <strong>{name}</strong> <PostText text={text} />
            </p>
            <small>
              <PostTime at={at} />
            </small>
          </div>
        </li>
      ))}
    </ul>
  );
}
