import type { ModalView, PlainTextOption } from '@slack/types';
import { MOST_STEPS, type PolicyScope, policyMark, stepName } from '../../approvals/index.js';
import { say } from '../../language/index.js';
import type { Policy } from '../../workspaces/index.js';
import { type Blocks, button, confirm, context, escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
import { modal } from '../modal.js';
import { stepWords } from './policy-words.js';
import type { GroupNames } from './user-groups.js';

/** What the policy modal shows. */
export interface PolicyState {
  readonly scope: PolicyScope;
  /** Whose it is: the brand's name, or the post's first words. */
  readonly name: string;
  readonly policy: Policy;
  readonly own: boolean;
  /** The brand's accounts to choose from; none for a post. */
  readonly accounts: readonly { readonly id: string; readonly label: string }[];
  readonly groups: GroupNames;
}

/** Who approves: of a brand, one of its accounts, or one post. Every button saves at once. */
export function policyView(state: PolicyState): ModalView {
  const { scope, policy, own, name } = state;
  const editable = own || (scope.account === undefined && scope.post === undefined);
  return modal(VIEWS.policy, {
    private_metadata: JSON.stringify({ ...scope, mark: policyMark(policy) }),
    title: say('label.whoApproves'),
    close: say(scope.post === undefined ? 'button.back' : 'button.close'),
    blocks: [
      section(`*${escaped(name)}*\n${say('rules.about')}`),
      ...scopeBlocks(state),
      ...(own || editable ? [] : [section(say(scope.post === undefined ? 'rules.asForAll' : 'rules.asForAccounts'))]),
      ...(policy.steps.length === 0 ? [section(say('rules.none'))] : []),
      ...policy.steps.flatMap((_, index) => stepBlocks(state, index, editable)),
      ...(editable ? ruleBlocks(state) : [ownButton(scope)]),
    ],
  });
}

function scopeBlocks({ scope, accounts }: PolicyState): Blocks {
  if (scope.post !== undefined || accounts.length === 0) return [];
  const all: PlainTextOption = { text: plain(say('label.allAccounts'), LIMITS.optionText), value: ALL };
  const options = [
    all,
    ...accounts.slice(0, LIMITS.options - 1).map(({ id, label }) => ({ text: plain(label, LIMITS.optionText), value: id })),
  ];
  return [
    {
      type: 'actions',
      block_id: `${ACTIONS.policyScope}:${scope.account ?? ALL}`,
      elements: [
        {
          type: 'static_select',
          action_id: ACTIONS.policyScope,
          placeholder: plain(say('rules.account.which')),
          options,
          initial_option: options.find(({ value }) => value === scope.account) ?? all,
        },
      ],
    },
    { type: 'divider' },
  ];
}

function stepBlocks({ policy, groups }: PolicyState, index: number, editable: boolean): Blocks {
  const step = policy.steps[index];
  if (step === undefined) return [];
  const named = { step: stepName(step) };
  const words = section(`*${index + 1}. ${escaped(named.step)}*\n${stepWords(step, groups)}`);
  if (!editable) return [words];
  const value = String(index);
  return [
    words,
    {
      type: 'actions',
      block_id: `step:${index}:${policyMark(policy)}`,
      elements: [
        button(ACTIONS.editStep, say('button.edit'), { value, label: say('rules.step.edit.label', named) }),
        ...(index > 0
          ? [button(ACTIONS.stepEarlier, say('rules.step.moveUp'), { value, label: say('rules.step.moveUp.label', named) })]
          : []),
        button(ACTIONS.removeStep, say('button.remove'), {
          value,
          style: 'danger',
          label: say('rules.step.remove.label', named),
          confirm: confirm(
            say('rules.step.remove.ask'),
            say(policy.steps.length === 1 ? 'rules.step.remove.last' : 'rules.step.remove.notLast'),
            say('button.remove'),
            { danger: true },
          ),
        }),
      ],
    },
  ];
}

function ruleBlocks({ scope, policy, own }: PolicyState): Blocks {
  const offered = rules();
  const chosen = offered.filter(({ value }) => (value === 'authors' ? policy.authorsMayApprove : policy.editorsMayApprove));
  const mark = policyMark(policy);
  return [
    {
      type: 'actions',
      block_id: `rules:${mark}`,
      elements: [
        {
          type: 'checkboxes',
          action_id: ACTIONS.policyRules,
          options: offered,
          ...(chosen.length === 0 ? {} : { initial_options: chosen }),
        },
      ],
    },
    ...(policy.steps.length > 1 ? [context(say('rules.inOrder'))] : []),
    {
      type: 'actions',
      block_id: `policy:${mark}`,
      elements: [
        ...(policy.steps.length < MOST_STEPS ? [button(ACTIONS.addStep, say('rules.step.add'))] : []),
        ...(own ? [commonButton(scope)] : []),
      ],
    },
  ].filter((block) => block.type !== 'actions' || block.elements.length > 0) as Blocks;
}

function ownButton({ post }: PolicyScope): Blocks[number] {
  return { type: 'actions', elements: [button(ACTIONS.ownPolicy, say(post === undefined ? 'rules.account.own' : 'rules.post.own'))] };
}

function commonButton({ account, post }: PolicyScope) {
  const words = say(account === undefined && post === undefined ? 'rules.anyApprover' : 'rules.common');
  const ask = confirm(say('rules.forget'), say('rules.forget.what'), say('rules.forget.yes'), { danger: true });
  return button(ACTIONS.commonPolicy, words, { confirm: ask });
}

function rules(): PlainTextOption[] {
  return [
    { text: plain(say('rules.authorsMayApprove'), LIMITS.optionText), value: 'authors' },
    {
      text: plain(say('rules.editorsMayApprove'), LIMITS.optionText),
      description: plain(say('rules.editorsMayApprove.else'), LIMITS.optionDescription),
      value: 'editors',
    },
  ];
}

const ALL = 'all';
