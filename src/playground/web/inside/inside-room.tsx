import { useDesk } from '../desk.js';
import { Tabs } from '../tabs.js';
import { Log } from './log.js';
import { Posts } from './posts-inside.js';
import { Sealed } from './sealed.js';

/** A look inside: posts as they change, the requests, what is sealed. */
export function InsideRoom() {
  const { route } = useDesk();
  const [part = 'posts'] = route.rest;
  return (
    <main className="inside">
      <header className="place">
        <h2>Look inside</h2>
        <Tabs label="Parts" room="inside" tabs={PARTS.map(({ key, name }) => ({ path: [key], name, isShown: key === part }))} />
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
