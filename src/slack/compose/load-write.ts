import type { ModalView } from '@slack/types';
import type { Draft } from '../../posts/index.js';
import { authorize, hasSlots } from '../../workspaces/index.js';
import { accountChoices } from './account-choices.js';
import { alsoTaken } from './also-taken.js';
import type { ComposeDeps } from './deps.js';
import { liveNames } from './live-there.js';
import { type WhenState, whenState } from './when-blocks.js';
import { type WriteState, writeView } from './write-view.js';
import { assertReady, type WritingBrand, writingBrand } from './writing-brand.js';
import { zoneFor } from './zone.js';

/** Who writes in which workspace. */
export interface Writer {
  readonly workspace: string;
  readonly person: string;
}

/** The first screen for a new post that starts with `text`, for `wanted` where the person may write for it. Throws `NotReadyError`, `NotAllowedError`. */
export async function loadNewWrite(deps: ComposeDeps, writer: Writer, text: string, wanted?: string): Promise<ModalView> {
  const writing = await writingBrand(deps, writer, wanted);
  await assertReady(deps, writing);
  const zone = zoneFor(writing.person, writing.brand);
  const when = whenState(undefined, zone);
  const started = { draft: deps.ids.id(), version: 0, zone, edits: false, chosen: [], text, labels: [], files: [], when };
  return writeView(await withChoices(deps, writing, started));
}

/**
 * The first screen with everything a draft holds: `when` in the place of its time where something is to be asked about that, `message` to say first.
 * A draft of a brand that is archived or no longer the person's goes on with another one of theirs, the edit of a post stays with its brand.
 * Throws `NotReadyError`, `NotAllowedError`.
 */
export async function loadWrite(
  deps: ComposeDeps,
  draft: Draft,
  { when: asks, message }: { readonly when?: WhenState; readonly message?: string } = {},
): Promise<ModalView> {
  const { workspace, person, accounts, text, link, note, labels = [], files } = draft;
  const writing = await writingFor(deps, { workspace, person }, draft);
  await assertReady(deps, writing);
  const zone = zoneFor(writing.person, writing.brand);
  const state = {
    draft: draft.id,
    version: draft.version,
    zone,
    when: asks ?? whenState(draft.when, zone),
    edits: draft.base > 0,
    chosen: writing.brand.id === draft.brand ? accounts : [],
    text,
    ...(link === undefined ? {} : { link }),
    ...(note === undefined ? {} : { note }),
    labels,
    live: await liveNames(deps, draft),
    files: files.map(({ name }) => name),
    ...(message === undefined ? {} : { message }),
  };
  return writeView(await withChoices(deps, writing, state));
}

/** The brand a form is about: of a post that is edited always its own, which the person has to be able to write for. Throws `NotAllowedError`. */
export async function writingFor(deps: ComposeDeps, writer: Writer, draft: Pick<Draft, 'base' | 'brand'>): Promise<WritingBrand> {
  if (draft.base === 0) return writingBrand(deps, writer, draft.brand);
  const found = await authorize(deps, { ...writer, brand: draft.brand, right: 'compose' });
  return { ...found, brands: [found.brand], archived: [] };
}

/** Adds the brands, the accounts and what the library has to choose from. */
export async function withChoices(
  deps: ComposeDeps,
  { workspace, brand, brands }: WritingBrand,
  state: Omit<WriteState, 'brand' | 'brands' | 'choices' | 'nextSlot' | 'alsoTaken' | 'noChannel' | 'offers'>,
): Promise<WriteState> {
  const [accounts, templates, snippets, labels] = await Promise.all([
    deps.accounts.accounts(workspace.id, brand.id),
    deps.library.items(workspace.id, brand.id, 'template'),
    deps.library.items(workspace.id, brand.id, 'snippet'),
    deps.library.items(workspace.id, brand.id, 'label'),
  ]);
  return {
    ...state,
    brand: brand.id,
    brands,
    offers: { templates: templates.length > 0, snippets, labels },
    choices: accountChoices(accounts, deps.platforms),
    nextSlot: hasSlots(brand),
    noChannel: brand.reviewChannel === undefined,
    alsoTaken: alsoTaken(
      deps.platforms,
      accounts.map(({ platform }) => platform),
    ),
  };
}
