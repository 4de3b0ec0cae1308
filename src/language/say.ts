import type { GetICUArgs } from '@schummar/icu-type-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.js';
import type { Catalogue, Meaning } from './languages.js';

/**
 * What the catalogue has for this meaning, in the language that this Copydesk speaks. Values come into it as they are: what other people wrote is
 * escaped by whoever shows it. Say it when it is shown, never while a module loads: then the language is not chosen yet.
 */
export function say<M extends Meaning>(meaning: M, ...[values]: Arguments<M>): string {
  return String(messageOf(meaning).format(values));
}

/** Several things in one sentence: `a, b, and c`; `a, b, or c`; or, as a mere list, `a, b, c`. */
export function listOf(things: Iterable<string>, type: keyof typeof LISTS = 'and'): string {
  return new Intl.ListFormat(spoken.tag, { type: LISTS[type] }).format(things);
}

/** A number by itself: `25,000`; inside a sentence, its message says `{count, number}`. */
export function numeral(value: number): string {
  return value.toLocaleString(spoken.tag);
}

/** The BCP 47 tag of the language, for what Intl and luxon write. */
export function languageTag(): string {
  return spoken.tag;
}

/** From now on everything is said in this language. Once, before anybody is spoken to. */
export function speak(tag: string, catalogue: Catalogue): void {
  spoken = { tag, catalogue, read: new Map() };
}

/** A message is read when it is said first, and kept: reading one takes some hundred times as long as saying it. */
function messageOf(meaning: Meaning): IntlMessageFormat {
  const known = spoken.read.get(meaning);
  if (known !== undefined) return known;
  const message = new IntlMessageFormat(spoken.catalogue[meaning], spoken.tag, undefined, { ignoreTag: true });
  spoken.read.set(meaning, message);
  return message;
}

const LISTS = { and: 'conjunction', or: 'disjunction', list: 'unit' } as const;

interface Spoken {
  readonly tag: string;
  readonly catalogue: Catalogue;
  readonly read: Map<Meaning, IntlMessageFormat>;
}

let spoken: Spoken = { tag: 'en', catalogue: en, read: new Map() };

/** The arguments of a message, by its text; a moment comes as words (see `moments.ts`), since only they know its time zone. */
type Arguments<M extends Meaning> = keyof All<M> extends never ? [] : [All<M>];
/** What any of the meanings needs: which of them it is, only the running code knows. */
type All<M extends Meaning> = (M extends Meaning ? (values: Values<M>) => void : never) extends (values: infer V extends object) => void
  ? V
  : never;
type Values<M extends Meaning> = GetICUArgs<
  (typeof en)[M],
  { ProvidedArgs: never; ICUArgument: string; ICUNumberArgument: number; ICUDateArgument: never }
>;
