import { isDeepStrictEqual } from 'node:util';
import { say } from '../language/index.js';
import type { Clock } from '../lib/clock.js';
import type { Ids } from '../lib/ids.js';
import { RefusedError } from '../lib/refused-error.js';
import { authorize, type RightsDeps } from '../workspaces/index.js';
import { type Written, withWritten } from './draft-changes.js';
import { type DraftStore, DuplicateError, type PostStore } from './ports.js';
import type { Draft } from './post.js';

/** What drafts need. */
export interface DraftDeps extends RightsDeps {
  readonly drafts: DraftStore;
  readonly posts: PostStore;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Names a draft as a person holds it. With `version`, only that version counts. */
export interface DraftKey {
  readonly workspace: string;
  readonly draft: string;
  readonly person: string;
  readonly version?: number;
}

/** The draft was not changed; `message` says why and what to do. */
export class DraftRefusedError extends RefusedError {
  override readonly name = 'DraftRefusedError';
}

/**
 * Keeps what was written over the draft's version; kept files stay, in front of the new ones. Version 0 starts the draft, under the id chosen when
 * the form was opened. The same words sent again are kept once, so a form sent twice makes one draft.
 * Throws {@link DraftRefusedError}, `NotAllowedError`.
 */
export async function saveWritten(deps: DraftDeps, key: DraftKey & { readonly version: number }, written: Written): Promise<Draft> {
  try {
    return key.version === 0 ? await startDraft(deps, key, written) : await changeDraft(deps, key, (draft) => withWritten(draft, written));
  } catch (error) {
    const kept = error instanceof DraftRefusedError ? await deps.drafts.draft(key.workspace, key.draft) : undefined;
    const again = kept?.person === key.person && kept.state === 'open' && kept.version === key.version + 1 && holds(kept, written);
    if (!again) throw error;
    return kept;
  }
}

/** Keeps the first words of a new post, as version 1. Throws {@link DraftRefusedError}, `NotAllowedError`. */
export async function startDraft(deps: DraftDeps, key: Omit<DraftKey, 'version'>, written: Written): Promise<Draft> {
  await authorize(deps, { workspace: key.workspace, brand: written.brand, person: key.person, right: 'compose' });
  const now = deps.clock.now();
  const empty: Draft = {
    id: key.draft,
    workspace: key.workspace,
    brand: written.brand,
    person: key.person,
    post: deps.ids.id(),
    base: 0,
    version: 1,
    state: 'open',
    accounts: [],
    text: '',
    files: [],
    createdAt: now,
    updatedAt: now,
  };
  const draft = withWritten(empty, written);
  try {
    await deps.drafts.insert(draft);
  } catch (error) {
    if (error instanceof DuplicateError) throw new DraftRefusedError(say('draft.refused.changedElsewhere'), { cause: error });
    throw error;
  }
  return draft;
}

/**
 * Saves `change(draft)`; nothing is written where `change` gives back the draft itself. Without a version in the key, the change is made to
 * whatever the draft is now. Throws {@link DraftRefusedError} when it is gone, sent, another person's or at another version; `NotAllowedError`.
 */
export async function changeDraft(deps: DraftDeps, key: DraftKey, change: (draft: Draft) => Draft): Promise<Draft> {
  const tries = key.version === undefined ? 5 : 1;
  for (let count = 0; count < tries; count += 1) {
    const draft = await ownDraft(deps, key);
    const changed = change(draft);
    if (changed === draft) return draft;
    await authorizeDraft(deps, draft, changed.brand);
    const saved = await deps.drafts.save({ ...changed, updatedAt: deps.clock.now() });
    if (saved !== undefined) return saved;
  }
  await ownDraft(deps, key);
  throw new DraftRefusedError(say('draft.refused.changedElsewhere'));
}

/** The person's open draft. Throws {@link DraftRefusedError}. */
export async function ownDraft(deps: Pick<DraftDeps, 'drafts'>, key: DraftKey): Promise<Draft> {
  const draft = await deps.drafts.draft(key.workspace, key.draft);
  if (draft === undefined || draft.person !== key.person) throw new DraftRefusedError(say('draft.refused.gone'));
  if (draft.state === 'sent') throw new DraftRefusedError(say('draft.refused.sentToChannel'));
  if (key.version !== undefined && draft.version !== key.version) throw new DraftRefusedError(say('draft.refused.changedElsewhere'));
  return draft;
}

/** Drops the person's open draft for good. Throws {@link DraftRefusedError}. */
export async function discardDraft(deps: Pick<DraftDeps, 'drafts'>, key: DraftKey): Promise<void> {
  const draft = await ownDraft(deps, key);
  if (!(await deps.drafts.discard(key.workspace, draft.id, draft.version)))
    throw new DraftRefusedError(say('draft.refused.changedElsewhere'));
}

async function authorizeDraft(deps: DraftDeps, draft: Draft, brand: string): Promise<void> {
  const about = { workspace: draft.workspace, brand, person: draft.person };
  if (draft.base === 0) {
    await authorize(deps, { ...about, right: 'compose' });
    return;
  }
  if (brand !== draft.brand) throw new DraftRefusedError(say('draft.refused.otherBrand'));
  const post = await deps.posts.post(draft.workspace, draft.post);
  await authorize(deps, { ...about, right: 'edit', ...(post === undefined ? {} : { author: post.author }) });
}

function holds(draft: Draft, written: Written): boolean {
  return isDeepStrictEqual(withWritten(draft, written), draft);
}
