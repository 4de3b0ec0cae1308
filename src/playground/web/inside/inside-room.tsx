import { useDesk } from '../desk.js';
import { pathTo } from '../route.js';
import { Log } from './log.js';
import { Posts } from './posts-inside.js';
import { Sealed } from './sealed.js';

/** A look inside: posts as they change, the requests, what is sealed. */
export function InsideRoom() {
  const { route, go } = useDesk();
  const [part = 'posts'] = route.rest;
  return (
    <main className="inside">
      <header className="place">
        <h2>Look inside</h2>
        <nav className="tabs" aria-label="Parts">
          {PARTS.map(({ key, name }) => (
            <a
              key={key}
              href={pathTo(route.person, 'inside', key)}
              aria-current={key === part ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go('inside', key);
              }}
            >
              {name}
            </a>
          ))}
        </nav>
      </header>
      <div className="inside-body">{part === 'requests' ? <Log /> : part === 'sealed' ? <Sealed /> : <Posts />}</div>
    </main>
  );
}

const PARTS = [
  { key: 'posts', name: 'Posts' },
  { key: 'requests', name: 'Requests' },
  { key: 'sealed', name: 'Sealed' },
];
