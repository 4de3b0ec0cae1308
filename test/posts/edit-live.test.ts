import { describe, expect, test } from '@jest/globals';
import { type Draft, liveTexts, withLiveTexts } from '../../src/posts/index.js';
import { contentFor, revisionOf } from '../support/posts.js';

const at = new Date('2026-11-20T10:00:00Z');

/** Facebook and X have the common words, LinkedIn has its own. */
const base = {
  ...revisionOf('p', 3, [
    contentFor('facebook', 'F', { text: 'Common' }),
    contentFor('linkedin', 'L', { text: 'Own words' }),
    contentFor('x', 'X', { text: 'Common' }),
  ]),
  overrides: [
    { account: 'L', text: 'Own words', options: { visibility: 'CONNECTIONS' } },
    { account: 'X', without: ['F1'] },
  ],
};
const draft: Draft = {
  id: 'd',
  workspace: 'T1',
  brand: 'B1',
  person: 'U1',
  post: 'p',
  base: 3,
  version: 1,
  state: 'open',
  accounts: ['F', 'L', 'X'],
  text: base.text,
  overrides: base.overrides,
  when: { kind: 'at', at },
  files: [],
  createdAt: at,
  updatedAt: at,
};

describe('the words of a live post', () => {
  test('stand once for all accounts that have them', () => {
    expect(liveTexts(draft, base, ['F', 'L', 'X'])).toEqual([
      { accounts: ['F', 'X'], text: 'Common' },
      { accounts: ['L'], text: 'Own words' },
    ]);
    expect(liveTexts(draft, base, ['L'])).toEqual([{ accounts: ['L'], text: 'Own words' }]);
  });

  test('are changed for these accounts alone: the others keep theirs, and everybody their settings; the time that is over is dropped', () => {
    const edited = withLiveTexts(draft, base, new Map([['F', 'Corrected']]), 'Why');
    expect(edited).toMatchObject({ text: 'Corrected', note: 'Why' });
    expect(edited).not.toHaveProperty('when');
    expect(edited.overrides).toEqual(
      expect.arrayContaining([
        { account: 'L', text: 'Own words', options: { visibility: 'CONNECTIONS' } },
        { account: 'X', text: 'Common', without: ['F1'] },
      ]),
    );
    expect(liveTexts(edited, base, ['F', 'L'])).toEqual([
      { accounts: ['F'], text: 'Corrected' },
      { accounts: ['L'], text: 'Own words' },
    ]);
  });

  test('of one account that has its own leave the common ones as they are, and are found again', () => {
    const edited = withLiveTexts(draft, base, new Map([['L', 'Better words']]));
    expect(edited.text).toBe('Common');
    expect(liveTexts(edited, base, ['F', 'L', 'X']).map(({ text }) => text)).toEqual(['Common', 'Better words']);
    const back = withLiveTexts(edited, base, new Map([['L', 'Own words']]));
    expect(liveTexts(back, base, ['L'])).toEqual([{ accounts: ['L'], text: 'Own words' }]);
  });

  test('are shown as they are live, signature and all, which is not added once more; taking only that away is an edit', () => {
    const signed = { ...base, accounts: [contentFor('facebook', 'F', { text: 'Common\n\nYour bakery' })] };
    expect(liveTexts(draft, signed, ['F'])).toEqual([{ accounts: ['F'], text: 'Common\n\nYour bakery' }]);
    for (const text of ['Corrected\n\nYour bakery', 'Common']) {
      const edited = withLiveTexts(draft, signed, new Map([['F', text]]));
      expect(edited.overrides?.find(({ account }) => account === 'F')?.signature).toBe(false);
      expect(liveTexts(edited, signed, ['F'])).toEqual([{ accounts: ['F'], text }]);
    }
    expect(withLiveTexts(draft, signed, new Map([['F', 'Common\n\nYour bakery']])).overrides?.some(({ account }) => account === 'F')).toBe(
      false,
    );
  });
});
