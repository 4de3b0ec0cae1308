import { expect, test } from '@jest/globals';
import { checkView } from '../../src/playground/slack/block-kit.js';
import { historyCsv } from '../../src/slack/history/csv.js';
import { exportView } from '../../src/slack/history/export-view.js';
import { historyModal } from '../../src/slack/history/history-modal.js';
import type { HistoryEntry } from '../../src/workspaces/index.js';

const entry: HistoryEntry = {
  id: 'decision:1',
  workspace: 'T1',
  brand: 'b',
  at: new Date('2026-11-27T08:00:00Z'),
  act: 'changes requested',
  person: 'U2',
  from: 'card',
  post: 'p1',
  revision: 2,
  contentHash: 'f'.repeat(64),
  detail: 'claim',
  comment: 'Say, "until when"\nplease',
};

test('A cell that a spreadsheet would run stands as text, and every other one to the letter', () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'].map((comment, index) => ({ ...entry, id: `d:${index}`, comment }));
  const names = { people: new Map([['U2', '=cmd|calc']]), accounts: new Map() };
  const csv = historyCsv([entry, ...hostile], names);
  const [header, ...lines] = csv.split('\r\n');
  expect(header).toBe('\ufefftime,act,person,person id,from,post,revision,content hash,account,detail,comment,id');
  expect(lines[0]).toBe(
    `2026-11-27T08:00:00.000Z,changes requested,'=cmd|calc,U2,card,p1,2,${'f'.repeat(64)},,claim,"Say, ""until when""\nplease",decision:1`,
  );
  for (const line of lines.filter((each) => each !== '')) expect(line).not.toMatch(/(^|,)"?[=+@\t＝-]/);
  expect(lines.filter((each) => each !== '')).toHaveLength(7);
});

test('The history keeps to the limits at its fullest, and what a person wrote takes no effect', () => {
  const full: HistoryEntry = { ...entry, comment: '<!channel> '.repeat(300), account: 'a', act: 'failed', detail: '<!here> '.repeat(500) };
  const accounts = [{ id: 'a', name: '<!here>'.repeat(20), platform: 'x', platformName: 'X' }];
  const entries = Array.from({ length: 40 }, () => full);
  const view = historyModal({ post: 'p'.repeat(24), entries, page: 3, more: true, accounts });
  expect(checkView(view)).toEqual([]);
  const shown = JSON.stringify(view.blocks, (_key, value) => (value?.type === 'rich_text' ? undefined : value));
  expect(shown).not.toMatch(/<!here>|<!channel>/);
  expect(JSON.stringify(view.blocks)).toContain('"Older"');
  expect(checkView(historyModal({ post: 'p', entries: [], page: 0, more: false, accounts: [] }))).toEqual([]);
  expect(checkView(exportView('b', [], '2026-10-28', '2026-11-27'))).toEqual([]);
});
