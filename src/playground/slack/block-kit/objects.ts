import { boolean, isJson, type Json, list, oneOf, type Rule, refuse, shaped, string, typed } from './rule.js';

const emoji = { emoji: boolean };

/** A plain_text object. slack:reference/block-kit/composition-objects/text-object, November 2026. */
export function plainText(max: number): Rule {
  return typed('plain text', () => ({ plain_text: shaped({ required: { text: string(max) }, optional: emoji }) }));
}

/** A plain_text or mrkdwn object. */
export function anyText(max: number): Rule {
  return typed('a text object', () => ({
    plain_text: shaped({ required: { text: string(max) }, optional: emoji }),
    mrkdwn: shaped({ required: { text: string(max) }, optional: { verbatim: boolean } }),
  }));
}

/** A confirmation dialog. slack:reference/block-kit/composition-objects/confirmation-dialog-object, November 2026. */
export const confirm: Rule = shaped({
  required: { text: anyText(300) },
  optional: { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: oneOf('primary', 'danger') },
});

/** An option of a select. */
export const selectOption: Rule = shaped({
  required: { text: plainText(75), value: string(150) },
  optional: { description: plainText(75) },
});

/** An option of an overflow menu: it may carry a link. */
export const overflowOption: Rule = shaped({
  required: { text: plainText(75), value: string(150) },
  optional: { description: plainText(75), url: string(3000) },
});

/** An option of checkboxes or radio buttons: it may be mrkdwn. */
export const boxOption: Rule = shaped({
  required: { text: anyText(75), value: string(150) },
  optional: { description: anyText(75) },
});

/** A named group of options of a select. */
export const optionGroup: Rule = shaped({ required: { label: plainText(75), options: list(selectOption, 1, 100) }, optional: {} });

/** A picture that Slack holds, by id or by its private URL. */
export const slackFile: Rule = shaped({
  required: {},
  optional: { id: string(255), url: string(3000) },
  also: (value, path, finding) => exactlyOne(value, ['id', 'url'], path, finding),
});

/** Refuses an object that has none or several of the named fields. */
export function exactlyOne(value: Json, names: string[], path: string, finding: Parameters<Rule>[2]): void {
  const given = names.filter((name) => value[name] !== undefined);
  if (given.length !== 1) refuse(finding, path, `must have exactly one of ${names.join(', ')}`);
}

/** Every option an element offers by itself, those in groups included. */
export function optionsOf(element: Json): Json[] {
  const plain = Array.isArray(element.options) ? element.options : [];
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [];
  return [...plain, ...groups.flatMap((group) => (isJson(group) && Array.isArray(group.options) ? group.options : []))].filter(isJson);
}
