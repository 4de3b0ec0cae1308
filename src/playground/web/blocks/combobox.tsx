import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useDesk } from '../desk.js';
import { Floating } from '../floating.js';
import { Icon } from '../icons.js';
import type { ElementProps } from './element.js';
import { textOf, wordsOf } from './json.js';
import { OptionList } from './option-list.js';
import { type Option, optionsOf, readOptions } from './options.js';
import { useSurface } from './surface.js';
import { several } from './values.js';

/** A select of any kind: one or several choices, found by typing, from a list or from Copydesk. */
export function Combobox({ blockId, element, labelledBy, describedBy }: ElementProps) {
  const surface = useSurface();
  const { workspace } = useDesk().slices;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const type = textOf(element.type);
  const isMany = type.startsWith('multi_');
  const asked = useSuggestions({ blockId, element, isOpen, query });
  const own = type.includes('external') ? asked.options : optionsOf(element, workspace);
  const [remembered, remember] = useState<readonly Option[]>([]);
  const known = [...own, ...remembered, ...readOptions(surface.offered(blockId, element))];
  const chosen = several(surface.value(blockId, element));
  const nameOf = (value: string) => known.find((option) => option.value === value)?.label ?? value;
  const shown = type.includes('external')
    ? own
    : own.filter(({ label, hint = '', group = '' }) => matches(`${label} ${hint} ${group}`, query));
  const isFull = isMany && chosen.length >= Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);

  const put = (next: string | string[]) => {
    remember([...remembered, ...own]);
    surface.set(blockId, element, next);
    if (element.dispatches !== false) void surface.act(blockId, element, next);
  };
  const choose = ({ value }: Option) => {
    if (!isMany) {
      put(value);
      close();
    } else if (chosen.includes(value)) put(chosen.filter((each) => each !== value));
    else if (!isFull) put([...chosen, value]);
    setQuery('');
  };
  const close = () => {
    setOpen(false);
    setQuery('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (isOpen && shown.length > 0) setActive((active + step + shown.length) % shown.length);
      setOpen(true);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const option = shown[active];
      if (isOpen && option !== undefined) choose(option);
      else setOpen(true);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') close();
    else if (event.key === 'Backspace' && query === '' && isMany && chosen.length > 0) put(chosen.slice(0, -1));
  };
  useEffect(() => setActive(0), [query, isOpen]);

  return (
    <div className={isOpen ? 'combobox open' : 'combobox'} ref={box}>
      {isMany
        ? chosen.map((value) => (
            <span className="chip" key={value}>
              {nameOf(value)}
              <button type="button" aria-label={`Remove ${nameOf(value)}`} onClick={() => put(chosen.filter((each) => each !== value))}>
                <Icon name="close" size={12} />
              </button>
            </span>
          ))
        : null}
      <input
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen && shown.length > 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-label={labelledBy === undefined ? wordsOf(element.placeholder) || 'Choose' : undefined}
        autoComplete="off"
        value={isOpen || isMany ? query : chosen.length === 0 ? '' : nameOf(chosen[0] ?? '')}
        placeholder={chosen.length === 0 ? wordsOf(element.placeholder) || 'Choose' : isMany ? '' : nameOf(chosen[0] ?? '')}
        onChange={(event) => {
          setQuery(event.target.value);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <span className="arrow" aria-hidden="true">
        <Icon name="down" size={16} />
      </span>
      {isOpen ? (
        <Floating anchor={box} isWide onLeave={close}>
          <OptionList
            id={`${id}-list`}
            idOf={(index) => `${id}-${index}`}
            options={shown}
            chosen={chosen}
            active={active}
            isMany={isMany}
            empty={asked.hint ?? (isFull ? 'No more can be chosen' : 'Nothing found')}
            onChoose={choose}
          />
        </Floating>
      ) : null}
    </div>
  );
}

/** What Copydesk answers for a query, asked once the person pauses. */
function useSuggestions({
  blockId,
  element,
  isOpen,
  query,
}: {
  blockId: string;
  element: ElementProps['element'];
  isOpen: boolean;
  query: string;
}): {
  options: Option[];
  hint?: string;
} {
  const surface = useSurface();
  const [options, setOptions] = useState<Option[]>([]);
  const [isLoading, setLoading] = useState(false);
  const least = Number(element.min_query_length ?? 3);
  const asks = isOpen && textOf(element.type).includes('external') && query.length >= least;
  const suggest = useRef(surface.suggest);
  suggest.current = surface.suggest;
  const what = useRef(element);
  what.current = element;
  useEffect(() => {
    if (!asks) return;
    let isCurrent = true;
    setLoading(true);
    const timer = setTimeout(async () => {
      const answered = readOptions(await suggest.current(blockId, what.current, query));
      if (!isCurrent) return;
      setOptions(answered);
      setLoading(false);
    }, 150);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asks, query, blockId]);
  if (!textOf(element.type).includes('external')) return { options: [] };
  if (query.length < least) return { options: [], hint: `Type at least ${least} letters` };
  return isLoading ? { options, hint: 'Looking…' } : { options };
}

function matches(words: string, query: string): boolean {
  return words.toLowerCase().includes(query.trim().toLowerCase());
}
