import { describe, expect, test } from '@jest/globals';
import { checkMessage, checkView } from '../../../src/playground/slack/block-kit.js';
import type { Publication } from '../../../src/publishing/index.js';
import { pickedOf, unpacked } from '../../../src/slack/home/bulk/picked.js';
import { chooseView, confirmView, doneView, workingView } from '../../../src/slack/home/bulk/views.js';
import { findView } from '../../../src/slack/home/find-view.js';
import type { HomeState } from '../../../src/slack/home/state.js';
import { statusMessage } from '../../../src/slack/home/status.js';
import { homeView, saidView } from '../../../src/slack/home/view.js';
import { accountOf, brandOf, draftOf, homeOf, hours, listedOf, NOW, PERSON, WORKSPACE, waitingOf } from './samples.js';

const HOSTILE = '<!channel> <@U123> <https://evil.example|click> *bold* &amp; ';
const LONG = HOSTILE.repeat(10);
const many = <T>(count: number, make: (nth: number) => T): T[] => Array.from({ length: count }, (_, nth) => make(nth));
const id = (nth: number) => String(nth).padStart(24, 'x');

const ACCOUNTS = many(150, (nth) =>
  accountOf(`A${nth}`, {
    name: '<'.repeat(75),
    health: nth < 20 ? { state: 'broken', sentence: `Not working: ${LONG}` } : { state: 'good', sentence: 'Working' },
  }),
);
const brandNumber = (nth: number) => brandOf({ id: nth === 0 ? 'B1' : `B${nth}`, name: '*'.repeat(75), pause: { by: 'U1', at: NOW } });
const BRANDS = [brandNumber(0), ...many(119, (nth) => brandNumber(nth + 1))] as const;
const ARCHIVED = many(50, (nth) => brandNumber(nth + 200));
const TROUBLES: Partial<Publication>[] = many(100, (nth) => ({
  account: `A${nth}`,
  state: (['unknown', 'held', 'failed', 'blocked'] as const)[nth % 4] ?? 'failed',
  holds: ['overdue'],
  finds: 1,
  trouble: { sentence: 'S'.repeat(400), at: NOW, code: 'HTTP 400, code 1' },
}));

/** As much of everything as the loader reads for a Home that shows all, or one section. */
function fullest(section: HomeState['choice']['section']): HomeState {
  const alone = section !== undefined;
  const of = <T>(own: NonNullable<HomeState['choice']['section']>, few: number, lots: number, make: (nth: number) => T) => ({
    rows: section === undefined || section === own ? many(alone ? lots : few, make) : [],
    more: true,
  });
  return homeOf({
    reader: { person: PERSON, workspace: WORKSPACE, brands: BRANDS, archived: ARCHIVED, groups: new Map() },
    accounts: ACCOUNTS,
    choice: { page: 1, ...(section === undefined ? { page: 0 } : { section }), brand: 'B1', account: 'A7', person: 'U2' },
    steps: { accounts: false, channel: false, post: false, ask: 'U5' },
    trouble: of('trouble', 3, 12, (nth) => listedOf({ post: { id: id(nth), state: 'approved' }, text: LONG, files: 10 }, TROUBLES)),
    waiting: of('waiting', 3, 20, (nth) => waitingOf({ post: { id: id(nth) }, text: LONG, accounts: ACCOUNTS.map((each) => each.id) })),
    drafts: of('drafts', 3, 20, (nth) => draftOf(id(nth), LONG)),
    coming: of('coming', 10, 30, (nth) =>
      listedOf({ post: { id: id(nth), state: 'approved' }, text: LONG }, [{ state: 'queued', dueAt: hours(nth * 24) }]),
    ),
    results: of('results', 4, 20, (nth) =>
      listedOf(
        { post: { id: id(nth), state: 'closed' }, text: LONG },
        many(100, (n) => ({
          account: `A${n}`,
          state: n % 2 === 0 ? ('published' as const) : ('failed' as const),
          link: `https://www.facebook.com/${'1'.repeat(200)}`,
        })),
      ),
    ),
  });
}

describe('Home', () => {
  test("keeps to Slack's limits when nothing was ever done, and when nothing is left to do", () => {
    const fresh = homeOf({ accounts: [], steps: { accounts: false, channel: false, post: false } });
    for (const state of [fresh, homeOf(), homeOf({ manages: false, choice: { page: 0, person: 'U7' } })])
      expect(checkView(homeView(state))).toEqual([]);
    expect(checkView(saidView('Guests cannot use Copydesk.'))).toEqual([]);
  });

  test.each([undefined, 'trouble', 'waiting', 'drafts', 'coming', 'results', 'accounts'] as const)(
    "keeps to Slack's limits at its fullest, and leaves nothing out silently: %s",
    (section) => {
      const view = homeView(fullest(section));
      expect(checkView(view)).toEqual([]);
      expect(view.blocks.length).toBeLessThan(100);
      expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
    },
  );

  test('shows what a person typed to the letter, so that no mention or link in it takes effect', () => {
    const mrkdwn = JSON.stringify(mrkdwnOf(homeView(fullest(undefined)).blocks));
    for (const trap of ['<!channel>', '<@U123>', '<https://evil.example|click>']) expect(mrkdwn).not.toContain(trap);
  });

  test('every button that stands more than once says what it is about', () => {
    const view = homeView(fullest(undefined));
    const buttons = elementsOf(view.blocks).filter(({ type }) => type === 'button');
    const silent = buttons.filter((button) => button.accessibility_label === undefined);
    expect(silent).toEqual([]);
  });

  test('two posts with the same words sound different', () => {
    const rows = ['P1', 'P2', 'P1'].map((post) => listedOf({ post: { id: post, state: 'in_review' }, text: 'Same words' }, []));
    const { blocks } = homeView(homeOf({ coming: { rows, more: false } }));
    const opening = [...JSON.stringify(blocks).matchAll(/"value":"(P\d)","accessibility_label":"([^"]*)"/g)].map(([, post, label]) => [
      post,
      label,
    ]);
    expect(opening).toEqual([
      ['P1', 'Open the post Same words'],
      ['P2', 'Open the post Same words (2)'],
      ['P1', 'Open the post Same words'],
    ]);
  });

  test('begins with the steps to the first post, and says who can do what this person may not', () => {
    const steps = { accounts: true, channel: false, post: false };
    const mine = JSON.stringify(homeView(homeOf({ steps })).blocks);
    expect(mine).toContain('Three steps to the first post');
    expect(mine).toContain('Choose a channel');
    expect(mine).not.toContain('Connect accounts');
    const theirs = JSON.stringify(homeView(homeOf({ manages: false, steps: { ...steps, ask: 'U5' } })).blocks);
    expect(theirs).toContain('<@U5> set Copydesk up');
    expect(theirs).not.toContain('Choose a channel');
    const choose = { family: 'meta', choice: 'choice-1', noun: 'page' } as const;
    const choosing = JSON.stringify(homeView(homeOf({ steps: { ...steps, accounts: false, choose } })).blocks);
    expect(choosing).toContain('choose your Pages within five minutes');
    expect(choosing).toContain('meta:choice-1');
    expect(choosing).not.toContain('Connect accounts');
    expect(JSON.stringify(homeView(homeOf()).blocks)).not.toContain('Three steps');
    expect(mine).not.toContain('What to show');
    expect(JSON.stringify(homeView(homeOf({ steps: { ...steps, post: true } })).blocks)).toContain('What to show');
  });

  test('tells times in the reader’s zone and in the brand’s, by day', () => {
    const coming = {
      rows: [
        listedOf({ post: { id: id(1), state: 'approved' } }, [{ dueAt: new Date('2026-11-22T23:30:00Z') }]),
        listedOf({ post: { id: id(2), state: 'in_review', when: { kind: 'at', at: new Date('2026-11-23T08:00:00Z') } } }),
      ],
      more: false,
    };
    const shown = JSON.stringify(homeView(homeOf({ coming })).blocks);
    expect(shown).toContain('*Today, Sunday 22 November*');
    expect(shown).toContain('23:30 (Mon 00:30 in Berlin) · Facebook: Bluebird Coffee');
    expect(shown).toContain('*Tomorrow, Monday 23 November*');
    expect(shown).toContain('08:00 (09:00 in Berlin) · Facebook: Bluebird Coffee · waits for a review');
  });

  test('has the button that mends each trouble', () => {
    const of = (fields: Partial<Publication>) =>
      JSON.stringify(homeView(homeOf({ trouble: { rows: [listedOf({ post: { state: 'approved' } }, [fields])], more: false } })).blocks);
    expect(of({ state: 'failed' })).toContain('"Retry"');
    expect(of({ state: 'blocked' })).toContain('"Reconnect"');
    expect(of({ state: 'unknown', finds: 1 })).toMatch(/"It is live".*"Publish again"/);
    expect(of({ state: 'held', holds: ['overdue'] })).toMatch(/"Publish now".*"Reschedule".*"Cancel post"/);
    const ending = accountOf('A2', { health: { state: 'dying', sentence: 'Access ends in 5 days: reconnect now, or its posts stop.' } });
    const account = JSON.stringify(homeView(homeOf({ accounts: [ending] })).blocks);
    expect(account).toMatch(/Access ends in 5 days.*"Reconnect"/);
  });

  test('counts the accounts that have no line of their own by how they are, one as one', () => {
    const broken = { state: 'broken' as const, sentence: 'Not working' };
    const of = (working: number, ended: number) => {
      const accounts = [
        ...many(10, (nth) => accountOf(`A${nth}`, { health: broken })),
        ...many(ended, (nth) => accountOf(`E${nth}`, { health: broken })),
        ...many(working, (nth) => accountOf(`W${nth}`)),
      ];
      return JSON.stringify(homeView(homeOf({ accounts })).blocks);
    };
    expect(of(1, 0)).toContain('"1 more works."');
    expect(of(0, 1)).toContain('"1 more needs a reconnect."');
    expect(of(2, 1)).toContain('"2 more work, 1 more needs a reconnect."');
    expect(of(1, 2)).toContain('"1 more works, 2 more need a reconnect."');
  });

  test('shows a post that went out in part as a part', () => {
    const half = listedOf({ post: { state: 'closed' } }, [
      { state: 'published', link: 'https://www.facebook.com/1' },
      { state: 'failed', account: 'A2' },
    ]);
    const shown = JSON.stringify(homeView(homeOf({ results: { rows: [half], more: false } })).blocks);
    expect(shown).toContain('Published on 1 of 2 accounts: <https://www.facebook.com/1|Facebook: Bluebird Coffee>. The others: 1 failed.');
  });
});

describe('deciding on several', () => {
  const rows = many(20, (nth) =>
    waitingOf({ post: { id: id(nth), revision: 999 }, text: LONG, accounts: ACCOUNTS.map((each) => each.id) }),
  );
  const state = fullest(undefined);

  test('keeps to the limits at its largest, in each of its steps', () => {
    const changed = many(20, () => LONG);
    for (const view of [
      chooseView(state, rows, true),
      confirmView(state, { kind: 'approved', rows, changed }),
      confirmView(state, { kind: 'rejected', rows, changed }),
      confirmView(state, { kind: 'rejected', rows: [], changed }),
      workingView(20),
      doneView(many(20, () => ({ words: LONG, done: false, sentence: LONG }))),
    ])
      expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(mrkdwnOf(chooseView(state, rows, true).blocks))).not.toContain('<!channel>');
  });

  test('keeps the words and rules that were shown, and reads back what it kept', () => {
    const { private_metadata: kept = '' } = confirmView(state, { kind: 'approved', rows, changed: [] });
    expect(kept.length).toBeLessThan(3_000);
    expect(unpacked(kept)).toEqual({ kind: 'approved', picked: rows.map(pickedOf) });
    expect(unpacked('')).toEqual({ picked: [] });
    expect(unpacked('published a:b')).toEqual({ picked: [] });
  });
});

test('finding posts keeps to the limits before, without and with the most it finds', () => {
  const found = { rows: many(20, (nth) => listedOf({ post: { id: id(nth) }, text: LONG })), more: true };
  for (const state of [{}, { found: { rows: [], more: false } }, { found }])
    for (const hasLabels of [true, false]) expect(checkView(findView({ zone: 'Europe/Berlin', hasLabels, ...state }))).toEqual([]);
});

describe('the status', () => {
  const none = { rows: [], more: false };
  const base = { reader: homeOf().reader, accounts: homeOf().accounts, now: NOW, zone: 'UTC', trouble: none, waiting: none, coming: none };

  test('says that all is well in words', () => {
    expect(statusMessage(base).text).toBe(
      '*Publishing is on.* Nothing is in trouble. The account works. Nothing waits for your review. *Waiting to go out:* nothing.',
    );
  });

  test('names five accounts that do not work, and counts the others', () => {
    const of = (count: number) => many(count, (nth) => accountOf(`A${nth}`, { health: { state: 'broken', sentence: 'Not working' } }));
    expect(statusMessage({ ...base, accounts: of(6) }).text).toContain('And 1 more account needs a reconnect.');
    expect(statusMessage({ ...base, accounts: of(7) }).text).toContain('And 2 more accounts need a reconnect.');
  });

  test('says what is paused, in trouble, late, waiting and next, and keeps to the limits at its largest', () => {
    const trouble = {
      rows: [
        listedOf({ post: { state: 'approved' } }, [{ state: 'failed' }, { state: 'blocked' }, { state: 'unknown' }]),
        listedOf({ post: { state: 'approved' } }, [{ state: 'queued', dueAt: hours(-1) }]),
      ],
      more: false,
    };
    const coming = { rows: [listedOf({ post: { state: 'approved' } }, [{ dueAt: hours(3) }])], more: true };
    const { text } = statusMessage({ ...base, trouble, coming, waiting: { rows: [waitingOf()], more: false } });
    for (const words of [
      '*2 posts need somebody:* 1 failed, 1 blocked, 1 may be live.',
      '*1 late:*',
      '*Waiting for your review:* 1 post.',
      '*Waiting to go out:* more than 1 post.',
      'Sun 22 Nov 2026, 14:00 (Berlin) · Facebook: Bluebird Coffee',
    ])
      expect(text).toContain(words);
    const full = statusMessage({ ...base, reader: fullest(undefined).reader, accounts: ACCOUNTS, trouble, coming, waiting: none });
    expect(checkMessage(full)).toEqual([]);
    expect(full.text).toContain('*Publishing of');
  });
});

/** Every mrkdwn text in the blocks. */
function mrkdwnOf(value: unknown): string[] {
  return elementsOf(value).flatMap((each) => (each.type === 'mrkdwn' ? [String(each.text)] : []));
}

function elementsOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(elementsOf)];
}
