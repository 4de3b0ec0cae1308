import { authorize } from '../../workspaces/index.js';
import type { ListenerContext } from '../listener.js';
import type { PolicyFaceDeps } from './policy.js';
import { policyLine } from './policy-words.js';
import { settingsView } from './view.js';

/** What the settings need. */
export type SettingsDeps = PolicyFaceDeps;

/**
 * Opens the settings of the workspace's brand for somebody who may change them; while nobody has set Copydesk up, that is any full member.
 * Before a review channel was ever chosen, the zone is the person's own. Throws `NotAllowedError` or `PeopleUnavailableError`.
 */
export async function openSettings(
  deps: SettingsDeps,
  { context, triggerId }: { readonly context: ListenerContext; readonly triggerId: string },
): Promise<void> {
  const setUp = (await deps.workspaces.workspace(context.workspace.id))?.setUpBy !== undefined;
  const { brand, person } = await authorize(deps, {
    workspace: context.workspace.id,
    person: context.userId,
    right: setUp ? 'manage' : 'compose',
  });
  await context.client.views.open({
    trigger_id: triggerId,
    view: settingsView({
      brandId: brand.id,
      ...(brand.reviewChannel === undefined ? {} : { reviewChannel: brand.reviewChannel }),
      zone: brand.reviewChannel === undefined ? person.zone : brand.zone,
      authorsMayApprove: brand.authorsMayApprove,
      ...(brand.policy === undefined ? {} : { policy: policyLine(brand.policy) }),
      ...(brand.postingTimes === undefined ? {} : { postingTimes: brand.postingTimes }),
      ...(brand.toleranceMs === undefined ? {} : { toleranceMs: brand.toleranceMs }),
      at: deps.clock.now(),
    }),
  });
}
