import { z } from 'zod';
import { say } from '../../language/index.js';
import { authorize } from '../../workspaces/index.js';
import { ACTIONS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { noticeView } from '../notice.js';
import { onClick } from '../on-click.js';
import type { Subcommand } from '../schedule/index.js';
import { showModal } from '../show-modal.js';
import type { LibraryFaceDeps } from './deps.js';
import { itemListeners } from './item-listeners.js';
import { findAccounts, loadItem, loadLibrary } from './load-library.js';
import { type LibraryMetadata, readMetadata, SHELVES } from './metadata.js';

/** The library of a brand: what it shows, and everything that is changed in it. */
export function libraryListeners(deps: LibraryFaceDeps): AnyListener[] {
  return [
    openListener(deps),
    choosing(deps, ACTIONS.libraryShelf, (value, now) => ({ ...now, shelf: SHELVES.find((shelf) => shelf === value) ?? now.shelf })),
    choosing(deps, ACTIONS.libraryBrand, (brand, now) => ({ ...now, brand })),
    filling(deps, ACTIONS.newItem, (_value, now) => now),
    filling(deps, ACTIONS.editItem, (id, now) => (now.shelf === 'signature' ? { ...now, account: id } : { ...now, id })),
    filling(deps, ACTIONS.signatureAccount, (account, now) => ({ ...now, account })),
    accountsSearch(deps),
    ...itemListeners(deps),
  ];
}

/** `/publish library`. */
export function createLibrarySubcommands(deps: LibraryFaceDeps): ReadonlyMap<string, Subcommand> {
  const open: Subcommand = async ({ context, triggerId }) => {
    const view = await loadLibrary(deps, context, { shelf: 'template' });
    return { work: async () => void (await context.client.views.open({ trigger_id: triggerId, view })) };
  };
  return new Map([['library', open]]);
}

function openListener(deps: LibraryFaceDeps): AnyListener {
  return onClick(ACTIONS.library, async (input, context) => {
    const brand = input.actions[0].value;
    const view = await loadLibrary(deps, context, { ...(brand === undefined ? {} : { brand }), shelf: 'template' });
    await showModal(context.client, input, view);
  });
}

/** A choice of what is shown. */
function choosing(deps: LibraryFaceDeps, id: string, next: (value: string, now: LibraryMetadata) => LibraryMetadata): AnyListener {
  return onClick(id, async (input, context) => {
    const now = readMetadata(input.view?.private_metadata);
    const view = await loadLibrary(deps, context, next(input.actions[0].selected_option?.value ?? '', now));
    await context.client.views.update({ view_id: input.view?.id ?? '', view });
  });
}

/** A button or a choice that opens one thing on top. What was chosen can be chosen again. */
function filling(deps: LibraryFaceDeps, id: string, about: (value: string, now: LibraryMetadata) => LibraryMetadata): AnyListener {
  return onClick(id, async (input, context) => {
    const [{ value, selected_option: option }] = input.actions;
    const now = readMetadata(input.view?.private_metadata);
    await push(deps, context, input.trigger_id, about(value ?? option?.value ?? '', now));
    if (option == null) return;
    const view = await loadLibrary(deps, context, { ...now, mark: context.reference });
    await context.client.views.update({ view_id: input.view?.id ?? '', view });
  });
}

async function push(deps: LibraryFaceDeps, context: ListenerContext, triggerId: string, about: LibraryMetadata): Promise<void> {
  const view = (await loadItem(deps, context, about)) ?? noticeView(say('label.library'), say('library.gone'));
  await context.client.views.push({ trigger_id: triggerId, view });
}

function accountsSearch(deps: LibraryFaceDeps): AnyListener {
  return listener({
    kind: 'options',
    id: ACTIONS.signatureAccount,
    parse: suggestion,
    ack: async ({ value, view }, { workspace, userId: person }) => {
      const { brand } = readMetadata(view.private_metadata);
      await authorize(deps, { workspace: workspace.id, brand, person, right: 'curate' });
      return { body: { option_groups: await findAccounts(deps, workspace.id, brand, value) }, carry: undefined };
    },
  });
}

const suggestion = z.object({ value: z.string().default(''), view: z.object({ private_metadata: z.string().default('') }) });
