import { describe, expect, test } from '@jest/globals';
import { say } from '../../src/language/index.js';
import { LINKEDIN_ERROR_ROWS } from '../../src/platforms/linkedin/error-rows.js';
import { answerError, nextMidnightUtc } from '../../src/platforms/linkedin/errors.js';
import { TransportError } from '../../src/platforms/request.js';
import { transportFailure } from '../../src/platforms/send.js';

const NOW = new Date('2026-11-22T18:30:00Z');

/** One line per row: what must follow before and during the irreversible request. */
const TABLE: Record<string, [before: string, publish: string, more?: { next: string }]> = {
  '400 INVALID_URN_ID': ['rejected', 'rejected'],
  '400 INVALID_URN_TYPE': ['rejected', 'rejected'],
  '400 FIELD_LENGTH_TOO_LONG': ['invalid_content', 'invalid_content'],
  '400 INVALID_VALUE_FOR_FIELD': ['invalid_content', 'invalid_content'],
  '400 MISSING_FIELD': ['invalid_content', 'invalid_content'],
  '400 MEDIA_ASSET_PROCESSING_FAILED': ['invalid_content', 'invalid_content'],
  '400 MEDIA_ASSET_WAITING_UPLOAD': ['transient', 'transient', { next: 'restage' }],
  '400 EXPIRED_UPLOAD_URL': ['transient', 'transient', { next: 'restage' }],
  '400 VERSION_MISSING': ['rejected', 'rejected'],
  '401': ['reauth_needed', 'reauth_needed'],
  '401 EXPIRED_ACCESS_TOKEN': ['reauth_needed', 'reauth_needed'],
  '401 REVOKED_ACCESS_TOKEN': ['reauth_needed', 'reauth_needed'],
  '401 EMPTY_ACCESS_TOKEN': ['reauth_needed', 'reauth_needed'],
  '403': ['reauth_needed', 'reauth_needed'],
  '404': ['rejected', 'rejected'],
  '409': ['rejected', 'rejected'],
  '422 DUPLICATE_POST': ['duplicate', 'duplicate'],
  '422': ['invalid_content', 'invalid_content'],
  '426': ['rejected', 'rejected'],
  '429': ['rate_limited', 'rate_limited'],
};

describe("LinkedIn's answers", () => {
  test('every row of the table has its line here', () => {
    expect(LINKEDIN_ERROR_ROWS.map(keyOf).sort()).toEqual(Object.keys(TABLE).sort());
  });

  test.each(LINKEDIN_ERROR_ROWS.map((row) => [keyOf(row), row] as const))('%s', (key, row) => {
    const [before, publish, more] = TABLE[key] ?? ['', ''];
    const answer = envelope(row.status, { code: row.code ?? 'SOMETHING_NEW' });
    const [first, second] = [answerError(answer, 'before', NOW), answerError(answer, 'publish', NOW)];
    expect([first.kind, second.kind]).toEqual([before, publish]);
    for (const { details } of [first, second]) {
      expect(details).toMatchObject({
        status: row.status,
        code: row.code ?? 'SOMETHING_NEW',
        traceId: 'trace-1',
        sentence: say(row.meaning),
      });
      expect(details.next).toBe(more?.next);
    }
  });

  test.each(LINKEDIN_ERROR_ROWS)('the sentence of $status $code is short, plain and ends well', ({ meaning }) => {
    const sentence = say(meaning);
    expect(sentence).toMatch(/^[A-Z].*[.]$/);
    expect(sentence.length).toBeLessThan(160);
    expect(sentence).not.toMatch(/!|token|OAuth|API|URN|error/i);
  });

  test('the code may stand in the details, or as a number', () => {
    const details = { errorDetails: { inputErrors: [{ code: 'FIELD_LENGTH_TOO_LONG' }] } };
    expect(answerError(envelope(400, details), 'publish', NOW).kind).toBe('invalid_content');
    const sentence = answerError(envelope(401, { serviceErrorCode: 65602 }), 'publish', NOW).message;
    expect(sentence).toContain('expired');
  });

  test.each(['urn:li:share:6844785523593134080', 'urn:li:ugcPost:7'])('a duplicate names the post that is there: %s', (urn) => {
    const answer = envelope(422, { message: `com.linkedin.content: Content is a duplicate of ${urn}` });
    expect(answerError(answer, 'publish', NOW).details).toMatchObject({ kind: 'duplicate', code: 'DUPLICATE_POST', ref: urn });
  });

  test('a 422 about something else is no duplicate, and a URN of no post is no ref', () => {
    const answer = answerError(envelope(422, { message: 'urn:li:person:782bbtaQ may not do that' }), 'publish', NOW);
    expect([answer.kind, answer.details.ref]).toEqual(['invalid_content', undefined]);
  });

  test('a limit ends at midnight UTC', () => {
    expect(answerError(envelope(429), 'publish', NOW).details.until).toEqual(new Date('2026-11-23T00:00:00Z'));
    expect(nextMidnightUtc(new Date('2026-12-31T23:59:59.999Z'))).toEqual(new Date('2027-01-01T00:00:00Z'));
  });
});

describe('what the table does not know', () => {
  test('an unknown code is tried again before the post, and is a refusal while posting: it is never sent again', () => {
    const answer = envelope(400, { code: 'SOMETHING_NEW' });
    expect([answerError(answer, 'before', NOW).kind, answerError(answer, 'publish', NOW).kind]).toEqual(['transient', 'rejected']);
  });

  test.each([500, 502, 503, 504])('status %s while posting leaves the outcome unknown', (status) => {
    expect(answerError(envelope(status, { code: 'INTERNAL' }), 'publish', NOW).kind).toBe('unknown_outcome');
  });

  test('an answer that is not from the API, whatever its status, leaves the outcome unknown', () => {
    for (const status of [200, 201, 302, 404, 413, 429, 502]) {
      const answer = { status, headers: {}, body: '<p>Sorry' };
      expect([status, answerError(answer, 'publish', NOW).kind]).toEqual([status, 'unknown_outcome']);
      expect([status, answerError(answer, 'before', NOW).kind]).toEqual([status, 'transient']);
    }
  });

  test("LinkedIn's own words never reach the sentence", () => {
    for (const status of [400, 401, 422, 500]) {
      const error = answerError(envelope(status, { message: 'canary AQsecret', code: 'X' }), 'publish', NOW);
      expect(JSON.stringify(error.details)).not.toContain('canary');
    }
  });
});

describe('no answer', () => {
  test('before the post it is only trouble', () => {
    expect(transportFailure(new TransportError('timeout', true, undefined), 'before').kind).toBe('transient');
  });

  test('while posting it leaves the outcome unknown, unless the request provably never left', () => {
    const [left, stayed] = [new TransportError('connection', true, undefined), new TransportError('stopped', false, undefined)];
    expect(transportFailure(left, 'publish').details).toMatchObject({ kind: 'unknown_outcome', sent: true });
    expect(transportFailure(stayed, 'publish').details).toMatchObject({ kind: 'transient', sent: false });
  });
});

function keyOf({ status, code }: (typeof LINKEDIN_ERROR_ROWS)[number]): string {
  return code === undefined ? String(status) : `${status} ${code}`;
}

function envelope(status: number, fields: Record<string, unknown> = {}) {
  return { status, headers: { 'x-li-uuid': 'trace-1' }, body: { status, message: 'a message', ...fields } };
}
