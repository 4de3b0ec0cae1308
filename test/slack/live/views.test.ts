import { describe, expect, test } from '@jest/globals';
import { INSTAGRAM_DELETION } from '../../../src/platforms/instagram/live.js';
import { checkView } from '../../../src/playground/slack/block-kit.js';
import { type LiveChange, whyNotDeleted, whyNotEdited } from '../../../src/publishing/index.js';
import { deleteView, type LivePlace } from '../../../src/slack/live/delete-view.js';
import { type EditLiveState, editLiveView } from '../../../src/slack/live/edit-view.js';
import { changeButton, changeWords } from '../../../src/slack/results/live-words.js';
import { publicationOf } from '../../support/posts.js';

const at = new Date('2026-11-20T10:00:00Z');
const place = (index: number, fields: Partial<LivePlace> = {}): LivePlace => ({
  publication: `p${index}`,
  label: `Facebook: ${'<'.repeat(90)}`,
  parts: 25,
  link: `https://www.facebook.com/${'1'.repeat(200)}`,
  ...fields,
});

describe('the question what to delete', () => {
  test.each([1, 10, 11, 120])('keeps to the limits of Block Kit with %s accounts, as many that cannot be deleted beside them', (count) => {
    const places = Array.from({ length: count }, (_, index) => place(index));
    const others = places.map((each) => ({ ...each, whyNot: 'Copydesk cannot delete on Instagram. Delete it there.' }));
    expect(checkView(deleteView({ post: 'p', places: [...places, ...others] }))).toEqual([]);
    expect(checkView(deleteView({ post: 'p', places: others }))).toEqual([]);
  });

  test('has nothing to submit where nothing can be deleted, and says where to do it', () => {
    const view = deleteView({ post: 'p', places: [place(1, { whyNot: 'Copydesk cannot delete on Instagram. Delete it there.' })] });
    expect(view).not.toHaveProperty('submit');
    expect(JSON.stringify(view)).toContain('Open it');
  });
});

describe('the screen for the words of a live post', () => {
  const ids = Array.from({ length: 100 }, (_, index) => `account-${index}`);
  const state = (fields: Partial<EditLiveState> = {}): EditLiveState => ({
    metadata: '{"draft":"d","version":1}',
    version: 1,
    texts: [{ accounts: ['account-0'], text: 'Hello' }],
    keeps: [],
    labels: new Map(ids.map((id) => [id, `Facebook: ${'<'.repeat(75)}`])),
    ...fields,
  });

  test('keeps to the limits of Block Kit at its smallest', () => {
    expect(checkView(editLiveView(state()))).toEqual([]);
  });

  test.each([
    ['a hundred accounts with one long text', [{ accounts: ids, text: 'Long words. '.repeat(5_200) }]],
    ['a hundred texts', ids.map((id) => ({ accounts: [id], text: `${id} ${'x '.repeat(20_000)}` }))],
  ])('keeps to the limits of Block Kit at its largest: %s', (_case, texts) => {
    const keeps = ids.map((id) => `X: ${id}. Copydesk cannot edit what is live on X.`);
    const view = editLiveView(state({ texts, keeps, note: 'n'.repeat(3_000) }));
    expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain('And 92 more accounts.');
  });
});

describe('what a row says of a change', () => {
  const change = (fields: Partial<LiveChange>): LiveChange => ({
    id: 'c',
    kind: 'delete',
    by: 'U1',
    at,
    state: 'waits',
    tries: 0,
    ...fields,
  });
  const acts = ['1', '2', '3'].map((ref) => ({ key: ref, ref, attempts: [] }));
  const row = (fields: Partial<LiveChange>) => publicationOf({ state: 'published', acts, nextAt: at, liveChanges: [change(fields)] });

  test.each<[string, Partial<LiveChange>, string[], string | undefined]>([
    ['that is asked for', {}, ['Being deleted there, asked for by <@U1>.'], undefined],
    ['of a thread under way', { gone: ['3', '2'] }, ['2 of 3 posts are gone.'], undefined],
    ['that is tried again', { trouble: { sentence: 'X was busy.', at } }, ['X was busy. Next try <!date^'], undefined],
    [
      'that waits for its account',
      { needsReconnect: true, trouble: { sentence: 'It has expired.', at } },
      ['It has expired.'],
      'Reconnect',
    ],
    [
      'that failed',
      { state: 'failed', trouble: { sentence: '<No>.', at, code: 'HTTP 403' } },
      ['could not be deleted. &lt;No&gt;. (HTTP 403)'],
      'Try again',
    ],
    ['of the words, that failed', { kind: 'edit', state: 'failed' }, ['Its text could not be changed.'], 'Try again'],
    ['of the words, under way', { kind: 'edit' }, ['Its text is being changed there.'], undefined],
    ['of the words, done', { kind: 'edit', state: 'done', overAt: at }, ['Its text was changed there <!date^'], undefined],
  ])('%s', (_case, fields, words, button) => {
    for (const each of words) expect(changeWords(row(fields))).toContain(each);
    expect(changeButton(row(fields), 'X: Ada')?.text.text).toBe(button);
  });
});

test('what somebody only said to be live, without its link, is neither deleted nor edited: nobody knows which post it is', () => {
  const profile = { name: 'X' };
  const platform = { profile, delete: async () => {}, edit: async () => {} } as never;
  const acts = [{ key: 'post', ref: 'confirmed:a1', attempts: [] }];
  const seen = publicationOf({ state: 'published', acts });
  for (const why of [whyNotDeleted(seen, platform, undefined)?.sentence, whyNotEdited(seen, platform)])
    expect(why).toContain('does not know which post');
  expect(whyNotDeleted({ ...seen, acts: [{ key: 'post', ref: '1', attempts: [] }] }, platform, undefined)).toBeUndefined();
});

describe('what a platform lets us delete only with a permission of its own', () => {
  const platform = { profile: { name: 'Instagram' }, delete: async () => {}, deletion: INSTAGRAM_DELETION } as never;
  const live = (ref: string) => publicationOf({ state: 'published', acts: [{ key: 'post', ref, attempts: [] }] });
  const account = (...features: string[]) => ({ platformId: '1', name: 'bakery', features });

  test('is deleted where the consent holds it; elsewhere it says whose word is missing, and that reconnecting helps', () => {
    expect(whyNotDeleted(live('1'), platform, account('comments', 'deletions'))).toBeUndefined();
    expect(whyNotDeleted(live('1'), platform, account('comments'))).toEqual({
      sentence: 'Whoever connected this account has not allowed Copydesk to delete on Instagram.',
      afterReconnect: true,
    });
  });

  test('is not deleted where only its container is known, and reconnecting would not help', () => {
    for (const features of [[], ['deletions']])
      expect(whyNotDeleted(live('container:1'), platform, account(...features))).toEqual({
        sentence: expect.stringContaining('did not say which post'),
        afterReconnect: false,
      });
  });

  test('offers one Reconnect in the question, for the first account that would need it', () => {
    const places = [1, 2].map((index) => place(index, { whyNot: 'Not allowed.', reconnect: `a${index}` }));
    const view = deleteView({ post: 'p', places: [place(3), ...places] });
    expect(checkView(view)).toEqual([]);
    expect(view.blocks.filter(({ type }) => type === 'actions')).toMatchObject([
      { elements: [{ action_id: 'result_reconnect', value: 'a1' }] },
    ]);
  });
});
