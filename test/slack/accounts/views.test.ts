import { describe, expect, test } from '@jest/globals';
import type { Account, Grant, PendingChoice } from '../../../src/accounts/index.js';
import { INSTAGRAM_DELETION } from '../../../src/platforms/instagram/live.js';
import type { Platform } from '../../../src/platforms/platform.js';
import { checkMessage, checkView } from '../../../src/playground/slack/block-kit.js';
import { accountsModal } from '../../../src/slack/accounts/accounts-modal.js';
import { choosePagesModal, suggestedPages } from '../../../src/slack/accounts/choose-pages-modal.js';
import {
  choiceGoneModal,
  chooseMessage,
  connectedMessage,
  connectedModal,
  connectMessage,
  replaceModal,
} from '../../../src/slack/accounts/chosen-views.js';
import { type ConnectCardState, cardPage, connectCard } from '../../../src/slack/accounts/connect-card.js';
import { tokenMessage } from '../../../src/slack/accounts/token-message.js';

const platforms = new Map([
  ['facebook', { profile: { name: 'Facebook' } }],
  ['instagram', { profile: { name: 'Instagram' } }],
]);
const pages = 'page' as const;
const LONG = 'Ünïcode 👩‍👩‍👧‍👦 <b>&*_~`'.repeat(20);
const at = new Date('2026-11-22T10:00:00Z');

const account = (over: Partial<Account> = {}): Account => ({
  id: 'a1',
  workspace: 'T1',
  brand: 'B1',
  platform: 'facebook',
  platformId: '1',
  name: 'Bakery',
  grant: 'g1',
  health: { state: 'good' },
  connectedBy: 'U1',
  connectedAt: at,
  ...over,
});
const overviewRow = (number: number, over: Partial<Account> = {}) => ({
  account: account({ id: `a${number}`, name: `${number} ${LONG}`, ...over }),
  dependents: [
    account({ id: `i${number}`, platform: 'instagram', name: 'x'.repeat(60), username: 'x'.repeat(60), tokenFrom: `a${number}`, ...over }),
  ],
  waiting: Array.from({ length: 40 }, () => LONG),
});
const card = (over: Partial<ConnectCardState> = {}): ConnectCardState => ({
  brand: { id: 'b1', name: 'Bluebird' },
  brands: [{ id: 'b1', name: 'Bluebird' }],
  moves: false,
  connectors: [{ name: 'Facebook and Instagram', connectUrl: 'https://c.example/oauth/meta/start?ticket=t', missing: [] }],
  grants: [],
  page: 1,
  now: at,
  platforms,
  ...over,
});
const words = (shown: object) => JSON.stringify(shown);

test('where first comments are switched on, /connect names the accounts that may not comment yet, and Reconnect says what it is for', () => {
  const standing = ({ features = [] }: Pick<Account, 'features'>) =>
    ({ may: features.includes('comments') ? 'now' : 'after reconnect' }) as const;
  const comments = { maxLength: 10, length: () => 1, standing };
  const commenting = new Map(
    [...platforms].map(([id, platform]) => [id, { ...platform, comments: comments as NonNullable<Platform['comments']> }]),
  );
  const shown = (firstComments: boolean, features?: readonly string[]) => {
    const row = { ...overviewRow(1, { name: 'Bakery', ...(features === undefined ? {} : { features }) }), waiting: [] };
    const grants = [{ id: 'g1', accounts: [row], reconnectUrl: 'https://c.example/again' }];
    const message = connectCard(card({ grants, platforms: commenting, firstComments }));
    expect(checkMessage(message)).toEqual([]);
    return words(message);
  };
  expect(shown(true)).toContain('First comments on Facebook and Instagram are not allowed yet');
  expect(shown(true)).toContain('"Reconnect to allow comments"');
  for (const quiet of [shown(false), shown(true, ['comments'])]) expect(quiet).not.toMatch(/First comments|allow comments/);
});

test('where deleting is asked for, /connect names the accounts where it is not allowed yet, with Reconnect', () => {
  const deleting = new Map(
    [...platforms].map(([id, platform]) => [id, id === 'instagram' ? { ...platform, deletion: INSTAGRAM_DELETION } : platform]),
  );
  const shown = (asksToDelete: boolean, ...features: string[]) => {
    const row = { ...overviewRow(1, { name: 'Bakery', features }), waiting: [] };
    const grants = [{ id: 'g1', accounts: [row], reconnectUrl: 'https://c.example/again' }];
    const message = connectCard(card({ grants, platforms: deleting, asksToDelete }));
    expect(checkMessage(message)).toEqual([]);
    return words(message);
  };
  expect(shown(true)).toContain('Deleting on Instagram is not allowed yet');
  expect(shown(true)).toContain('"Reconnect"');
  for (const quiet of [shown(false), shown(true, 'deletions')]) expect(quiet).not.toMatch(/Deleting|"Reconnect"/);
});

describe('the card of /connect', () => {
  test('fits Slack at its smallest', () => {
    expect(checkMessage(connectCard(card({ connectors: [] })))).toEqual([]);
    expect(words(connectCard(card()))).toContain('No accounts are connected yet.');
  });

  test('fits Slack at its largest: long names, everything broken, each account of its own login, over several pages', () => {
    const broken = { health: { state: 'broken', sentence: LONG, since: at } } as const;
    const url = `https://c.example/oauth/meta/start?ticket=${'t'.repeat(200)}`;
    const many = Array.from({ length: 50 }, (_, number) => ({
      id: `g${number}`,
      reconnectUrl: url,
      accounts: [overviewRow(number, broken)],
    }));
    const pairs = Array.from({ length: 25 }, (_, number) => ({
      id: `g${number}`,
      reconnectUrl: url,
      accounts: [overviewRow(number * 2, broken), overviewRow(number * 2 + 1, broken)],
    }));
    const connectors = ['Facebook and Instagram', 'LinkedIn', 'X'].map((name) => ({ name, connectUrl: url, missing: [] }));
    const brands = Array.from({ length: 120 }, (_, number) => ({ id: `b${number}`, name: LONG.slice(0, 75) }));
    const several = { brand: { id: 'b1', name: LONG }, brands, moves: true };
    for (const grants of [many, pairs]) {
      for (const page of [1, 3, 5, 99]) expect(checkMessage(connectCard(card({ ...several, connectors, grants, page })))).toEqual([]);
      expect(checkView(accountsModal(card({ ...several, connectors, grants, page: 1 })))).toEqual([]);
    }
    const shown = words(connectCard(card({ grants: many, page: 2 })));
    expect(shown).toContain('Page 2 of 5');
    expect(shown).toContain('b1:3');
  });

  test('offers managers what a plain member may only read', () => {
    const state = card({ grants: [{ id: 'g1', accounts: [overviewRow(1), overviewRow(2)] }] });
    expect(words(connectCard(state))).toMatch(/Connect more.*Disconnect.*Disconnect all 2/);
    const refused = connectCard({ ...state, connectors: [{ name: 'Meta', missing: [] }], refused: 'Ask an admin.' });
    expect(words(refused)).not.toMatch(/"button"/);
    expect(words(refused)).toContain('Ask an admin.');
  });

  test('tells managers which variables to set, and nobody else', () => {
    const connectors = [{ name: 'Facebook and Instagram', missing: ['META_APP_ID', 'META_APP_SECRET'] }];
    expect(words(connectCard(card({ connectors })))).toContain('Set `META_APP_ID`, `META_APP_SECRET`');
    const member = words(connectCard(card({ connectors, refused: 'Ask an admin.' })));
    expect(member).not.toContain('META_');
    expect(member).toContain('not set up');
  });

  test('says which waiting posts Disconnect stops', () => {
    const one = { account: account(), dependents: [], waiting: ['Spring is here\nand so are we'] };
    expect(words(connectCard(card({ grants: [{ id: 'g1', accounts: [one] }] })))).toContain(
      '1 post waits to go out there and stops until you connect again: “Spring is here and so are we”.',
    );
    const four = { ...one, waiting: ['A', 'B', 'C', 'D'] };
    expect(words(connectCard(card({ grants: [{ id: 'g1', accounts: [four] }] })))).toContain('“A”, “B”, “C”, and 1 more.');
  });

  test('counts the days to Reconnect where a token does not renew itself, and offers it in the last two weeks', () => {
    const days = (left: number, over: Partial<Grant> = {}) => {
      const expiresAt = new Date(at.getTime() + left * 86_400_000);
      const grant: Grant = {
        id: 'g1',
        workspace: 'T1',
        family: 'linkedin',
        person: { platformId: 'p', name: 'Ada' },
        connectedBy: 'U1',
        scopes: [],
        version: 1,
        expiresAt,
        renewal: { by: 'person', at: expiresAt, busy: false, fence: 0 },
        ...over,
      };
      const row = { account: account({ platform: 'linkedin' }), dependents: [], waiting: [] };
      return words(connectCard(card({ grants: [{ id: 'g1', grant, accounts: [row], reconnectUrl: 'https://c.example/again' }] })));
    };
    expect(days(60)).toContain('Working. Access ends in 60 days.');
    expect(days(60)).not.toContain('"Reconnect"');
    expect(days(14)).toMatch(/Working\. Access ends in 14 days: reconnect before then\..*"Reconnect"/);
    expect(days(8)).toContain('Working. Access ends in 8 days: reconnect before then.');
    expect(days(7)).toMatch(/Access ends in 7 days: reconnect now, or its posts stop\..*"Reconnect"/);
    expect(days(1.2)).toContain('Access ends in 1 day: reconnect now');
    expect(days(0.3)).toContain('Access ends today: reconnect now');
    expect(days(0.05, { renewal: { by: 'itself', at, busy: false, fence: 0 } })).not.toContain('Access ends');
    expect(days(0.05, { renewal: { by: 'itself', at, busy: false, fence: 0 }, refreshExpiresAt: at })).toContain('Access ends today');
  });

  test('says when an account was last known to work, or since when it does not', () => {
    const row = (over: Partial<Account>) => ({ account: account(over), dependents: [], waiting: [] });
    const said = (over: Partial<Account>) => words(connectCard(card({ grants: [{ id: 'g1', accounts: [row(over)] }] })));
    const before = (ms: number) => new Date(at.getTime() - ms);
    expect(said({})).toContain('Working. Checked just now.');
    expect(said({ connectedAt: before(59 * 60_000) })).toContain('Checked 59 minutes ago.');
    expect(said({ connectedAt: before(3_600_000) })).toContain('Checked 1 hour ago.');
    expect(said({ connectedAt: before(50 * 3_600_000) })).toContain('Checked 2 days ago.');
    const broken = { state: 'broken', sentence: 'Facebook ended it.', since: before(2 * 3_600_000) } as const;
    expect(said({ health: broken })).toContain('Not working: Facebook ended it. Noticed 2 hours ago.');
  });

  test('a name is shown to the letter, never as formatting', () => {
    const named = { account: account({ name: '<!channel> *sale*' }), dependents: [], waiting: [] };
    const { blocks } = connectCard(card({ grants: [{ id: 'g1', accounts: [named] }] }));
    expect(blocks).toContainEqual(
      expect.objectContaining({
        text: expect.objectContaining({ type: 'plain_text', text: expect.stringContaining('<!channel> *sale*') }),
      }),
    );
  });

  test('reads its page from what was typed', () => {
    expect([' 3 ', '', 'pages', '-1', '0'].map(cardPage)).toEqual([3, 1, 1, 1, 1]);
  });
});

describe('Choose Pages', () => {
  const choice = (fit: number, unfit = 0): PendingChoice => ({
    id: 'choice',
    workspace: 'T1',
    brand: 'B1',
    person: 'U1',
    family: 'meta',
    grantee: { platformId: 'p', name: 'Ada' },
    scopes: [],
    until: at,
    candidates: Array.from({ length: fit + unfit }, (_, number) => {
      const refused = number >= fit ? { unfit: `You may not post on this Page. ${LONG}` } : {};
      const platformId = `1029384756${String(number).padStart(5, '0')}`;
      return [
        { platform: 'facebook', account: { platformId, name: `Page ${number} ${number % 2 ? LONG : ''}` }, about: 'A shop', ...refused },
        ...(number % 3 === 0
          ? [
              {
                platform: 'instagram',
                account: { platformId: `ig${number}`, name: `shop${number}`, username: `shop${number}` },
                parent: platformId,
                ...refused,
              },
            ]
          : []),
      ];
    }).flat(),
  });
  const metadata = { family: 'meta', choice: 'choice', message: { channel: 'D1', ts: '1.2' } };
  const state = (fit: number, unfit = 0) => ({
    choice: choice(fit, unfit),
    connected: new Map([['facebook:102938475600001', account()]]),
    brand: LONG,
    noun: pages,
    platforms,
    metadata,
  });

  test.each([
    [0, 1],
    [1, 0],
    [10, 0],
    [11, 3],
    [50, 200],
    [51, 0],
    [500, 200],
  ])('fits Slack with %i Pages to choose and %i that cannot be', (fit, unfit) => {
    expect(checkView(choosePagesModal(state(fit, unfit)))).toEqual([]);
  });

  test('has checkboxes in groups of ten up to fifty, and a list to search above', () => {
    const types = (fit: number) =>
      [...words(choosePagesModal(state(fit))).matchAll(/"type":"(checkboxes|multi_external_select)"/g)].map(([, type]) => type);
    expect(types(50)).toEqual(Array(5).fill('checkboxes'));
    expect(types(51)).toEqual(['multi_external_select']);
  });

  test('names the linked Instagram account, ticks what is connected, and gives each reason', () => {
    const shown = words(choosePagesModal(state(3, 1)));
    expect(shown).toContain('With @shop0 on Instagram');
    expect(shown).toContain('Connected. A shop');
    expect(shown).toMatch(/initial_options.*Page 1/);
    expect(shown).toContain('1 Page you cannot choose');
  });

  test('speaks of accounts elsewhere, says what the connector adds, and ticks a single one', () => {
    const { candidates, ...rest } = choice(1);
    const own = candidates.filter(({ platform }) => platform === 'facebook').map((each) => ({ ...each, about: '@bluebird' }));
    const noun = 'account' as const;
    const note = 'Pages of organisations are not shown.';
    const shown = words(
      choosePagesModal({ ...state(1), choice: { ...rest, candidates: own }, connected: new Map(), brand: 'B', noun, note }),
    );
    expect(shown).toContain('"Choose accounts"');
    expect(shown).toContain('Which accounts may Copydesk publish to for B? Pages of organisations are not shown.');
    expect(shown).toMatch(/"initial_options":\[.*"@bluebird"/);
  });

  test('finds Pages by their own name and by their Instagram name', () => {
    const found = (typed: string) => suggestedPages(state(120), typed).map(({ value }) => value);
    expect(found('PAGE 119 ')).toEqual(['102938475600119']);
    expect(found('shop33')).toEqual(['102938475600033']);
    expect(found('')).toHaveLength(100);
  });

  test('asking to replace fits Slack, with a hundred chosen', () => {
    const accounts = Array.from({ length: 200 }, (_, number) => account({ id: `a${number}`, name: LONG, connectedBy: 'U2' }));
    const chosen = Array.from({ length: 100 }, (_, number) => `1029384756${String(number).padStart(5, '0')}`);
    expect(checkView(replaceModal({ accounts, platforms, metadata: { ...metadata, chosen } }))).toEqual([]);
    expect(words(replaceModal({ accounts: accounts.slice(0, 1), platforms, metadata }))).toContain('"user_id":"U2"');
  });
});

test('every other message and modal fits Slack', () => {
  const accounts = Array.from({ length: 260 }, (_, number) => account({ id: `a${number}`, name: LONG }));
  const connected = { brand: 'B1', added: accounts, refreshed: [], lost: accounts };
  const url = 'https://c.example/oauth/meta/start?ticket=t';
  for (const few of [connected, { ...connected, added: accounts.slice(0, 1), lost: [] }]) {
    expect(checkView(connectedModal(platforms, few))).toEqual([]);
    expect(checkMessage(connectedMessage(platforms, few))).toEqual([]);
  }
  expect(
    checkMessage(chooseMessage({ family: 'meta', choice: 'c', count: 130, connector: 'Facebook and Instagram', noun: pages, brand: LONG })),
  ).toEqual([]);
  expect(checkMessage(connectMessage({ sentence: LONG, url, label: 'Reconnect' }))).toEqual([]);
  expect(checkView(choiceGoneModal({ sentence: LONG, url }))).toEqual([]);
  expect(checkView(choiceGoneModal({ sentence: 'Gone.' }))).toEqual([]);
});

describe('the message about a token', () => {
  const said = (over: Partial<Parameters<typeof tokenMessage>[0]> = {}) =>
    tokenMessage({ platforms, accounts: [account()], health: { state: 'dying', daysLeft: 1, checkedAt: at }, ...over });

  test('says when the access ends and what to do, with Reconnect', () => {
    expect(words(said())).toMatch(
      /The access to Bakery on Facebook ends in 1 day\. Reconnect before then, or posts to it stop.*"Reconnect"/,
    );
    expect(words(said({ health: { state: 'dying', daysLeft: 0, checkedAt: at } }))).toContain('ends today.');
    expect(words(said({ health: { state: 'broken', why: 'Facebook ended it.', checkedAt: at } }))).toContain(
      'Copydesk can no longer post to Bakery on Facebook. Facebook ended it.',
    );
  });

  test('tells an admin whose place they take, and fits Slack with the longest names', () => {
    const accounts = Array.from({ length: 40 }, (_, nth) => account({ id: `a${nth}`, name: LONG }));
    const shown = said({ accounts, gone: 'U9', health: { state: 'broken', why: LONG.repeat(5), checkedAt: at } });
    expect(checkMessage(shown)).toEqual([]);
    expect(words(shown)).toContain('<@U9> connected them and can no longer reconnect, so you are told.');
    expect(shown.text).not.toContain('<b>');
  });
});
