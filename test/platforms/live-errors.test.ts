import { describe, expect, test } from '@jest/globals';
import { LIVE_ERROR_ROWS as LINKEDIN_ROWS } from '../../src/platforms/linkedin/error-rows-live.js';
import { answerError as linkedInError } from '../../src/platforms/linkedin/errors.js';
import { INSTAGRAM_LIVE_ERROR_ROWS as INSTAGRAM_ROWS, LIVE_ERROR_ROWS as META_ROWS } from '../../src/platforms/meta/error-rows-live.js';
import { answerError as metaError } from '../../src/platforms/meta/errors.js';
import { LIVE_ERROR_ROWS as X_ROWS } from '../../src/platforms/x/error-rows-live.js';
import { answerError as xError } from '../../src/platforms/x/errors.js';

/** What an answer to a change of a live post means. The rows are about that post: an account is never called broken for them. */
describe.each<[string, (status: number, body: unknown) => ReturnType<typeof metaError>, [string, number, unknown, string, string][]]>([
  [
    'Facebook',
    (status, body) => metaError({ status, headers: {}, body }, 'before', META_ROWS),
    [
      ['a post of another app', 403, { error: { code: 10 } }, 'rejected', 'does not let Copydesk change this post'],
      ['a missing permission', 403, { error: { code: 200 } }, 'rejected', 'does not let Copydesk change this post'],
      ['a post that is gone', 400, { error: { code: 100, error_subcode: 33 } }, 'rejected', 'It is not on Facebook any more.'],
      ['words it does not take', 400, { error: { code: 100 } }, 'rejected', 'did not take the new text'],
      ['words of another post', 400, { error: { code: 506 } }, 'rejected', 'the same words already'],
      ['an ended token', 400, { error: { code: 190, error_subcode: 463 } }, 'reauth_needed', 'has expired'],
      ['a limit', 400, { error: { code: 32 } }, 'rate_limited', 'limits'],
      ['trouble', 500, 'oops', 'transient', 'just now'],
    ],
  ],
  [
    'Instagram',
    (status, body) => metaError({ status, headers: {}, body }, 'before', INSTAGRAM_ROWS),
    [
      ['a missing permission', 403, { error: { code: 10 } }, 'rejected', 'leave every permission on'],
      ['a missing permission by another code', 403, { error: { code: 200 } }, 'rejected', 'leave every permission on'],
      ['a kind that it does not delete', 400, { error: { code: -1, error_subcode: 2207073 } }, 'rejected', 'Delete it in Instagram'],
      ['one that it does not let us delete', 400, { error: { code: 100, error_subcode: 33 } }, 'rejected', 'Delete it in Instagram'],
      ['an ended token', 400, { error: { code: 190, error_subcode: 463 } }, 'reauth_needed', 'has expired'],
      ['a limit', 403, { error: { code: 80002 } }, 'rate_limited', 'limits'],
      ['trouble', 500, 'oops', 'transient', 'just now'],
    ],
  ],
  [
    'LinkedIn',
    (status, body) => linkedInError({ status, headers: {}, body }, 'before', new Date(), LINKEDIN_ROWS),
    [
      ['a role that was lost', 403, { code: 'ACCESS_DENIED' }, 'rejected', 'does not let this person change this post'],
      ['a post that is gone', 404, { code: 'NOT_FOUND' }, 'rejected', 'It is not on LinkedIn any more.'],
      ['a change at the same time', 409, { message: 'Conflict' }, 'transient', 'just now'],
      ['a text that is too long', 400, { code: 'FIELD_LENGTH_TOO_LONG' }, 'invalid_content', 'too long'],
      ['an ended token', 401, { code: 'EXPIRED_ACCESS_TOKEN' }, 'reauth_needed', 'has expired'],
    ],
  ],
  [
    'X',
    (status, body) => xError({ status, headers: {}, body }, 'before', X_ROWS),
    [
      ['a post of somebody else', 403, { type: 'about:blank', detail: 'Forbidden' }, 'rejected', 'does not let this account delete'],
      ['an app without the right', 403, { type: 'https://api.x.com/2/problems/client-forbidden' }, 'rejected', "Copydesk's app"],
      ['no credits', 402, { type: 'https://api.x.com/2/problems/credits' }, 'rejected', 'nothing was deleted'],
      ['an ended token', 401, { title: 'Unauthorized' }, 'reauth_needed', 'Reconnect'],
    ],
  ],
])('%s', (_name, errorOf, rows) => {
  test.each(rows)('%s', (_case, status, body, kind, words) => {
    const error = errorOf(status, body);
    expect([error.kind, error.message]).toEqual([kind, expect.stringContaining(words)]);
  });
});
