import type { Brand, WorkspaceStore } from '../../workspaces/index.js';
import { button, context, inert, mention, moment, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import type { Posted } from '../notices/send-next.js';
import { slackErrorCode } from '../results/slack-error.js';
import type { ScheduleFaceDeps } from './deps.js';

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
  const whose = await whoseWords(deps, brand);
  await deps.outbox.tell({
    ...inChannel(brand, channel),
    kind: PAUSED,
    occasion: String(pause.at.getTime()),
    message: {
      text: `Publishing${whose} is paused by ${mention(pause.by)}. Nothing goes out until somebody resumes it.`,
      blocks: [
        section(`*Publishing${whose} is paused* by ${mention(pause.by)} ${moment(pause.at)}. Nothing goes out until somebody resumes it.`),
        { type: 'actions', elements: [button(ACTIONS.resume, 'Resume', { value: brand.id, label: 'Resume publishing' })] },
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
  const whose = await whoseWords(deps, brand);
  const text = `Publishing${whose} goes on: resumed by ${mention(person)}.`;
  if (banner !== undefined) {
    try {
      await client.chat.update({ ...banner, text, blocks: [section(`*Publishing${whose} was paused.* Resumed by ${mention(person)}.`)] });
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
async function whoseWords(deps: ScheduleFaceDeps, { workspace, name }: Brand): Promise<string> {
  return (await deps.workspaces.brands(workspace)).length > 1 ? ` of ${inert(name)}` : '';
}

function inChannel({ workspace, id }: Brand, channel: string) {
  return { workspace, subject: id, person: channel, to: channel, brand: id, instead: 'admin' as const };
}

const PAUSED = 'paused';

const MANY = 100;
