import type { InsidePost, InsidePublication } from '../../page/contract.js';
import { formatDate } from '../blocks/dates.js';
import { useDesk } from '../desk.js';

/** Every post with its publications and attempts, as the database holds them now. */
export function Posts() {
  const { inside } = useDesk().slices;
  if (inside.posts.length === 0)
    return <p className="empty">No post was sent for review yet. Once one is, its states show here as they change.</p>;
  return inside.posts.map((post) => <Post key={post.id} post={post} />);
}

function Post({ post }: { post: InsidePost }) {
  const { slices } = useDesk();
  const author = slices.workspace.people.find(({ id }) => id === post.author)?.realName ?? post.author;
  return (
    <article className="inside-post">
      <header>
        <State state={post.state} />
        <strong>{post.text.slice(0, 120) || 'No text'}</strong>
        <small>
          {author}, revision {post.revision}
        </small>
      </header>
      {post.publications.length === 0 ? (
        <p className="none">Nothing is to be published until it is approved.</p>
      ) : (
        post.publications.map((each) => <Publication key={each.id} publication={each} />)
      )}
    </article>
  );
}

function Publication({ publication }: { publication: InsidePublication }) {
  const { me, now } = useDesk();
  const { platform, account, state, trouble, attempts } = publication;
  return (
    <section>
      <p>
        <State state={state} /> {account} on {NAMES[platform] ?? platform}
      </p>
      {trouble === undefined ? null : <p className="sentence">{trouble}</p>}
      {attempts.length === 0 ? null : (
        <ol>
          {attempts.map((attempt) => (
            <li key={attempt.id}>
              Attempt at {formatDate(Date.parse(attempt.at) / 1000, '{time_secs}', me.tz, now())}: {attempt.outcome}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function State({ state }: { state: string }) {
  return <span className={`state ${state}`}>{state.replaceAll('_', ' ')}</span>;
}

const NAMES: Readonly<Record<string, string>> = { facebook: 'Facebook', instagram: 'Instagram', linkedin: 'LinkedIn', x: 'X' };
