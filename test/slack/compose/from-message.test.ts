import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageObject, messagePieces } from '../../../src/slack/compose/from-message/message.js';
import { type NameSource, wordsOf } from '../../../src/slack/compose/from-message/names.js';
import { PeopleUnavailableError, type Person } from '../../../src/workspaces/index.js';

/** Knows Ben and the group Legal; Slack does not answer about anybody else. */
const source = {
  workspace: 'T1',
  people: {
    person: async (_workspace: string, id: string): Promise<Person> => {
      if (id !== 'U1') throw new PeopleUnavailableError('Slack did not answer.');
      return { id, name: 'Ben', kind: 'member', isAdmin: false, zone: 'UTC' };
    },
  },
  client: { usergroups: { list: async () => ({ ok: true, usergroups: [{ id: 'S1', name: 'Legal' }] }) } },
} as unknown as NameSource;

const wordsIn = (message: object) => wordsOf(source, messagePieces(messageObject.parse(message)));
const rich = (...elements: object[]) => ({ text: 'as Slack tells it', blocks: [{ type: 'rich_text', elements }] });
const line = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const say = (text: string, style = {}) => ({ type: 'text', text, style });

describe('a message in plain words', () => {
  test.each([
    ['*Bold*, _leaning_, ~struck~ and `code`', 'Bold, leaning, struck and code'],
    ['*_both_* and _*both*_', 'both and both'],
    ['2 * 3 * 4, snake_case_name, a ~ b, * not bold *', '2 * 3 * 4, snake_case_name, a ~ b, * not bold *'],
    ['```\nlet *a* = 1\n``` done', 'let *a* = 1\n done'],
    ['&gt; a quote\nand &lt;b&gt; &amp;amp; more', 'a quote\nand <b> &amp; more'],
    ['*Thanks <@U1>* and <@U9|zoe> and <@U8>', 'Thanks Ben and zoe and somebody'],
    ['<!subteam^S1> <!subteam^S2|@design> <!subteam^S3>', 'Legal design a group'],
    ['<!here> New in <#C1|coffee>, see <#C2>', 'New in #coffee, see a channel'],
    ['<https://a.example/_x_y_/?a=1&amp;b=2>', 'https://a.example/_x_y_/?a=1&b=2'],
    [
      '<https://a.example|our menu> <http://b.example|b.example> <mailto:c@d.example|c@d.example>',
      'our menu (https://a.example) http://b.example c@d.example',
    ],
    ['<!date^1392734382^{date}|18 February>', '18 February'],
    [':tada: Open :our_logo: at 10:30:00', '🎉 Open :our_logo: at 10:30:00'],
    ['<> <unclosed *bold*', '<> <unclosed bold'],
  ])('%s', async (text, words) => {
    expect(await wordsIn({ text })).toBe(words);
  });

  test('what its writer typed counts before what Slack tells of it', async () => {
    const typed = rich(
      line(say('Open '), say('again', { bold: true }), say(' *from* <b> Monday '), { type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd' }),
      { type: 'rich_text_list', style: 'bullet', elements: [line(say('bread')), line({ type: 'user', user_id: 'U1' }, say(' bakes'))] },
      { type: 'rich_text_list', style: 'ordered', indent: 1, offset: 1, elements: [line(say('second')), line(say('third'))] },
      { type: 'rich_text_quote', elements: [say('said so')] },
      { type: 'rich_text_preformatted', elements: [say('a\n')] },
      line(
        { type: 'link', url: 'https://a.example', text: 'menu' },
        say(' '),
        { type: 'emoji', name: 'our_logo' },
        { type: 'broadcast', range: 'here' },
      ),
    );
    expect(await wordsIn(typed)).toBe(
      'Open again *from* <b> Monday 👋🏽\n• bread\n• Ben bakes\n  2. second\n  3. third\nsaid so\na\nmenu (https://a.example) :our_logo:',
    );
  });

  test('a channel has the name that the text gives it', async () => {
    const typed = rich(line(say('See '), { type: 'channel', channel_id: 'C1' }, say(', '), { type: 'channel', channel_id: 'C2' }));
    expect(await wordsIn({ ...typed, text: 'See <#C1|coffee>, <#C2>' })).toBe('See #coffee, a channel');
  });

  test('a message that only shares another one says what that one says', async () => {
    expect(await wordsIn({ text: '', attachments: [{ text: '*Shared*' }, rich(line(say('twice')))] })).toBe('Shared\ntwice');
    expect(await wordsIn({ text: 'Look', attachments: [{ text: 'a preview' }] })).toBe('Look');
  });

  test('what is typed without formatting comes back to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), async (text) => {
        expect(await wordsIn(rich(line(say(text))))).toBe(text.trim());
      }),
      { numRuns: 40 },
    );
  });

  test('no message is so odd that nothing comes of it', async () => {
    const odd = fc.array(
      fc.constantFrom('*', '_', '~', '`', '```', '<', '>', '|', '@U1', '!here', '&gt;', '\n', ':', 'a b', '\u202e', '🙂'),
    );
    await fc.assert(
      fc.asyncProperty(odd, async (parts) => {
        const words = await wordsIn({ text: parts.join('') });
        expect(words.replaceAll('🙂', '').length).toBeLessThanOrEqual(parts.join('').length + 9 * parts.length);
      }),
    );
    expect(await wordsIn(rich({ type: 'rich_text_list', elements: [{}, 4, { elements: [null] }] }, { type: 'new' }))).toBe('• \n• \n•');
  });
});
