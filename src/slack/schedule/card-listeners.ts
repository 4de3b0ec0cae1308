import { z } from 'zod';
import { say } from '../../language/index.js';
import { cancelPost, holdPost, publishNow, releasePost, reschedule, type TimingInput, type TimingResult } from '../../publishing/index.js';
import { authorize } from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { actionPayload, formValues, readIds, viewSubmission } from '../payloads.js';
import type { ScheduleFaceDeps } from './deps.js';
import { readTime } from './read-time.js';
import { rescheduleView } from './reschedule-view.js';

/** Publish now, Reschedule, Hold, Release and Cancel post. */
export function cardListeners(deps: ScheduleFaceDeps): AnyListener[] {
  return [
    actListener(deps, ACTIONS.publishEarly, publishNow),
    actListener(deps, ACTIONS.hold, holdPost),
    actListener(deps, ACTIONS.release, releasePost),
    actListener(deps, ACTIONS.cancelPost, cancelPost),
    openReschedule(deps),
    submitReschedule(deps),
  ];
}

function actListener(
  deps: ScheduleFaceDeps,
  id: string,
  act: (deps: ScheduleFaceDeps, input: TimingInput) => Promise<TimingResult>,
): AnyListener {
  return listener({
    kind: 'action',
    id,
    parse: actionPayload,
    ack: async (input, context) => {
      const post = input.actions[0].value ?? '';
      return { carry: await act(deps, { workspace: context.workspace.id, post, person: context.userId }) };
    },
    work: async (_input, context, { tooLate }) => {
      if (tooLate.length > 0) await context.tell(tooLateWords(tooLate));
    },
  });
}

function openReschedule(deps: ScheduleFaceDeps): AnyListener {
  return onClick(ACTIONS.reschedule, async (input, context) => {
    const workspace = context.workspace.id;
    const post = await deps.posts.post(workspace, input.actions[0].value ?? '');
    if (post === undefined) return context.tell(say('post.gone'));
    const { person, brand } = await authorize(deps, {
      workspace,
      brand: post.brand,
      person: context.userId,
      right: 'repair',
      author: post.author,
    });
    const publications = await deps.publications.ofPost(workspace, post.id);
    const planned = publications.map(({ dueAt }) => dueAt).find((dueAt) => dueAt > deps.clock.now());
    const at = planned ?? (post.when?.kind === 'at' ? post.when.at : undefined);
    const state = { post, brand, zone: person.zone, now: deps.clock.now(), ...(at === undefined ? {} : { at }) };
    await context.client.views.open({ trigger_id: input.trigger_id, view: rescheduleView(state) });
  });
}

function submitReschedule(deps: ScheduleFaceDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.reschedule,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const { post: id, zone } = readIds(metadata, view.private_metadata);
      const workspace = context.workspace.id;
      const now = deps.clock.now();
      const read = readTime(formValues(view), zone, now);
      if ('problem' in read) {
        const { field, sentence } = read.problem;
        return { body: { response_action: 'errors' as const, errors: { [field]: sentence } }, carry: undefined };
      }
      if ('twice' in read) {
        const post = await deps.posts.post(workspace, id);
        const brand = post === undefined ? undefined : await deps.workspaces.brand(workspace, post.brand);
        if (post === undefined || brand === undefined) return { carry: undefined };
        const again = rescheduleView({ post, brand, zone, now, at: read.twice[0], twice: read.twice });
        return { body: { response_action: 'update' as const, view: again }, carry: undefined };
      }
      return { carry: await reschedule(deps, { workspace, post: id, person: context.userId, when: read.when }) };
    },
    work: async (_input, context, result) => {
      if (result !== undefined && result.tooLate.length > 0) await context.tell(tooLateWords(result.tooLate));
    },
  });
}

/** Some accounts could be changed; these could not. */
function tooLateWords(tooLate: readonly string[]): string {
  return say('schedule.tooLate', { which: tooLate.join('; ') });
}

const metadata = z.object({ post: z.string(), zone: z.string() });
