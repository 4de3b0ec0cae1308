import type { DecideDeps } from '../../approvals/index.js';
import type { MediaStore } from '../../media/index.js';
import type { CheckDeps, LibraryStore, MentionDeps, SendDeps, TakeFilesDeps, TakePreviewDeps } from '../../posts/index.js';
import type { Allowance, PublicationStore } from '../../publishing/index.js';
import type { WorkspaceStore } from '../../workspaces/index.js';
import type { ListenerContext } from '../listener.js';
import type { Subcommand } from '../schedule/index.js';

/** What compose needs. */
export interface ComposeDeps extends SendDeps, CheckDeps, TakeFilesDeps, TakePreviewDeps, DecideDeps, MentionDeps {
  readonly workspaces: WorkspaceStore;
  readonly library: LibraryStore;
  readonly media: MediaStore;
  /** What became of a post that is edited. */
  readonly live: Pick<PublicationStore, 'ofPost'>;
  /** How much of its day each account has used up; absent where nobody knows. */
  allowances(workspace: string, accounts: readonly string[]): Promise<ReadonlyMap<string, Allowance>>;
  /** Opens the settings modal. */
  openSettings(input: { readonly context: ListenerContext; readonly triggerId: string }): Promise<void>;
  /** What else stands behind one word after `/publish`. */
  readonly subcommands: ReadonlyMap<string, Subcommand>;
  /** Draws a post's card anew, soon after something it shows was written; what fails here is mended by the tick. */
  drawCard(workspace: string, post: string): Promise<void>;
}
