import type { ModalView } from '@slack/types';
import type { AccountPublications } from '../../accounts/index.js';
import { holderOf, managesWorkspace } from '../../workspaces/index.js';
import type { ListenerContext } from '../listener.js';
import type { PolicyFaceDeps } from './policy.js';
import { policyLine } from './policy-words.js';
import { settingsView } from './view.js';

/** What the settings need. */
export type SettingsDeps = PolicyFaceDeps;

/** What everything in the settings needs, brands as a whole among it. */
export interface AllSettingsDeps extends SettingsDeps {
  readonly unfinished: AccountPublications['unfinished'];
}

/** Opens the settings as {@link loadSettings} gives them. */
export async function openSettings(
  deps: SettingsDeps,
  { context, triggerId, brand }: { readonly context: ListenerContext; readonly triggerId: string; readonly brand?: string },
): Promise<void> {
  await context.client.views.open({ trigger_id: triggerId, view: await loadSettings(deps, context, brand) });
}

/**
 * The settings of `wanted`, or else of the first brand whose settings this person may change; while nobody has set Copydesk up, that is any full member.
 * Before a review channel was ever chosen, the zone is the person's own. Throws `NotAllowedError` or `PeopleUnavailableError`.
 */
export async function loadSettings(
  deps: SettingsDeps,
  { workspace: { id: workspace }, userId: person }: ListenerContext,
  wanted?: string,
): Promise<ModalView> {
  const setUp = (await deps.workspaces.workspace(workspace))?.setUpBy !== undefined;
  const holder = await holderOf(deps, { workspace, person, right: setUp ? 'manage' : 'compose' });
  const brand = holder.brands.find(({ id }) => id === wanted) ?? holder.brands[0];
  const ofAll = managesWorkspace(holder.person, holder.workspace);
  return settingsView({
    brandId: brand.id,
    brandName: brand.name,
    brands: holder.brands,
    ...(ofAll ? { workspace: { archived: holder.archived.length > 0, others: holder.brands.length > 1 } } : {}),
    ...(brand.reviewChannel === undefined ? {} : { reviewChannel: brand.reviewChannel }),
    zone: brand.reviewChannel === undefined ? holder.person.zone : brand.zone,
    authorsMayApprove: brand.authorsMayApprove,
    ...(brand.policy === undefined ? {} : { policy: policyLine(brand.policy) }),
    ...(brand.postingTimes === undefined ? {} : { postingTimes: brand.postingTimes }),
    ...(brand.toleranceMs === undefined ? {} : { toleranceMs: brand.toleranceMs }),
    ...(brand.firstComments === undefined ? {} : { firstComments: brand.firstComments }),
    ...(brand.asksToDelete === undefined ? {} : { asksToDelete: brand.asksToDelete }),
    at: deps.clock.now(),
  });
}
