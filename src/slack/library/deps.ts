import type { AccountReader } from '../../accounts/index.js';
import type { Platform, PlatformId } from '../../platforms/platform.js';
import type { LibraryDeps } from '../../posts/index.js';
import type { NoteDeps } from '../../workspaces/index.js';

/** What the screens of the library need. */
export interface LibraryFaceDeps extends LibraryDeps, NoteDeps {
  readonly accounts: AccountReader;
  readonly platforms: ReadonlyMap<PlatformId, Platform>;
}
