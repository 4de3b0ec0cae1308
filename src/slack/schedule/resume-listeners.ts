import { z } from 'zod';
import { type Meaning, say } from '../../language/index.js';
import { askToResume, resumeBrand } from '../../publishing/index.js';
import { type Brand, note, type OverdueChoice } from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { formValues, readAs, readIds, viewSubmission } from '../payloads.js';
import { showResumed } from './banner.js';
import type { ScheduleFaceDeps } from './deps.js';
import { resumeView } from './resume-view.js';
import { whoseIn } from './whose.js';

/** The Resume button of the banner, and the question what becomes of posts whose time passed. */
export function resumeListeners(deps: ScheduleFaceDeps): AnyListener[] {
  return [
    onClick(ACTIONS.resume, async (input, context) => {
      const said = await startResume(deps, context, input.trigger_id, input.actions[0].value ?? '');
      if (said !== undefined) await context.tell(said);
    }),
    listener({
      kind: 'view',
      id: VIEWS.resume,
      parse: viewSubmission,
      ack: async ({ view }, context) => {
        const { brand } = readIds(metadata, view.private_metadata);
        const overdue = readAs(choices, formValues(view).option(ACTIONS.overdue));
        return { carry: await resumed(deps, { workspace: context.workspace.id, brand, person: context.userId, overdue }) };
      },
      work: async (_input, context, brand) => showResumed(deps, brand, context.userId),
    }),
  ];
}

/** Resumes at once where nothing became due, else asks what becomes of it. Resolves to what the person is told, if anything. */
export async function startResume(
  deps: ScheduleFaceDeps,
  context: ListenerContext,
  triggerId: string,
  brandId: string,
): Promise<string | undefined> {
  const who = { workspace: context.workspace.id, person: context.userId, brand: brandId };
  const { brand, overdue } = await askToResume(deps, who);
  if (overdue > 0) {
    await context.client.views.open({ trigger_id: triggerId, view: resumeView({ brand, overdue }) });
    return undefined;
  }
  await showResumed(deps, await resumed(deps, { ...who, overdue: 'publish now' }), context.userId);
  return say('pause.resume.done', whoseIn(await deps.workspaces.brands(who.workspace), brand));
}

async function resumed(deps: ScheduleFaceDeps, input: Parameters<typeof resumeBrand>[1]): Promise<Brand> {
  const brand = await resumeBrand(deps, input);
  await note(deps, {
    workspace: input.workspace,
    brand: brand.id,
    person: input.person,
    act: 'resumed',
    from: 'command',
    detail: say(BECAME[input.overdue]),
  });
  return brand;
}

/** What became of posts whose time passed, for the history. */
const BECAME = {
  'publish now': 'pause.became.publishNow',
  'next slots': 'pause.became.nextSlots',
  drop: 'pause.became.drop',
} as const satisfies Record<OverdueChoice, Meaning>;

const metadata = z.object({ brand: z.string() });
const choices = z.enum(['publish now', 'next slots', 'drop'] satisfies OverdueChoice[]);
