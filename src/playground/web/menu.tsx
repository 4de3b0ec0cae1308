import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Floating } from './floating.js';

/** One entry of a menu. A `url` opens in a new tab as well. */
export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly url?: string;
  readonly isChosen?: boolean;
  readonly onChoose: () => void;
}

/** A button that opens a menu; arrows, Home, End and Escape work in it. */
export function MenuButton({
  label,
  className,
  children,
  items,
  prefer = 'below',
  isNamed = true,
}: {
  label: string;
  className: string;
  children: ReactNode;
  items: readonly MenuItem[];
  prefer?: 'below' | 'above';
  /** False when what is in the button says what it does. */
  isNamed?: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (focus: boolean) => {
    setOpen(false);
    if (focus) button.current?.focus();
  };
  return (
    <>
      <button
        type="button"
        ref={button}
        className={className}
        aria-label={isNamed ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen ? (
        <Floating anchor={button} prefer={prefer} onLeave={() => close(false)}>
          <Menu label={label} items={items} onDone={() => close(true)} />
        </Floating>
      ) : null}
    </>
  );
}

function Menu({ label, items, onDone }: { label: string; items: readonly MenuItem[]; onDone: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => focusItem(list.current, 0), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = itemsIn(list.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      focusItem(list.current, next % all.length);
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      onDone();
    }
  };
  return (
    <div className="menu" role="menu" aria-label={label} ref={list} onKeyDown={onKeyDown} tabIndex={-1}>
      {items.map(({ key, label: words, hint, url, isChosen, onChoose }) => (
        <button
          key={key}
          type="button"
          {...(isChosen === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': isChosen })}
          tabIndex={-1}
          onClick={() => {
            onDone();
            onChoose();
            if (url !== undefined) open(url, '_blank', 'noopener');
          }}
        >
          <span>{words}</span>
          {hint === undefined ? null : <small>{hint}</small>}
        </button>
      ))}
    </div>
  );
}

function itemsIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
}

function focusItem(list: HTMLElement | null, index: number): void {
  itemsIn(list)[index]?.focus();
}
