import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitText } from '../../src/platforms/x/split.js';
import { hasRefusedCharacters, weightedLength } from '../../src/platforms/x/text.js';
import { threadActs, threadParts } from '../../src/platforms/x/thread.js';
import { contentOf } from './fixtures.js';

const LIMIT = 280;
const URLS = ['https://example.com/a?b=c&d=E.f', `https://example.org/${'long/'.repeat(80)}end`, 'example.com', 'http://intranet/page'];
const MENTIONS = ['@bluebird', '@ada_marsh', '#coffee', '$BLUE'];
const EMOJI = ['👨‍👩‍👧‍👦', '🇩🇪', '🇫🇷', '👍🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '🫱🏻‍🫲🏿', '☕', '🫠'];
const SENTENCES = [
  'Fresh coffee from Monday on.',
  'What do you think? We do.',
  '今日は新しいコーヒーを紹介します。',
  'สวัสดีครับวันนี้เรามีกาแฟใหม่มาแนะนำ',
  'مرحبا بكم في متجرنا الجديد.',
  'נתראה ביום שני!',
  'नमस्ते दुनिया।',
  '안녕하세요 여러분',
  'Cafe\u0301 u\u0308ber a\u0302\u0323',
  'xyzzy'.repeat(30),
];
const GAPS = [' ', '', '\n', '\n\n', '\r\n\r\n', ' \u00A0', '. ', '、'];

const pieces = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...SENTENCES) },
  { weight: 3, arbitrary: fc.constantFrom(...EMOJI) },
  { weight: 1, arbitrary: fc.constantFrom(...MENTIONS) },
  { weight: 1, arbitrary: fc.constantFrom(...URLS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);
const prose = fc
  .array(fc.tuple(pieces, fc.constantFrom(...GAPS)), { maxLength: 120, size: 'max' })
  .map((all) => all.map(([piece, gap]) => piece + gap).join(''));
const anyText = fc
  .oneof(
    prose,
    fc.string({ unit: 'binary', maxLength: 1_500, size: 'max' }),
    fc.string({ unit: 'grapheme', maxLength: 1_500, size: 'max' }),
  )
  .filter((text) => !hasRefusedCharacters(text));

describe('A text in parts', () => {
  test('gives the text back with its gaps, which are white space and dividers only', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(LIMIT, 60, 23), (text, limit) => {
        const { parts, gaps } = splitText(text, limit);
        expect(gaps.map((gap, index) => gap + (parts[index] ?? '')).join('')).toBe(text);
        expect(gaps).toHaveLength(parts.length + 1);
        for (const gap of gaps) expect(gap).toMatch(/^(\s|---)*$/);
        for (const part of parts) expect(part.trim()).not.toBe('');
      }),
      { numRuns: 150 },
    );
  });

  test('fits, part by part, as X counts; only one grapheme by itself may not', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const part of splitText(text, LIMIT).parts) expect(weightedLength(part) <= LIMIT || graphemes(part).length === 1).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('cuts no grapheme: no flag, no family, no letter with its marks', () => {
    fc.assert(
      fc.property(fc.oneof(prose, fc.string({ unit: 'grapheme', maxLength: 800, size: 'max' })), (text) => {
        const whole = new Set(boundaries(text));
        for (const cut of cutsOf(text)) expect(whole.has(cut)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps every address, mention and tag in one part', () => {
    const words = fc.constantFrom(...URLS, ...MENTIONS, ...SENTENCES.slice(0, 6));
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 80, size: 'max' }), (all) => {
        const text = all.join(' ');
        const kept = splitText(text, LIMIT).parts.flatMap((part) => part.split(/\s+/));
        for (const entity of [...URLS, ...MENTIONS]) expect(count(kept, entity)).toBe(count(all, entity));
      }),
      { numRuns: 100 },
    );
  });

  test('keeps an address whole that stands in a script without spaces', () => {
    const text = `${'今日は新しいコーヒーを紹介します'.repeat(8)} https://example.com/${'a'.repeat(60)} ${'ぜひお店に来てください'.repeat(12)}`;
    expect(splitText(text, LIMIT).parts.filter((part) => part.includes(`https://example.com/${'a'.repeat(60)}`))).toHaveLength(1);
  });

  test('uses the room there is: two neighbours never fit into one part, where words are short', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...'abc漢字'), minLength: 1, maxLength: 8 }), { maxLength: 400, size: 'max' }),
        (all) => {
          const { parts, gaps } = splitText(all.join(' '), LIMIT);
          parts.slice(1).forEach((part, index) => {
            expect(weightedLength(`${parts[index]}${gaps[index + 1]}${part}`)).toBeGreaterThan(LIMIT);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('ends at a paragraph before a sentence, and at a sentence before a word', () => {
    const [short, long] = ['Some words of a sentence. ', 'other words without an end '];
    expect(splitText(`${short.repeat(5)}\n\n${short.repeat(10)}`, LIMIT).parts[0]).toBe(short.repeat(5).trim());
    expect(splitText(`${short.repeat(5)}Then ${long.repeat(12)}`, LIMIT).parts[0]).toBe(short.repeat(5).trim());
    expect(splitText(long.repeat(12), LIMIT).parts[0]).toMatch(/^other.* (other|words|without|an|end)$/);
  });

  test('ends at words where a script has no spaces', () => {
    const { parts } = splitText('สวัสดีครับวันนี้'.repeat(30), LIMIT);
    for (const part of parts.slice(1)) expect(part).toMatch(/^(สวัสดี|ครับ|วัน|นี้)/);
    expect(parts.length).toBe(2);
  });

  test('is split where the author draws a line, and only by a line of its own', () => {
    const { parts, gaps } = splitText('One\n---\nTwo --- still two\n  ---  \r\n\n---\nThree\n---', LIMIT);
    expect(parts).toEqual(['One', 'Two --- still two', 'Three']);
    expect(gaps.join('|')).toContain('---');
  });

  test('stays as it is where X refuses a character in it', () => {
    const refused = `Hello\uFEFF${' world'.repeat(100)}`;
    expect(splitText(refused, LIMIT).parts).toEqual([refused]);
  });

  test('is one part where it fits, and none where it is empty', () => {
    expect(splitText(' Hello \n', LIMIT).parts).toEqual(['Hello']);
    expect(splitText(' \n', LIMIT).parts).toEqual([]);
    expect(splitText('a'.repeat(LIMIT), LIMIT).parts).toHaveLength(1);
    expect(splitText('👨‍👩‍👧‍👦'.repeat(140), LIMIT).parts).toHaveLength(1);
    expect(splitText('👨‍👩‍👧‍👦'.repeat(141), LIMIT).parts).toHaveLength(2);
  });

  test('25,000 characters of any script still join to the text', () => {
    for (const sentence of [...SENTENCES, ...EMOJI]) {
      const text = sentence.repeat(Math.ceil(25_000 / sentence.length)).slice(0, 25_000);
      const { parts, gaps } = splitText(text, LIMIT);
      expect(gaps.map((gap, index) => gap + (parts[index] ?? '')).join('') === text).toBe(true);
    }
  });

  function cutsOf(text: string): number[] {
    const { parts, gaps } = splitText(text, LIMIT);
    let at = 0;
    return gaps.flatMap((gap, index) => {
      const start = at + gap.length;
      at = start + (parts[index] ?? '').length;
      return [start, at].filter((cut) => cut > 0 && cut < text.length);
    });
  }
});

describe('A thread', () => {
  test('with numbers fits, and each part says which of how many it is', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const parts = threadParts(contentOf({ text, options: { numbering: true } }));
        for (const [index, part] of parts.entries()) {
          expect(weightedLength(part)).toBeLessThanOrEqual(LIMIT);
          if (parts.length > 1) expect(part.endsWith(` ${index + 1}/${parts.length}`)).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('with numbers has as many parts as they say, also from ten parts on', () => {
    const text = Array.from({ length: 700 }, (_, index) => `word${index}`).join(' ');
    const parts = threadParts(contentOf({ text, options: { numbering: true } }));
    expect(parts.length).toBeGreaterThan(9);
    expect(parts.at(-1)).toMatch(new RegExp(` ${parts.length}/${parts.length}$`));
  });

  test('a text that fits has no number', () => {
    const fitting = 'a'.repeat(LIMIT);
    expect(threadParts(contentOf({ text: fitting, options: { numbering: true } }))).toEqual([fitting]);
  });

  test('has stable keys', () => {
    expect(threadActs(contentOf({ text: 'One\n---\nTwo\n---\nThree' })).map(({ key }) => key)).toEqual(['post', 'part-2', 'part-3']);
    expect(threadActs(contentOf({ media: [] })).map(({ key }) => key)).toEqual(['post']);
  });
});

describe('The weight of a text', () => {
  test.each([
    ['Latin letters', 'Hello', 5],
    ['letters with marks, composed or not', 'e\u0301\u00e9', 2],
    ['Chinese characters', '你好', 4],
    ['an address, however long', `https://example.com/${'a'.repeat(200)}`, 23],
    ['an address without a scheme', 'example.com', 23],
    ['a family', '👨‍👩‍👧‍👦', 2],
    ['a flag', '🇩🇪', 2],
    ['a skin tone', '👍🏽', 2],
    ['an emoji younger than the library', '🫠', 2],
    ['bidirectional marks', '\u202A\u202C', 4],
  ])('%s', (_what, text, weight) => {
    expect(weightedLength(text)).toBe(weight);
  });

  test('an emoji sequence younger than the library weighs more than X may count, never less', () => {
    expect(weightedLength('🫱🏻‍🫲🏿')).toBeGreaterThan(2);
  });
});

function graphemes(text: string): string[] {
  return [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment);
}

function boundaries(text: string): number[] {
  return [...new Intl.Segmenter('en').segment(text)].map(({ index }) => index);
}

function count(all: readonly string[], one: string): number {
  return all.filter((each) => each === one).length;
}
