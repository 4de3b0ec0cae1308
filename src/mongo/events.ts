import { isDuplicateKey, type Mongo } from './connection.js';

/** Slack events that were handled, unique by `event_id` in their workspace, kept for a day: longer than Slack repeats them. */
export function createEventStore({ db }: Mongo): {
  handled(workspace: string, eventId: string): Promise<boolean>;
  markHandled(workspace: string, eventId: string, at: Date): Promise<void>;
} {
  const events = db.collection<{ _id: string; workspace: string; handledAt: Date }>('slackEvents');
  return {
    handled: async (workspace, eventId) =>
      (await events.findOne({ _id: idOf(workspace, eventId), workspace }, { projection: { _id: 1 } })) !== null,
    markHandled: async (workspace, eventId, at) => {
      try {
        await events.insertOne({ _id: idOf(workspace, eventId), workspace, handledAt: at });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
  };
}

/** The collection's sweep. */
export async function createEventIndexes({ db }: Mongo): Promise<void> {
  await db.collection('slackEvents').createIndex({ handledAt: 1 }, { expireAfterSeconds: 24 * 3600 });
}

function idOf(workspace: string, eventId: string): string {
  return `${workspace}|${eventId}`;
}
