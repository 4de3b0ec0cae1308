import type { WorkspaceSlice } from '../../page/contract.js';
import type { Json } from '../../slack/types.js';
import { isJson, listOf, textOf, wordsOf } from './json.js';

/** One choice of a select. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  /** Heading it stands under. */
  readonly group?: string;
}

/** What a select offers by itself; nothing for one that asks Copydesk. */
export function optionsOf(element: Json, workspace: WorkspaceSlice): Option[] {
  const type = textOf(element.type);
  if (type.includes('conversations') || type.includes('channels')) {
    return workspace.conversations
      .filter(({ isIm, isArchived }) => !isIm && !isArchived)
      .map(({ id, name }) => ({ value: id, label: `#${name}` }));
  }
  if (type.includes('users')) return workspace.people.map(({ id, realName, role }) => ({ value: id, label: realName, hint: role }));
  return readOptions(Array.isArray(element.option_groups) ? element.option_groups : element.options);
}

/** Options, or option groups, as Copydesk sends them. */
export function readOptions(sent: unknown): Option[] {
  return listOf(sent).flatMap((each) =>
    Array.isArray(each.options) ? listOf(each.options).map((option) => optionOf(option, wordsOf(each.label))) : [optionOf(each)],
  );
}

function optionOf(option: Json, group?: string): Option {
  const hint = isJson(option.description) ? wordsOf(option.description) : '';
  return {
    value: textOf(option.value),
    label: wordsOf(option.text),
    ...(hint === '' ? {} : { hint }),
    ...(group === undefined ? {} : { group }),
  };
}
