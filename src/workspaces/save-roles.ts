import type { RightsDeps } from './authorize.js';
import type { Roles } from './policy.js';
import { authorizeManager } from './settings.js';
import type { Brand } from './workspace.js';

/** Sets who is admin, approver and author of a brand. Throws `NotAllowedError`. */
export async function saveRoles(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand: string; readonly person: string; readonly roles: Roles },
): Promise<Brand> {
  await authorizeManager(deps, input);
  const brand = await deps.workspaces.saveRoles(input.workspace, input.brand, input.roles);
  if (brand === undefined) throw new Error(`The brand ${input.brand} is gone.`);
  return brand;
}
