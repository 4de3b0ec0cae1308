import type { DecideDeps } from '../../approvals/index.js';
import type { MediaStore } from '../../media/index.js';
import type { SendDeps, TakeFilesDeps } from '../../posts/index.js';
import type { ListenerContext } from '../listener.js';

/** What compose needs. */
export interface ComposeDeps extends SendDeps, TakeFilesDeps, DecideDeps {
  readonly media: MediaStore;
  /** Opens the settings modal. */
  openSettings(input: { readonly context: ListenerContext; readonly triggerId: string }): Promise<void>;
  /** Draws a post's card anew, soon after something it shows was written; what fails here is mended by the tick. */
  drawCard(workspace: string, post: string): Promise<void>;
}
