import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../src/accounts/index.js';
import { MoveRefusedError } from '../../src/accounts/index.js';
import { checkMessage, checkView } from '../../src/playground/slack/block-kit.js';
import { movedView, moveView, notMovedView } from '../../src/slack/accounts/move-views.js';
import { brandFilter, brandSelect, withArchived } from '../../src/slack/brand-select.js';
import { exportView } from '../../src/slack/history/export-view.js';
import { pauseMessage, resumeMessage } from '../../src/slack/schedule/pause-choice.js';
import { queueMessage } from '../../src/slack/schedule/queue.js';
import { brandAddedView, newBrandView, notArchivedView, restoreView } from '../../src/slack/settings/brand-views.js';
import { type Brand, brandName, MOST_NAME } from '../../src/workspaces/index.js';

const at = new Date('2026-11-30T10:00:00Z');
const HOSTILE = '<!channel> <@U1> *b* `c` \u{1F9D1}‍\u{1F52C}'.padEnd(MOST_NAME, '&').slice(0, MOST_NAME);
const brandsOf = (count: number): Brand[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `brand-${index}`.padEnd(24, 'b'),
    workspace: 'T1',
    name: HOSTILE,
    zone: 'Europe/Berlin',
    authorsMayApprove: false,
    seq: 0,
    pause: { by: 'U1', at },
  }));
const posts = Array.from({ length: 50 }, (_, index) => ({ post: `p${index}`, text: index === 0 ? '' : '<!here> '.repeat(500) }));
const account: Account = {
  id: 'a'.repeat(24),
  workspace: 'T1',
  brand: 'b',
  platform: 'facebook',
  platformId: '1',
  name: '<!here> '.repeat(40),
  grant: 'g',
  health: { state: 'good' },
  connectedBy: 'U1',
  connectedAt: at,
};
const platforms = new Map([['facebook', { profile: { name: 'Facebook' } }]]);
const accounts = Array.from({ length: 30 }, () => account);

/** What is not shown to the letter: a mention or a formatting in it takes effect. */
function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(mrkdwnOf);
}

describe('every screen about brands', () => {
  test.each([1, 2, 99, 100, 101, 150])('keeps to the limits of Block Kit with %i of them, and nothing in a name takes effect', (count) => {
    const brands = brandsOf(count);
    const [brand] = brands;
    if (brand === undefined) throw new Error('There is no brand.');
    const views = [
      newBrandView({ zone: 'America/Argentina/ComodRivadavia', at }),
      brandAddedView(HOSTILE, 'C0123456789'),
      restoreView(brands),
      notArchivedView({ name: HOSTILE, posts, accounts: accounts.map(({ name }) => name) }),
      notArchivedView({ name: 'B', posts: posts.slice(0, 1), accounts: [] }),
      moveView({ platforms, account: account.id, accounts, from: brand, others: brands }),
      movedView(platforms, { accounts, from: brand, to: brand }),
      notMovedView(new MoveRefusedError('It was not moved.', posts)),
      notMovedView(new MoveRefusedError('It was not moved.')),
      exportView('b', withArchived(brands, brands), '2026-10-28', '2026-11-27'),
    ];
    for (const view of views) expect(checkView(view)).toEqual([]);
    const messages = [pauseMessage(brands), resumeMessage(brands), queueMessage({ brands, posts: [], more: true })];
    for (const message of messages) expect(checkMessage(message)).toEqual([]);
    expect([...views, ...messages].flatMap(mrkdwnOf).filter((text) => /<!(?!date)|U1&gt; \*b/.test(text))).toEqual([]);
  });

  test('a menu lists up to a hundred, and is a search above; all of them count as one more', () => {
    expect(brandSelect('a', brandsOf(100)).type).toBe('static_select');
    expect(brandSelect('a', brandsOf(100), { all: true }).type).toBe('external_select');
    expect(brandFilter('a', brandsOf(1), undefined)).toEqual([]);
    expect(brandSelect('a', brandsOf(150), { chosen: brandsOf(1)[0]?.id ?? '' })).toMatchObject({
      initial_option: { text: { text: HOSTILE } },
    });
  });
});

describe('a brand’s name', () => {
  test.each([
    ['  Harbour\n Tea ', 'Harbour Tea'],
    ['Cafe\u0301', 'Café'],
    ['\u202Eevil\u2066 \u200Bname', 'evil name'],
    ['\u{1F469}\u200D\u{1F373} Kitchen', '\u{1F469}\u200D\u{1F373} Kitchen'],
    ['x'.repeat(75), 'x'.repeat(75)],
    ['x'.repeat(76), undefined],
    ['', undefined],
    [' \u200D\uFE0F\u0301 ', undefined],
  ])('%j is kept as %j', (typed, kept) => {
    expect(brandName(typed)).toBe(kept);
  });
});
