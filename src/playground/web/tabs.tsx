import { type ReactNode, useEffect, useRef } from 'react';
import { useDesk } from './desk.js';
import { pathTo, type Room } from './route.js';

/** Links to the parts of a room, the one shown marked and in sight. */
export function Tabs({ label, room, tabs }: { label: string; room: Room; tabs: readonly Tab[] }) {
  const { route, go } = useDesk();
  const nav = useRef<HTMLElement>(null);
  const shown = tabs.find(({ isShown }) => isShown)?.name;
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  return (
    <nav className="tabs" aria-label={label} ref={nav}>
      {tabs.map(({ path, name, isShown, note }) => (
        <a
          key={name}
          href={pathTo(route.person, room, ...path)}
          aria-current={isShown ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            go(room, ...path);
          }}
        >
          {name}
          {note}
        </a>
      ))}
    </nav>
  );
}

/** One part of a room; `path` follows the room's name in the address. */
export interface Tab {
  readonly path: readonly string[];
  readonly name: string;
  readonly isShown: boolean;
  readonly note?: ReactNode;
}
