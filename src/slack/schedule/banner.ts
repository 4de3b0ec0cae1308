import type { Brand } from '../../workspaces/index.js';
import { button, context, inert, mention, moment, section } from '../blocks.js';
import { ACTIONS } from '../ids.js';
import { slackErrorCode } from '../results/slack-error.js';
import type { ScheduleFaceDeps } from './deps.js';

/** Posts the banner of every pause that has none yet into its review channel. */
export async function showPauses(deps: ScheduleFaceDeps): Promise<void> {
  for (const { workspace, brand: id } of await deps.everywhere.halted(MANY)) {
    const brand = await deps.workspaces.brand(workspace, id);
    const removed = (await deps.workspaces.workspace(workspace))?.uninstalledAt !== undefined;
    if (brand?.pause !== undefined && !removed) await showPaused(deps, brand);
  }
}

/** Posts the banner of a pause once. */
export async function showPaused(deps: ScheduleFaceDeps, brand: Brand): Promise<void> {
  const { pause, reviewChannel: channel, workspace } = brand;
  if (pause === undefined || pause.banner !== undefined || channel === undefined) return;
  const notice = { workspace, subject: brand.id, kind: 'paused', person: channel, occasion: String(pause.at.getTime()) };
  if (!(await deps.notices.open(notice))) return;
  const whose = await whoseWords(deps, brand);
  const text = `Publishing${whose} is paused by ${mention(pause.by)}. Nothing goes out until somebody resumes it.`;
  const client = await deps.clients.of(workspace);
  const { ts } = await client.chat.postMessage({
    channel,
    text,
    blocks: [
      section(`*Publishing${whose} is paused* by ${mention(pause.by)} ${moment(pause.at)}. Nothing goes out until somebody resumes it.`),
      { type: 'actions', elements: [button(ACTIONS.resume, 'Resume', { value: brand.id, label: 'Resume publishing' })] },
    ],
  });
  if (ts !== undefined) await deps.workspaces.savePauseBanner(workspace, brand.id, pause.at, { channel, ts });
  await deps.notices.markSent(notice);
}

/** Says in the review channel that publishing goes on; the banner loses its button. */
export async function showResumed(deps: ScheduleFaceDeps, brand: Brand, person: string): Promise<void> {
  const banner = brand.resume?.banner;
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
  if (brand.reviewChannel !== undefined) await client.chat.postMessage({ channel: brand.reviewChannel, text, blocks: [context(text)] });
}

/** Two brands may share a channel. */
async function whoseWords(deps: ScheduleFaceDeps, { workspace, name }: Brand): Promise<string> {
  return (await deps.workspaces.brands(workspace)).length > 1 ? ` of ${inert(name)}` : '';
}

const MANY = 100;
