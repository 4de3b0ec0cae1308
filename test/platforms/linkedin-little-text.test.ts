import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromLittleText, type Mention, toLittleText } from '../../src/platforms/linkedin/little-text.js';
import { readLittleText, shownText, writeLittleText } from '../../src/playground/linkedin/little-text.js';

const RESERVED = [...'|{}@[]()<>#\\*_~'];
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...RESERVED, 'a', 'é', '1', ' ', '\n', '＃', '/', '👩‍👩‍👧', 'hashtag', '\\#') }),
  fc.string({ unit: 'grapheme' }),
);

describe('a text as LinkedIn reads it', () => {
  test('is never cut or refused, and shows what was written', () => {
    fc.assert(
      fc.property(anyText, (text) => shownText(readLittleText(toLittleText(text))) === text),
      { numRuns: 2000 },
    );
  });

  test('keeps its mentions, whatever stands around them; an @ right before one goes into it', () => {
    fc.assert(
      fc.property(anyText, fc.string({ unit: fc.constantFrom(...RESERVED, 'A', ' '), minLength: 1 }), anyText, (before, name, after) => {
        const mention = { name, urn: 'urn:li:organization:7', index: before.length };
        const pieces = readLittleText(toLittleText(before + name + after, [mention]));
        const found = pieces.filter((piece) => piece.kind === 'mention');
        expect(found).toEqual([{ kind: 'mention', name, urn: mention.urn }]);
        expect(shownText(pieces)).toBe(before.replace(/@$/, '') + name + after);
      }),
      { numRuns: 1000 },
    );
  });

  test('is read back the same from what LinkedIn answers', () => {
    fc.assert(
      fc.property(anyText, (text) => fromLittleText(writeLittleText(readLittleText(toLittleText(text)))) === text),
      { numRuns: 2000 },
    );
  });
});

describe('hashtags', () => {
  test.each<[string, string[]]>([
    ['#coffee', ['coffee']],
    ['Try #Kaffee, #café and #コーヒー.', ['Kaffee', 'café', 'コーヒー']],
    ['(#bakery)', ['bakery']],
    ['#2026goals', ['2026goals']],
    ['#slow_roast', ['slow_roast']],
    ['C# and F#', []],
    ['# one', []],
    ['We are #1', []],
    ['https://example.com/#top', []],
    ['a#b', []],
    ['##twice', []],
  ])('%s', (text, tags) => {
    const found = readLittleText(toLittleText(text)).flatMap((piece) => (piece.kind === 'hashtag' ? [piece.word] : []));
    expect(found).toEqual(tags);
  });

  test('a plain one is sent plainly, and one with an underscore by the template', () => {
    expect(toLittleText('#one #two_three')).toBe('#one {hashtag|\\#|two\\_three}');
  });
});

describe('mentions', () => {
  const acme = (index: number): Mention => ({ name: 'Acme (UK)', urn: 'urn:li:organization:1', index });

  test('become links, their names escaped', () => {
    expect(toLittleText('Hi Acme (UK)!', [acme(3)])).toBe('Hi @[Acme \\(UK\\)](urn:li:organization:1)!');
  });

  test('in any order, each at its own place', () => {
    expect(toLittleText('Acme (UK), Acme (UK)', [acme(11), acme(0)])).toBe(
      '@[Acme \\(UK\\)](urn:li:organization:1), @[Acme \\(UK\\)](urn:li:organization:1)',
    );
  });

  test.each([[[acme(2)]], [[acme(99)]], [[{ ...acme(0), name: '' }]]])('that do not stand there stay plain text', (mentions) => {
    expect(toLittleText('Hi Acme (UK)', mentions)).toBe('Hi Acme \\(UK\\)');
  });

  test('one inside another is left out', () => {
    const inner = { name: 'UK', urn: 'urn:li:organization:2', index: 9 };
    expect(toLittleText('Hi Acme (UK)', [inner, acme(3)])).toBe('Hi @[Acme \\(UK\\)](urn:li:organization:1)');
  });
});
