import { z } from 'zod';
import { say } from '../../language/index.js';
import { authorizeManager, freeName, note, readTimes, SettingsError, saveSettings, TOLERANCE_MS } from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { formValues, readIds, viewSubmission } from '../payloads.js';
import { brandListeners } from './brand-listeners.js';
import { fieldErrors, fieldOf } from './field-errors.js';
import { type AllSettingsDeps, openSettings, type SettingsDeps } from './open.js';
import { policyListeners } from './policy.js';
import { reminderListeners } from './reminders.js';
import { greetReviewChannel } from './review-channel.js';
import { roleListeners } from './roles.js';
import { userGroupOptions } from './user-groups.js';
import { suggestedZones, zoneOption } from './zones.js';

/** Listeners of the settings: the button that opens them, the zones to choose from, and Save. */
export function settingsListeners(deps: AllSettingsDeps): AnyListener[] {
  return [
    openButton(deps),
    zones(deps),
    save(deps),
    userGroupOptions(),
    ...brandListeners(deps),
    ...roleListeners(deps),
    ...reminderListeners(deps),
    ...policyListeners(deps),
  ];
}

function openButton(deps: SettingsDeps): AnyListener {
  return onClick(ACTIONS.settings, async ({ actions: [{ value: brand }], trigger_id: triggerId }, context) =>
    openSettings(deps, { context, triggerId, ...(brand === undefined ? {} : { brand }) }),
  );
}

function zones({ clock }: SettingsDeps): AnyListener {
  return listener({
    kind: 'options',
    id: ACTIONS.zone,
    parse: z.object({ value: z.string() }),
    ack: async ({ value }) => ({ body: { options: suggestedZones(value).map((zone) => zoneOption(zone, clock.now())) }, carry: undefined }),
  });
}

function save(deps: SettingsDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.settings,
    parse: viewSubmission,
    ack: async ({ view }, { workspace, userId: person, client, log }) => {
      const form = formValues(view);
      const fieldError = (action: string, sentence: string) => ({ body: fieldErrors(form, action, sentence), carry: undefined });
      const name = form.text(ACTIONS.brandName) ?? '';
      const reviewChannel = form.conversation(ACTIONS.reviewChannel);
      const zone = form.option(ACTIONS.zone);
      if (reviewChannel === undefined) return fieldError(ACTIONS.reviewChannel, say('brand.channel.missing'));
      if (zone === undefined) return fieldError(ACTIONS.zone, say('brand.zone.missing'));
      const times = readTimes(form.text(ACTIONS.postingTimes) ?? '');
      const days = form.options(ACTIONS.postingDays).map(Number);
      if (times === undefined || times.length > MOST_TIMES)
        return fieldError(ACTIONS.postingTimes, say('slot.times.wrong', { most: MOST_TIMES }));
      if (times.length > 0 && days.length === 0) return fieldError(ACTIONS.postingDays, say('slot.days.missing'));
      const tolerance = Number(form.option(ACTIONS.tolerance) ?? TOLERANCE_MS);
      const { brand: brandId } = readIds(metadata, view.private_metadata);
      const asker = { workspace: workspace.id, brand: brandId, person };
      await authorizeManager(deps, asker);
      const before = await deps.workspaces.brand(workspace.id, brandId);
      try {
        await freeName(deps, { ...asker, name });
        if (before?.reviewChannel !== reviewChannel) {
          const refused = await greetReviewChannel(client, reviewChannel, person, log);
          if (refused !== undefined) return fieldError(ACTIONS.reviewChannel, refused);
        }
        const asked = form.block(ACTIONS.authorsMayApprove) !== undefined;
        const authorsMayApprove = form.options(ACTIONS.authorsMayApprove).length > 0;
        const firstComments = form.options(ACTIONS.firstComments).length > 0;
        const asksToDelete = form.options(ACTIONS.asksToDelete).length > 0;
        const saved = await saveSettings(deps, {
          ...asker,
          settings: {
            name,
            reviewChannel,
            zone,
            ...(asked ? { authorsMayApprove } : {}),
            postingTimes: { days, times },
            toleranceMs: tolerance,
            firstComments,
            asksToDelete,
          },
        });
        const renamed =
          before === undefined || before.name === saved.name
            ? {}
            : { detail: say('brand.renamed', { before: before.name, after: saved.name }) };
        await note(deps, { ...asker, act: 'settings changed', from: 'settings', ...renamed });
        await deps.posts.redraw(workspace.id, brandId);
      } catch (error) {
        if (error instanceof SettingsError) return fieldError(fieldOf(error), error.message);
        throw error;
      }
      return { carry: undefined };
    },
  });
}

const MOST_TIMES = 24;

const metadata = z.object({ brand: z.string() });
