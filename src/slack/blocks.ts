import type {
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { say } from '../language/index.js';
import { LIMITS } from './limits.js';

/** Plain text cut to `max` characters with an ellipsis, never inside a grapheme. */
export function plain(text: string, max: number = LIMITS.buttonText): PlainTextElement {
  return { type: 'plain_text', text: cut(text, max), emoji: true };
}

/** `text` cut to `max` UTF-16 units, ending in "…" when it was longer, never inside a grapheme. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, graphemeEnd(text.slice(0, 2 * max), max - 1))}…`;
}

/** The last end of a grapheme at or before `max` UTF-16 units; `max` itself inside a grapheme that is longer. Segmenting a whole long text would take seconds. */
export function graphemeEnd(text: string, max: number): number {
  if (text.length <= max) return text.length;
  return graphemes.segment(text).containing(max)?.index || max;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Our own words as mrkdwn. Anything a person or platform wrote must pass through {@link escaped} first, or better be {@link quoted}. */
export function section(mrkdwn: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(mrkdwn, LIMITS.sectionText) } };
}

/** Small print of our own words. */
export function context(...mrkdwn: string[]): ContextBlock {
  return {
    type: 'context',
    elements: mrkdwn.slice(0, LIMITS.contextElements).map((text) => ({ type: 'mrkdwn', text: cut(text, LIMITS.sectionText) })),
  };
}

/** A heading. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, LIMITS.headerText) };
}

/** What a person typed, shown to the letter and set apart as a quote: no mention, link or formatting in it takes effect, and it does not pass for our words. */
export function quoted(text: string): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }] };
}

/** Escapes untrusted text for mrkdwn and for a message's top-level `text`. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A short name inside our own mrkdwn: no mention and no formatting in it takes effect. */
export function inert(name: string): string {
  return escaped(name).replaceAll(/[*_~`]/g, ' ');
}

/** A button; `value` at most 2,000 characters. `label` is what it is called where it is heard: it always says the button's own words, too. */
export function button(
  actionId: string,
  text: string,
  options: { value?: string; style?: 'primary' | 'danger'; url?: string; label?: string; confirm?: ConfirmationDialog } = {},
): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(text),
    ...(options.value === undefined ? {} : { value: options.value }),
    ...(options.style === undefined ? {} : { style: options.style }),
    ...(options.url === undefined ? {} : { url: options.url }),
    ...(options.label === undefined ? {} : { accessibility_label: cut(heard(text, options.label), LIMITS.accessibilityLabel) }),
    ...(options.confirm === undefined ? {} : { confirm: options.confirm }),
  };
}

/** Whoever speaks to their screen says what stands on a button, so its name has to hold that (WCAG 2.5.3). */
function heard(text: string, label: string): string {
  return label.toLowerCase().includes(text.toLowerCase()) ? label : `${text}: ${label}`;
}

/** A menu to choose one of these from; `chosen` is the value of the one that stands there first, where it is among them. */
export function staticSelect(actionId: string, placeholder: string, options: PlainTextOption[], chosen: string | undefined): StaticSelect {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: plain(placeholder, LIMITS.inputPlaceholder),
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

/** A menu of up to five things to do; a value at most 150 characters. */
export function overflow(actionId: string, options: readonly { readonly text: string; readonly value: string }[]): Overflow {
  return { type: 'overflow', action_id: actionId, options: options.map(({ text, value }) => ({ text: plain(text), value })) };
}

/** A dialog that asks before an outward or destructive act. `no` is on the button that leaves everything as it is: Cancel would be read as the act where that cancels. */
export function confirm(title: string, text: string, yes: string, options: { danger?: boolean; no?: string } = {}): ConfirmationDialog {
  return {
    title: plain(title, LIMITS.confirmTitle),
    text: plain(text, LIMITS.confirmText),
    confirm: plain(yes, LIMITS.confirmButton),
    deny: plain(options.no ?? say('button.cancel'), LIMITS.confirmButton),
    ...(options.danger === true ? { style: 'danger' as const } : {}),
  };
}

/** A moment as each reader's own time; `fallback` is for surfaces that cannot show it. */
export function moment(at: Date): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${at.toISOString()}>`;
}

/** A person as a mention that shows their name. */
export function mention(userId: string): string {
  return `<@${userId}>`;
}

/** Blocks of a message or view. */
export type Blocks = KnownBlock[];
