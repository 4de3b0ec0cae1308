import { say } from '../../language/index.js';
import { keepItem, keepSignature, LibraryRefusedError, removeItem } from '../../posts/index.js';
import { note } from '../../workspaces/index.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AckBody, type AnyListener, type ListenerContext, listener } from '../listener.js';
import { noticeView } from '../notice.js';
import { actionPayload, formValues, viewSubmission } from '../payloads.js';
import type { LibraryFaceDeps } from './deps.js';
import { itemBlock } from './item-views.js';
import { loadLibrary } from './load-library.js';
import { type LibraryMetadata, readMetadata } from './metadata.js';
import { readItem } from './read-item.js';

/** Save and Delete of one thing; the shelf below is drawn anew after each. */
export function itemListeners(deps: LibraryFaceDeps): AnyListener[] {
  return [
    saving(deps, VIEWS.libraryItem, async (view, about, keeper) => {
      const input = readItem(formValues(view), about);
      return input === undefined ? '' : (await keepItem(deps, keeper, input)).name;
    }),
    saving(deps, VIEWS.signature, async (view, { account = '' }, keeper) => {
      await keepSignature(deps, keeper, { account, text: formValues(view).text(ACTIONS.itemText) ?? '' });
      return (await deps.accounts.accountsById(keeper.workspace, [account]))[0]?.name ?? '';
    }),
    deleteListener(deps),
  ];
}

/** Keeps what a modal was filled in with; `keep` resolves to its name. */
function saving(
  deps: LibraryFaceDeps,
  id: string,
  keep: (view: View, about: LibraryMetadata, keeper: Keeper) => Promise<string>,
): AnyListener {
  return listener({
    kind: 'view',
    id,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const about = readMetadata(view.private_metadata);
      try {
        const name = await keep(view, about, keeperOf(context, about));
        await noteChange(deps, context, about, say('library.history.saved', { thing: about.shelf, name }));
        return { carry: true };
      } catch (error) {
        if (!(error instanceof LibraryRefusedError)) throw error;
        return { body: refused(error, about), carry: false };
      }
    },
    work: async ({ view }, context, saved) => {
      if (saved) await showBelow(deps, context, view);
    },
  });
}

function deleteListener(deps: LibraryFaceDeps): AnyListener {
  return listener({
    kind: 'action',
    id: ACTIONS.deleteItem,
    parse: actionPayload,
    ack: async (input, context) => {
      const about = readMetadata(input.view?.private_metadata);
      const { name } = await removeItem(deps, keeperOf(context, about), input.actions[0].value ?? '');
      await noteChange(deps, context, about, say('library.history.deleted', { thing: about.shelf, name }));
      return { carry: about };
    },
    work: async ({ view }, context, { shelf }) => {
      if (view === undefined) return;
      await context.client.views.update({
        view_id: view.id,
        view: noticeView(say('label.library'), say('library.deleted', { thing: shelf })),
      });
      await showBelow(deps, context, view);
    },
  });
}

async function showBelow(deps: LibraryFaceDeps, context: ListenerContext, view: View): Promise<void> {
  const below = view.previous_view_id;
  if (below == null) return;
  await context.client.views.update({ view_id: below, view: await loadLibrary(deps, context, readMetadata(view.private_metadata)) });
}

/** Signatures and campaigns change what goes out, so what was done to the library is written down. */
async function noteChange(deps: LibraryFaceDeps, context: ListenerContext, about: LibraryMetadata, detail: string): Promise<void> {
  const of = about.account === undefined ? {} : { account: about.account };
  await note(deps, {
    ...keeperOf(context, about),
    act: 'library changed',
    from: 'settings',
    detail,
    ...of,
  });
}

function refused({ field, message }: LibraryRefusedError, about: LibraryMetadata): AckBody {
  const block = field === 'campaign' ? ACTIONS.campaignName : itemBlock(field, about);
  return { response_action: 'errors', errors: { [block]: message } };
}

function keeperOf({ workspace, userId }: ListenerContext, { brand }: LibraryMetadata): Keeper {
  return { workspace: workspace.id, brand, person: userId };
}

type Keeper = Parameters<typeof keepItem>[1];
type View = Parameters<typeof formValues>[0];
