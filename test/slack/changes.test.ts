import { describe, expect, test } from '@jest/globals';
import { reviewedBefore } from '../../src/approvals/index.js';
import { checkView } from '../../src/playground/slack/block-kit.js';
import { changesBetween, type DraftFile, type Revision, type When } from '../../src/posts/index.js';
import { changesModal } from '../../src/slack/approvals/changes-modal.js';
import { changesSummary } from '../../src/slack/approvals/changes-words.js';

const deps = { platforms: new Map() };

describe('what differs between two revisions', () => {
  test('is summed up in one line and shown piece by piece', () => {
    const before = revisionOf({
      text: 'Come at nine',
      files: [fileOf('A1', 'A table'), fileOf('A2', 'A chair')],
      accounts: ['one', 'two'],
    });
    const after = revisionOf({
      number: 2,
      text: 'Come at ten, all of you',
      link: 'https://example.com/new',
      when: { kind: 'at', at: new Date('2026-12-01T08:00:00Z') },
      files: [fileOf('A1', 'A long table'), fileOf('A3', 'A lamp'), fileOf('A4', 'A cat')],
      accounts: ['two', 'three'],
    });
    const changes = changesBetween(deps, before, after);
    expect(changesSummary(changes)).toBe(
      '4 words changed, 1 picture replaced, 1 picture added, 1 alt text changed, 1 account added, 1 account removed, link added, time changed',
    );
    const view = modalOf(before, after, { shaA2: 'F2', shaA3: 'F3' });
    expect(checkView(view)).toEqual([]);
    const shown = JSON.stringify(view.blocks);
    for (const text of [
      '"text":"nine","style":{"strike":true}},{"type":"text","text":" "},{"type":"text","text":"ten, all of you","style":{"bold":true}',
      '"text":"Facebook: one\\n","style":{"strike":true}',
      '"text":"Facebook: three\\n","style":{"bold":true}',
      '"slack_file":{"id":"F2"},"alt_text":"Gone: A chair"',
      '"slack_file":{"id":"F3"},"alt_text":"New: A lamp"',
      '"text":"long ","style":{"bold":true}',
      'New: A4.jpg, A cat',
      'Right after approval',
      'Tue 1 Dec 2026, 09:00 (Berlin)',
    ])
      expect(shown).toContain(text);
  });

  test('names the accounts whose own text changed, alike ones together', () => {
    const before = revisionOf({ text: 'For all', own: { two: 'Only two', three: 'Only two' }, accounts: ['one', 'two', 'three'] });
    const after = revisionOf({
      number: 2,
      text: 'For all',
      own: { two: 'Only three', three: 'Only three' },
      accounts: ['one', 'two', 'three'],
    });
    const [only, ...others] = changesBetween(deps, before, after).texts;
    expect([only?.accounts, others]).toEqual([['two', 'three'], []]);
    expect(JSON.stringify(modalOf(before, after).blocks)).toContain('Text for Facebook: two, Facebook: three');
  });

  test('tells which file an account does not get any more, and still shows each file', () => {
    const files = [fileOf('A1', 'A table'), fileOf('A2', 'A chair')];
    const before = revisionOf({ text: 'Same', files, accounts: ['one'] });
    const [only] = before.accounts;
    if (only === undefined) throw new Error('There is one.');
    const accounts = [{ ...only, content: { ...only.content, media: only.content.media.slice(1) } }];
    const after = { ...before, number: 2, contentHash: 'other', overrides: [{ account: 'one', without: ['SA1'] }], accounts };
    const changes = changesBetween(deps, before, after);
    expect([changesSummary(changes), changes.settings, changes.unseen]).toEqual([
      'settings changed',
      [{ accounts: ['one'], before: [], after: ['Without picture 1'] }],
      false,
    ]);
    const dropped = changesBetween(deps, after, {
      ...after,
      number: 3,
      files: files.slice(0, 1),
      accounts: [{ ...only, content: { ...only.content, media: [] } }],
    });
    expect(dropped.files).toMatchObject([{ kind: 'removed', before: { position: 2, medium: { sha256: 'shaA2' } } }]);
  });

  test('is nothing where only the note differs, and never nothing where what is published does', () => {
    const before = revisionOf({ text: 'Same' });
    expect(changesSummary(changesBetween(deps, before, revisionOf({ number: 2, text: 'Same' })))).toBe('nothing of the post changed');
    expect(changesSummary(changesBetween(deps, before, revisionOf({ number: 2, text: 'Same', note: 'Quick' })))).toBe(
      'only the note changed',
    );
    expect(changesSummary(changesBetween(deps, before, { ...before, number: 2, contentHash: 'other' }))).toBe('pictures prepared anew');
    expect(changesSummary(changesBetween(deps, before, revisionOf({ number: 2, text: 'Same.' })))).toBe('spaces or signs changed');
    const moved = [fileOf('A1', ''), fileOf('A2', '')];
    const order = changesBetween(
      deps,
      revisionOf({ text: '', files: moved }),
      revisionOf({ number: 2, text: '', files: moved.toReversed() }),
    );
    expect(changesSummary(order)).toBe('pictures in another order');
  });

  test('is compared with the revision that somebody decided on last, else with the one before', () => {
    const decision = { id: 'd', workspace: 'T', post: 'p', contentHash: 'h', person: 'U', at: new Date() };
    expect(reviewedBefore([], 1)).toBeUndefined();
    expect(reviewedBefore([], 4)).toEqual({ revision: 3 });
    const asked = { ...decision, revision: 2, kind: 'changes_requested' as const };
    const handed = { ...decision, revision: 3, kind: 'handed_over' as const };
    const now = { ...decision, revision: 4, kind: 'approved' as const };
    expect(reviewedBefore([{ ...asked, revision: 1 }, asked, handed, now], 4)).toEqual({ revision: 2, decision: asked });
  });
});

test('The modal of changes keeps to the limits, with the longest texts of a hundred accounts, and no word of a person takes effect', () => {
  const accounts = Array.from({ length: 100 }, (_, index) => `a${index}`);
  const own = (words: string) => Object.fromEntries(accounts.slice(1).map((id) => [id, `${id} ${words}`]));
  const files = (prefix: string) => Array.from({ length: 10 }, (_, index) => fileOf(`${prefix}${index}`, '<!here> '.repeat(200)));
  const before = revisionOf({
    text: '<!channel> 👨‍👩‍👧 '.repeat(3_900),
    own: own('old *x* '.repeat(20)),
    accounts,
    files: files('A'),
    link: 'https://a.example',
  });
  const after = revisionOf({
    number: 2,
    text: '~<@U1>~ é '.repeat(5_700),
    own: own('new _y_ '.repeat(20)),
    accounts,
    files: files('B'),
    note: 'n'.repeat(3_000),
  });
  const view = modalOf(before, after, Object.fromEntries(files('A').map(({ asset }) => [`sha${asset}`, 'F1'])));
  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view.blocks)).toContain('More changed than fits here');
  const mrkdwn = JSON.stringify(view.blocks, (_key, value) => (value?.type === 'rich_text' || value?.type === 'image' ? undefined : value));
  expect(mrkdwn).not.toMatch(/<!channel>|<!here>/);
  const few = modalOf(revisionOf({ text: `${'a b '.repeat(1_000)}end` }), revisionOf({ number: 2, text: `${'a b '.repeat(1_000)}END` }));
  expect(JSON.stringify(few.blocks)).toContain(' […] ');
});

function modalOf(before: Revision, after: Revision, pictures: Record<string, string> = {}) {
  const accounts = [...before.accounts, ...after.accounts].map(({ account }) => ({
    id: account,
    name: account,
    platform: 'facebook',
    platformName: 'Facebook',
  }));
  const changes = changesBetween(deps, before, after);
  return changesModal({ changes, revision: after, since: before, accounts, pictures, zone: 'Europe/Berlin' });
}

function revisionOf(options: {
  text: string;
  number?: number;
  link?: string;
  note?: string;
  when?: When;
  own?: Readonly<Record<string, string>>;
  files?: readonly DraftFile[];
  accounts?: readonly string[];
}): Revision {
  const { number = 1, own = {}, files = [], accounts = ['one'], when = { kind: 'after approval' }, ...rest } = options;
  const media = files.map(({ asset, altText }) => ({
    rendition: `r${asset}`,
    sha256: `sha${asset}`,
    mimeType: 'image/jpeg',
    width: 10,
    height: 10,
    size: 10,
    altText,
  }));
  const contents = accounts.map((account) => ({
    account,
    platform: 'facebook',
    content: { text: own[account] ?? rest.text, media, options: {} },
  }));
  return {
    workspace: 'T',
    post: 'p',
    number,
    by: 'U1',
    at: new Date(),
    files,
    when,
    accounts: contents,
    contentHash: JSON.stringify(contents),
    ...rest,
  };
}

function fileOf(asset: string, altText: string): DraftFile {
  return { slackFile: `S${asset}`, asset, name: `${asset}.jpg`, altText, border: false };
}
