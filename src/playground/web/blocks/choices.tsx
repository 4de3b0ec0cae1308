import { useId } from 'react';
import type { ElementProps } from './element.js';
import { listOf, textOf } from './json.js';
import { useSurface } from './surface.js';
import { TextObject } from './text.js';
import { several } from './values.js';

/** Checkboxes or radio buttons. */
export function Choices({ blockId, element, labelledBy, describedBy }: ElementProps) {
  const surface = useSurface();
  const name = useId();
  const isMany = element.type === 'checkboxes';
  const chosen = several(surface.value(blockId, element));
  const options = listOf(element.options);
  const change = (value: string, isOn: boolean) => {
    const kept = options.map((option) => textOf(option.value)).filter((each) => (each === value ? isOn : isMany && chosen.includes(each)));
    const next = isMany ? kept : value;
    surface.set(blockId, element, next);
    if (element.dispatches !== false) void surface.act(blockId, element, next);
  };
  return (
    <fieldset
      className="choices"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-label={labelledBy === undefined ? 'Choices' : undefined}
    >
      {options.map((option) => {
        const value = textOf(option.value);
        return (
          <label key={value}>
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name={name}
              checked={chosen.includes(value)}
              onChange={(event) => change(value, event.target.checked)}
            />
            <span>
              <TextObject text={option.text} />
              {option.description === undefined ? null : (
                <small>
                  <TextObject text={option.description} />
                </small>
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
