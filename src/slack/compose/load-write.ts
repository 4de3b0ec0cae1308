import type { ModalView } from '@slack/types';
import type { Draft } from '../../posts/index.js';
import { authorize, mayPerson } from '../../workspaces/index.js';
import { accountChoices } from './account-choices.js';
import { alsoTaken } from './also-taken.js';
import type { ComposeDeps } from './deps.js';
import { NotReadyError } from './refused.js';
import { type WhenState, whenState } from './when-blocks.js';
import { type WriteState, writeView } from './write-view.js';
import { zoneFor } from './zone.js';

/** Who writes in which workspace. */
export interface Writer {
  readonly workspace: string;
  readonly person: string;
}

/** The first screen for a new post that starts with `text`. Throws {@link NotReadyError}, `NotAllowedError`. */
export async function loadNewWrite(deps: ComposeDeps, writer: Writer, text: string): Promise<ModalView> {
  const { brand, zone } = await readyBrand(deps, writer);
  const when = whenState(undefined, zone);
  const started = { draft: deps.ids.id(), version: 0, brand, zone, edits: false, chosen: [], text, labels: [], files: [], when };
  return writeView(await withChoices(deps, writer, started));
}

/**
 * The first screen with everything a draft holds: `when` in the place of its time where something is to be asked about that, `message` to say first.
 * Throws {@link NotReadyError}, `NotAllowedError`.
 */
export async function loadWrite(
  deps: ComposeDeps,
  draft: Draft,
  { when: asks, message }: { readonly when?: WhenState; readonly message?: string } = {},
): Promise<ModalView> {
  const { workspace, person, brand, accounts, text, link, note, labels = [], files } = draft;
  const { zone } = await readyBrand(deps, { workspace, person }, brand);
  const state = {
    draft: draft.id,
    version: draft.version,
    brand,
    zone,
    when: asks ?? whenState(draft.when, zone),
    edits: draft.base > 0,
    chosen: accounts,
    text,
    ...(link === undefined ? {} : { link }),
    ...(note === undefined ? {} : { note }),
    labels,
    files: files.map(({ name }) => name),
    ...(message === undefined ? {} : { message }),
  };
  return writeView(await withChoices(deps, { workspace, person }, state));
}

/** Adds the brands, the accounts and what the library has to choose from. */
export async function withChoices(
  deps: ComposeDeps,
  { workspace }: Writer,
  state: Omit<WriteState, 'brands' | 'choices' | 'nextSlot' | 'alsoTaken' | 'offers'>,
): Promise<WriteState> {
  const { brand } = state;
  const [brands, accounts, templates, snippets, labels] = await Promise.all([
    deps.workspaces.brands(workspace),
    deps.accounts.accounts(workspace, brand),
    deps.library.items(workspace, brand, 'template'),
    deps.library.items(workspace, brand, 'snippet'),
    deps.library.items(workspace, brand, 'label'),
  ]);
  return {
    ...state,
    brands: brands.map(({ id, name }) => ({ id, name })),
    offers: { templates: templates.length > 0, snippets, labels },
    choices: accountChoices(accounts, deps.platforms),
    nextSlot: brands.find(({ id }) => id === brand)?.postingTimes !== undefined,
    alsoTaken: alsoTaken(
      deps.platforms,
      accounts.map(({ platform }) => platform),
    ),
  };
}

/** The brand to write for, and the zone in which the person picks times, once the person may and the brand is set up. */
async function readyBrand(deps: ComposeDeps, writer: Writer, wanted?: string): Promise<{ readonly brand: string; readonly zone: string }> {
  const { workspace, brand, person, groups } = await authorize(deps, {
    ...writer,
    ...(wanted === undefined ? {} : { brand: wanted }),
    right: 'compose',
  });
  const manages = workspace.setUpBy === undefined || mayPerson(person, 'manage', { workspace, brand, groups }).allowed;
  if (brand.reviewChannel === undefined) {
    throw new NotReadyError(
      manages
        ? 'There is no review channel yet. Choose one with /publish settings, then try again.'
        : 'There is no review channel yet. Ask a Slack admin to choose one with /publish settings.',
    );
  }
  const accounts = await deps.accounts.accounts(writer.workspace);
  if (accounts.length === 0) {
    throw new NotReadyError(
      manages
        ? 'No account is connected yet. Connect one with /connect, then try again.'
        : 'No account is connected yet. Ask a Slack admin to connect one with /connect.',
    );
  }
  return { brand: brand.id, zone: zoneFor(person, brand) };
}
