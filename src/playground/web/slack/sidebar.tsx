import type { SeenConversation } from '../../slack/types.js';
import { BotAvatar } from '../avatar.js';
import { useDesk } from '../desk.js';
import { Icon } from '../icons.js';
import { pathTo } from '../route.js';
import { unreadIn } from '../unread.js';

/** Channels and the app. What is unread stands out, with a number. */
export function Sidebar({ isOpen, onChoose }: { isOpen: boolean; onChoose: () => void }) {
  const { slices, route, me, seen } = useDesk();
  const { workspace, messages } = slices;
  const [place = 'social-review'] = route.rest;
  const unread = ({ id }: SeenConversation) => (id === undefined ? 0 : unreadIn(messages[id] ?? [], seen[id] ?? 0, me.id));
  const channels = workspace.conversations.filter(({ isIm }) => !isIm).sort((a, b) => rank(a) - rank(b));
  const direct = workspace.conversations.find(({ isIm }) => isIm);
  return (
    <nav className={isOpen ? 'sidebar open' : 'sidebar'} aria-label="Channels and apps">
      <h1>{workspace.name}</h1>
      <h2>Channels</h2>
      <ul>
        {channels.map((channel) => (
          <Entry key={channel.id} place={channel.name} isHere={place === channel.name} unread={unread(channel)} onChoose={onChoose}>
            <span aria-hidden="true" className="hash">
              {channel.isArchived ? <Icon name="archive" size={16} /> : '#'}
            </span>
            {channel.name}
            {channel.isArchived ? <small> archived</small> : null}
          </Entry>
        ))}
      </ul>
      <h2>Apps</h2>
      <ul>
        <Entry place="copydesk" isHere={place === 'copydesk'} unread={direct === undefined ? 0 : unread(direct)} onChoose={onChoose}>
          <BotAvatar size={20} />
          {workspace.bot.name}
        </Entry>
      </ul>
    </nav>
  );
}

function Entry({
  place,
  isHere,
  unread,
  onChoose,
  children,
}: {
  place: string;
  isHere: boolean;
  unread: number;
  onChoose: () => void;
  children: React.ReactNode;
}) {
  const { route, go } = useDesk();
  const isNew = unread > 0 && !isHere;
  return (
    <li>
      <a
        href={pathTo(route.person, 'slack', place)}
        className={isNew ? 'unread' : undefined}
        aria-current={isHere ? 'page' : undefined}
        onClick={(event) => {
          event.preventDefault();
          onChoose();
          go('slack', place);
        }}
      >
        {children}
        {isNew ? (
          <span className="badge">
            {unread}
            <span className="unseen"> new messages</span>
          </span>
        ) : null}
      </a>
    </li>
  );
}

function rank({ name, isArchived }: SeenConversation): number {
  return isArchived ? 2 : name === 'social-review' ? 0 : 1;
}
