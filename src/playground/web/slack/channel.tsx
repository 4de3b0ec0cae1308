import type { ReactNode } from 'react';
import type { SeenConversation } from '../../slack/types.js';
import { useDesk } from '../desk.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';

/** A channel: its messages and the box to write in. */
export function Channel({ channel, menu }: { channel: SeenConversation; menu: ReactNode }) {
  const { slices } = useDesk();
  const messages = slices.messages[channel.id] ?? [];
  return (
    <main className="middle">
      <header className="place">
        {menu}
        <h2>
          <span aria-hidden="true">#</span> {channel.name}
        </h2>
        {channel.botIsMember || channel.isArchived ? null : <span className="note">Copydesk is not in this channel</span>}
      </header>
      <MessageList
        conversation={channel.id}
        messages={messages.filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts)}
        all={messages}
      >
        <div className="beginning">
          <h3># {channel.name}</h3>
          <p>{ABOUT[channel.name] ?? 'This is the very beginning of the channel.'}</p>
          {channel.name === 'social-review' ? (
            <p className="hint">
              Type <kbd>/publish</kbd> to write a post, or <kbd>/connect</kbd> to connect Facebook Pages and Instagram accounts.
            </p>
          ) : null}
        </div>
      </MessageList>
      {channel.isArchived ? (
        <p className="archived">This channel is archived.</p>
      ) : (
        <Composer conversation={channel.id} name={`#${channel.name}`} />
      )}
    </main>
  );
}

const ABOUT: Readonly<Record<string, string>> = {
  'social-review': 'Posts wait here for a review. A client from another organization is in this channel too.',
  announcements: 'News for everyone.',
  finance: 'Copydesk is not in this channel: a good place to see what it says about that.',
  'old-campaigns': 'An archived channel: nothing can be posted here.',
};
