import { describe, expect, test } from '@jest/globals';
import { checkMessage, checkView } from '../../src/playground/slack/block-kit.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const option = (value: string) => ({ text: plain(value), value });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element: { action_id: 'a', ...element },
  ...more,
});
const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('Hello'), ...more });
const select = (more: object = {}) => ({ type: 'static_select', action_id: 's', options: [option('one')], ...more });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
const message = (...blocks: object[]) => checkMessage({ text: 'Hello', blocks });
const modal = (...blocks: object[]) => checkView({ type: 'modal', title: plain('Title'), submit: plain('Send'), blocks });
const home = (...blocks: object[]) => checkView({ type: 'home', blocks });

describe('what Slack takes', () => {
  test('every block at its largest passes', () => {
    const confirm = { title: plain(long(100)), text: mrkdwn(long(300)), confirm: plain(long(30)), deny: plain(long(30)), style: 'danger' };
    const problems = message(
      section({ text: mrkdwn(long(3000)), fields: many(10, () => mrkdwn(long(2000))), block_id: long(255) }),
      { type: 'header', text: plain(long(150)) },
      { type: 'context', elements: many(10, () => mrkdwn('x')) },
      actions(...many(25, (index) => button({ action_id: `a${index}`, text: plain(long(75)), value: long(2000), confirm }))),
      { type: 'divider' },
      { type: 'image', slack_file: { id: 'F1' }, alt_text: long(2000), title: plain(long(2000)) },
      section({
        accessory: {
          type: 'overflow',
          action_id: 'o',
          options: many(5, (index) => ({ ...option(`${index}`), url: 'https://example.com' })),
        },
      }),
      rich(
        { type: 'text', text: long(4000), style: { bold: true } },
        { type: 'link', url: 'https://example.com' },
        { type: 'user', user_id: 'U1' },
      ),
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'bullet',
            indent: 1,
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
          },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'x' }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x' }], border: 1 },
        ],
      },
    );
    expect(problems).toEqual([]);
  });

  test('every input passes in a modal', () => {
    const elements = [
      { type: 'plain_text_input', multiline: true, max_length: 3000, initial_value: long(3000), placeholder: plain(long(150)) },
      { type: 'file_input', filetypes: ['png', 'jpg'], max_files: 10 },
      select({ action_id: 'a', initial_option: option('one') }),
      {
        type: 'multi_static_select',
        option_groups: many(100, (index) => ({ label: plain(long(75)), options: [option(`${index}`)] })),
        max_selected_items: 5,
      },
      { type: 'external_select', min_query_length: 0 },
      { type: 'multi_external_select' },
      { type: 'checkboxes', options: many(10, (index) => ({ text: mrkdwn('x'), value: `${index}`, description: mrkdwn('y') })) },
      { type: 'radio_buttons', options: [option('one')], initial_option: option('one') },
      {
        type: 'conversations_select',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        default_to_current_conversation: true,
      },
      { type: 'datepicker', initial_date: '2026-11-22' },
      { type: 'timepicker', initial_time: '09:30', timezone: 'Europe/Berlin' },
    ];
    expect(modal(...elements.map((element) => input(element, { hint: plain('Hint'), optional: true })))).toEqual([]);
  });

  test('Home takes classic blocks', () => {
    expect(home(section(), actions(button()), { type: 'divider' })).toEqual([]);
  });
});

const refused: [string, string[], string][] = [
  ['a message without text', checkMessage({ blocks: [section()] }), '/text: is required'],
  ['a message over 40,000 characters', checkMessage({ text: long(40_001) }), '/text: must be at most 40000'],
  ['51 blocks in a message', message(...many(51, () => section())), '/blocks: must have at most 50'],
  ['101 blocks in a view', modal(...many(101, () => section())), '/blocks: must have at most 100'],
  ['a block type that does not exist', message({ type: 'banner' }), '/blocks/0: "banner" is not a type'],
  ['a field that does not exist', message(section({ colour: 'red' })), '/blocks/0/colour: is not a known field'],
  ['a section without text and fields', message({ type: 'section' }), 'must have text or fields'],
  ['a section over 3,000 characters', message(section({ text: mrkdwn(long(3001)) })), '/blocks/0/text/text: must be at most 3000'],
  ['an empty text', message(section({ text: mrkdwn('') })), 'must be at least 1'],
  ['eleven fields', message(section({ fields: many(11, () => mrkdwn('x')) })), '/fields: must have at most 10'],
  ['a field over 2,000 characters', message(section({ fields: [mrkdwn(long(2001))] })), '/fields/0/text: must be at most 2000'],
  ['a header over 150 characters', message({ type: 'header', text: plain(long(151)) }), 'at most 150'],
  ['a header in mrkdwn', message({ type: 'header', text: mrkdwn('x') }), '"mrkdwn" is not a type allowed in plain text'],
  ['eleven context elements', message({ type: 'context', elements: many(11, () => mrkdwn('x')) }), 'at most 10'],
  ['26 actions', message(actions(...many(26, (index) => button({ action_id: `${index}` })))), 'at most 25'],
  ['no actions', message(actions()), '/elements: must have at least 1'],
  ['an image without alt text', message({ type: 'image', image_url: 'https://example.com/a.png' }), '/alt_text: is required'],
  [
    'an image with two sources',
    message({ type: 'image', alt_text: 'x', image_url: 'u', slack_file: { id: 'F1' } }),
    'exactly one of image_url, slack_file',
  ],
  ['a slack_file with id and url', message({ type: 'image', alt_text: 'x', slack_file: { id: 'F1', url: 'u' } }), 'exactly one of id, url'],
  ['a button text over 75', message(actions(button({ text: plain(long(76)) }))), '/text/text: must be at most 75'],
  ['a button value over 2,000', message(actions(button({ value: long(2001) }))), '/value: must be at most 2000'],
  ['a button url over 3,000', message(actions(button({ url: long(3001) }))), '/url: must be at most 3000'],
  ['a button style of its own', message(actions(button({ style: 'default' }))), '/style: must be one of primary, danger'],
  ['an accessibility label over 75', message(actions(button({ accessibility_label: long(76) }))), 'at most 75'],
  ['a confirm text over 300', message(actions(button({ confirm: { text: plain(long(301)) } }))), '/confirm/text/text: must be at most 300'],
  [
    'a confirm button over 30',
    message(actions(button({ confirm: { text: plain('x'), deny: plain(long(31)) } }))),
    '/confirm/deny/text: must be at most 30',
  ],
  ['the same action_id twice in a block', message(actions(button(), button())), '"go" is used twice'],
  ['the same block_id twice', message(section({ block_id: 'b' }), section({ block_id: 'b' })), '"b" is used twice'],
  ['a block_id over 255', message(section({ block_id: long(256) })), 'at most 255'],
  ['six overflow options', message(actions({ type: 'overflow', options: many(6, (index) => option(`${index}`)) })), 'at most 5'],
  ['101 options', modal(input(select({ action_id: 'a', options: many(101, (index) => option(`${index}`)) }))), 'at most 100'],
  [
    'options and groups together',
    modal(input(select({ option_groups: [{ label: plain('x'), options: [option('one')] }] }))),
    'exactly one of options, option_groups',
  ],
  ['an option text over 75', modal(input(select({ options: [option(long(76))] }))), '/text/text: must be at most 75'],
  ['an option value over 150', modal(input(select({ options: [{ text: plain('x'), value: long(151) }] }))), '/value: must be at most 150'],
  ['an option description over 75', modal(input(select({ options: [{ ...option('one'), description: plain(long(76)) }] }))), 'at most 75'],
  [
    'an initial option that is not offered',
    modal(input(select({ initial_option: option('two') }))),
    '"two" is not exactly one of the options',
  ],
  ['an empty list of initial options', modal(input({ type: 'checkboxes', options: [option('one')], initial_options: [] })), 'at least 1'],
  ['eleven checkboxes', modal(input({ type: 'checkboxes', options: many(11, (index) => option(`${index}`)) })), 'at most 10'],
  ['a placeholder over 150', modal(input({ type: 'plain_text_input', placeholder: plain(long(151)) })), 'at most 150'],
  ['a max_length over 3,000', modal(input({ type: 'plain_text_input', max_length: 3001 })), 'from 1 to 3000'],
  [
    'an initial value over max_length',
    modal(input({ type: 'plain_text_input', max_length: 3, initial_value: 'four' })),
    'must not exceed max_length',
  ],
  ['eleven files', modal(input({ type: 'file_input', max_files: 11 })), 'from 1 to 10'],
  ['a file_input in a message', message(input({ type: 'file_input' })), 'only for modals'],
  ['a button in an input', modal(input({ type: 'button', text: plain('x') })), 'not a type allowed in an input'],
  ['a text input among actions', modal(actions({ type: 'plain_text_input' })), 'not a type allowed in an actions block'],
  ['a label over 2,000', modal(input({ type: 'plain_text_input' }, { label: plain(long(2001)) })), '/label/text: must be at most 2000'],
  ['a wrong date', modal(input({ type: 'datepicker', initial_date: '22.11.2026' })), 'YYYY-MM-DD'],
  ['a wrong time', modal(input({ type: 'timepicker', initial_time: '9am' })), 'HH:mm'],
  [
    'two elements with the focus',
    modal(input({ type: 'plain_text_input', focus_on_load: true }), input({ type: 'plain_text_input', focus_on_load: true })),
    'only one element',
  ],
  ['an empty rich text', message(rich({ type: 'text', text: '' })), 'must be at least 1 characters'],
  ['rich text with an unknown part', message(rich({ type: 'mrkdwn', text: 'x' })), 'not a type allowed in a rich text section'],
  [
    'a list item that is no section',
    message({ type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: [{ type: 'text', text: 'x' }] }] }),
    'a rich text list',
  ],
  ['a markdown block in a modal', modal({ type: 'markdown', text: 'x' }), 'a markdown block is not allowed in a modal'],
  ['a table on Home', home({ type: 'table', rows: [] }), 'a table block is not allowed in a home'],
  ['an alert in a message', message({ type: 'alert', text: mrkdwn('x') }), 'not allowed in a message'],
  [
    'an input without a submit button',
    checkView({ type: 'modal', title: plain('x'), blocks: [input({ type: 'plain_text_input' })] }),
    '/submit: is required',
  ],
  ['a title over 24', checkView({ type: 'modal', title: plain(long(25)), blocks: [] }), '/title/text: must be at most 24'],
  ['a modal without a title', checkView({ type: 'modal', blocks: [] }), '/title: is required'],
  [
    'private_metadata over 3,000',
    checkView({ type: 'home', blocks: [], private_metadata: long(3001) }),
    '/private_metadata: must be at most 3000',
  ],
  ['a callback_id over 255', checkView({ type: 'modal', title: plain('x'), blocks: [], callback_id: long(256) }), 'at most 255'],
  ['a submit button on Home', checkView({ type: 'home', blocks: [], submit: plain('x') }), '/submit: is not a known field'],
  ['a view of no type', checkView({ blocks: [] }), '/type: must be modal or home'],
];

describe('what Slack refuses', () => {
  test.each(refused)('%s', (_what, problems, expected) => {
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });
});
