import { type ReactNode, useEffect } from 'react';
import type { SlackView } from '../../slack/types.js';
import { BotAvatar } from '../avatar.js';
import { Blocks } from '../blocks/blocks.js';
import { SurfaceContext } from '../blocks/surface.js';
import { useDesk } from '../desk.js';
import { Tabs } from '../tabs.js';
import { MessageList } from './message-list.js';
import { useHomeSurface } from './surfaces.js';

/** The app's own place: Home and Messages as far as its manifest has them, and About. */
export function AppView({ menu, isKnown }: { menu: ReactNode; isKnown: boolean }) {
  const { slices, route, act } = useDesk();
  const { workspace } = slices;
  const tabs = [...(workspace.hasHome ? ['home'] : []), ...(workspace.hasMessages ? ['messages'] : []), 'about'];
  const wanted = route.rest[1] ?? tabs[0] ?? 'about';
  const tab = tabs.includes(wanted) ? wanted : 'about';
  // Slack tells the app each time its Home is opened.
  useEffect(() => {
    if (tab === 'home') void act({ do: 'openHome' });
  }, [tab, workspace.me]);
  if (!isKnown)
    return (
      <main className="middle">
        <p className="beginning">There is no such channel for this person.</p>
      </main>
    );
  return (
    <main className="middle">
      <header className="place">
        {menu}
        <BotAvatar size={26} />
        <h2>{workspace.bot.name}</h2>
        <Tabs
          label="Parts of the app"
          room="slack"
          tabs={tabs.map((name) => ({ path: ['copydesk', name], name: TAB_NAMES[name] ?? name, isShown: name === tab }))}
        />
      </header>
      {tab === 'home' ? <Home /> : tab === 'messages' ? <DirectMessages /> : <About />}
    </main>
  );
}

function Home() {
  const { home } = useDesk().slices;
  return (
    <div className="home">{home === null ? <p className="empty">Copydesk has not drawn its Home yet.</p> : <HomeView view={home} />}</div>
  );
}

function HomeView({ view }: { view: SlackView }) {
  const surface = useHomeSurface(view);
  return (
    <SurfaceContext value={surface}>
      <Blocks blocks={view.blocks} />
    </SurfaceContext>
  );
}

function DirectMessages() {
  const { slices } = useDesk();
  const direct = slices.workspace.conversations.find(({ isIm }) => isIm);
  const messages = direct === undefined ? [] : (slices.messages[direct.id] ?? []);
  if (direct === undefined || messages.length === 0) {
    return (
      <div className="beginning">
        <h3>Nothing yet</h3>
        <p>Copydesk writes to you here: when your post is published, when something needs you, and when a draft waits.</p>
      </div>
    );
  }
  return (
    <>
      <MessageList conversation={direct.id} messages={messages} all={messages} />
      <p className="archived">Sending messages to this app has been turned off.</p>
    </>
  );
}

function About() {
  const { commands, shortcuts } = useDesk().slices.workspace;
  return (
    <div className="home about">
      <h3>What Copydesk adds to Slack</h3>
      <ul>
        {commands.map(({ command, hint, description }) => (
          <li key={command}>
            <code>
              {command} {hint}
            </code>{' '}
            {description}
          </li>
        ))}
        {shortcuts.map(({ callbackId, name, description }) => (
          <li key={callbackId}>
            <strong>{name}</strong> {description}
          </li>
        ))}
      </ul>
    </div>
  );
}

const TAB_NAMES: Readonly<Record<string, string>> = { home: 'Home', messages: 'Messages', about: 'About' };
