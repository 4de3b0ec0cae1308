import { useState } from 'react';
import type { SeenFile, SeenMessage } from '../../page/contract.js';
import { Avatar, BotAvatar } from '../avatar.js';
import { Blocks } from '../blocks/blocks.js';
import { formatDate } from '../blocks/dates.js';
import { SurfaceContext } from '../blocks/surface.js';
import { Mrkdwn } from '../blocks/text.js';
import { useDesk } from '../desk.js';
import { Icon } from '../icons.js';
import { MenuButton } from '../menu.js';
import { Video } from '../video.js';
import { useMessageSurface } from './surfaces.js';

/** One message with its blocks, files and what may be done with it. */
export function Message({
  message,
  replies,
  isInThread = false,
}: {
  message: SeenMessage;
  replies: readonly SeenMessage[];
  isInThread?: boolean;
}) {
  const { slices, me, now } = useDesk();
  const { bot, people } = slices.workspace;
  const surface = useMessageSurface(message);
  const [isHidden, hide] = useState(false);
  const isBot = message.user === bot.userId;
  const name = isBot ? bot.name : (people.find(({ id }) => id === message.user)?.realName ?? 'Someone');
  const time = (format: string) => formatDate(Number(message.ts), format, me.tz, now());
  if (isHidden) return null;
  return (
    <article className={message.onlyYou ? 'message only-you' : 'message'} aria-label={`${name}, ${time('{time}')}`} data-ts={message.ts}>
      {isBot ? <BotAvatar /> : <Avatar name={name} />}
      <div className="message-body">
        {message.onlyYou ? (
          <p className="only">
            <Icon name="eye" size={14} /> Only visible to you{' '}
            <button type="button" className="link" onClick={() => hide(true)}>
              Dismiss
            </button>
          </p>
        ) : null}
        <p className="by">
          <strong>{name}</strong>
          {isBot ? <span className="tag">App</span> : null}
          <time title={`${time('{date_long} {time_secs}')} (${me.tz})`}>{time('{time}')}</time>
          {message.edited ? <small>(edited)</small> : null}
        </p>
        {message.blocks.length > 0 ? (
          <SurfaceContext value={surface}>
            <Blocks blocks={message.blocks} />
          </SurfaceContext>
        ) : message.text.trim() === '' ? null : (
          <div className="words">
            <Mrkdwn text={message.text} />
          </div>
        )}
        {message.files.map((file) => (
          <FileCard key={file.id} file={file} />
        ))}
        {replies.length === 0 || isInThread ? null : <Replies message={message} replies={replies} />}
      </div>
      {message.onlyYou ? null : <Toolbar message={message} isInThread={isInThread} />}
    </article>
  );
}

function FileCard({ file }: { file: SeenFile }) {
  const isPicture = file.mimetype.startsWith('image/') && !file.mimetype.includes('heic');
  return (
    <figure className="file">
      <figcaption>{file.name}</figcaption>
      {isPicture ? (
        <img src={`/files/${file.id}`} alt={file.altText} loading="lazy" />
      ) : file.mimetype.startsWith('video/') ? (
        <Video url={`/files/${file.id}`} name={file.name} />
      ) : (
        <p className="no-picture">{Math.ceil(file.size / 1024)} kB</p>
      )}
    </figure>
  );
}

function Replies({ message, replies }: { message: SeenMessage; replies: readonly SeenMessage[] }) {
  const { go, route } = useDesk();
  const [place = 'social-review'] = route.rest;
  return (
    <button type="button" className="replies link" onClick={() => go('slack', place, 'thread', message.ts)}>
      {replies.length === 1 ? '1 reply' : `${replies.length} replies`}
    </button>
  );
}

function Toolbar({ message, isInThread }: { message: SeenMessage; isInThread: boolean }) {
  const { slices, go, route, act } = useDesk();
  const [place = 'social-review'] = route.rest;
  const shortcuts = slices.workspace.shortcuts.filter(({ type }) => type === 'message');
  const items = shortcuts.map(({ name, callbackId, description }) => ({
    key: callbackId,
    label: name,
    hint: description,
    onChoose: () => void act({ do: 'shortcut', callbackId, message: { channel: message.channel, ts: message.ts } }),
  }));
  if (place === 'copydesk' || (isInThread && items.length === 0)) return null;
  return (
    <div className="toolbar">
      {isInThread ? null : (
        <button type="button" aria-label="Reply in thread" title="Reply in thread" onClick={() => go('slack', place, 'thread', message.ts)}>
          <Icon name="reply" />
        </button>
      )}
      {items.length === 0 ? null : (
        <MenuButton label="More message actions" className="" items={items}>
          <Icon name="dots" />
        </MenuButton>
      )}
    </div>
  );
}
