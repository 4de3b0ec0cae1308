import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { joinParts, splitText } from '../../../src/slack/compose/text-parts.js';

describe('a long text in parts', () => {
  test('comes back to the letter, and every part fits its input with room to write', () => {
    const word = fc.oneof(
      fc.constantFrom(' ', '\n', '\n\n', '. ', '\r\n', '\t', '🙂', '👩‍👩‍👧'),
      fc.string({ unit: 'binary', maxLength: 400 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (words) => {
        const text = words.join('');
        const { parts, separators } = splitText(text);
        expect(joinParts(parts, separators)).toBe(text);
        expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(3000);
        if (parts.length > 1) expect(Math.max(...parts.slice(0, -1).map(({ length }) => length))).toBeLessThanOrEqual(2500);
      }),
    );
  });

  test('is whole while it fits, white space included', () => {
    const text = ` ${'a'.repeat(2998)}\n`;
    expect(splitText(text)).toEqual({ parts: [text], separators: [] });
  });

  test('is split between paragraphs, else lines, sentences, words, and never within a character', () => {
    const paragraphs = `${'a'.repeat(2200)}\n\n${'b. '.repeat(300)}`;
    expect(splitText(paragraphs).parts[0]).toBe('a'.repeat(2200));
    const sentences = `${'Some words here. '.repeat(300)}`;
    expect(splitText(sentences).parts[0]).toMatch(/here\.$/);
    const words = 'word '.repeat(1000);
    expect(splitText(words).parts[0]).toMatch(/word$/);
    const emoji = `a${'🙂'.repeat(2000)}`;
    expect(splitText(emoji).parts.every((part) => part.isWellFormed())).toBe(true);
  });

  test('makes few enough parts of the longest text a platform takes', () => {
    expect(splitText('x'.repeat(63_206)).parts.length).toBeLessThan(40);
    expect(splitText(`${'y'.repeat(2001)} `.repeat(32).slice(0, 63_206)).parts.length).toBeLessThan(40);
  });

  test('loses only what was emptied, and an added part begins a paragraph', () => {
    expect(joinParts(['One.', '', 'Three.'], [' ', '\n'])).toBe('One.\nThree.');
    expect(joinParts(['One.', 'Two.', 'More.'], [' '])).toBe('One. Two.\n\nMore.');
    expect(joinParts(['', ''], [])).toBe('');
  });
});
