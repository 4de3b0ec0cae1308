import type { AccountsDeps } from '../../accounts/index.js';
import type { PlatformId } from '../../platforms/platform.js';
import type { NoteDeps } from '../../workspaces/index.js';

/** What the account listeners need. */
export interface AccountsFaceDeps extends AccountsDeps, NoteDeps {
  readonly platforms: PlatformNames;
}

/** Every platform, for its name. */
export type PlatformNames = ReadonlyMap<PlatformId, { readonly profile: { readonly name: string } }>;
