import type { Policy, Step } from '../../workspaces/index.js';
import { escaped, mention } from '../blocks.js';
import type { GroupNames } from './user-groups.js';

/** Who passes a step: `Any one of @ann, @legal · Legal`. mrkdwn. */
export function stepWords({ who, need, channel }: Step, groups: GroupNames): string {
  const people = who.people.slice(0, MOST).map(mention);
  const more = who.people.length - people.length;
  const names = [
    ...people,
    ...(more > 0 ? [`${more} more`] : []),
    ...who.groups.map((id) => escaped(groups.get(id) ?? id)),
    ...(who.approvers ? ['the approvers'] : []),
  ];
  const where = channel === undefined ? '' : `\nPeople from outside see the card in <#${channel}>`;
  return `${needWords(need)} of ${names.join(', ')}${where}`;
}

/** `Any one`, `All`, `2`. */
export function needWords(need: Step['need']): string {
  return need === 'all' ? 'All' : need === 1 ? 'Any one' : String(need);
}

/** A policy in one line: `Editor, then Legal`. mrkdwn. */
export function policyLine({ steps }: Policy): string {
  return steps.length === 0 ? 'No approval' : steps.map(({ name }) => escaped(name)).join(', then ');
}

const MOST = 15;
