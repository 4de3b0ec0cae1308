import { useState } from 'react';
import { Icon } from '../icons.js';
import { MenuButton } from '../menu.js';
import { ConfirmDialog } from './confirm.js';
import type { ElementProps } from './element.js';
import { isJson, listOf, textOf, wordsOf } from './json.js';
import { useSurface } from './surface.js';
import { withEmoji } from './text.js';

/** A button, which may ask before it acts. A link button opens its address and tells Copydesk as well. */
export function BlockButton({ blockId, element }: ElementProps) {
  const surface = useSurface();
  const [isAsking, ask] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    ask(false);
    setBusy(true);
    await surface.act(blockId, element);
    setBusy(false);
  };
  const look = ['button', textOf(element.style), isBusy ? 'busy' : ''].filter((word) => word !== '').join(' ');
  const words = withEmoji(wordsOf(element.text));
  const label = textOf(element.accessibility_label) || undefined;
  if (typeof element.url === 'string') {
    return (
      <a className={look} href={element.url} target="_blank" rel="noopener" aria-label={label} onClick={() => void press()}>
        {words}
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        className={look}
        aria-label={label}
        aria-busy={isBusy}
        onClick={() => (isBusy ? undefined : isJson(element.confirm) ? ask(true) : void press())}
      >
        {words}
      </button>
      {isAsking && isJson(element.confirm) ? (
        <ConfirmDialog confirm={element.confirm} onYes={() => void press()} onNo={() => ask(false)} />
      ) : null}
    </>
  );
}

/** The three dots with a few more choices. */
export function BlockOverflow({ blockId, element }: ElementProps) {
  const surface = useSurface();
  const [asking, ask] = useState<string>();
  const choose = (value: string) => (isJson(element.confirm) ? ask(value) : void surface.act(blockId, element, value));
  const items = listOf(element.options).map((option) => ({
    key: textOf(option.value),
    label: withEmoji(wordsOf(option.text)),
    ...(option.description === undefined ? {} : { hint: wordsOf(option.description) }),
    ...(typeof option.url === 'string' ? { url: option.url } : {}),
    onChoose: () => choose(textOf(option.value)),
  }));
  return (
    <>
      <MenuButton label="More actions" className="button overflow" items={items}>
        <Icon name="dots" />
      </MenuButton>
      {asking !== undefined && isJson(element.confirm) ? (
        <ConfirmDialog
          confirm={element.confirm}
          onNo={() => ask(undefined)}
          onYes={() => {
            ask(undefined);
            void surface.act(blockId, element, asking);
          }}
        />
      ) : null}
    </>
  );
}
