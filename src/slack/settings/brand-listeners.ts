import { archiveBrand, BrandInUseError } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import {
  authorizeWorkspace,
  createBrand,
  freeName,
  holderOf,
  NotAllowedError,
  note,
  restoreBrand,
  SettingsError,
} from '../../workspaces/index.js';
import { brandSearch } from '../brand-select.js';
import { replaceView } from '../compose/replace-view.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { formValues, viewSubmission } from '../payloads.js';
import { accountLabel } from '../results/card-state.js';
import { brandAddedView, newBrandView, notArchivedView, restoreView } from './brand-views.js';
import { fieldErrors, fieldOf } from './field-errors.js';
import { type AllSettingsDeps, loadSettings, type SettingsDeps } from './open.js';
import { greetReviewChannel } from './review-channel.js';

/** Everything about brands as a whole: choosing one, New brand, Archive and Restore. */
export function brandListeners(deps: AllSettingsDeps): AnyListener[] {
  return [
    chooseBrand(deps),
    brandSearch(ACTIONS.settingsBrand, async ({ workspace, userId: person }) => {
      return (await holderOf(deps, { workspace: workspace.id, person, right: 'manage' })).brands;
    }),
    openNew(deps),
    submitNew(deps),
    archive(deps),
    openRestore(deps),
    brandSearch(ACTIONS.archivedBrand, (context) => archivedBrands(deps, context)),
    submitRestore(deps),
  ];
}

function chooseBrand(deps: SettingsDeps): AnyListener {
  return onClick(ACTIONS.settingsBrand, async ({ actions: [{ selected_option: option }], view }, context) => {
    await showSettings(deps, context, view?.id, option?.value);
  });
}

function openNew(deps: SettingsDeps): AnyListener {
  return onClick(ACTIONS.newBrand, async ({ trigger_id }, context) => {
    const { person } = await authorizeWorkspace(deps, whoIn(context));
    await context.client.views.push({ trigger_id, view: newBrandView({ zone: person.zone, at: deps.clock.now() }) });
  });
}

/** Nothing is said in the channel before the name is known to be free, and nothing is kept before Copydesk could speak there. */
function submitNew(deps: SettingsDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.newBrand,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const form = formValues(view);
      const fieldError = (action: string, sentence: string) => ({ body: fieldErrors(form, action, sentence), carry: undefined });
      const name = form.text(ACTIONS.brandName) ?? '';
      const [zone, reviewChannel] = [form.option(ACTIONS.zone), form.conversation(ACTIONS.reviewChannel)];
      if (reviewChannel === undefined) return fieldError(ACTIONS.reviewChannel, say('brand.channel.missing'));
      if (zone === undefined) return fieldError(ACTIONS.zone, say('brand.zone.missing'));
      const who = whoIn(context);
      await authorizeWorkspace(deps, who);
      try {
        await freeName(deps, { ...who, name });
        const refused = await greetReviewChannel(context.client, reviewChannel, who.person, context.log);
        if (refused !== undefined) return fieldError(ACTIONS.reviewChannel, refused);
        const brand = await createBrand(deps, { ...who, name, zone, reviewChannel });
        await note(deps, { ...who, brand: brand.id, act: 'brand created', from: 'settings', detail: brand.name });
        const added = brandAddedView(brand.name, reviewChannel);
        return { body: { response_action: 'update' as const, view: added }, carry: brand.id };
      } catch (error) {
        if (error instanceof SettingsError) return fieldError(fieldOf(error), error.message);
        throw error;
      }
    },
    work: async ({ view }, context, brand) => {
      if (brand !== undefined) await showSettings(deps, context, view.root_view_id ?? undefined, brand);
    },
  });
}

function archive(deps: AllSettingsDeps): AnyListener {
  return onClick(ACTIONS.archiveBrand, async ({ actions: [{ value: id = '' }], trigger_id, view }, context) => {
    const who = { ...whoIn(context), brand: id };
    try {
      const { name } = await archiveBrand(deps, who);
      await note(deps, { ...who, act: 'brand archived', from: 'settings', detail: name });
      await showSettings(deps, context, view?.id, undefined);
    } catch (error) {
      if (!(error instanceof BrandInUseError)) throw error;
      const accounts = error.accounts.map((account) =>
        accountLabel({ ...account, platformName: deps.platforms.get(account.platform)?.profile.name ?? account.platform }),
      );
      await context.client.views.push({ trigger_id, view: notArchivedView({ name: error.brand.name, posts: error.posts, accounts }) });
    }
  });
}

function openRestore(deps: SettingsDeps): AnyListener {
  return onClick(ACTIONS.restoreBrand, async ({ trigger_id }, context) => {
    const archived = await archivedBrands(deps, context);
    if (archived.length === 0) throw new NotAllowedError(say('brand.noneArchived'));
    await context.client.views.push({ trigger_id, view: restoreView(archived) });
  });
}

function submitRestore(deps: SettingsDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.restoreBrand,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const form = formValues(view);
      const chosen = form.option(ACTIONS.archivedBrand);
      if (chosen === undefined) return { body: fieldErrors(form, ACTIONS.archivedBrand, say('brand.missing')), carry: undefined };
      const { id, name } = await restoreBrand(deps, { ...whoIn(context), brand: chosen });
      await note(deps, { ...whoIn(context), brand: id, act: 'brand restored', from: 'settings', detail: name });
      return { carry: id };
    },
    work: async ({ view }, context, brand) => {
      if (brand !== undefined) await showSettings(deps, context, view.root_view_id ?? undefined, brand);
    },
  });
}

/** For who may restore them. Throws `NotAllowedError`. */
async function archivedBrands(deps: SettingsDeps, context: ListenerContext) {
  await authorizeWorkspace(deps, whoIn(context));
  return (await deps.workspaces.allBrands(context.workspace.id)).filter(({ archivedAt }) => archivedAt !== undefined);
}

/** Draws open settings anew. A modal that was closed meanwhile is left alone. */
async function showSettings(
  deps: SettingsDeps,
  context: ListenerContext,
  viewId: string | undefined,
  brand: string | undefined,
): Promise<void> {
  if (viewId !== undefined) await replaceView(context, viewId, await loadSettings(deps, context, brand));
}

function whoIn({ workspace, userId }: ListenerContext): { readonly workspace: string; readonly person: string } {
  return { workspace: workspace.id, person: userId };
}
