import type { NoticeSettings, NoticeSettingsStore } from '../workspaces/index.js';
import type { Mongo } from './connection.js';

/** What people chose about notices in MongoDB, one document per person. */
export function createNoticeSettingsStore({ db }: Mongo): NoticeSettingsStore {
  const settings = db.collection<NoticeSettings & { _id: string; workspace: string; person: string }>('noticeSettings');
  return {
    noticeSettings: async (workspace, person) => {
      const found = await settings.findOne(
        { _id: idOf(workspace, person), workspace },
        { projection: { _id: 0, workspace: 0, person: 0 } },
      );
      return found ?? undefined;
    },
    saveNoticeSettings: async (workspace, person, chosen) => {
      await settings.replaceOne({ _id: idOf(workspace, person) }, { ...chosen, workspace, person }, { upsert: true });
    },
  };
}

function idOf(workspace: string, person: string): string {
  return `${workspace}|${person}`;
}
