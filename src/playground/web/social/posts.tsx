import type { SocialAccount, SocialPost } from '../../page/contract.js';
import { formatDate } from '../blocks/dates.js';
import { useDesk } from '../desk.js';
import { pathTo, type Room } from '../route.js';
import { Video } from '../video.js';

/** When a post appeared, in the reader's own time. */
export function PostTime({ at }: { at: number }) {
  const { me, now } = useDesk();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDate(at / 1000, '{date_long} {time_secs}', me.tz, now())}>
      {formatDate(at / 1000, '{date_short_pretty} at {time}', me.tz, now())}
    </time>
  );
}

/** The accounts of one platform, the one shown marked. */
export function AccountList({ room, accounts, shown }: { room: Room; accounts: readonly SocialAccount[]; shown: SocialAccount }) {
  const { route, go } = useDesk();
  return (
    <nav className="accounts" aria-label="Accounts">
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            <a
              href={pathTo(route.person, room, account.username)}
              aria-current={account.id === shown.id ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go(room, account.username);
              }}
            >
              {room === 'instagram' ? account.username : account.name}
              <small>
                {account.posts.length === 0 ? 'no posts' : account.posts.length === 1 ? '1 post' : `${account.posts.length} posts`}
              </small>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A post's words; addresses in it are links. Hashtags and mentions stand out: what is `marked`, or else all that look like one. */
export function PostText({ text, marked }: { text: string; marked?: readonly string[] | undefined }) {
  return text.split(marked === undefined ? LOOKS_MARKED : patternOf(marked)).map((part, index) => {
    const key = `${index}`;
    if (/^https?:\/\//.test(part))
      return (
        <a key={key} href={part} target="_blank" rel="noopener noreferrer">
          {part}
        </a>
      );
    return index % 2 === 1 ? (
      <span key={key} className="tagged">
        {part}
      </span>
    ) : (
      <span key={key}>{part}</span>
    );
  });
}

const LOOKS_MARKED = /(https?:\/\/\S+|#[\p{L}\p{N}_]+|@[\w.]+)/u;

function patternOf(marked: readonly string[]): RegExp {
  const words = marked.map((each) => each.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`(${['https?://\\S+', ...words].join('|')})`, 'u');
}

/** A post's pictures, each with its alternative text, or its video. */
export function PostPictures({ post, name }: { post: SocialPost; name: string }) {
  if (post.media.length === 0) return null;
  return (
    <div className={`pictures n${Math.min(post.media.length, 5)}`}>
      {post.media.map(({ url, altText, durationMs }, index) =>
        durationMs === undefined ? (
          <img
            key={`${index}-${url}`}
            src={url}
            alt={altText || `Picture ${index + 1} of a post by ${name}`}
            title={altText === '' ? 'No alternative text' : `Alternative text: ${altText}`}
          />
        ) : (
          <Video key={`${index}-${url}`} url={url} name={`Video of a post by ${name}`} />
        ),
      )}
    </div>
  );
}
