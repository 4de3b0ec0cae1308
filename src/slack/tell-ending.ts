import { say } from '../language/index.js';
import type { WorkspaceStore } from '../workspaces/index.js';
import { moment } from './blocks.js';
import type { Outbox } from './notices/index.js';

/** Has it said in the review channels of a workspace that Slack takes Copydesk's access away at `endsAt`, and where to install it again. */
export async function tellEnding(
  deps: { readonly workspaces: Pick<WorkspaceStore, 'brands'>; readonly outbox: Pick<Outbox, 'tell'>; readonly publicUrl: string },
  workspace: string,
  endsAt: Date,
): Promise<void> {
  const channels = new Set((await deps.workspaces.brands(workspace)).flatMap(({ reviewChannel }) => reviewChannel ?? []));
  const text = say('ending.botToken', { when: moment(endsAt), address: `${deps.publicUrl}/slack/install` });
  const about = { workspace, subject: 'bot token', kind: 'bot token', occasion: endsAt.toISOString(), instead: 'admin' as const };
  await deps.outbox.tell(...[...channels].map((channel) => ({ ...about, person: channel, to: channel, message: { text } })));
}
