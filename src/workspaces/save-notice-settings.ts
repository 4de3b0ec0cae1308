import { say } from '../language/index.js';
import { RefusedError } from '../lib/refused-error.js';
import { NotAllowedError, type RightsDeps, readPerson } from './authorize.js';
import { EVERYTHING_AT_ONCE, type NoticeSettings, type NoticeSettingsStore } from './notice-settings.js';
import { outsideSentence } from './rights.js';
import type { Person } from './workspace.js';

/** What people's own settings rest on. */
export interface NoticeSettingsDeps extends RightsDeps {
  readonly noticeSettings: NoticeSettingsStore;
}

/** Quiet hours that would never begin or never end. */
export class QuietHoursError extends RefusedError {
  override readonly name = 'QuietHoursError';
}

/** How a full member wants to be told things. Throws {@link NotAllowedError} for anybody else, or `PeopleUnavailableError`. */
export async function readNoticeSettings(
  deps: NoticeSettingsDeps,
  asker: { readonly workspace: string; readonly person: string },
): Promise<{ readonly settings: NoticeSettings; readonly person: Person }> {
  const { person } = await readPerson(deps, asker);
  const outside = outsideSentence(person);
  if (outside !== undefined) throw new NotAllowedError(outside);
  return { settings: (await deps.noticeSettings.noticeSettings(asker.workspace, person.id)) ?? EVERYTHING_AT_ONCE, person };
}

/** Saves how a full member wants to be told things. Throws as {@link readNoticeSettings}, and {@link QuietHoursError}. */
export async function saveNoticeSettings(
  deps: NoticeSettingsDeps,
  asker: { readonly workspace: string; readonly person: string },
  settings: NoticeSettings,
): Promise<void> {
  await readNoticeSettings(deps, asker);
  const { quiet } = settings;
  if (quiet !== undefined && quiet.days.length > 0 && quiet.from === quiet.until)
    throw new QuietHoursError(say('workspace.quietHours.noEnd'));
  await deps.noticeSettings.saveNoticeSettings(asker.workspace, asker.person, settings);
}
