import { diffArrays } from 'diff';

/** A stretch of text that two versions share, or that only one of them has. */
export interface Stretch {
  readonly kind: 'same' | 'removed' | 'added';
  /** Never empty. */
  readonly text: string;
}

/**
 * What became of a text, word by word, in any script: all but the added stretches joined give `before`, all but the removed ones `after`. A space
 * or comma between two replaced words goes with them. Of texts with hardly a word in common, one is removed and the other added.
 */
export function wordDiff(before: string, after: string): Stretch[] {
  const [old, fresh] = [tokens(before), tokens(after)];
  const places: Place[] = [];
  for (const { added, removed, value } of diffArrays(old, fresh, { maxEditLength: MOST_EDITS }) ?? onePlace(old, fresh)) {
    const text = value.join('');
    const last = places.pop() ?? { removed: '', added: '', same: '' };
    if (!added && !removed) places.push({ ...last, same: last.same + text });
    else if (last.same === '') places.push(changed(last, added, text));
    else if (isReplaced(last) && SLIGHT.test(last.same))
      places.push(changed({ removed: last.removed + last.same, added: last.added + last.same, same: '' }, added, text));
    else places.push(last, changed({ removed: '', added: '', same: '' }, added, text));
  }
  return places.flatMap(stretches);
}

/** How many words were changed: in each changed place those that are gone or those that are new, whichever are more. */
export function wordsChanged(diff: readonly Stretch[]): number {
  const sums = { done: 0, removed: 0, added: 0 };
  const settle = () => Object.assign(sums, { done: sums.done + Math.max(sums.removed, sums.added), removed: 0, added: 0 });
  for (const { kind, text } of diff) {
    if (kind === 'same') settle();
    else sums[kind] += tokens(text).filter((token) => WORD.test(token)).length;
  }
  return settle().done;
}

/** What was in a place, what is there now, and the shared text after it. */
interface Place {
  readonly removed: string;
  readonly added: string;
  readonly same: string;
}

function changed(place: Place, added: boolean, text: string): Place {
  return added ? { ...place, added: place.added + text } : { ...place, removed: place.removed + text };
}

function isReplaced({ removed, added }: Place): boolean {
  return removed !== '' && added !== '';
}

function stretches({ removed, added, same }: Place): Stretch[] {
  const all: Stretch[] = [
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
    { kind: 'same', text: same },
  ];
  return all.filter(({ text }) => text !== '');
}

/** What both begin and end with, and everything between as one change. */
function onePlace(old: readonly string[], fresh: readonly string[]) {
  const most = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < most && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const same = { added: false, removed: false };
  return [
    { ...same, value: old.slice(0, start) },
    { ...same, removed: true, value: old.slice(start, old.length - end) },
    { ...same, added: true, value: fresh.slice(start, fresh.length - end) },
    { ...same, value: old.slice(old.length - end) },
  ];
}

/** Words, and what stands between them. The segmenter's time grows with the square of a text's length, so it is given short pieces. */
function tokens(text: string): string[] {
  return (text.match(PIECE) ?? []).flatMap((piece) => Array.from(segmenter.segment(piece), ({ segment }) => segment));
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Up to 200 characters, up to a space or punctuation where there is one. */
const PIECE = /[\s\S]{1,200}(?<=[\s\p{P}])|[\s\S]{1,200}/gu;
const WORD = /[\p{L}\p{N}]/u;
const SLIGHT = /^[^\p{L}\p{N}\n]{1,3}$/u;
/** The search's time grows with the square of it: so many take 50 ms at most. */
const MOST_EDITS = 400;
