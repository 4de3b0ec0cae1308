import { EVERYTHING_AT_ONCE, type QueuedNotice, whenToTell } from '../../workspaces/index.js';
import type { NoticesDeps } from './deps.js';

/** When a notice is sent by what its person chose. Throws `PeopleUnavailableError` where Slack does not say in which zone they live. */
export async function whenFor(
  deps: Pick<NoticesDeps, 'noticeSettings' | 'people'>,
  { workspace, person, topic, queuedAt }: Pick<QueuedNotice, 'workspace' | 'person' | 'topic' | 'queuedAt'>,
  now: Date,
): Promise<'now' | 'never' | Date> {
  if (topic === undefined) return 'now';
  const settings = (await deps.noticeSettings.noticeSettings(workspace, person)) ?? EVERYTHING_AT_ONCE;
  if (settings.quiet === undefined && settings.modes[topic] === 'at once') return 'now';
  const { zone } = await deps.people.person(workspace, person);
  return whenToTell(settings, topic, { queuedAt, now, zone });
}
