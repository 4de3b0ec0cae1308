import { z } from 'zod';
import { type Decision, decide, stepName } from '../../../approvals/index.js';
import { say } from '../../../language/index.js';
import { type Brand, readerOf } from '../../../workspaces/index.js';
import { zoneFor } from '../../compose/zone.js';
import { ACTIONS, VIEWS } from '../../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../../listener.js';
import { noticeView } from '../../notice.js';
import { onClick } from '../../on-click.js';
import { formValues, readAs, viewSubmission } from '../../payloads.js';
import { REASON_WORDS } from '../../results/settled-card.js';
import { slackErrorCode } from '../../results/slack-error.js';
import { isRefusal, wordsFor } from '../../words.js';
import { EVERYTHING } from '../choice.js';
import type { HomeDeps } from '../deps.js';
import type { RowsState } from '../lines.js';
import { type Listed, type WaitingPost, waitingFor } from '../lists.js';
import { describeAccounts } from '../load-home.js';
import { type BulkKind, isSame, type Picked, pickedOf, unpacked } from './picked.js';
import { chooseView, confirmView, doneView, doneWords, MOST_AT_ONCE, type Outcome, workingView } from './views.js';

/** What deciding on several posts needs. */
export interface BulkDeps extends HomeDeps {
  /** Draws a post's card anew. */
  drawCard(workspace: string, post: string): void;
}

/** Approving or rejecting several posts from Home: choose, one question, and what became of each. */
export function bulkListeners(deps: BulkDeps): AnyListener[] {
  return [openListener(deps), chooseListener(deps), confirmListener(deps)];
}

function openListener(deps: BulkDeps): AnyListener {
  return onClick(ACTIONS.bulk, async ({ trigger_id }, context) => {
    const { state, waiting } = await load(deps, context);
    const view =
      waiting.rows.length === 0 ? noticeView(say('bulk.title'), say('bulk.noneWaits')) : chooseView(state, waiting.rows, waiting.more);
    await context.client.views.open({ trigger_id, view });
  });
}

function chooseListener(deps: BulkDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.bulkChoose,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const values = formValues(view);
      const { picked: shown } = unpacked(view.private_metadata);
      const picked = shown.filter((_each, index) => values.options(`${ACTIONS.bulkPick}:${index}`).length > 0);
      const kind = readAs(kinds, values.option(ACTIONS.bulkKind));
      if (picked.length === 0) return fieldError(`${ACTIONS.bulkPick}:0`, say('bulk.chooseOne'));
      const { state, waiting } = await load(deps, context);
      const rows = picked.flatMap((each) => waiting.rows.find((row) => isSame(pickedOf(row), each)) ?? []);
      const gone = picked.filter((each) => rows.every((row) => row.post.id !== each.post));
      const changed = await Promise.all(gone.map((each) => beginning(deps, context, state.reader.brands, each)));
      return { body: { response_action: 'update' as const, view: confirmView(state, { kind, rows, changed }) }, carry: undefined };
    },
  });
}

function confirmListener(deps: BulkDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.bulkConfirm,
    parse: viewSubmission,
    ack: async ({ view }) => {
      const { kind, picked } = unpacked(view.private_metadata);
      const values = formValues(view);
      const comment = values.text(ACTIONS.comment)?.trim() ?? '';
      if (kind === 'rejected' && comment === '') return fieldError(ACTIONS.comment, say('bulk.commentMissing'));
      const why = kind === 'rejected' ? { reason: reasons.catch('other').parse(values.option(ACTIONS.reason)), comment } : {};
      const carry = kind === undefined ? undefined : { kind, picked: picked.slice(0, MOST_AT_ONCE), why };
      return { body: { response_action: 'update' as const, view: workingView(picked.length) }, carry };
    },
    work: async ({ view }, context, asked) => {
      if (asked === undefined) return;
      const outcomes: Outcome[] = [];
      const brands = await brandsOf(deps, context);
      for (const each of asked.picked) {
        const words = await beginning(deps, context, brands, each);
        outcomes.push({ words, ...(await decideOne(deps, context, asked, each)) });
      }
      try {
        await context.client.views.update({ view_id: view.id, view: doneView(outcomes) });
      } catch (error) {
        if (slackErrorCode(error) !== 'not_found') throw error;
        await context.tell(doneWords(outcomes));
      }
    },
  });
}

/** One post's decision, as if its own button had been pressed. What fails of one stops none of the others. */
async function decideOne(
  deps: BulkDeps,
  context: ListenerContext,
  {
    kind,
    why,
  }: { readonly kind: BulkKind; readonly why: { readonly reason?: NonNullable<Decision['reason']>; readonly comment?: string } },
  picked: Picked,
): Promise<Omit<Outcome, 'words'>> {
  const workspace = context.workspace.id;
  try {
    const { progress } = await decide(deps, { workspace, ...picked, person: context.userId, kind, from: 'home', ...why });
    deps.drawCard(workspace, picked.post);
    if (kind === 'rejected') return { done: true, sentence: say('bulk.rejected') };
    const sentence =
      progress.open === undefined
        ? say('bulk.approved')
        : say('bulk.approvedStep', { step: stepName(progress.open.step).replaceAll(/[&<>]/g, ' ') });
    return { done: true, sentence };
  } catch (error) {
    context.log.info({ err: error, post: picked.post }, 'one of several posts was not decided');
    return { done: false, sentence: say('bulk.notDecided', { why: wordsFor(error, context.reference) }) };
  }
}

async function load(
  deps: BulkDeps,
  context: ListenerContext,
): Promise<{ readonly state: RowsState; readonly waiting: Listed<WaitingPost> }> {
  const workspace = context.workspace.id;
  const reader = await readerOf(deps, { workspace, person: context.userId });
  const kept = await deps.homes.home(workspace, context.userId);
  const choice = { ...(kept?.choice ?? EVERYTHING), page: 0 };
  const [waiting, accounts] = await Promise.all([
    waitingFor(deps, reader, choice, { skip: 0, limit: MOST_AT_ONCE }),
    describeAccounts(deps, workspace),
  ]);
  const [brand] = reader.brands;
  return { state: { reader, accounts, now: deps.clock.now(), zone: zoneFor(reader.person, brand ?? { zone: 'UTC' }) }, waiting };
}

/** The brands whose posts the person may read; none where they have no right, or Slack does not say who they are. */
async function brandsOf(deps: BulkDeps, { workspace, userId }: ListenerContext): Promise<readonly Brand[]> {
  try {
    return (await readerOf(deps, { workspace: workspace.id, person: userId })).brands;
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

/** The beginning of the words that were picked, of posts of these brands only. */
async function beginning(
  deps: BulkDeps,
  { workspace }: ListenerContext,
  brands: readonly Brand[],
  { post, revision }: Picked,
): Promise<string> {
  const [about, found] = await Promise.all([deps.posts.post(workspace.id, post), deps.posts.revision(workspace.id, post, revision)]);
  if (!brands.some(({ id }) => id === about?.brand)) return say('bulk.hidden');
  return found === undefined || found.text === '' ? say('post.noText') : found.text.slice(0, 150);
}

function fieldError(block: string, sentence: string) {
  return { body: { response_action: 'errors' as const, errors: { [block]: sentence } }, carry: undefined };
}

const kinds = z.enum(['approved', 'rejected']);
const reasons = z.enum(Object.keys(REASON_WORDS) as [NonNullable<Decision['reason']>, ...NonNullable<Decision['reason']>[]]);
