import type { InputBlock } from '@slack/types';
import { say } from '../../language/index.js';
import type { Crowd } from '../../workspaces/index.js';
import { plain } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { FormValues } from '../payloads.js';
import { type GroupNames, groupOption } from './user-groups.js';

/** Two inputs for a crowd, its people and its user groups; `key` tells several crowds of one view apart. */
export function crowdInputs(input: {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  readonly crowd: Crowd;
  readonly groups: GroupNames;
}): InputBlock[] {
  const { key, label, hint, crowd, groups } = input;
  const people = `${ACTIONS.rolePeople}:${key}`;
  const userGroups = `${ACTIONS.userGroups}:${key}`;
  return [
    {
      type: 'input',
      optional: true,
      block_id: people,
      label: plain(label, LIMITS.inputLabel),
      hint: plain(hint, LIMITS.inputLabel),
      element: {
        type: 'multi_users_select',
        action_id: people,
        placeholder: plain(say('roles.people.choose')),
        max_selected_items: MOST_PEOPLE,
        ...(crowd.people.length === 0 ? {} : { initial_users: [...crowd.people] }),
      },
    },
    {
      type: 'input',
      optional: true,
      block_id: userGroups,
      label: plain(say('roles.groups', { role: label }), LIMITS.inputLabel),
      element: {
        type: 'multi_external_select',
        action_id: userGroups,
        placeholder: plain(say('roles.groups.choose')),
        min_query_length: 1,
        max_selected_items: MOST_GROUPS,
        ...(crowd.groups.length === 0 ? {} : { initial_options: crowd.groups.map((id) => groupOption(id, groups)) }),
      },
    },
  ];
}

/** What was chosen in {@link crowdInputs}. */
export function readCrowd(form: FormValues, key: string): Crowd {
  return {
    people: form.users(`${ACTIONS.rolePeople}:${key}`).slice(0, MOST_PEOPLE),
    groups: form.options(`${ACTIONS.userGroups}:${key}`).slice(0, MOST_GROUPS),
  };
}

const MOST_PEOPLE = 50;
const MOST_GROUPS = 10;
