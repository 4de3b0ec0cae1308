import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultKind, MetaStandIn } from '../../src/playground/meta/index.js';
import { type Connected, connect, graph, meta, refusal } from './meta-client.js';

let standIn: MetaStandIn;
let page: Connected;

beforeEach(async () => {
  standIn = await meta();
  page = await connect(standIn);
});

afterEach(async () => {
  await standIn.close();
});

const post = (on = page) => graph(standIn, 'POST', `${on.page}/feed`, { token: on.token, body: { message: 'Hello' } });

describe.each<['before' | 'after', number]>([
  ['before', 0],
  ['after', 1],
])('A fault %s the effect', (when, live) => {
  test('answers a plain 500', async () => {
    standIn.fault({ match: 'feed', when, how: 'http_500' });
    expect(await post()).toMatchObject({ status: 500, text: expect.stringContaining('went wrong') });
    expect(standIn.ledger).toHaveLength(live);
  });

  test('resets the connection', async () => {
    standIn.fault({ match: 'feed', when, how: 'reset' });
    await expect(post()).rejects.toMatchObject({ cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) } });
    expect(standIn.ledger).toHaveLength(live);
    expect(standIn.requests.at(-1)?.status).toBe(0);
  });

  test('hangs until the stand-in closes', async () => {
    standIn.fault({ match: 'feed', when, how: 'hang' });
    const hanging = post();
    const first = await Promise.race([hanging, new Promise((resolve) => setTimeout(resolve, 300, 'nothing'))]);
    expect(first).toBe('nothing');
    expect(standIn.ledger).toHaveLength(live);
    const ended = expect(hanging).rejects.toThrow();
    await standIn.close();
    await ended;
  });

  test('answers late', async () => {
    standIn.fault({ match: 'feed', when, how: { slow: 200 } });
    const startedAt = performance.now();
    expect((await post()).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(190);
    expect(standIn.ledger).toHaveLength(1);
  });

  test('answers an error of the caller', async () => {
    const graphFault = { status: 400, code: 4, message: 'Too many', isTransient: true, headers: { 'retry-after': '9' } };
    standIn.fault({ match: 'feed', when, how: { graph: graphFault } });
    const answer = await post();
    expect([refusal(answer), answer.body.error.is_transient, answer.headers.get('retry-after')]).toEqual(['4', true, '9']);
    expect(standIn.ledger).toHaveLength(live);
  });
});

test('A fault hits as often as asked, can be taken back, and can be aimed at one account or by pattern', async () => {
  const how: FaultKind = { graph: { status: 400, code: 506 } };
  standIn.fault({ match: 'feed', times: 2, when: 'before', how });
  expect([(await post()).status, (await post()).status, (await post()).status]).toEqual([400, 400, 200]);
  standIn.fault({ match: 'feed', when: 'before', how })();
  expect((await post()).status).toBe(200);
  const other = await connect(standIn, 1);
  standIn.fault({ match: /^POST .*\/feed$/, accountId: other.page, when: 'before', how });
  expect([(await post()).status, (await post(other)).status]).toEqual([200, 400]);
});

test('A fault after the effect waits for a request that is not refused', async () => {
  standIn.fault({ match: 'feed', when: 'after', how: 'http_500' });
  expect(refusal(await graph(standIn, 'POST', `${page.page}/feed`, { token: page.token, body: {} }))).toBe('100');
  expect((await post()).status).toBe(500);
  expect(standIn.ledger).toHaveLength(1);
});
