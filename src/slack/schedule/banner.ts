import { say } from '../../language/index.js';
import type { Brand, WorkspaceStore } from '../../workspaces/index.js';
import { button, context, mention, moment, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import type { Posted } from '../notices/send-next.js';
import { slackErrorCode } from '../results/slack-error.js';
import type { ScheduleFaceDeps } from './deps.js';
import { type Whose, whoseIn } from './whose.js';

/** Has the banner of every pause that has none yet posted into its review channel. */
export async function showPauses(deps: ScheduleFaceDeps): Promise<void> {
  for (const { workspace, brand: id } of await deps.everywhere.halted(MANY)) {
    const brand = await deps.workspaces.brand(workspace, id);
    const removed = (await deps.workspaces.workspace(workspace))?.uninstalledAt !== undefined;
    if (brand?.pause !== undefined && !removed) await showPaused(deps, brand);
  }
}

/** Has the banner of a pause posted once. */
export async function showPaused(deps: ScheduleFaceDeps, brand: Brand): Promise<void> {
  const { pause, reviewChannel: channel } = brand;
  if (pause === undefined || pause.banner !== undefined || channel === undefined) return;
  const whose = await whosePublishing(deps, brand);
  await deps.outbox.tell({
    ...inChannel(brand, channel),
    kind: PAUSED,
    occasion: String(pause.at.getTime()),
    message: {
      text: say('pause.banner', { ...whose, person: mention(pause.by) }),
      blocks: [
        section(say('pause.banner.since', { ...whose, person: mention(pause.by), at: moment(pause.at) })),
        { type: 'actions', elements: [button(ACTIONS.resume, say('button.resume'), { value: brand.id, label: say('pause.resume') })] },
      ],
    },
  });
}

/** Remembers where the banner of a pause is, so that it loses its button in the end. */
export function keepBanner(workspaces: WorkspaceStore): Posted {
  return async ({ workspace, subject: brand, kind, occasion }, { channel, ts }) => {
    if (kind === PAUSED) await workspaces.savePauseBanner(workspace, brand, new Date(Number(occasion)), { channel, ts });
  };
}

/** Says in the review channel that publishing goes on; the banner loses its button. */
export async function showResumed(deps: ScheduleFaceDeps, brand: Brand, person: string): Promise<void> {
  const { reviewChannel: channel, resume } = brand;
  const banner = resume?.banner;
  const client = await deps.clients.of(brand.workspace);
  const whose = await whosePublishing(deps, brand);
  const by = { ...whose, person: mention(person) };
  const text = say('pause.resumed', by);
  if (banner !== undefined) {
    try {
      await client.chat.update({ ...banner, text, blocks: [section(say('pause.banner.resumed', by))] });
    } catch (error) {
      if (slackErrorCode(error) === undefined) throw error;
      deps.log.warn({ err: error }, 'The banner of a pause could not be changed.');
    }
  }
  if (channel === undefined || resume === undefined) return;
  const occasion = String(resume.at.getTime());
  await deps.outbox.tell({ ...inChannel(brand, channel), kind: 'resumed', occasion, message: { text, blocks: [context(text)] } });
}

/** Two brands may share a channel. */
async function whosePublishing(deps: ScheduleFaceDeps, brand: Brand): Promise<Whose> {
  return whoseIn(await deps.workspaces.brands(brand.workspace), brand);
}

function inChannel({ workspace, id }: Brand, channel: string) {
  return { workspace, subject: id, person: channel, to: channel, brand: id, instead: 'admin' as const };
}

const PAUSED = 'paused';

const MANY = 100;
