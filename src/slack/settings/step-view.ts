import type { ModalView, PlainTextOption } from '@slack/types';
import type { PolicyScope } from '../../approvals/index.js';
import { NOBODY, type Step } from '../../workspaces/index.js';
import { plain } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
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
  const need = NEEDS.find(({ value }) => value === String(step?.need ?? 1));
  return {
    type: 'modal',
    callback_id: VIEWS.policyStep,
    private_metadata: JSON.stringify({ ...scope, mark, index }),
    title: plain(step === undefined ? 'Add a step' : 'Edit a step', LIMITS.viewTitle),
    submit: plain('Save', LIMITS.viewTitle),
    close: plain('Back', LIMITS.viewTitle),
    blocks: [
      {
        type: 'input',
        block_id: ACTIONS.stepName,
        label: plain('Name', LIMITS.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: ACTIONS.stepName,
          max_length: 40,
          placeholder: plain('Legal'),
          ...(step === undefined ? {} : { initial_value: step.name }),
        },
      },
      {
        type: 'input',
        block_id: ACTIONS.stepNeed,
        label: plain('How many have to approve?', LIMITS.inputLabel),
        element: {
          type: 'static_select',
          action_id: ACTIONS.stepNeed,
          options: NEEDS,
          ...(need === undefined ? {} : { initial_option: need }),
        },
      },
      ...crowdInputs({
        key: 'step',
        label: 'Who',
        hint: 'A guest or somebody of another organisation counts only when chosen here by name.',
        crowd: step?.who ?? NOBODY,
        groups,
      }),
      {
        type: 'input',
        optional: true,
        block_id: ACTIONS.stepApprovers,
        label: plain('And', LIMITS.inputLabel),
        element: {
          type: 'checkboxes',
          action_id: ACTIONS.stepApprovers,
          options: [APPROVERS],
          ...(step?.who.approvers === true ? { initial_options: [APPROVERS] } : {}),
        },
      },
      {
        type: 'input',
        optional: true,
        block_id: ACTIONS.stepChannel,
        label: plain('Channel for people from outside', LIMITS.inputLabel),
        hint: plain(
          'Such as a Slack Connect channel. They see a card there with the post alone: no note, no thread, no names of others.',
          LIMITS.inputLabel,
        ),
        element: {
          type: 'conversations_select',
          action_id: ACTIONS.stepChannel,
          placeholder: plain('Choose a channel'),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(step?.channel === undefined ? {} : { initial_conversation: step.channel }),
        },
      },
    ],
  };
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

const NEEDS: PlainTextOption[] = [
  ['1', 'Any one of them'],
  ['all', 'All of them'],
  ...[2, 3, 4, 5].map((count) => [String(count), `${count} of them`]),
].map(([value = '', words = '']) => ({ text: plain(words), value }));

const APPROVERS: PlainTextOption = { text: plain('Everybody who is an approver of the brand', LIMITS.optionText), value: 'yes' };
