import { Avatar, BotAvatar } from './avatar.js';
import { useDesk } from './desk.js';
import { Icon } from './icons.js';
import { MenuButton } from './menu.js';
import { pathTo, type Room } from './route.js';

/** The bar at the top: the rooms, whether something is wrong on purpose, whose eyes these are, and the tour. */
export function TopBar({ onTour }: { onTour: () => void }) {
  const { slices, route, me, go, goTo } = useDesk();
  const { workspace, troubles } = slices;
  const isTroubled = troubles.some(({ isOn }) => isOn) || workspace.copydesk.state !== 'running' || workspace.copydesk.aheadMs !== 0;
  const people = workspace.people.map(({ id, name, realName, role }) => ({
    key: id,
    label: realName,
    hint: role,
    isChosen: id === me.id,
    onChoose: () => goTo(pathTo(name, route.room, ...route.rest)),
  }));
  return (
    <header className="top">
      <div className="brand">
        <BotAvatar size={26} />
        <span>
          Copydesk <em>playground</em>
        </span>
      </div>
      <nav aria-label="Rooms">
        {ROOMS.map(({ room, name }) => (
          <a
            key={room}
            href={pathTo(route.person, room)}
            aria-current={room === route.room ? 'page' : undefined}
            onClick={(event) => {
              event.preventDefault();
              go(room);
            }}
          >
            {name}
            {room === 'trouble' && isTroubled ? <span className="dot">, something is wrong on purpose</span> : null}
          </a>
        ))}
      </nav>
      <div className="who">
        <MenuButton label="Be someone else" isNamed={false} className="person" items={people}>
          <Avatar name={me.realName} size={26} />
          <span>
            {me.realName} <small>{me.role}</small>
          </span>
          <span className="unseen">: be someone else</span>
          <Icon name="down" size={14} />
        </MenuButton>
        <button type="button" className="plain" onClick={onTour}>
          Tour
        </button>
        <a
          className="second"
          href={pathTo(otherThan(me.name), 'slack', 'social-review')}
          target="_blank"
          rel="noopener"
          title="Open a second window as someone else"
        >
          Second window
        </a>
      </div>
    </header>
  );
}

function otherThan(name: string): string {
  return name === 'ben' ? 'ana' : 'ben';
}

const ROOMS: readonly { readonly room: Room; readonly name: string }[] = [
  { room: 'slack', name: 'Slack' },
  { room: 'facebook', name: 'Facebook' },
  { room: 'instagram', name: 'Instagram' },
  { room: 'linkedin', name: 'LinkedIn' },
  { room: 'x', name: 'X' },
  { room: 'inside', name: 'Look inside' },
  { room: 'trouble', name: 'Trouble' },
];
