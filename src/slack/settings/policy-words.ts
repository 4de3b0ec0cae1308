import { stepName } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import type { Policy, Step } from '../../workspaces/index.js';
import { escaped, mention } from '../blocks.js';
import type { GroupNames } from './user-groups.js';

/** Who passes a step: `Any one of @ann, @legal · Legal`. mrkdwn. */
export function stepWords({ who, need, channel }: Step, groups: GroupNames): string {
  const people = who.people.slice(0, MOST).map(mention);
  const more = who.people.length - people.length;
  const names = [
    ...people,
    ...(more > 0 ? [say('list.more', { count: more })] : []),
    ...who.groups.map((id) => escaped(groups.get(id) ?? id)),
    ...(who.approvers ? [say('rules.who.approvers')] : []),
  ].join(', ');
  const isOne = who.people.length === 1 && who.groups.length === 0 && !who.approvers;
  const where = channel === undefined ? '' : `\n${say('rules.who.outside', { channel })}`;
  return `${isOne ? names : needWords(need, names)}${where}`;
}

/** A policy in one line: `Editor, then Legal`. mrkdwn. */
export function policyLine({ steps }: Policy): string {
  if (steps.length === 0) return say('rules.none.short');
  return steps.map((step) => escaped(stepName(step))).reduce((before, after) => say('rules.then', { before, after }));
}

function needWords(need: Step['need'], names: string): string {
  if (need === 'all') return say('rules.who.all', { names });
  return need === 1 ? say('rules.who.any', { names }) : say('rules.who.some', { count: need, names });
}

const MOST = 15;
