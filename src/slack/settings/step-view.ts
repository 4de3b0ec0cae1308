import type { ModalView, PlainTextOption } from '@slack/types';
import type { PolicyScope } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import { NOBODY, type Step } from '../../workspaces/index.js';
import { plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import type { FormValues } from '../payloads.js';
import { crowdInputs, readCrowd } from './crowd-inputs.js';
import type { GroupNames } from './user-groups.js';

/** One step of a policy, to be filled in; without a `step` it is a new one at `index`. */
export function stepView(input: {
  readonly scope: PolicyScope;
  readonly mark: string;
  readonly index: number;
  readonly step?: Step;
  readonly groups: GroupNames;
}): ModalView {
  const { scope, mark, index, step, groups } = input;
  const needs = NEEDS.map(needOption);
  const need = needs.find(({ value }) => value === String(step?.need ?? 1));
  const approvers: PlainTextOption = { text: plain(say('rules.step.approvers'), LIMITS.optionText), value: 'yes' };
  return modal(VIEWS.policyStep, {
    private_metadata: JSON.stringify({ ...scope, mark, index }),
    title: say(step === undefined ? 'rules.step.add' : 'rules.step.edit'),
    submit: say('button.save'),
    close: say('button.back'),
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.stepName,
        label: plain(say('label.name'), LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: ACTIONS.stepName,
          max_length: 40,
          placeholder: plain(say('rules.step.name.example')),
          ...(step === undefined ? {} : { initial_value: step.name }),
        },
      },
      {
        type: 'input',
        block_id: ACTIONS.stepNeed,
        label: plain(say('rules.step.need'), LIMITS.inputLabel),
        element: {
          type: 'static_select',
          action_id: ACTIONS.stepNeed,
          options: needs,
          ...(need === undefined ? {} : { initial_option: need }),
        },
      },
      ...crowdInputs({
        key: 'step',
        label: say('rules.step.who'),
        hint: say('rules.step.who.hint'),
        crowd: step?.who ?? NOBODY,
        groups,
      }),
      {
        type: 'input',
        optional: true,
        block_id: ACTIONS.stepApprovers,
        label: plain(say('rules.step.who.approvers'), LIMITS.inputLabel),
        element: {
          type: 'checkboxes',
          action_id: ACTIONS.stepApprovers,
          options: [approvers],
          ...(step?.who.approvers === true ? { initial_options: [approvers] } : {}),
        },
      },
      {
        type: 'input',
        optional: true,
        block_id: ACTIONS.stepChannel,
        label: plain(say('rules.step.channel'), LIMITS.inputLabel),
        hint: plain(say('rules.step.channel.hint'), LIMITS.inputLabel),
        element: {
          type: 'conversations_select',
          action_id: ACTIONS.stepChannel,
          placeholder: plain(say('brand.channel.choose')),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(step?.channel === undefined ? {} : { initial_conversation: step.channel }),
        },
      },
    ],
  });
}

/** The step as it was filled in. */
export function readStep(form: FormValues): Step {
  const need = form.option(ACTIONS.stepNeed) ?? '1';
  const channel = form.conversation(ACTIONS.stepChannel);
  return {
    name: form.text(ACTIONS.stepName)?.trim() ?? '',
    who: { ...readCrowd(form, 'step'), approvers: form.options(ACTIONS.stepApprovers).length > 0 },
    need: need === 'all' ? 'all' : Math.max(1, Number.parseInt(need, 10) || 1),
    ...(channel === undefined ? {} : { channel }),
  };
}

function needOption(need: Step['need']): PlainTextOption {
  return { text: plain(needWords(need)), value: String(need) };
}

function needWords(need: Step['need']): string {
  if (need === 'all') return say('rules.step.need.all');
  return need === 1 ? say('rules.step.need.any') : say('rules.step.need.some', { count: need });
}

const NEEDS: readonly Step['need'][] = [1, 'all', 2, 3, 4, 5];
