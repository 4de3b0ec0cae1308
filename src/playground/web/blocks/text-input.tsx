import type { KeyboardEvent } from 'react';
import type { ElementProps } from './element.js';
import { isJson, textOf, wordsOf } from './json.js';
import { useSurface } from './surface.js';
import { single } from './values.js';

/** A field for text, an address, a number or e-mail. */
export function TextInput({ blockId, element, labelledBy, describedBy }: ElementProps) {
  const surface = useSurface();
  const value = single(surface.value(blockId, element));
  const most = Number(element.max_length ?? 3000);
  const left = most - value.length;
  const dispatchOn = isJson(element.dispatch_action_config) ? element.dispatch_action_config.trigger_actions_on : ['on_enter_pressed'];
  const tells = (when: string) => element.dispatches === true && Array.isArray(dispatchOn) && dispatchOn.includes(when);
  const common = {
    value,
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    placeholder: wordsOf(element.placeholder) || undefined,
    onChange: (event: { target: { value: string } }) => {
      surface.set(blockId, element, event.target.value);
      if (tells('on_character_entered')) void surface.act(blockId, element, event.target.value);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || element.multiline === true) return;
      if (!tells('on_enter_pressed')) return;
      event.preventDefault();
      void surface.act(blockId, element, value);
    },
  };
  return (
    <div className="text-input">
      {element.multiline === true ? <textarea rows={4} {...common} /> : <input type={kindOf(textOf(element.type))} {...common} />}
      {left < 100 ? <span className={left < 0 ? 'left over' : 'left'}>{left}</span> : null}
    </div>
  );
}

/** A date, a time, or both, in the person's own time. */
export function DateTimeInput({ blockId, element, labelledBy, describedBy }: ElementProps) {
  const surface = useSurface();
  const isBoth = element.type === 'datetimepicker';
  const value = single(surface.value(blockId, element));
  const change = (text: string) => {
    const next = text === '' ? null : isBoth ? String(Math.floor(new Date(text).getTime() / 1000)) : text;
    surface.set(blockId, element, next);
    if (element.dispatches !== false && next !== null) void surface.act(blockId, element, next);
  };
  const type = element.type === 'datepicker' ? 'date' : element.type === 'timepicker' ? 'time' : 'datetime-local';
  return (
    <input
      className="date"
      type={type}
      value={isBoth && value !== '' ? localOf(Number(value)) : value}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-label={labelledBy === undefined ? wordsOf(element.placeholder) || 'Choose' : undefined}
      onChange={(event) => change(event.target.value)}
    />
  );
}

function kindOf(type: string): string {
  return { email_text_input: 'email', url_text_input: 'url', number_input: 'text' }[type] ?? 'text';
}

function localOf(seconds: number): string {
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
