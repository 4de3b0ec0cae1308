import { describe, expect, test } from '@jest/globals';
import { say } from '../../src/language/index.js';
import { META_ERROR_ROWS } from '../../src/platforms/meta/error-rows.js';
import { answerError } from '../../src/platforms/meta/errors.js';
import { TransportError } from '../../src/platforms/request.js';
import { transportFailure } from '../../src/platforms/send.js';

type Expected = [before: string, publish: string, more?: { next?: string; retryAfterMs?: number; status?: number }];

const SAME = (kind: string): Expected => [kind, kind];
const TRANSIENT: Expected = ['transient', 'unknown_outcome'];
const WAIT = SAME('rate_limited');
const RECONNECT = SAME('reauth_needed');
const REFUSED = SAME('rejected');
const EDIT = SAME('invalid_content');
const DUPLICATE = SAME('duplicate');

/** One line per row: code/subcode as Meta would send them, and what must follow before and during the irreversible request. */
const TABLE: Record<string, Expected> = {
  '-2': TRANSIENT,
  '-1': TRANSIENT,
  '1': TRANSIENT,
  '2': TRANSIENT,
  '3': REFUSED,
  '4': WAIT,
  '17': WAIT,
  '32': WAIT,
  '341': WAIT,
  '613': WAIT,
  '80001': WAIT,
  '80002': WAIT,
  '10': RECONNECT,
  '100': REFUSED,
  '100/33': RECONNECT,
  '102': RECONNECT,
  '190': RECONNECT,
  '190/458': RECONNECT,
  '190/459': RECONNECT,
  '190/460': RECONNECT,
  '190/463': RECONNECT,
  '190/464': RECONNECT,
  '190/467': RECONNECT,
  '190/490': RECONNECT,
  '190/492': RECONNECT,
  '200-299': RECONNECT,
  '403:200': RECONNECT,
  '368': REFUSED,
  '382': EDIT,
  '389': TRANSIENT,
  '506': DUPLICATE,
  '6000': TRANSIENT,
  '6001': TRANSIENT,
  '/1346003': REFUSED,
  '/1349125': EDIT,
  '/1363040': EDIT,
  '/1363047': TRANSIENT,
  '/1363127': EDIT,
  '/1363128': EDIT,
  '/1363129': EDIT,
  '/1366046': EDIT,
  '/1366051': DUPLICATE,
  '/1390008': WAIT,
  '/1404006': REFUSED,
  '/1404078': REFUSED,
  '/1404102': REFUSED,
  '/1404112': REFUSED,
  '/1609005': EDIT,
  '/1609008': EDIT,
  '/1609010': TRANSIENT,
  '/2061006': EDIT,
  '/2069019': EDIT,
  '/4854002': REFUSED,
  '-2/2207003': TRANSIENT,
  '-2/2207020': ['transient', 'transient', { next: 'restage' }],
  '-1/2207001': TRANSIENT,
  '-1/2207032': TRANSIENT,
  '-1/2207053': TRANSIENT,
  '-1/2207073': REFUSED,
  '1/2207057': EDIT,
  '4/2207051': REFUSED,
  '9/2207042': ['rate_limited', 'rate_limited', { retryAfterMs: 3_600_000 }],
  '24/2207006': DUPLICATE,
  '24/2207008': ['transient', 'transient', { next: 'restage' }],
  '25/2207050': REFUSED,
  '100/2207023': REFUSED,
  '100/2207028': EDIT,
  '100/2207035': EDIT,
  '100/2207036': EDIT,
  '100/2207037': EDIT,
  '100/2207040': EDIT,
  '352/2207026': EDIT,
  '9004/2207052': TRANSIENT,
  '9007/2207027': ['transient', 'transient', { next: 'poll' }],
  '36000/2207004': EDIT,
  '36001/2207005': EDIT,
  '36003/2207009': EDIT,
  '36004/2207010': EDIT,
  '/2207077': TRANSIENT,
  '/2207081': REFUSED,
  '/2207082': TRANSIENT,
};

describe("Meta's codes", () => {
  test('every row of the table has its line here', () => {
    expect(META_ERROR_ROWS.map(keyOf).sort()).toEqual(Object.keys(TABLE).sort());
  });

  test.each(META_ERROR_ROWS.map((row) => [keyOf(row), row] as const))('%s', (key, row) => {
    const [before, publish, more = {}] = TABLE[key] ?? ['', ''];
    const code = row.codeTo ?? row.code ?? 100;
    const answer = envelope(row.status ?? 400, { code, ...(row.subcode === undefined ? {} : { error_subcode: row.subcode }) });
    const [first, second] = [answerError(answer, 'before'), answerError(answer, 'publish')];
    expect([first.kind, second.kind]).toEqual([before, publish]);
    expect(first.details).toMatchObject({ status: row.status ?? 400, code, traceId: 'trace-1', sentence: say(row.meaning), ...more });
    if (publish !== 'unknown_outcome') expect(second.details.sentence).toBe(say(row.meaning));
    if (more.next === undefined) expect([first.details.next, second.details.next]).toEqual([undefined, undefined]);
  });

  test.each(META_ERROR_ROWS)('the sentence of $code/$subcode is short, plain and ends well', ({ meaning }) => {
    const sentence = say(meaning);
    expect(sentence).toMatch(/^[A-Z].*[.]$/);
    expect(sentence.length).toBeLessThan(160);
    expect(sentence).not.toMatch(/!|token|OAuth|API|subcode|error/i);
  });
});

describe('what the table does not know', () => {
  test('an unknown code is tried again before the post, and is a refusal while posting: it is never sent again', () => {
    const answer = envelope(400, { code: 987_654 });
    expect(answerError(answer, 'before').kind).toBe('transient');
    expect(answerError(answer, 'publish').kind).toBe('rejected');
  });

  test('an unknown code with status 500 while posting leaves the outcome unknown', () => {
    expect(answerError(envelope(500, { code: 987_654 }), 'publish').kind).toBe('unknown_outcome');
  });

  test('a transient answer to an unknown or a broad code while posting leaves the outcome unknown', () => {
    for (const code of [987_654, 100])
      expect(answerError(envelope(400, { code, is_transient: true }), 'publish').kind).toBe('unknown_outcome');
  });

  test('a limit that Meta calls transient is still a limit', () => {
    expect(answerError(envelope(400, { code: 4, is_transient: true }), 'publish').kind).toBe('rate_limited');
  });

  test('an answer that is not from the Graph API, whatever its status, leaves the outcome unknown', () => {
    for (const status of [200, 302, 404, 413, 429, 502]) {
      const answer = { status, headers: {}, body: '<p>Sorry' };
      expect([status, answerError(answer, 'publish').kind]).toEqual([status, 'unknown_outcome']);
      expect([status, answerError(answer, 'before').kind]).toEqual([status, 'transient']);
    }
  });

  test('a number known as a subcode is understood in the place of the code as well', () => {
    expect(answerError(envelope(400, { code: 1_609_005 }), 'publish').kind).toBe('invalid_content');
  });

  test("Meta's own words never reach the sentence", () => {
    const error = answerError(envelope(400, { code: 100, message: 'canary EAAsecret', error_user_msg: 'canary' }), 'publish');
    expect(JSON.stringify(error.details)).not.toContain('canary');
  });
});

describe('how long a limit lasts', () => {
  test('the longest wait of the business header, in minutes', () => {
    const usage = { '1': [{ type: 'pages', estimated_time_to_regain_access: 3 }], '2': [{ estimated_time_to_regain_access: 19 }] };
    const error = answerError(envelope(400, { code: 80_001 }, { 'x-business-use-case-usage': JSON.stringify(usage) }), 'publish');
    expect(error.details).toMatchObject({ kind: 'rate_limited', retryAfterMs: 19 * 60_000 });
  });

  test.each(['{"1":[{"estimated_time_to_regain_access":0}]}', 'not json', '{"1":7}'])('no wait is made up from %s', (header) => {
    const error = answerError(
      envelope(400, { code: 32 }, { 'x-business-use-case-usage': header, 'x-app-usage': '{"call_count":100}' }),
      'before',
    );
    expect(error.details).toMatchObject({ kind: 'rate_limited' });
    expect(error.details.retryAfterMs).toBeUndefined();
  });
});

describe('no answer', () => {
  test('before the post it is only trouble', () => {
    expect(transportFailure(new TransportError('timeout', true, undefined), 'before').kind).toBe('transient');
  });

  test('while posting it leaves the outcome unknown, unless the request provably never left', () => {
    expect(transportFailure(new TransportError('connection', true, undefined), 'publish').details).toMatchObject({
      kind: 'unknown_outcome',
      sent: true,
    });
    expect(transportFailure(new TransportError('stopped', false, undefined), 'publish').details).toMatchObject({
      kind: 'transient',
      sent: false,
    });
  });
});

function keyOf(row: (typeof META_ERROR_ROWS)[number]): string {
  const status = row.status === undefined ? '' : `${row.status}:`;
  const range = row.codeTo === undefined ? '' : `-${row.codeTo}`;
  return `${status}${row.code ?? ''}${range}${row.subcode === undefined ? '' : `/${row.subcode}`}`;
}

function envelope(status: number, error: Record<string, unknown>, headers: Record<string, string> = {}) {
  return { status, headers, body: { error: { message: 'a message', type: 'OAuthException', fbtrace_id: 'trace-1', ...error } } };
}
