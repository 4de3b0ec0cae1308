import type { AccountsDeps } from '../../accounts/index.js';
import type { Platform, PlatformId } from '../../platforms/platform.js';
import type { NoteDeps } from '../../workspaces/index.js';

/** What the account listeners need. */
export interface AccountsFaceDeps extends AccountsDeps, NoteDeps {
  readonly platforms: PlatformNames;
}

/** Every platform, for its name and for what first comments and deleting need there. */
export type PlatformNames = ReadonlyMap<
  PlatformId,
  Pick<Platform, 'comments' | 'deletion'> & { readonly profile: { readonly name: string } }
>;
