import { useState } from 'react';
import { useDesk } from '../desk.js';
import { Icon } from '../icons.js';
import { AppView } from './app-view.js';
import { Channel } from './channel.js';
import { Sidebar } from './sidebar.js';
import { Thread } from './thread.js';

/** Slack: the sidebar, a channel or the app, and a thread beside it. */
export function SlackRoom() {
  const { slices, route } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const [place = 'social-review', part, ts] = route.rest;
  const channel = slices.workspace.conversations.find(({ name, isIm }) => !isIm && name === place);
  const menu = (
    <button
      type="button"
      className="plain drawer-button"
      aria-label="Show channels"
      aria-expanded={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      <Icon name="menu" />
    </button>
  );
  const root = part === 'thread' && channel !== undefined ? slices.messages[channel.id]?.find((message) => message.ts === ts) : undefined;
  return (
    <div className={root === undefined ? 'slack' : 'slack with-thread'}>
      <Sidebar isOpen={isOpen} onChoose={() => setOpen(false)} />
      {place === 'copydesk' || channel === undefined ? (
        <AppView menu={menu} isKnown={place === 'copydesk'} />
      ) : (
        <Channel channel={channel} menu={menu} />
      )}
      {root === undefined || channel === undefined ? null : <Thread root={root} channel={channel} />}
    </div>
  );
}
