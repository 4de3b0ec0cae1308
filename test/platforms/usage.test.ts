import { expect, test } from '@jest/globals';
import { instagramUsage } from '../../src/platforms/instagram/quota.js';
import { linkedInUsage } from '../../src/platforms/linkedin/usage.js';
import { metaUsage } from '../../src/platforms/meta/usage.js';
import type { HttpRequest } from '../../src/platforms/request.js';
import { xUsage } from '../../src/platforms/x/limits.js';

const now = new Date('2026-11-22T22:30:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const usageOf = (headers: Record<string, string>) => metaUsage({ answer: { status: 200, headers, body: {} }, now });

test('an account at Meta rests five minutes from 95 percent of any figure on, or as long as Meta says', () => {
  const use = (figures: Record<string, number>) => JSON.stringify({ call_count: 1, total_time: 1, total_cputime: 1, ...figures });
  const resting = (ms: number) => ({ until: after(ms), sentence: expect.stringContaining('close to its limit') });
  expect(usageOf({})).toBeUndefined();
  expect(usageOf({ 'x-app-usage': use({ call_count: 94 }) })).toBeUndefined();
  expect(usageOf({ 'x-app-usage': use({ total_time: 95 }) })).toEqual({ rest: resting(300_000) });
  expect(usageOf({ 'x-page-usage': use({ total_cputime: 100 }) })).toEqual({ closed: resting(300_000) });
  const business = (minutes: number) => ({
    'x-business-use-case-usage': JSON.stringify({ 178: [{ type: 'pages', call_count: 99, estimated_time_to_regain_access: minutes }] }),
  });
  expect(usageOf(business(0))).toEqual({ rest: resting(300_000) });
  expect(usageOf(business(12))).toEqual({ closed: resting(720_000) });
  expect(usageOf({ 'x-app-usage': 'what?', 'x-business-use-case-usage': '[]' })).toBeUndefined();
});

test('the quota of Instagram is read where it was asked for', () => {
  const answer = { status: 200, headers: {}, body: { data: [{ quota_usage: 23, config: { quota_total: 50 } }] } };
  expect(instagramUsage({ request: get('https://graph.facebook.com/v26.0/178/content_publishing_limit'), answer, now })).toEqual({
    quota: { unit: 'posts', used: 23, limit: 50 },
  });
  expect(instagramUsage({ request: get('https://graph.facebook.com/v26.0/178/media'), answer, now })).toBeUndefined();
});

test('X says what is left with each post: nothing left closes the account until the reset that is over last', () => {
  const reset = (ms: number) => String(after(ms).getTime() / 1_000);
  const usage = (headers: Record<string, string>, url = 'https://api.x.com/2/tweets', method: 'GET' | 'POST' = 'POST') =>
    xUsage({ request: { ...get(url), method }, answer: { status: 201, headers, body: {} } });
  const short = { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset(600_000) };
  const daily = (left: number) => ({
    'x-user-limit-24hour-limit': '100',
    'x-user-limit-24hour-remaining': String(left),
    'x-user-limit-24hour-reset': reset(7_200_000),
  });
  expect(usage({ ...short, 'x-rate-limit-remaining': '1' })).toEqual({});
  expect(usage(short)?.closed?.until).toEqual(after(600_000));
  expect(usage({ ...short, ...daily(0) })?.closed).toMatchObject({
    until: after(7_200_000),
    sentence: expect.stringContaining('in 24 hours'),
  });
  expect(usage(daily(97))).toEqual({ quota: { unit: 'posts', limit: 100, used: 3, resetsAt: after(7_200_000) } });
  expect(usage(short, 'https://api.x.com/2/media/upload')).toBeUndefined();
  expect(usage(short, 'https://api.x.com/2/tweets', 'GET')).toBeUndefined();
});

test("a member's requests to LinkedIn count until midnight UTC; those of pages and of uploads do not", () => {
  const member = { platformId: 'urn:li:person:abc', name: 'Ada' };
  const page = { platformId: 'urn:li:organization:7', name: 'Bluebird' };
  const posts = get('https://api.linkedin.com/rest/posts');
  expect(linkedInUsage({ account: member, request: posts, now })).toEqual({
    quota: { unit: 'requests', limit: 150, resetsAt: new Date('2026-11-23T00:00:00Z') },
  });
  expect(linkedInUsage({ account: page, request: posts, now })).toBeUndefined();
  expect(linkedInUsage({ account: member, request: get('https://www.linkedin.com/dms-uploads/7'), now })).toBeUndefined();
});

function get(url: string): HttpRequest {
  return { method: 'GET', url, timeoutMs: 1_000 };
}
