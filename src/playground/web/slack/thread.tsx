import type { SeenMessage } from '../../page/contract.js';
import type { SeenConversation } from '../../slack/types.js';
import { useDesk } from '../desk.js';
import { Icon } from '../icons.js';
import { Composer } from './composer.js';
import { Message } from './message.js';

/** A message and the answers to it. */
export function Thread({ root, channel }: { root: SeenMessage; channel: SeenConversation }) {
  const { slices, go } = useDesk();
  const replies = (slices.messages[channel.id] ?? []).filter(({ threadTs, ts }) => threadTs === root.ts && ts !== root.ts);
  return (
    <aside className="thread" aria-label="Thread">
      <header className="place">
        <h2>
          Thread <small>#{channel.name}</small>
        </h2>
        <button type="button" className="plain" aria-label="Close thread" onClick={() => go('slack', channel.name)}>
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard */}
      <div className="messages" tabIndex={0} role="log" aria-label="Messages in the thread">
        <div>
          <Message message={root} replies={[]} isInThread />
          <p className="count">{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</p>
          {replies.map((reply) => (
            <Message key={reply.ts} message={reply} replies={[]} isInThread />
          ))}
        </div>
      </div>
      {channel.isArchived ? null : <Composer conversation={channel.id} name="the thread" threadTs={root.ts} />}
    </aside>
  );
}
