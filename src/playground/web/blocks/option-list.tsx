import { useEffect, useRef } from 'react';
import type { Option } from './options.js';

/** The list of a select: options under their headings, the active one in sight. */
export function OptionList({
  id,
  idOf,
  options,
  chosen,
  active,
  isMany,
  empty,
  onChoose,
}: {
  id: string;
  idOf: (index: number) => string;
  options: readonly Option[];
  chosen: readonly string[];
  active: number;
  isMany: boolean;
  /** What to say when there is nothing. */
  empty: string;
  onChoose: (option: Option) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="options" role="listbox" id={id} ref={list} aria-multiselectable={isMany} aria-label="Choices">
      {options.length === 0 ? <p className="empty">{empty}</p> : null}
      {options.map((option, index) => (
        <div key={option.value}>
          {option.group !== undefined && option.group !== options[index - 1]?.group ? <p className="group">{option.group}</p> : null}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox handles the keys */}
          <div
            id={idOf(index)}
            data-index={index}
            role="option"
            tabIndex={-1}
            aria-selected={chosen.includes(option.value)}
            className={index === active ? 'active' : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => {
              event.stopPropagation();
              onChoose(option);
            }}
          >
            <span className="tick" aria-hidden="true">
              {chosen.includes(option.value) ? '✓' : ''}
            </span>
            <span>
              {option.label} {option.hint === undefined ? null : <small>{option.hint}</small>}
            </span>
          </div>
        </div>
      ))}
    </div>
  );
}
