import type { ModalView } from '@slack/types';
import { z } from 'zod';
import {
  changePolicy,
  type PolicyDeps,
  PolicyRefusedError,
  type PolicyScope,
  policyMark,
  readPolicy,
  stepProblem,
  withoutStep,
  withStep,
  withStepEarlier,
} from '../../approvals/index.js';
import { say } from '../../language/index.js';
import type { Platform, PlatformId } from '../../platforms/platform.js';
import { authorize, type NoteDeps, note, type Policy } from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { noticeView } from '../notice.js';
import { onClick } from '../on-click.js';
import { actionPayload, formValues, readIds, viewSubmission } from '../payloads.js';
import { type PolicyState, policyView } from './policy-view.js';
import { readStep, stepView } from './step-view.js';
import { readGroupNames } from './user-groups.js';

/** What the policy modals need. */
export interface PolicyFaceDeps extends PolicyDeps, NoteDeps {
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
}

/** Everything about who approves: of the brand, an account, or a post. */
export function policyListeners(deps: PolicyFaceDeps): AnyListener[] {
  return [
    openListener(deps),
    scopeListener(deps),
    changeListener(deps, ACTIONS.ownPolicy, () => (policy) => policy),
    changeListener(deps, ACTIONS.commonPolicy, () => () => null),
    changeListener(
      deps,
      ACTIONS.stepEarlier,
      ({ value }) =>
        (policy) =>
          withStepEarlier(policy, Number(value)),
    ),
    changeListener(
      deps,
      ACTIONS.removeStep,
      ({ value }) =>
        (policy) =>
          withoutStep(policy, Number(value)),
    ),
    changeListener(deps, ACTIONS.policyRules, ({ chosen }) => (policy) => ({
      ...policy,
      authorsMayApprove: chosen.includes('authors'),
      editorsMayApprove: chosen.includes('editors'),
    })),
    stepListener(deps, ACTIONS.addStep),
    stepListener(deps, ACTIONS.editStep),
    saveStep(deps),
  ];
}

/** The policy modal of a scope, for somebody who may change it. Throws `NotAllowedError`, `PolicyRefusedError`. */
export async function loadPolicy(deps: PolicyFaceDeps, context: ListenerContext, scope: PolicyScope): Promise<ModalView> {
  const workspace = context.workspace.id;
  await authorize(deps, { workspace, brand: scope.brand, person: context.userId, right: 'manage' });
  const [{ brand, policy, own, post }, groups] = await Promise.all([readPolicy(deps, workspace, scope), readGroupNames(context.client)]);
  const words = post === undefined ? undefined : (await deps.posts.revision(workspace, post.id, post.revision))?.text.slice(0, 100);
  const accounts = scope.post === undefined ? await deps.accounts.accounts(workspace, brand.id) : [];
  const state: PolicyState = {
    scope,
    name: words === undefined ? brand.name : words === '' ? say('post.withoutText') : words,
    policy,
    own,
    accounts: accounts.map(({ id, name, platform }) => ({
      id,
      label: `${deps.platforms.get(platform)?.profile.name ?? platform}: ${name}`,
    })),
    groups,
  };
  return policyView(state);
}

function openListener(deps: PolicyFaceDeps): AnyListener {
  return onClick(ACTIONS.policy, async (input, context) => {
    const view = await loadPolicy(deps, context, { brand: input.actions[0].value ?? '' });
    await context.client.views.push({ trigger_id: input.trigger_id, view });
  });
}

/** Another account is looked at. */
function scopeListener(deps: PolicyFaceDeps): AnyListener {
  return onClick(ACTIONS.policyScope, async (input, context) => {
    const { brand } = readMetadata(input.view?.private_metadata);
    const chosen = input.actions[0].selected_option?.value ?? 'all';
    await show(deps, context, input.view?.id ?? '', chosen === 'all' ? { brand } : { brand, account: chosen });
  });
}

/** A button of the modal that changes the policy at once. */
/** Of one post it is a decision, which is kept with the post. */
async function notePolicy(
  deps: PolicyFaceDeps,
  { workspace, person, scope }: { readonly workspace: string; readonly person: string; readonly scope: PolicyScope },
): Promise<void> {
  if (scope.post !== undefined) return;
  const of = scope.account === undefined ? {} : { account: scope.account };
  await note(deps, { workspace, brand: scope.brand, person, act: 'policy changed', from: 'settings', ...of });
}

function changeListener(
  deps: PolicyFaceDeps,
  id: string,
  change: (action: { readonly value: string; readonly chosen: readonly string[] }) => (policy: Policy) => Policy | null,
): AnyListener {
  return listener({
    kind: 'action',
    id,
    parse: actionPayload,
    ack: async (input, context) => {
      const { mark, index: _index, ...scope } = readMetadata(input.view?.private_metadata);
      const [action] = input.actions;
      const chosen = (action.selected_options ?? []).map(({ value }) => value);
      const asked = { workspace: context.workspace.id, person: context.userId, scope, mark };
      await changePolicy(deps, asked, change({ value: action.value ?? '', chosen }));
      await notePolicy(deps, asked);
      return { carry: scope };
    },
    work: async (input, context, scope) => show(deps, context, input.view?.id ?? '', scope),
  });
}

function stepListener(deps: PolicyFaceDeps, id: string): AnyListener {
  return onClick(id, async (input, context) => {
    const { mark, index: _index, ...scope } = readMetadata(input.view?.private_metadata);
    const workspace = context.workspace.id;
    await authorize(deps, { workspace, brand: scope.brand, person: context.userId, right: 'manage' });
    const { policy } = await readPolicy(deps, workspace, scope);
    if (policyMark(policy) !== mark) return show(deps, context, input.view?.id ?? '', scope);
    const index = id === ACTIONS.addStep ? policy.steps.length : Number(input.actions[0].value);
    const step = policy.steps[index];
    const view = stepView({ scope, mark, index, groups: await readGroupNames(context.client), ...(step === undefined ? {} : { step }) });
    await context.client.views.push({ trigger_id: input.trigger_id, view });
  });
}

function saveStep(deps: PolicyFaceDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.policyStep,
    parse: viewSubmission,
    ack: async ({ view }, { workspace: { id: workspace }, userId: person }) => {
      const form = formValues(view);
      const { mark, index = 0, ...scope } = readMetadata(view.private_metadata);
      const { policy, brand } = await readPolicy(deps, workspace, scope);
      const step = readStep(form);
      const problem = stepProblem(step, policy, index, brand);
      if (problem !== undefined) {
        const block = form.block(FIELDS[problem.field]) ?? ACTIONS.stepName;
        return { body: { response_action: 'errors' as const, errors: { [block]: problem.sentence } }, carry: scope };
      }
      await changePolicy(deps, { workspace, person, scope, mark }, (now) => withStep(now, index, step));
      await notePolicy(deps, { workspace, person, scope });
      return { carry: scope };
    },
    work: async ({ view }, context, scope) => {
      if (view.previous_view_id != null) await show(deps, context, view.previous_view_id, scope);
    },
  });
}

/** Draws the modal of a scope anew; where it is gone, in words. */
async function show(deps: PolicyFaceDeps, context: ListenerContext, viewId: string, scope: PolicyScope): Promise<void> {
  const view = await loadPolicy(deps, context, scope).catch((error: unknown) => {
    if (error instanceof PolicyRefusedError) return noticeView(say('label.whoApproves'), error.message);
    throw error;
  });
  await context.client.views.update({ view_id: viewId, view });
}

function readMetadata(text: string | undefined): z.infer<typeof metadata> {
  return readIds(metadata, text);
}

const metadata = z.object({
  brand: z.string(),
  account: z.string().optional(),
  post: z.string().optional(),
  mark: z.string(),
  index: z.number().optional(),
});

const FIELDS = { name: ACTIONS.stepName, who: `${ACTIONS.rolePeople}:step`, need: ACTIONS.stepNeed } as const;
