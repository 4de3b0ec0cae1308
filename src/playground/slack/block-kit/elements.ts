import { boxOption, confirm, exactlyOne, optionGroup, optionsOf, overflowOption, plainText, selectOption, slackFile } from './objects.js';
import {
  boolean,
  type Finding,
  integer,
  isJson,
  type Json,
  list,
  oneOf,
  pattern,
  type Rule,
  refuse,
  type Shape,
  shaped,
  string,
} from './rule.js';

/** A picture beside text. slack:reference/block-kit/block-elements/image-element, November 2026. */
export const imageElement: Rule = shaped({
  required: { alt_text: string(2000) },
  optional: { image_url: string(3000), slack_file: slackFile },
  also: (value, path, finding) => exactlyOne(value, ['image_url', 'slack_file'], path, finding),
});

/** Elements of an actions block. */
export function actionElements(): Record<string, Rule> {
  return { button, overflow, checkboxes, radio_buttons: radioButtons, datepicker, timepicker, datetimepicker, ...selects() };
}

/** What a section may carry at its right. */
export function accessories(): Record<string, Rule> {
  return { ...actionElements(), image: imageElement };
}

/** What an input block may hold. */
export function inputElements(): Record<string, Rule> {
  const { button: _button, overflow: _overflow, ...shared } = actionElements();
  return {
    ...shared,
    plain_text_input: plainTextInput,
    email_text_input: typedInput,
    url_text_input: typedInput,
    number_input: numberInput,
    file_input: fileInput,
  };
}

const date = pattern(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD');
const clock = pattern(/^\d{2}:\d{2}$/, 'a time as HH:mm');
const digits = pattern(/^-?\d+(\.\d+)?$/, 'a number in a string');
const placeholder = { placeholder: plainText(150) };
const dispatch = {
  dispatch_action_config: shaped({
    required: {},
    optional: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2) },
  }),
};
const many = { max_selected_items: integer(1, 1000) };
const conversationFilter = shaped({
  required: {},
  optional: {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 1, 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
});

const button = acting({
  required: { text: plainText(75) },
  optional: { value: string(2000), url: string(3000), style: oneOf('primary', 'danger'), confirm, accessibility_label: string(75) },
});
const overflow = acting({ required: { options: list(overflowOption, 1, 5) }, optional: { confirm } });
const checkboxes = focusable({
  required: { options: list(boxOption, 1, 10) },
  optional: { initial_options: list(boxOption, 1, 10), confirm },
  also: initialsAreOffered,
});
const radioButtons = focusable({
  required: { options: list(boxOption, 1, 10) },
  optional: { initial_option: boxOption, confirm },
  also: initialsAreOffered,
});
const datepicker = focusable({ required: {}, optional: { initial_date: date, confirm, ...placeholder } });
const timepicker = focusable({ required: {}, optional: { initial_time: clock, timezone: string(255), confirm, ...placeholder } });
const datetimepicker = focusable({ required: {}, optional: { initial_date_time: integer(1_000_000_000, 9_999_999_999), confirm } });

const plainTextInput = focusable({
  required: {},
  optional: {
    initial_value: string(3000, 0),
    multiline: boolean,
    min_length: integer(0, 3000),
    max_length: integer(1, 3000),
    ...dispatch,
    ...placeholder,
  },
  also: (value, path, finding) => {
    const most = typeof value.max_length === 'number' ? value.max_length : 3000;
    if (typeof value.min_length === 'number' && value.min_length > most)
      refuse(finding, `${path}/min_length`, 'must not exceed max_length');
    if (typeof value.initial_value === 'string' && value.initial_value.length > most)
      refuse(finding, `${path}/initial_value`, 'must not exceed max_length');
  },
});
const typedInput = focusable({ required: {}, optional: { initial_value: string(3000, 0), ...dispatch, ...placeholder } });
const numberInput = focusable({
  required: { is_decimal_allowed: boolean },
  optional: { initial_value: digits, min_value: digits, max_value: digits, ...dispatch, ...placeholder },
});
const fileInput = acting({
  required: {},
  optional: { filetypes: list(string(30), 1, 100), max_files: integer(1, 10) },
  also: (_value, path, finding) => {
    if (finding.surface !== 'modal') refuse(finding, path, 'file_input is only for modals');
  },
});

function selects(): Record<string, Rule> {
  const offered = { options: list(selectOption, 1, 100), option_groups: list(optionGroup, 1, 100), confirm, ...placeholder };
  const external = { min_query_length: integer(0, 3000), confirm, ...placeholder };
  const conversations = { default_to_current_conversation: boolean, filter: conversationFilter, confirm, ...placeholder };
  return {
    static_select: focusable({ required: {}, optional: { ...offered, initial_option: selectOption }, also: oneSourceOfOptions }),
    multi_static_select: focusable({
      required: {},
      optional: { ...offered, ...many, initial_options: list(selectOption, 1, 100) },
      also: oneSourceOfOptions,
    }),
    external_select: focusable({ required: {}, optional: { ...external, initial_option: selectOption } }),
    multi_external_select: focusable({ required: {}, optional: { ...external, ...many, initial_options: list(selectOption, 1, 100) } }),
    conversations_select: focusable({
      required: {},
      optional: { ...conversations, initial_conversation: string(255), response_url_enabled: boolean },
    }),
    multi_conversations_select: focusable({
      required: {},
      optional: { ...conversations, ...many, initial_conversations: list(string(255), 1, 100) },
    }),
    channels_select: focusable({
      required: {},
      optional: { initial_channel: string(255), response_url_enabled: boolean, confirm, ...placeholder },
    }),
    users_select: focusable({ required: {}, optional: { initial_user: string(255), confirm, ...placeholder } }),
    multi_users_select: focusable({
      required: {},
      optional: { initial_users: list(string(255), 1, 100), confirm, ...many, ...placeholder },
    }),
  };
}

/** An element with an action_id, unique within its block. */
function acting(shape: Shape): Rule {
  const rule = shaped({ ...shape, optional: { ...shape.optional, action_id: string(255) } });
  return (value, path, finding) => {
    rule(value, path, finding);
    if (!isJson(value) || typeof value.action_id !== 'string') return;
    if (finding.actionIds.has(value.action_id)) refuse(finding, `${path}/action_id`, `"${value.action_id}" is used twice in this block`);
    finding.actionIds.add(value.action_id);
  };
}

function focusable(shape: Shape): Rule {
  const rule = acting({ ...shape, optional: { ...shape.optional, focus_on_load: boolean } });
  return (value, path, finding) => {
    rule(value, path, finding);
    if (!isJson(value) || value.focus_on_load !== true) return;
    finding.focused += 1;
    if (finding.focused > 1) refuse(finding, `${path}/focus_on_load`, 'only one element may have the focus');
  };
}

function oneSourceOfOptions(value: Json, path: string, finding: Finding): void {
  exactlyOne(value, ['options', 'option_groups'], path, finding);
  initialsAreOffered(value, path, finding);
}

function initialsAreOffered(value: Json, path: string, finding: Finding): void {
  const offered = optionsOf(value).map(optionKey);
  const initials = Array.isArray(value.initial_options) ? value.initial_options : [value.initial_option];
  for (const initial of initials) {
    if (isJson(initial) && !offered.includes(optionKey(initial)))
      refuse(finding, path, `initial option "${String(initial.value)}" is not exactly one of the options`);
  }
}

function optionKey(option: Json): string {
  const text = (part: unknown) => (isJson(part) ? part.text : undefined);
  return JSON.stringify([option.value, text(option.text), text(option.description)]);
}
