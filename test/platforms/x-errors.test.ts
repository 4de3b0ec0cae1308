import { describe, expect, test } from '@jest/globals';
import { say } from '../../src/language/index.js';
import { TransportError } from '../../src/platforms/request.js';
import { transportFailure } from '../../src/platforms/send.js';
import { X_ERROR_ROWS } from '../../src/platforms/x/error-rows.js';
import { answerError } from '../../src/platforms/x/errors.js';

/** One line per row: the row's name, what X would send, and the kind that must follow, before and during the irreversible request. */
const TABLE: readonly [row: string, answer: Answer, kind: string][] = [
  ['400', problem(400, 'invalid-request'), 'invalid_content'],
  [
    '400 media.media_ids',
    { status: 400, body: { errors: [{ parameters: { 'media.media_ids': ['1'] }, message: '' }] } },
    'invalid_content',
  ],
  ['401', problem(401), 'reauth_needed'],
  ['402', problem(402, 'credits'), 'rejected'],
  ['403', problem(403), 'rejected'],
  ['403 client-forbidden', problem(403, 'client-forbidden'), 'rejected'],
  ['403 unsupported-authentication', problem(403, 'unsupported-authentication'), 'reauth_needed'],
  [
    '403 You are not allowed to create a Tweet with duplicate content.',
    problem(403, undefined, 'You are not allowed to create a Tweet with duplicate content.'),
    'duplicate',
  ],
  [
    '403 You are not allowed to create a Post with duplicate content.',
    problem(403, undefined, 'You are not allowed to create a Post with duplicate content.'),
    'duplicate',
  ],
  [
    '403 You attempted to reply to a Tweet that is deleted or not visible to you.',
    problem(403, undefined, 'You attempted to reply to a Tweet that is deleted or not visible to you.'),
    'rejected',
  ],
  ['404', problem(404, 'resource-not-found'), 'rejected'],
  ['413', { status: 413, body: '' }, 'invalid_content'],
  ['429', problem(429, 'rate-limit-exceeded'), 'rate_limited'],
  ['429 usage-capped', problem(429, 'usage-capped'), 'rejected'],
  ['32', code(401, 32), 'reauth_needed'],
  ['64', code(403, 64), 'rejected'],
  ['88', code(429, 88), 'rate_limited'],
  ['89', code(401, 89), 'reauth_needed'],
  ['185', code(403, 185), 'rate_limited'],
  ['186', code(403, 186), 'invalid_content'],
  ['187', code(403, 187), 'duplicate'],
  ['226', code(403, 226), 'rejected'],
  ['261', code(403, 261), 'rejected'],
  ['324', code(400, 324), 'invalid_content'],
  ['325', code(400, 325), 'invalid_content'],
  ['326', code(403, 326), 'rejected'],
  ['385', code(403, 385), 'rejected'],
];

describe('What X answers', () => {
  test('is tested here for every row', () => {
    const names = X_ERROR_ROWS.map(({ status, type, detail, code: number, parameter }) =>
      [status, type, detail, number, parameter].filter((each) => each !== undefined).join(' '),
    );
    expect(TABLE.map(([row]) => row)).toEqual(names);
  });

  test.each(TABLE)('%s', (row, answer, kind) => {
    for (const phase of ['before', 'publish'] as const) {
      const error = answerError({ headers: {}, ...answer }, phase);
      expect([error.kind, error.message]).toEqual([kind, sentenceOf(row)]);
      expect(error.message).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('each kind of refusal that has its own next step has its own sentence', () => {
    const said = ['402', '403', '429', '429 usage-capped', '185', '64', '326'].map(sentenceOf);
    expect(new Set(said).size).toBe(said.length);
  });

  test.each([500, 502, 503, 504, 408, 302])('%i says nothing of what became of a post', (status) => {
    for (const body of ['<html>', { errors: [{ code: 131 }] }, { errors: [{ code: 187 }] }]) {
      expect(answerError({ status, headers: {}, body }, 'before').kind).toBe('transient');
      expect(answerError({ status, headers: {}, body }, 'publish').kind).toBe('unknown_outcome');
    }
  });

  test('an answer that says yes in an unknown shape leaves a post unknown', () => {
    expect(answerError({ status: 200, headers: {}, body: { errors: [] } }, 'publish').kind).toBe('unknown_outcome');
  });

  test('a refusal of a kind that nobody knows is a refusal', () => {
    expect(answerError({ status: 418, headers: {}, body: 'teapot' }, 'publish')).toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('does not know'),
    });
  });

  test('a page instead of a problem is told by its status', () => {
    expect(answerError({ status: 403, headers: {}, body: '<html>' }, 'publish').kind).toBe('rejected');
  });

  test('the words of a longer detail decide nothing', () => {
    const answer = problem(403, undefined, 'You are not allowed to create a Tweet with duplicate content. Or so.');
    expect(answerError({ headers: {}, ...answer }, 'publish').kind).toBe('rejected');
  });

  test('what X names for its support is kept', () => {
    const error = answerError({ ...problem(402, 'credits'), headers: { 'x-transaction-id': 'f92e067a' } }, 'publish');
    expect(error.details).toMatchObject({ status: 402, code: 'credits', traceId: 'f92e067a' });
  });
});

describe('A used-up limit', () => {
  const limited = (headers: Record<string, string>) => answerError({ ...problem(429, 'rate-limit-exceeded'), headers }, 'publish');

  test('ends when its window does', () => {
    expect(limited({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1795600800' }).details.until).toEqual(
      new Date(1_795_600_800_000),
    );
  });

  test.each([
    ['x-user-limit-24hour', 'This account'],
    ['x-app-limit-24hour', 'Copydesk'],
  ])('of 24 hours (%s) outlasts the window, and says whose it is', (prefix, whose) => {
    const headers = { 'x-rate-limit-reset': '1795600800', [`${prefix}-remaining`]: '0', [`${prefix}-reset`]: '1795680000' };
    const error = limited(headers);
    expect([error.details.until, error.message.startsWith(whose)]).toEqual([new Date(1_795_680_000_000), true]);
  });

  test('of 24 hours with room left is not the one', () => {
    const headers = { 'x-rate-limit-reset': '1795600800', 'x-user-limit-24hour-remaining': '7', 'x-user-limit-24hour-reset': '1795680000' };
    expect(limited(headers).details.until).toEqual(new Date(1_795_600_800_000));
  });

  test('without a reset leaves the wait to us', () => {
    expect(limited({}).details).toMatchObject({ kind: 'rate_limited' });
    expect(limited({ 'x-rate-limit-reset': 'soon' }).details.until).toBeUndefined();
  });

  test('named by the older code waits an hour', () => {
    expect(answerError({ ...code(403, 185), headers: {} }, 'publish').details.retryAfterMs).toBe(3_600_000);
  });
});

test('a refusal without a name of its own shows none', () => {
  expect(answerError({ ...problem(403), headers: {} }, 'publish').details).not.toHaveProperty('code');
  expect(answerError({ ...problem(403, 'client-forbidden'), headers: {} }, 'publish').details.code).toBe('client-forbidden');
});

test('a request that got no answer is unknown only while posting, and only if it left', () => {
  const lost = new TransportError('connection', true, undefined);
  const never = new TransportError('connection', false, undefined);
  const kinds = [transportFailure(lost, 'before'), transportFailure(lost, 'publish'), transportFailure(never, 'publish')];
  expect(kinds.map(({ kind, details }) => [kind, details.sent])).toEqual([
    ['transient', true],
    ['unknown_outcome', true],
    ['transient', false],
  ]);
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function sentenceOf(row: string): string | undefined {
  const found = X_ERROR_ROWS[TABLE.findIndex(([name]) => name === row)];
  return found === undefined ? undefined : say(found.meaning);
}

function problem(status: number, type?: string, detail = 'Something.'): Answer {
  const uri = type === undefined ? 'about:blank' : `https://api.x.com/2/problems/${type}`;
  return { status, body: { title: 'Title', detail, type: uri, status } };
}

function code(status: number, number: number): Answer {
  return { status, body: { errors: [{ code: number, message: 'Something.' }] } };
}
