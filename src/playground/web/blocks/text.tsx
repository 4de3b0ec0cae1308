import { Fragment } from 'react';
import { useDesk } from '../desk.js';
import { pathTo } from '../route.js';
import { formatDate } from './dates.js';
import { emojiOf } from './emoji.js';
import { isJson, textOf } from './json.js';
import { type Inline, readMrkdwn } from './mrkdwn.js';

/** A text object: mrkdwn as Slack formats it, or plain text to the letter. */
export function TextObject({ text }: { text: unknown }) {
  if (!isJson(text)) return null;
  if (text.type === 'mrkdwn') return <Mrkdwn text={textOf(text.text)} />;
  return <span className="plain-text">{withEmoji(textOf(text.text))}</span>;
}

/** mrkdwn as Slack formats it. */
export function Mrkdwn({ text }: { text: string }) {
  return readMrkdwn(text).map((stretch, index) => {
    const key = `${index}`;
    if (stretch.is === 'pre') return <pre key={key}>{stretch.text}</pre>;
    const lines = stretch.lines.map((line, number) => (
      <Fragment key={`${key}.${number}`}>
        {number === 0 ? null : <br />}
        <InlineParts parts={line} />
      </Fragment>
    ));
    return stretch.is === 'quote' ? <blockquote key={key}>{lines}</blockquote> : <span key={key}>{lines}</span>;
  });
}

/** A person's name as a mention. */
export function Mention({ id }: { id: string }) {
  const { workspace } = useDesk().slices;
  const name = id === workspace.bot.userId ? workspace.bot.name : (workspace.people.find((each) => each.id === id)?.realName ?? id);
  return <span className={id === workspace.me ? 'mention me' : 'mention'}>@{name}</span>;
}

/** A channel's name as a link. */
export function ChannelLink({ id }: { id: string }) {
  const { slices, go, route } = useDesk();
  const name = slices.workspace.conversations.find((each) => each.id === id)?.name;
  if (name === undefined) return <span className="mention">#private channel</span>;
  return (
    <a
      className="mention"
      href={pathTo(route.person, 'slack', name)}
      onClick={(event) => {
        event.preventDefault();
        go('slack', name);
      }}
    >
      #{name}
    </a>
  );
}

/** A moment in the reader's own time. */
export function Moment({ seconds, format, url, fallback }: { seconds: number; format: string; url?: string; fallback: string }) {
  const { me, now } = useDesk();
  const words = formatDate(seconds, format, me.tz, now()) || fallback;
  const title = `${formatDate(seconds, '{date_long} {time}', me.tz, now())} (${me.tz})`;
  const time = (
    <time dateTime={new Date(seconds * 1000).toISOString()} title={title}>
      {words}
    </time>
  );
  return url === undefined ? time : <OutLink url={url}>{time}</OutLink>;
}

/** A link that opens in a new tab. */
export function OutLink({ url, children }: { url: string; children: React.ReactNode }) {
  return (
    <a href={/^(https?|mailto):/i.test(url) ? url : undefined} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** Plain text with the names of emoji turned into them. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (_whole, name: string) => emojiOf(name));
}

function InlineParts({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part, index) => <InlinePart key={`${index}`} part={part} />);
}

function InlinePart({ part }: { part: Inline }) {
  switch (part.is) {
    case 'text':
      return part.text;
    case 'bold':
      return (
        <strong>
          <InlineParts parts={part.parts} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <InlineParts parts={part.parts} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <InlineParts parts={part.parts} />
        </s>
      );
    case 'code':
      return <code>{part.text}</code>;
    case 'link':
      return <OutLink url={part.url}>{part.label}</OutLink>;
    case 'user':
      return <Mention id={part.id} />;
    case 'channel':
      return <ChannelLink id={part.id} />;
    case 'broadcast':
      return <span className="mention me">@{part.id}</span>;
    case 'emoji':
      return emojiOf(part.id);
    case 'date':
      return <Moment {...part} />;
  }
}
