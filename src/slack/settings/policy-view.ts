import type { ModalView, PlainTextOption } from '@slack/types';
import { MOST_STEPS, type PolicyScope, policyMark } from '../../approvals/index.js';
import type { Policy } from '../../workspaces/index.js';
import { type Blocks, button, confirm, context, escaped, plain, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { LIMITS } from '../limits.js';
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
  return {
    type: 'modal',
    callback_id: VIEWS.policy,
    private_metadata: JSON.stringify({ ...scope, mark: policyMark(policy) }),
    title: plain('Who approves', LIMITS.viewTitle),
    close: plain(scope.post === undefined ? 'Back' : 'Close', LIMITS.viewTitle),
    blocks: [
      section(`*${escaped(name)}*\nWhat you change here is saved at once, and counts for posts that wait now.`),
      ...scopeBlocks(state),
      ...(own || editable ? [] : [section(scope.post === undefined ? 'As for all accounts:' : 'As its accounts ask for:')]),
      ...(policy.steps.length === 0 ? [section('*No approval.* Its author publishes a post without asking anybody.')] : []),
      ...policy.steps.flatMap((_, index) => stepBlocks(state, index, editable)),
      ...(editable ? ruleBlocks(state) : [ownButton(scope)]),
    ],
  };
}

function scopeBlocks({ scope, accounts }: PolicyState): Blocks {
  if (scope.post !== undefined || accounts.length === 0) return [];
  const all: PlainTextOption = { text: plain('All accounts', LIMITS.optionText), value: ALL };
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
          placeholder: plain('For which account?'),
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
  const words = section(`*${index + 1}. ${escaped(step.name)}*\n${stepWords(step, groups)}`);
  if (!editable) return [words];
  const value = String(index);
  const last = policy.steps.length === 1;
  return [
    words,
    {
      type: 'actions',
      block_id: `step:${index}:${policyMark(policy)}`,
      elements: [
        button(ACTIONS.editStep, 'Edit', { value, label: `Edit the step ${step.name}` }),
        ...(index > 0 ? [button(ACTIONS.stepEarlier, 'Move up', { value, label: `Move the step ${step.name} up` })] : []),
        button(ACTIONS.removeStep, 'Remove', {
          value,
          style: 'danger',
          label: `Remove the step ${step.name}`,
          confirm: confirm(
            'Remove this step?',
            last ? 'It is the last one: without it, posts go out without any approval.' : 'Posts that wait now no longer need it.',
            'Remove',
            { danger: true },
          ),
        }),
      ],
    },
  ];
}

function ruleBlocks({ scope, policy, own }: PolicyState): Blocks {
  const rules = RULES.filter(({ value }) => (value === 'authors' ? policy.authorsMayApprove : policy.editorsMayApprove));
  const mark = policyMark(policy);
  return [
    {
      type: 'actions',
      block_id: `rules:${mark}`,
      elements: [
        {
          type: 'checkboxes',
          action_id: ACTIONS.policyRules,
          options: RULES,
          ...(rules.length === 0 ? {} : { initial_options: rules }),
        },
      ],
    },
    ...(policy.steps.length > 1 ? [context('Each step begins when the one before it is passed.')] : []),
    {
      type: 'actions',
      block_id: `policy:${mark}`,
      elements: [
        ...(policy.steps.length < MOST_STEPS ? [button(ACTIONS.addStep, 'Add a step')] : []),
        ...(own ? [commonButton(scope)] : []),
      ],
    },
  ].filter((block) => block.type !== 'actions' || block.elements.length > 0) as Blocks;
}

function ownButton({ post }: PolicyScope): Blocks[number] {
  const words = post === undefined ? 'Give this account rules of its own' : 'Change it for this post';
  return { type: 'actions', elements: [button(ACTIONS.ownPolicy, words)] };
}

function commonButton({ account, post }: PolicyScope) {
  const words = account === undefined && post === undefined ? 'Back to any one approver' : 'Back to the common rules';
  const text = 'The steps above are forgotten.';
  return button(ACTIONS.commonPolicy, words, { confirm: confirm('Forget these rules?', text, 'Forget them', { danger: true }) });
}

const ALL = 'all';

const RULES: PlainTextOption[] = [
  { text: plain('Authors may approve their own posts', LIMITS.optionText), value: 'authors' },
  {
    text: plain('Whoever changes the words may approve them alone', LIMITS.optionText),
    description: plain('Otherwise somebody else has to approve, too.', LIMITS.optionDescription),
    value: 'editors',
  },
];
