import { describe, expect, test } from '@jest/globals';
import { checkMessage, checkView as refusedBySlack } from '../../../src/playground/slack/block-kit.js';
import { matchingChoices } from '../../../src/slack/compose/account-choices.js';
import { type CheckState, checkView } from '../../../src/slack/compose/check-view.js';
import { draftsMessage, resumeMessage } from '../../../src/slack/compose/drafts-list.js';
import { addFilesView, checkingView, openingView } from '../../../src/slack/compose/small-views.js';
import { type WriteState, writeView } from '../../../src/slack/compose/write-view.js';
import { checkOf, choicesOf, draftOf, fileOf, LONGEST_TEXT } from './samples.js';

const metadata = { draft: 'd'.repeat(24), version: 1_000_000, brand: 'b'.repeat(60) };
const smallestWrite: WriteState = {
  ...metadata,
  version: 0,
  edits: false,
  brands: [{ id: metadata.brand, name: 'B' }],
  choices: choicesOf(1),
  chosen: [],
  text: '',
  files: [],
};
const tenFiles = Array.from({ length: 10 }, (_, index) => `${'n'.repeat(250)}-${index}.jpg`);

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
        brands: Array.from({ length: 100 }, (_, index) => ({ id: `${index}`, name: 'Brand '.repeat(40) })),
        choices: [
          ...choicesOf(150),
          ...choicesOf(40, { broken: 'Facebook ended the connection, because the password was changed. '.repeat(8) }),
        ],
        chosen: choicesOf(150).map(({ id }) => id),
        text: LONGEST_TEXT,
        link: `https://example.com/${'x'.repeat(2900)}`,
        note: 'n'.repeat(3000),
        files: tenFiles,
      },
    ],
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
  const smallest: CheckState = { draft: draftOf(), checks: [checkOf()], shown: new Set(), mayPublishNow: false };
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
    draft: draftOf({ files, text: LONGEST_TEXT, link: `https://example.com/${'x'.repeat(2900)}` }),
    checks: Array.from({ length: 120 }, (_, index) =>
      checkOf({
        account: `${index}`,
        name: `${'Page '.repeat(30)}${index}`,
        length: index % 60,
        problems,
        borders: files.map((_file, position) => position),
      }),
    ),
    shown: new Set(files.map(({ slackFile }) => slackFile)),
    mayPublishNow: true,
    message: 'Fix this first. '.repeat(100),
  };

  test.each<[string, CheckState]>([
    ['at its smallest', smallest],
    ['without a text', { ...smallest, draft: draftOf({ text: '' }) }],
    ['at its largest', largest],
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

  test('offers Publish now only to whom it is allowed, and only when nothing stops', () => {
    const offers = (state: CheckState) => JSON.stringify(checkView(state)).includes('compose_publish_now');
    expect(offers(smallest)).toBe(false);
    expect(offers({ ...smallest, mayPublishNow: true })).toBe(true);
    expect(offers({ ...smallest, mayPublishNow: true, checks: [checkOf({ problems: [wide] })] })).toBe(false);
  });

  test('names every account also when there are too many for a row each', () => {
    const checks = Array.from({ length: 100 }, (_, index) => checkOf({ account: `${index}`, name: `Page ${index}` }));
    const rows = JSON.stringify(checkView({ ...smallest, checks }));
    expect(rows).toContain('Page 0, Page 1,');
    expect(rows).toContain('80 more');
  });
});

describe('the small surfaces of compose', () => {
  test('fit Slack', () => {
    expect(refusedBySlack(openingView())).toEqual([]);
    expect(refusedBySlack(checkingView())).toEqual([]);
    expect(refusedBySlack(addFilesView(metadata, 0))).toEqual([]);
    expect(refusedBySlack(addFilesView(metadata, 9))).toEqual([]);
    expect(checkMessage(draftsMessage([]))).toEqual([]);
    const drafts = Array.from({ length: 20 }, (_, index) =>
      draftOf({ id: `${index}`, text: LONGEST_TEXT, files: [fileOf(1)], base: index % 2 }),
    );
    expect(checkMessage(draftsMessage(drafts))).toEqual([]);
    expect(checkMessage(resumeMessage(draftOf({ text: '' }), 'Your post is checked.'))).toEqual([]);
    expect(checkMessage(resumeMessage(draftOf({ text: LONGEST_TEXT }), 'Your post is checked.'))).toEqual([]);
  });
});
