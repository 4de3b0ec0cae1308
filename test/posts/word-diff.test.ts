import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Stretch, wordDiff, wordsChanged } from '../../src/posts/index.js';

test('Taking the changes back gives the old text, making them the new one, whatever was typed', () => {
  const word = fc.oneof(
    fc.constantFrom('bread', ' ', ', ', '\n', 'コーヒー', '。', '👩‍👩‍👧', 'é', '<!channel>', '\ud83d'),
    fc.string({ unit: 'binary' }),
  );
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = wordDiff(before, after);
      expect([without('added', diff), without('removed', diff)]).toEqual([before, after]);
      expect(diff.every((each) => each.text !== '')).toBe(true);
      expect(wordDiff(before, before).every(({ kind }) => kind === 'same')).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('A replaced word is told as a word, and words that were replaced beside each other together', () => {
  expect(wordDiff('Come at nine, please', 'Come at ten, please')).toEqual([
    { kind: 'same', text: 'Come at ' },
    { kind: 'removed', text: 'nine' },
    { kind: 'added', text: 'ten' },
    { kind: 'same', text: ', please' },
  ]);
  const two = wordDiff('The best coffee in the world', 'The freshest beans in the world');
  expect(two.slice(1, 3)).toEqual([
    { kind: 'removed', text: 'best coffee' },
    { kind: 'added', text: 'freshest beans' },
  ]);
  expect(wordsChanged(two)).toBe(2);
  expect(wordsChanged(wordDiff('Bread', 'Bread and rolls, warm'))).toBe(3);
  expect(wordsChanged(wordDiff('Bread.', 'Bread!'))).toBe(0);
});

test('In a script without spaces one word is changed, not the sentence', () => {
  expect(wordDiff('今日のコーヒーは美味しいです', '今日の紅茶は美味しいです').filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: 'コーヒー' },
    { kind: 'added', text: '紅茶' },
  ]);
});

test('Two texts of the longest kind with nothing in common are told as one change, not after minutes of search', () => {
  const [before, after] = ['Mehl und Wasser. '.repeat(3_700), 'x7 y8 z9, '.repeat(6_300)];
  const diff = wordDiff(`Hello ${before}`, `Hello ${after}`);
  expect(diff.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
  expect([without('added', diff), without('removed', diff)]).toEqual([`Hello ${before}`, `Hello ${after}`]);
});

function without(kind: Stretch['kind'], diff: readonly Stretch[]): string {
  return diff
    .filter((each) => each.kind !== kind)
    .map(({ text }) => text)
    .join('');
}
