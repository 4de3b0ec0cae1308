import { describe, expect, test } from '@jest/globals';
import { checkMessage, checkView } from '../../../src/playground/slack/block-kit.js';
import type { Post } from '../../../src/posts/index.js';
import type { Publication } from '../../../src/publishing/index.js';
import type { QueuedPost } from '../../../src/slack/schedule/load-queue.js';
import { queueMessage } from '../../../src/slack/schedule/queue.js';
import { rescheduleView } from '../../../src/slack/schedule/reschedule-view.js';
import { resumeView } from '../../../src/slack/schedule/resume-view.js';
import { settingsView } from '../../../src/slack/settings/index.js';
import type { Brand } from '../../../src/workspaces/index.js';
import { publicationOf } from '../../support/posts.js';

const now = new Date('2026-11-22T10:00:00Z');
const TIMES = { days: [1, 2, 3, 4, 5, 6, 7], times: Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`) };
const post: Post = {
  id: 'p'.repeat(24),
  workspace: 'T1',
  brand: 'B1',
  author: 'U1',
  state: 'in_review',
  revision: 1,
  seq: 0,
  createdAt: now,
  updatedAt: now,
};

describe('the Reschedule form', () => {
  const brand = { zone: 'Europe/Berlin', postingTimes: TIMES };

  test('keeps to the limits, and offers slots and "after approval" only where they mean something', () => {
    const waits = rescheduleView({ post, brand, zone: 'America/Argentina/Buenos_Aires', now });
    const approved = rescheduleView({ post: { ...post, state: 'approved' }, brand: { zone: 'Europe/Berlin' }, zone: 'Europe/Berlin', now });
    const both = [new Date('2027-10-31T00:30:00Z'), new Date('2027-10-31T01:30:00Z')] as const;
    const twice = rescheduleView({ post, brand, zone: 'Europe/Berlin', now, at: both[0], twice: [...both] });
    for (const view of [waits, approved, twice]) expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(waits)).toContain('Right after approval');
    expect(JSON.stringify(waits)).toContain('Cards also show it in Berlin');
    expect(JSON.stringify(approved)).not.toMatch(/Right after approval|next free slot|Cards also show/);
    const noTimes = { zone: 'Europe/Berlin', postingTimes: { days: [1], times: [] } };
    expect(JSON.stringify(rescheduleView({ post, brand: noTimes, zone: 'Europe/Berlin', now }))).not.toContain('next free slot');
  });

  test('begins at the time it has, or within the next hour', () => {
    const at = new Date('2026-12-01T08:15:00Z');
    expect(JSON.stringify(rescheduleView({ post, brand, zone: 'Europe/Berlin', now, at }))).toContain('"initial_time":"09:15"');
    const fresh = JSON.stringify(rescheduleView({ post, brand, zone: 'Europe/Berlin', now, at: new Date(0) }));
    expect(fresh).toContain('"initial_time":"12:00"');
    expect(fresh).toContain('"initial_date":"2026-11-22"');
  });
});

test('the question of a resume keeps to the limits, and offers slots only where there are posting times', () => {
  const asked = resumeView({ brand: { id: 'b'.repeat(24), name: 'n'.repeat(75), postingTimes: TIMES }, overdue: 1_000 });
  expect(checkView(asked)).toEqual([]);
  expect(JSON.stringify(asked)).toContain('next slots');
  expect(JSON.stringify(resumeView({ brand: { id: 'b', name: 'Bluebird' }, overdue: 1 }))).not.toContain('next slots');
});

test('the settings keep to the limits with every posting day and time', () => {
  const view = settingsView({
    brandId: 'b',
    brandName: 'Bluebird',
    brands: [],
    zone: 'UTC',
    authorsMayApprove: true,
    postingTimes: TIMES,
    toleranceMs: 300_000,
    at: now,
  });
  expect(checkView(view)).toEqual([]);
});

describe('the queue', () => {
  const words = { text: 'Hello', length: 5, by: 'U1', at: now, contentHash: 'h', accounts: ['A1'], files: 0 };
  const row = (fields: Partial<QueuedPost>): QueuedPost => ({
    post,
    words,
    accounts: ['Facebook: Bluebird'],
    publications: [],
    decisions: [],
    ...fields,
  });
  const brandOf = (fields: Partial<Brand> = {}): Brand => ({
    id: 'B1',
    workspace: 'T1',
    name: 'Bluebird',
    zone: 'Europe/Berlin',
    authorsMayApprove: false,
    seq: 0,
    ...fields,
  });

  test('keeps to the limits of a message when empty and at its largest', () => {
    const hostile = {
      words: { ...words, text: '<!channel> '.repeat(27) },
      accounts: Array.from({ length: 100 }, () => '<!here>'),
      publications: [publicationOf()],
    };
    const brands = Array.from({ length: 120 }, (_, nth) =>
      brandOf({ id: `B${nth + 1}`, name: '<!here>'.repeat(10), pause: { by: 'U1', at: now } }),
    );
    const full = queueMessage({ brands, posts: Array.from({ length: 20 }, () => row(hostile)), more: true });
    expect(checkMessage(full)).toEqual([]);
    expect(JSON.stringify(full.blocks.filter(({ type }) => type === 'section'))).not.toContain('<!here>');
    expect(checkMessage(queueMessage({ brands: [], posts: [], more: false }))).toEqual([]);
  });

  test('says when each goes out, or what it waits for', () => {
    const shown = (fields: Partial<QueuedPost>) =>
      JSON.stringify(queueMessage({ brands: [brandOf()], posts: [row(fields)], more: false }).blocks);
    const waiting = (state: Publication['state'], holds: Publication['holds'] = []) => [publicationOf({ state, holds })];
    expect(shown({ publications: waiting('queued') })).toContain('Fri 20 Nov 2026, 11:00 (Berlin)');
    expect(shown({ publications: waiting('held', ['hold']) })).toContain('Held. Due');
    expect(shown({ publications: waiting('held', ['review']) })).toContain('Waits for the review of the new words');
    expect(shown({ publications: waiting('blocked') })).toContain('an account has to be reconnected');
    expect(shown({ post: { ...post, when: { kind: 'next slot' } } })).toContain('next free slot after approval. It waits for a review.');
  });
});
