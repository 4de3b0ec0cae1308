import { z } from 'zod';
import {
  NotAllowedError,
  type NoticeSettings,
  type NoticeSettingsDeps,
  QuietHoursError,
  readNoticeSettings,
  saveNoticeSettings,
} from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { type FormValues, formValues, readAs, viewSubmission } from '../payloads.js';
import { showModal } from '../show-modal.js';
import type { Outbox } from './outbox.js';
import { modeAction, noticeSettingsView } from './settings-view.js';

/** What a person's own settings need. */
export interface NoticeSettingsFaceDeps extends NoticeSettingsDeps {
  readonly outbox: Pick<Outbox, 'lookAgain'>;
}

/** The button that opens a person's own settings, and Save. */
export function noticeSettingsListeners(deps: NoticeSettingsFaceDeps): AnyListener[] {
  return [
    onClick(ACTIONS.notifications, async (input, { client, workspace, userId: person }) => {
      const { settings, person: asker } = await readNoticeSettings(deps, { workspace: workspace.id, person });
      await showModal(client, input, noticeSettingsView({ settings, zone: asker.zone }));
    }),
    listener({
      kind: 'view',
      id: VIEWS.notifications,
      parse: viewSubmission,
      ack: async ({ view }, { workspace, userId: person }) => {
        try {
          await saveNoticeSettings(deps, { workspace: workspace.id, person }, settingsIn(formValues(view)));
        } catch (error) {
          if (!(error instanceof QuietHoursError)) throw error;
          return { body: { response_action: 'errors', errors: { [ACTIONS.quietUntil]: error.message } }, carry: undefined };
        }
        return { carry: undefined };
      },
      work: async (_input, { workspace, userId: to }) => deps.outbox.lookAgain({ workspace: workspace.id, to }),
    }),
  ];
}

/** What `/publish settings` opens for a full member who may not change the brand's: their own settings. Throws what else went wrong. */
export function ownSettingsInstead(
  deps: NoticeSettingsFaceDeps,
  { context, triggerId }: { readonly context: ListenerContext; readonly triggerId: string },
): (error: unknown) => Promise<void> {
  return async (error) => {
    if (!(error instanceof NotAllowedError)) throw error;
    const asker = { workspace: context.workspace.id, person: context.userId };
    const { settings, person } = await readNoticeSettings(deps, asker);
    const view = noticeSettingsView({ settings, zone: person.zone, refused: error.message });
    await context.client.views.open({ trigger_id: triggerId, view });
  };
}

function settingsIn(form: FormValues): NoticeSettings {
  const days = form.options(ACTIONS.quietDays).map(Number);
  const wholeDays = form.options(ACTIONS.quietWholeDays).map(Number);
  const isQuiet = days.length > 0 || wholeDays.length > 0;
  const mode = (topic: Parameters<typeof modeAction>[0]) => form.option(modeAction(topic));
  return readAs(settingsForm, {
    modes: { posts: mode('posts'), waiting: mode('waiting'), tokens: mode('tokens') },
    digestAt: form.time(ACTIONS.digestAt),
    ...(isQuiet ? { quiet: { days, wholeDays, from: form.time(ACTIONS.quietFrom), until: form.time(ACTIONS.quietUntil) } } : {}),
  });
}

const mode = z.enum(['at once', 'digest', 'off']);
const days = z.array(z.number().int().min(1).max(7)).max(7);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const settingsForm = z.object({
  modes: z.object({ posts: mode, waiting: mode, tokens: mode }),
  digestAt: time,
  quiet: z.object({ days, wholeDays: days, from: time, until: time }).exactOptional(),
});
