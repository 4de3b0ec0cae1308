import { z } from 'zod';
import { MoveRefusedError, moveAccount, movedTogether } from '../../accounts/index.js';
import { say } from '../../language/index.js';
import { holderOf, NotAllowedError, note } from '../../workspaces/index.js';
import { brandSearch } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { formValues, readIds, viewSubmission } from '../payloads.js';
import { showModal } from '../show-modal.js';
import type { AccountsFaceDeps } from './deps.js';
import { movedView, moveView, notMovedView } from './move-views.js';
import { renewCard } from './renew-card.js';

/** Move to another brand: asks which, and moves. */
export function moveListeners(deps: AccountsFaceDeps): AnyListener[] {
  return [openMove(deps), brandSearch(ACTIONS.moveTo, (context) => managed(deps, context)), submitMove(deps)];
}

function openMove(deps: AccountsFaceDeps): AnyListener {
  return onClick(ACTIONS.moveAccount, async ({ actions: [{ value = '' }], trigger_id, view }, context) => {
    const accounts = await movedTogether(deps, context.workspace.id, value);
    const [first] = accounts;
    const brands = await managed(deps, context);
    const from = brands.find(({ id }) => id === first?.brand);
    const others = brands.filter(({ id }) => id !== first?.brand);
    if (first === undefined) return context.tell(say('account.notConnected'));
    if (from === undefined || others.length === 0) throw new NotAllowedError(say('connect.move.notAllowed'));
    const shown = moveView({ platforms: deps.platforms, accounts, from, others, account: first.id });
    await showModal(context.client, { trigger_id, view }, shown);
  });
}

function submitMove(deps: AccountsFaceDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.moveAccount,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const { account } = readIds(metadata, view.private_metadata);
      const form = formValues(view);
      const to = form.option(ACTIONS.moveTo);
      if (to === undefined) {
        const errors = { [form.block(ACTIONS.moveTo) ?? ACTIONS.moveTo]: say('brand.missing') };
        return { body: { response_action: 'errors' as const, errors }, carry: undefined };
      }
      const who = { workspace: context.workspace.id, person: context.userId };
      try {
        const moved = await moveAccount(deps, { ...who, account, to });
        const words = say('account.movedFromTo', { from: moved.from.name, to: moved.to.name });
        const act = { ...who, act: 'account moved', from: 'command', detail: words } as const;
        await note(
          deps,
          ...moved.accounts.flatMap(({ id }) => [moved.from, moved.to].map((brand) => ({ ...act, account: id, brand: brand.id }))),
        );
        return { body: { response_action: 'update' as const, view: movedView(deps.platforms, moved) }, carry: moved.from.id };
      } catch (error) {
        if (!(error instanceof MoveRefusedError)) throw error;
        return { body: { response_action: 'update' as const, view: notMovedView(error) }, carry: undefined };
      }
    },
    work: async ({ view }, context, brand) => {
      const root = view.root_view_id ?? view.id;
      if (brand !== undefined && root !== view.id)
        await renewCard(deps, context, { url: undefined, view: { id: root, callback_id: VIEWS.accounts } }, { brand, page: 1 });
    },
  });
}

async function managed(deps: AccountsFaceDeps, { workspace, userId: person }: ListenerContext) {
  return (await holderOf(deps, { workspace: workspace.id, person, right: 'manage' })).brands;
}

const metadata = z.object({ account: z.string() });
