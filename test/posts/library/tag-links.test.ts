import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import twitterText from 'twitter-text';
import { tagLink, tagsOf, tagText, unclearLinks, withoutTags } from '../../../src/posts/library/tag-links.js';

const tags = tagsOf({ name: 'Spring sale!', medium: 'social', sources: { x: 'twitter' } }, 'x');
const query = 'utm_source=twitter&utm_medium=social&utm_campaign=Spring%20sale%21';

describe('the tags of a campaign', () => {
  test('are the platform by its id, unless the campaign calls it otherwise', () => {
    expect(tagsOf({ name: 'a', medium: 'social', sources: { x: 'twitter' } }, 'linkedin')[0]).toEqual(['utm_source', 'linkedin']);
    expect(tags[0]).toEqual(['utm_source', 'twitter']);
  });

  test.each([
    ['https://example.com', `https://example.com?${query}`],
    ['https://example.com/a#part', `https://example.com/a?${query}#part`],
    ['https://example.com/a?b=c%20d', `https://example.com/a?b=c%20d&${query}`],
    ['https://example.com/#/route?x=1', `https://example.com/?${query}#/route?x=1`],
    ['HTTPS://Example.COM/Ä', `HTTPS://Example.COM/Ä?${query}`],
    [
      'https://example.com/?utm_source=newsletter',
      'https://example.com/?utm_source=newsletter&utm_medium=social&utm_campaign=Spring%20sale%21',
    ],
    ['https://example.com/?UTM_Source=a&utm_medium=b&utm_campaign=c', 'https://example.com/?UTM_Source=a&utm_medium=b&utm_campaign=c'],
    ['example.com', 'example.com'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
  ])('go into %s, and what it has already stays', (link, tagged) => {
    expect(tagLink(link, tags)).toBe(tagged);
  });

  test.each([
    ['See https://example.com/a.', `See https://example.com/a?${query}.`],
    ['(https://example.com/a_(b))', `(https://example.com/a_(b)?${query})`],
    ['https://a.com https://b.com/?x', `https://a.com?${query} https://b.com/?x&${query}`],
    ['Write to a@example.com or example.com', 'Write to a@example.com or example.com'],
    ['https://example.com/日本 and https://example.com/x~', 'https://example.com/日本 and https://example.com/x~'],
  ])('go on the links of a text whose end is clear: %s', (text, tagged) => {
    expect(tagText(text, tags)).toBe(tagged);
  });

  test('stay away where platforms do not agree on the end of a link, which is told', () => {
    expect(unclearLinks('https://example.com/日本 and https://example.com.')).toEqual(['https://example.com/']);
  });

  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('. ', '#sale ', '@bakery ', '?', '&', '\n\n', '{{a}}', 'example.com'),
  );
  const link = fc
    .tuple(
      fc.constantFrom('https://', 'http://', 'HTTPS://'),
      fc.constantFrom('a.com', 'shop.example.co.uk', 'münchen.de'),
      fc.stringMatching(/^(\/[a-z0-9_-]{0,6}){0,3}(\?[a-z]{1,4}(=[a-z0-9%]{0,4})?){0,1}(#[a-z/]{0,6})?$/),
    )
    .map((parts) => parts.join(''));
  const textOf = (part: fc.Arbitrary<string>) => fc.array(part).map((parts) => parts.join(''));

  test('change nothing else of any text, however its links run into one another', () => {
    fc.assert(
      fc.property(textOf(fc.oneof(words, link)), (original) => {
        const tagged = tagText(original, tags);
        expect(tagged.replaceAll(`?${query}`, '').replaceAll(`&${query}`, '')).toBe(original);
      }),
      { numRuns: 500 },
    );
  });

  test('are found again as part of their link, are added once, and do not make other words of a text', () => {
    const apart = fc
      .tuple(fc.constantFrom(' ', '\n'), link, fc.constantFrom(' ', '. ', ')\n', '。 ', '日 ', '~ '))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(textOf(fc.oneof(words, apart)), (original) => {
        const tagged = tagText(original, tags);
        expect(tagText(tagged, tags)).toBe(tagged);
        const found = twitterText.extractUrlsWithIndices(tagged, { extractUrlsWithoutProtocol: false }).map(({ url }) => url);
        expect(found.filter((url) => url.includes(query))).toHaveLength(tagged.split(query).length - 1);
        expect(withoutTags(tagged)).toBe(withoutTags(original));
      }),
      { numRuns: 500 },
    );
  });
});
