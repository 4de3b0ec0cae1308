import { describe, expect, test } from '@jest/globals';
import { formatDate } from '../../src/playground/web/blocks/dates.js';
import { readMrkdwn } from '../../src/playground/web/blocks/mrkdwn.js';

const text = (words: string) => ({ is: 'text', text: words });

describe('mrkdwn is read as Slack reads it', () => {
  test('bold, italic, struck and code, at the edges of words only', () => {
    expect(lineOf('*bold* _italic_ ~gone~ `a*b*c`')).toEqual([
      { is: 'bold', parts: [text('bold')] },
      text(' '),
      { is: 'italic', parts: [text('italic')] },
      text(' '),
      { is: 'strike', parts: [text('gone')] },
      text(' '),
      { is: 'code', text: 'a*b*c' },
    ]);
    expect(lineOf('2*3*4 snake_case_name * alone *')).toEqual([text('2*3*4 snake_case_name * alone *')]);
    expect(lineOf('*_both_*')).toEqual([{ is: 'bold', parts: [{ is: 'italic', parts: [text('both')] }] }]);
  });

  test('links, mentions, channels and dates', () => {
    expect(lineOf('<https://a.example/?x=1&amp;y=2|here> <@U1> <#C1|general> <!here> <!date^100^{time}^https://b.example|then>')).toEqual([
      { is: 'link', url: 'https://a.example/?x=1&y=2', label: 'here' },
      text(' '),
      { is: 'user', id: 'U1' },
      text(' '),
      { is: 'channel', id: 'C1' },
      text(' '),
      { is: 'broadcast', id: 'here' },
      text(' '),
      { is: 'date', seconds: 100, format: '{time}', url: 'https://b.example', fallback: 'then' },
    ]);
  });

  test('what was escaped is shown to the letter and takes no effect', () => {
    expect(lineOf('&lt;@U1&gt; &amp;amp;')).toEqual([text('<@U1> &amp;')]);
    expect(lineOf('<javascript:alert(1)|here>')).toEqual([text('<javascript:alert(1)|here>')]);
  });

  test('quotes and preformatted text stand apart', () => {
    expect(readMrkdwn('before\n&gt; one\n&gt; two\n```*raw* &lt;b&gt;```after')).toEqual([
      { is: 'lines', lines: [[text('before')]] },
      { is: 'quote', lines: [[text('one')], [text('two')]] },
      { is: 'pre', text: '*raw* <b>' },
      { is: 'lines', lines: [[text('after')]] },
    ]);
  });
});

describe('dates are filled for the reader', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const at = (iso: string) => Date.parse(iso) / 1000;

  test('in their own zone, across midnight', () => {
    expect(formatDate(at('2026-11-22T16:00:00Z'), '{date_short_pretty} {time}', 'Europe/Lisbon', now)).toBe('Today 4:00 PM');
    expect(formatDate(at('2026-11-22T16:00:00Z'), '{date_short_pretty} {time}', 'Asia/Tokyo', now)).toBe('Tomorrow 1:00 AM');
  });

  test('a pretty day is small within a sentence, and other days are written out', () => {
    expect(formatDate(at('2026-11-21T10:00:00Z'), 'sent {date_pretty}', 'UTC', now)).toBe('sent yesterday');
    expect(formatDate(at('2026-12-24T10:00:00Z'), '{date_long_pretty}', 'UTC', now)).toBe('Thursday, December 24, 2026');
    expect(formatDate(at('2026-12-24T10:00:00Z'), '{date_num} {nonsense}', 'UTC', now)).toBe('2026-12-24 {nonsense}');
  });

  test('the hour follows daylight saving', () => {
    expect(formatDate(at('2026-03-29T00:30:00Z'), '{time}', 'Europe/Berlin', now)).toBe('1:30 AM');
    expect(formatDate(at('2026-03-29T01:30:00Z'), '{time}', 'Europe/Berlin', now)).toBe('3:30 AM');
  });
});

function lineOf(mrkdwn: string) {
  const [stretch] = readMrkdwn(mrkdwn);
  return stretch?.is === 'pre' ? undefined : stretch?.lines[0];
}
