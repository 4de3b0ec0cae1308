import { addressesIn } from './text.js';

/** A post as X lists it: its text has `&`, `<` and `>` escaped and every address shortened, its pictures' too. */
export interface ListedText {
  readonly text: string;
  readonly urls: readonly { readonly url: string; readonly expanded: string; readonly isMedia: boolean }[];
}

/** Whether a listed post has exactly these words and addresses, as far as X may have tidied them. */
export function saysTheSame(listed: ListedText, text: string): boolean {
  return tidy(restored(listed)) === tidy(text);
}

function restored({ text, urls }: ListedText): string {
  const whole = urls.reduce((words, { url, expanded, isMedia }) => words.replaceAll(url, () => (isMedia ? '' : expanded)), text);
  return whole.replaceAll(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** X may add a scheme or a final slash to an address, and write its host in small letters. */
function tidy(text: string): string {
  const composed = text.normalize('NFC').replaceAll('\r\n', '\n');
  const words = addressesIn(composed).reduceRight(
    (all, { address, start, end }) => `${all.slice(0, start)}${plainAddress(address)}${all.slice(end)}`,
    composed,
  );
  return words.replaceAll(/[ \t]+(?=\n)/g, '').trim();
}

function plainAddress(address: string): string {
  const whole = /^https?:/i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(whole)) return address;
  const { host, pathname, search, hash } = new URL(whole);
  return `${host}${pathname.replace(/\/$/, '')}${search}${hash}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
