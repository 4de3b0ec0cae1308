import { expect, test } from '@jest/globals';
import { sizeWords, videoLength } from '../../src/media/index.js';

test.each([
  [400, '0:01'],
  [12_000, '0:12'],
  [12_001, '0:13'],
  [61_000, '1:01'],
  [3_723_000, '1:02:03'],
])('a video of %i ms is %s long', (durationMs, words) => {
  expect(videoLength({ durationMs })).toBe(words);
});

test.each([
  [12, '1 kB'],
  [38_403, '38 kB'],
  [3_240_000, '3.2 MB'],
  [512_000_000, '512 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
