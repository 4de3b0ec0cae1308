import { describe, expect, test } from '@jest/globals';
import { checkMessage, checkView as refusedBySlack } from '../../../src/playground/slack/block-kit.js';
import { MOST_ITEMS } from '../../../src/posts/index.js';
import { matchingChoices } from '../../../src/slack/compose/account-choices.js';
import { type CheckState, checkView } from '../../../src/slack/compose/check-view.js';
import { commentView } from '../../../src/slack/compose/comment-view.js';
import { type CustomiseState, customiseView } from '../../../src/slack/compose/customise-view.js';
import { draftsMessage, resumeMessage } from '../../../src/slack/compose/drafts-list.js';
import { addFilesView, checkingView, openingView } from '../../../src/slack/compose/small-views.js';
import { type WriteState, writeView } from '../../../src/slack/compose/write-view.js';
import { checkOf, choicesOf, draftOf, fileOf, LONGEST_TEXT } from './samples.js';

const metadata = { draft: 'd'.repeat(24), version: 1_000_000, brand: 'b'.repeat(60), zone: 'America/Argentina/ComodRivadavia' };
const smallestWrite: WriteState = {
  ...metadata,
  version: 0,
  edits: false,
  brands: [{ id: metadata.brand, name: 'B' }],
  choices: choicesOf(1),
  chosen: [],
  text: '',
  labels: [],
  offers: { templates: false, snippets: [], labels: [] },
  files: [],
  when: { kind: 'after approval' },
  nextSlot: true,
  noChannel: false,
  alsoTaken: [],
};
const tenFiles = Array.from({ length: 10 }, (_, index) => `${'n'.repeat(250)}-${index}.jpg`);

/** As many as a brand can have, half of them campaigns. */
const LABELS = Array.from({ length: MOST_ITEMS }, (_, index) => ({
  kind: 'label' as const,
  id: `${index}`.padStart(24, 'l'),
  workspace: 'T1',
  brand: 'b',
  name: `${index}`.padEnd(60, 'n'),
  ...(index % 2 === 0 ? {} : { campaign: { name: 'c', medium: 'social', sources: {} } }),
}));

describe('the first screen', () => {
  test.each<[string, WriteState]>([
    ['empty', smallestWrite],
    ['with several brands', { ...smallestWrite, brands: [...smallestWrite.brands, { id: 'other', name: 'Other' }] }],
    ['with a hundred accounts, all chosen', { ...smallestWrite, choices: choicesOf(100), chosen: choicesOf(100).map(({ id }) => id) }],
    [
      'at its largest',
      {
        ...smallestWrite,
        version: 1_000_000,
        edits: true,
        brands: Array.from({ length: 150 }, (_, index) => ({ id: `${index}`, name: 'Brand '.repeat(40) })),
        noChannel: true,
        live: Array.from({ length: 100 }, () => `Facebook: ${'<&'.repeat(100)}`),
        choices: [
          ...choicesOf(150),
          ...choicesOf(40, { broken: 'Facebook ended the connection, because the password was changed. '.repeat(8) }),
        ],
        chosen: choicesOf(150).map(({ id }) => id),
        text: LONGEST_TEXT,
        link: `https://example.com/${'x'.repeat(2900)}`,
        note: 'n'.repeat(3000),
        labels: LABELS.map(({ id }) => id),
        offers: { templates: true, snippets: LABELS, labels: LABELS },
        files: tenFiles,
        when: {
          kind: 'at',
          date: '2026-10-25',
          time: '02:30',
          twice: { both: [new Date('2026-10-25T00:30:00Z'), new Date('2026-10-25T01:30:00Z')], chosen: new Date('2026-10-25T01:30:00Z') },
        },
        alsoTaken: ['a GIF that moves on LinkedIn or X', 'a PDF on LinkedIn'],
      },
    ],
    ['with a brand that has nothing yet', { ...smallestWrite, choices: [], noChannel: true }],
    ['in the next free slot', { ...smallestWrite, when: { kind: 'next slot' } }],
    ['with a time to pick', { ...smallestWrite, when: { kind: 'at' } }],
    ['with every account broken', { ...smallestWrite, choices: choicesOf(3, { broken: 'It ended.' }) }],
  ])('fits Slack %s', (_how, state) => {
    expect(refusedBySlack(writeView(state))).toEqual([]);
  });

  test('names broken accounts and does not offer them', () => {
    const view = JSON.stringify(
      writeView({
        ...smallestWrite,
        choices: [...choicesOf(1), ...choicesOf(1, { name: 'Old <Page>', id: 'broken', broken: 'It ended.' })],
      }),
    );
    expect(view).toContain('Old &lt;Page&gt; (Facebook): It ended.');
    expect(view).not.toContain('"value":"broken"');
  });

  test('chooses the only account by itself', () => {
    expect(JSON.stringify(writeView(smallestWrite))).toContain('initial_options');
    expect(JSON.stringify(writeView({ ...smallestWrite, choices: choicesOf(2) }))).not.toContain('initial_options');
  });

  test('gives every field a fresh block id with every version, so that Slack shows the new values', () => {
    const ids = (version: number) => writeView({ ...smallestWrite, version }).blocks.flatMap(({ block_id: id }) => id ?? []);
    expect(ids(1).length).toBeGreaterThanOrEqual(5);
    expect(ids(1).filter((id) => ids(2).includes(id))).toEqual([]);
  });

  test('says the platform of an account whose name another one has, too: chosen, it stands without its group', () => {
    const choices = [
      ...choicesOf(2, { name: 'Bluebird' }).map((each, index) => ({ ...each, id: `${index}` })),
      ...choicesOf(1, { name: 'Kestrel' }),
    ];
    const view = JSON.stringify(writeView({ ...smallestWrite, choices, chosen: ['0'] }));
    expect(view).toMatch(/"initial_options":\[\{"text":\{"type":"plain_text","text":"Bluebird \(Facebook\)"/);
    expect(view).toContain('"text":"Bluebird (Instagram)"');
    expect(view).toContain('"text":"Kestrel"');
  });

  test('finds accounts by name, username or platform among very many', () => {
    const many = [
      ...choicesOf(300),
      ...choicesOf(1, { name: 'The Corner Shop', username: 'corner', broken: 'It ended.' }),
      ...choicesOf(1, { name: 'Corner Café' }),
    ];
    const names = (query: string) => matchingChoices(many, query).flatMap(({ options }) => options.map(({ text }) => text.text));
    expect(names(' corner')).toEqual(['Corner Café']);
    expect(names('')).toHaveLength(100);
    expect(matchingChoices(many, 'instagram').map(({ label }) => label.text)).toEqual(['Instagram']);
  });
});

describe('the second screen', () => {
  const smallest: CheckState = { draft: draftOf(), checks: [checkOf()], shown: new Set(), mayPublishNow: false, showsPrices: false };
  const wide = {
    field: 'media.0',
    severity: 'stops',
    sentence: 'Picture 1 is too wide for Instagram. Add a border or choose another picture.',
  } as const;
  const files = tenFiles.map((name, index) => fileOf(index, { name, altText: 'a'.repeat(2000), border: index % 2 === 0 }));
  const problems = files.flatMap((_, index) => [
    { field: `media.${index}` as const, severity: 'stops' as const, sentence: `Picture ${index + 1} ${'is too wide '.repeat(200)}` },
    { field: 'text' as const, severity: 'note' as const, sentence: `Note ${index} ${'about the text '.repeat(40)}` },
  ]);
  const largest: CheckState = {
    draft: draftOf({ files, text: LONGEST_TEXT, link: `https://example.com/${'x'.repeat(2900)}`, comment: 'c'.repeat(3000) }),
    live: new Map(Array.from({ length: 60 }, (_, index) => [`${index}`, 'its words'])),
    checks: Array.from({ length: 120 }, (_, index) =>
      checkOf({
        account: `${index}`,
        name: `${'Page '.repeat(30)}${index}`,
        length: index % 60,
        problems,
        ownText: LONGEST_TEXT,
        comment: { text: 'c'.repeat(3000), length: 3000, maxLength: 8000, differs: 'own' },
        asksToComment: true,
        platform: `platform ${index % 4}`,
        platformName: 'Platform '.repeat(4),
        settings: ['Who can see it: My connections only'],
        preview: { title: 't'.repeat(200), description: 'd'.repeat(300) },
        price: { amount: 0.015, currency: 'USD', since: '2026-04-20' },
        hasOptions: true,
        borders: files.map((_file, position) => position),
      }),
    ),
    shown: new Set(files.map(({ slackFile }) => slackFile)),
    mayPublishNow: true,
    showsPrices: true,
    offersComment: true,
    message: 'Fix this first. '.repeat(100),
    when: 'Sun 25 Oct 2026, 02:30 UTC+2 (Berlin), if it is approved by then',
    whenProblem: 'There is no such time. '.repeat(200),
  };
  const thread = checkOf({
    platform: 'x',
    platformName: 'X',
    parts: Array.from({ length: 25 }, (_, index) => ({ text: `${index}${'ä'.repeat(278)}`, length: 280, maxLength: 280 })),
  });

  test.each<[string, CheckState]>([
    ['at its smallest', smallest],
    ['without a text', { ...smallest, draft: draftOf({ text: '' }) }],
    ['at its largest', largest],
    ['with a row for each of twenty accounts', { ...largest, checks: largest.checks.slice(0, 20) }],
    [
      'with threads of 25 posts',
      { ...largest, checks: [thread, { ...thread, account: 'b', name: 'B' }, { ...thread, account: 'c', name: 'C' }] },
    ],
    ['with ten refused files', { ...largest, draft: draftOf({ files: files.map((file) => ({ ...file, refused: 'It moves.' })) }) }],
  ])('fits Slack %s', (_how, state) => {
    expect(refusedBySlack(checkView(state))).toEqual([]);
  });

  test('has a row per account with its length, what happens and what to fix, in words', () => {
    const state = {
      ...smallest,
      checks: [
        checkOf({ name: 'A & B', happens: ['The link is shown with a preview.'] }),
        checkOf({
          platformName: 'Instagram',
          name: 'bakery',
          length: 2201,
          maxLength: 2200,
          problems: [{ field: 'text', severity: 'stops', sentence: 'Take out 1.' }],
        }),
      ],
    };
    const view = JSON.stringify(checkView(state));
    expect(view).toContain('*Facebook · A &amp; B*\\n5 of 63,206 characters\\nThe link is shown with a preview.');
    expect(view).toContain('*Instagram · bakery*\\n2,201 of 2,200 characters\\n*To fix:* Take out 1.');
    expect(view).toContain('*One thing to fix before this can be sent.*');
  });

  test('says of an account where an edited post is out already what its approval does there, and nothing that would be sent', () => {
    const names = ['Same', 'Changed', 'Left', 'Gone', 'New'] as const;
    const state: CheckState = {
      ...smallest,
      checks: names.map((name) => checkOf({ account: name, name, happens: ['A preview is shown.'], ownText: `Own of ${name}` })),
      live: new Map([
        ['Same', 'nothing'],
        ['Changed', 'its words'],
        ['Left', 'it keeps its own'],
        ['Gone', 'it is deleted'],
      ]),
      when: 'right after approval',
      mayPublishNow: true,
    };
    const view = JSON.stringify(checkView(state));
    const live = 'It is live there already and is not sent again.';
    expect(view).toContain(`*Facebook · Same*\\n${live}"`);
    expect(view).toContain(`*Facebook · Changed*\\n${live} Once this is approved, its text is changed there, and nothing else of it."`);
    expect(view).toContain(`*Facebook · Left*\\n${live} This edit does not reach it."`);
    expect(view).toContain('*Facebook · Gone*\\nIt was deleted there and is not sent again."');
    expect(view.match(/A preview is shown/g)).toHaveLength(1);
    expect(view.match(/Own of \w+/g)).toEqual(['Own of Changed', 'Own of New']);
    expect(view).toContain('This goes out on one account at once, without a review. Its text is changed where it is live');
    expect(view).toContain('*Goes out* right after approval');
    const allLive = JSON.stringify(checkView({ ...state, checks: state.checks.slice(0, 2) }));
    expect(allLive).toContain('Nothing is sent again. Its text is changed where it is live, without a review.');
    expect(allLive).not.toContain('*Goes out*');
  });

  test('keeps accounts where it is live apart also where accounts share a row', () => {
    const checks = Array.from({ length: 21 }, (_, index) => checkOf({ account: `${index}`, name: `Page ${index}` }));
    const view = JSON.stringify(checkView({ ...smallest, checks, live: new Map([['3', 'nothing']]) }));
    expect(view).toContain('*Facebook · Page 3*\\nIt is live there already');
    expect(view.match(/Page 3\W/g)).toHaveLength(2);
  });

  test('says a problem of a picture once, at the picture, with a border where that helps', () => {
    const checks = [checkOf({ problems: [wide], borders: [0] }), checkOf({ account: 'b', problems: [wide], borders: [0] })];
    const view = JSON.stringify(checkView({ ...smallest, draft: draftOf({ files: [fileOf(1), fileOf(2)] }), checks }));
    expect(view.split(wide.sentence)).toHaveLength(2);
    expect(view).toContain('*To fix:* see picture 1 below.');
    expect(view.split('compose_add_border')).toHaveLength(2);
    const bordered = JSON.stringify(
      checkView({ ...smallest, draft: draftOf({ files: [fileOf(1, { border: true })] }), checks: [checkOf({ borders: [0] })] }),
    );
    expect(bordered).toContain('compose_remove_border');
  });

  test('shows pictures by their Slack file, and asks no alt text for a refused one', () => {
    const draft = draftOf({ files: [fileOf(1, { altText: 'A loaf' }), fileOf(2), fileOf(3, { refused: 'It moves.' })] });
    const { blocks } = checkView({ ...smallest, draft, shown: new Set(['F1', 'F3']) });
    expect(blocks.filter(({ type }) => type === 'image')).toEqual([{ type: 'image', slack_file: { id: 'F1' }, alt_text: 'A loaf' }]);
    expect(blocks.filter(({ type }) => type === 'input')).toHaveLength(2);
  });

  test('shows what an account has of its own, to the letter, and lets it be customised', () => {
    const own = checkOf({
      name: 'Ada & co',
      ownText: 'Own <!channel>',
      settings: ['Who can see it: My connections only'],
      hasOptions: true,
    });
    const view = JSON.stringify(checkView({ ...smallest, checks: [own, checkOf({ account: 'b', name: 'Plain' })] }));
    expect(view).toContain('Customise for Ada & co');
    expect(view).toContain('Customise for Plain');
    expect(view).toContain('"text":"Own <!channel>"');
    expect(view).toContain('5 of 63,206 characters\\nWho can see it: My connections only');
    expect(JSON.stringify(checkView(smallest))).not.toContain('compose_customise');
  });

  test('customises by a select where accounts share a row', () => {
    const checks = Array.from({ length: 21 }, (_, index) => checkOf({ account: `${index}`, name: `Page ${index}` }));
    const view = JSON.stringify(checkView({ ...smallest, checks }));
    expect(view).toContain('compose_customise_one');
    expect(view).toContain('Facebook: Page 20');
  });

  test('shows the posts of a thread with their lengths, and its price only to whom it concerns', () => {
    const price = { amount: 0.03, currency: 'USD', since: '2026-04-20' };
    const parts = [
      { text: 'First.', length: 6, maxLength: 280 },
      { text: 'Second.', length: 7, maxLength: 280 },
    ];
    const state = { ...smallest, checks: [checkOf({ platformName: 'X', length: 13, parts, price })] };
    const view = JSON.stringify(checkView(state));
    expect(view).toContain('13 characters, in 2 posts');
    expect(view).toContain('Post 2 of 2 (7 of 280 characters)');
    expect(view).not.toContain('Costs');
    expect(JSON.stringify(checkView({ ...state, showsPrices: true }))).toContain('Costs about 0.03 USD at X (prices of 2026-04-20)');
  });

  test('says when it goes out, and calls it Schedule', () => {
    const when = { kind: 'at' as const, at: new Date() };
    const view = JSON.stringify(
      checkView({ ...smallest, draft: draftOf({ when }), when: 'Fri 27 Nov 2026, 09:00 (Berlin)', mayPublishNow: true }),
    );
    expect(view).toContain('*Goes out* Fri 27 Nov 2026, 09:00 (Berlin)');
    expect(view).toContain('"Schedule"');
    expect(view).not.toContain('"Publish now"');
  });

  test('offers Publish now only to whom it is allowed, and only when nothing stops', () => {
    const offers = (state: CheckState) => JSON.stringify(checkView(state)).includes('compose_publish_now');
    expect(offers(smallest)).toBe(false);
    expect(offers({ ...smallest, mayPublishNow: true })).toBe(true);
    expect(offers({ ...smallest, mayPublishNow: true, checks: [checkOf({ problems: [wide] })] })).toBe(false);
    expect(offers({ ...smallest, mayPublishNow: true, whenProblem: 'No slots.' })).toBe(false);
  });

  test('names every account also when there are too many for a row each', () => {
    const checks = Array.from({ length: 100 }, (_, index) => checkOf({ account: `${index}`, name: `Page ${index}` }));
    const rows = JSON.stringify(checkView({ ...smallest, checks }));
    expect(rows).toContain('Page 0, Page 1,');
    expect(rows).toContain('80 more');
  });
});

describe('the screen for one account', () => {
  const state: CustomiseState = {
    ...metadata,
    account: 'a',
    name: 'Ada',
    platformName: 'LinkedIn',
    commonText: 'Hello',
    files: [],
    options: [],
  };
  const option = { key: 'visibility', label: 'Who can see it', default: 'PUBLIC' };
  const named = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ slackFile: `F${index}`, title: `Picture ${index + 1}`, name: 'n'.repeat(300) }));
  const choices = ['PUBLIC', 'CONNECTIONS'].map((value) => ({ value, label: value }));
  const options = Array.from({ length: 20 }, (_, index) => ({ ...option, key: `${index}`, choices }));

  test.each<[string, CustomiseState]>([
    ['at its smallest', state],
    [
      'at its largest',
      {
        ...state,
        files: named(10),
        name: 'n'.repeat(500),
        commonText: LONGEST_TEXT,
        commonComment: 'c'.repeat(3000),
        override: { account: 'a', text: `${LONGEST_TEXT}!`, comment: 'd'.repeat(3000) },
        options,
      },
    ],
  ])('fits Slack %s', (_how, each) => {
    expect(refusedBySlack(customiseView(each))).toEqual([]);
  });

  test('ticks every file but those that are left out', () => {
    const ticked = (without: readonly string[]) => {
      const block = customiseView({ ...state, files: named(2), override: { account: 'a', without } }).blocks.find(({ block_id: id }) =>
        id?.startsWith('files:'),
      );
      const { element } = block as { element: { initial_options?: { value: string }[] } };
      return element.initial_options?.map(({ value }) => value);
    };
    expect([ticked([]), ticked(['F0']), ticked(['F0', 'F1'])]).toEqual([['F0', 'F1'], ['F1'], undefined]);
  });

  test('starts from what the account has: its own text, else that of all; its settings, else the usual ones', () => {
    const own = JSON.stringify(
      customiseView({
        ...state,
        override: { account: 'a', text: 'Mine', options: { visibility: 'CONNECTIONS' } },
        options: [{ ...option, choices }],
      }),
    );
    expect(own).toContain('"initial_value":"Mine"');
    expect(own).toContain('"initial_option":{"text":{"type":"plain_text","text":"CONNECTIONS"');
    const plain = JSON.stringify(customiseView({ ...state, options: [{ ...option, choices }] }));
    expect(plain).toContain('"initial_value":"Hello"');
    expect(plain).toContain('"initial_option":{"text":{"type":"plain_text","text":"PUBLIC"');
  });
});

describe('the small surfaces of compose', () => {
  test('fit Slack', () => {
    expect(refusedBySlack(openingView())).toEqual([]);
    expect(refusedBySlack(checkingView())).toEqual([]);
    expect(refusedBySlack(addFilesView(metadata, 0, []))).toEqual([]);
    expect(refusedBySlack(addFilesView(metadata, 9, ['a GIF that moves on LinkedIn or X', 'a PDF on LinkedIn']))).toEqual([]);
    for (const comment of ['', 'c'.repeat(3000)]) expect(refusedBySlack(commentView(metadata, comment))).toEqual([]);
    expect(checkMessage(draftsMessage([]))).toEqual([]);
    const drafts = Array.from({ length: 20 }, (_, index) =>
      draftOf({ id: `${index}`, text: LONGEST_TEXT, files: [fileOf(1)], base: index % 2 }),
    );
    expect(checkMessage(draftsMessage(drafts))).toEqual([]);
    expect(checkMessage(resumeMessage(draftOf({ text: '' }), 'Your post is checked.'))).toEqual([]);
    expect(checkMessage(resumeMessage(draftOf({ text: LONGEST_TEXT }), 'Your post is checked.'))).toEqual([]);
  });
});
