import { Fragment, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { SeenMessage } from '../../page/contract.js';
import { dayWords } from '../blocks/dates.js';
import { useDesk } from '../desk.js';
import { Message } from './message.js';

/** Messages under their days, the newest in sight; `children` stand before the first. `all` are those in threads too. */
export function MessageList({
  conversation,
  messages,
  all,
  children,
}: {
  conversation: string;
  messages: readonly SeenMessage[];
  all: readonly SeenMessage[];
  children?: ReactNode;
}) {
  const { me, now, setSeen } = useDesk();
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const lastTop = useRef(0);
  const newest = Number(messages.at(-1)?.ts ?? 0);
  useEffect(() => setSeen(conversation, newest), [conversation, newest, setSeen]);
  useLayoutEffect(() => {
    const box = list.current;
    const inner = box?.firstElementChild;
    if (box === null || inner == null) return;
    isAtEnd.current = true;
    const keepAtEnd = () => isAtEnd.current && box.scrollTo(0, box.scrollHeight);
    const observer = new ResizeObserver(keepAtEnd);
    observer.observe(inner);
    observer.observe(box);
    return () => observer.disconnect();
  }, [conversation]);
  const onScroll = ({ currentTarget: box }: { currentTarget: HTMLElement }) => {
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
    if (isNear || box.scrollTop < lastTop.current) isAtEnd.current = isNear;
    lastTop.current = box.scrollTop;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard
    <div className="messages" ref={list} tabIndex={0} role="log" aria-label="Messages" onScroll={onScroll}>
      <div>
        {children}
        {messages.map((message, index) => {
          const day = dayWords(Number(message.ts), me.tz, now());
          const before = messages[index - 1];
          const isNewDay = before === undefined || dayWords(Number(before.ts), me.tz, now()) !== day;
          return (
            <Fragment key={`${message.ts}${message.onlyYou ? '-only' : ''}`}>
              {isNewDay ? (
                <div className="day">
                  <span>{day}</span>
                </div>
              ) : null}
              <Message message={message} replies={all.filter(({ threadTs, ts }) => threadTs === message.ts && ts !== message.ts)} />
            </Fragment>
          );
        })}
      </div>
    </div>
  );
}
