import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LinkedInStandIn } from '../../src/playground/linkedin/index.js';
import { ADA, COFFEE, call, linkedin, postOf, tokenOf } from './linkedin-client.js';

let standIn: LinkedInStandIn;
let token: string;

beforeEach(async () => {
  standIn = await linkedin();
  token = await tokenOf(standIn);
});

afterEach(() => standIn.close());

const post = (changed: Record<string, unknown> = {}, as = token) =>
  call(standIn, 'POST', '/rest/posts', { token: as, json: postOf(changed) });

describe.each<['before' | 'after', number]>([
  ['before', 0],
  ['after', 1],
])('a fault %s the effect', (when, live) => {
  test('answers a plain 500', async () => {
    standIn.fault({ match: 'posts', when, how: 'http_500' });
    expect((await post()).status).toBe(500);
    expect(standIn.ledger).toHaveLength(live);
  });

  test('resets the connection', async () => {
    standIn.fault({ match: /^POST \/rest\/posts$/, when, how: 'reset' });
    await expect(post()).rejects.toThrow();
    expect(standIn.ledger).toHaveLength(live);
    expect(standIn.requests.at(-1)?.status).toBe(0);
  });

  test('hangs until the stand-in closes', async () => {
    standIn.fault({ match: 'posts', accountId: COFFEE, when, how: 'hang' });
    const hanging = post();
    expect(await Promise.race([hanging, new Promise((resolve) => setTimeout(resolve, 300, 'nothing'))])).toBe('nothing');
    expect(standIn.ledger).toHaveLength(live);
    const ended = expect(hanging).rejects.toThrow();
    await standIn.close();
    await ended;
  });

  test('answers an error of the caller, once', async () => {
    standIn.fault({ match: 'posts', when, how: { error: { status: 429, headers: { 'retry-after': '9' } } } });
    const answer = await post();
    expect([answer.status, answer.headers.get('retry-after'), standIn.ledger.length]).toEqual([429, '9', live]);
    expect((await post({ commentary: 'More' })).status).toBe(201);
  });

  test('answers late', async () => {
    standIn.fault({ match: 'posts', when, how: { slow: 200 } });
    const startedAt = performance.now();
    expect((await post()).status).toBe(201);
    expect(performance.now() - startedAt).toBeGreaterThan(190);
  });
});

describe('a fault', () => {
  test('for another account, or taken back, hits nothing', async () => {
    standIn.fault({ match: 'posts', accountId: ADA, when: 'before', how: 'http_500' });
    standIn.fault({ match: 'posts', when: 'before', how: 'http_500' })();
    expect((await post()).status).toBe(201);
  });

  test('after the effect waits for a request that has one', async () => {
    standIn.fault({ match: 'posts', when: 'after', how: 'http_500' });
    expect((await post({ commentary: 'a_b' })).status).toBe(400);
    expect((await post()).status).toBe(500);
    expect(standIn.ledger).toHaveLength(1);
  });
});
