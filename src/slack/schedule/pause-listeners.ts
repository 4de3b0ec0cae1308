import { say } from '../../language/index.js';
import { pauseBrand } from '../../publishing/index.js';
import { type Brand, holderOf, note } from '../../workspaces/index.js';
import { replaceOriginal } from '../accounts/respond.js';
import { inert, section } from '../blocks.js';
import { brandSearch } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { actionPayload } from '../payloads.js';
import { isRefusal } from '../words.js';
import { showPaused } from './banner.js';
import type { ScheduleFaceDeps } from './deps.js';

/** The answer to which brand is paused: one, or all that are not yet. */
export function pauseListeners(deps: ScheduleFaceDeps): AnyListener[] {
  return [
    listener({
      kind: 'action',
      id: ACTIONS.pauseBrand,
      parse: actionPayload,
      ack: async ({ actions: [{ selected_option: option }] }, context) => ({ carry: await pauseOne(deps, context, option?.value ?? '') }),
      work: async ({ response_url: url }, context, brand) => {
        const words = say('pause.isPaused.brand', { brand: inert(brand.name) });
        await replaceOriginal(url, { text: words, blocks: [section(words)] }, context.log);
        await showPaused(deps, brand);
      },
    }),
    onClick(ACTIONS.pauseAll, async ({ response_url: url }, context) => {
      const paused = await pauseAll(deps, context);
      const words = say('pause.isPaused.many', { count: paused.length });
      await replaceOriginal(url, { text: words, blocks: [section(words)] }, context.log);
      for (const brand of paused) await showPaused(deps, brand);
    }),
    brandSearch(ACTIONS.pauseBrand, (context) => going(deps, context)),
  ];
}

/** Pauses a brand, and keeps who did. Throws `TimingRefusedError`, `NotAllowedError`. */
export async function pauseOne(deps: ScheduleFaceDeps, { workspace, userId: person }: ListenerContext, id: string): Promise<Brand> {
  const brand = await pauseBrand(deps, { workspace: workspace.id, brand: id, person });
  await note(deps, { workspace: workspace.id, brand: brand.id, person, act: 'paused', from: 'command' });
  return brand;
}

/** Every one that still goes and that this person may pause. What somebody else paused meanwhile is left out. */
async function pauseAll(deps: ScheduleFaceDeps, context: ListenerContext): Promise<Brand[]> {
  const brands = await going(deps, context);
  const outcomes = await Promise.allSettled(brands.map(({ id }) => pauseOne(deps, context, id)));
  for (const outcome of outcomes) if (outcome.status === 'rejected' && !isRefusal(outcome.reason)) throw outcome.reason;
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

async function going(deps: ScheduleFaceDeps, { workspace, userId: person }: ListenerContext): Promise<Brand[]> {
  const { brands } = await holderOf(deps, { workspace: workspace.id, person, right: 'repair' });
  return brands.filter(({ pause }) => pause === undefined);
}
