import { FileUnavailableError, kindOf, MediaRefusedError, type TakeFileDeps, takeFile } from '../media/index.js';
import { changeDraft, type DraftDeps } from './draft.js';
import { changeFiles } from './draft-changes.js';
import type { Draft, DraftFile } from './post.js';

/** What taking files needs. */
export interface TakeFilesDeps extends DraftDeps, TakeFileDeps {}

/**
 * Takes every file of the draft that was not taken yet, three at a time, and keeps what became of it: its asset, or why it is refused.
 * Throws as {@link changeDraft}; whatever else fails leaves the draft's files to be taken again.
 */
export async function takeFiles(deps: TakeFilesDeps, draft: Draft): Promise<Draft> {
  const waiting = draft.files.filter(({ asset, refused }) => asset === undefined && refused === undefined);
  const results = new Map<string, Taken>();
  for (let start = 0; start < waiting.length; start += AT_ONCE) {
    const some = waiting.slice(start, start + AT_ONCE);
    const taken = await Promise.all(some.map((file) => take(deps, draft.workspace, file)));
    for (const [index, result] of taken.entries()) results.set(some[index]?.slackFile ?? '', result);
  }
  const key = { workspace: draft.workspace, draft: draft.id, person: draft.person };
  return changeDraft(deps, key, (now) => changeFiles(now, (file) => withResult(file, results.get(file.slackFile))));
}

async function take(deps: TakeFileDeps, workspace: string, file: DraftFile): Promise<Taken> {
  try {
    const asset = await takeFile(deps, { workspace, fileId: file.slackFile, name: file.name });
    const kind = kindOf(asset);
    return { asset: asset.id, ...(kind === 'image' ? {} : { kind }) };
  } catch (error) {
    if (error instanceof MediaRefusedError || error instanceof FileUnavailableError) return { refused: error.message };
    throw error;
  }
}

type Taken = Pick<DraftFile, 'asset' | 'kind' | 'refused'>;

function withResult(file: DraftFile, result: Taken | undefined): DraftFile {
  return result === undefined ? file : { ...file, ...result };
}

const AT_ONCE = 3;
