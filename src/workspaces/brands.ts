import { IANAZone } from 'luxon';
import { say } from '../language/index.js';
import type { Ids } from '../lib/ids.js';
import { authorizeWorkspace, NotAllowedError, type RightsDeps } from './authorize.js';
import { brandName, MOST_NAME } from './brand-name.js';
import { NameTakenError } from './ports.js';
import { SettingsError } from './settings-error.js';
import type { Brand } from './workspace.js';

/**
 * Adds a brand that has no roles and policies yet: every full member writes and approves, and the workspace's admins manage it.
 * Throws {@link SettingsError} or `NotAllowedError`.
 */
export async function createBrand(
  deps: RightsDeps & { readonly ids: Ids },
  input: {
    readonly workspace: string;
    readonly person: string;
    readonly name: string;
    readonly zone: string;
    readonly reviewChannel: string;
  },
): Promise<Brand> {
  await authorizeWorkspace(deps, input);
  const { workspace, zone, reviewChannel } = input;
  const name = await freeName(deps, input);
  assertZone(zone);
  try {
    return await deps.workspaces.createBrand({ id: deps.ids.id(), workspace, name, zone, reviewChannel, authorsMayApprove: false });
  } catch (error) {
    throw error instanceof NameTakenError ? taken(name) : error;
  }
}

/** Brings an archived brand back as it was. Throws `NotAllowedError`. */
export async function restoreBrand(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand: string; readonly person: string },
): Promise<Brand> {
  await authorizeWorkspace(deps, input);
  const restored = await deps.workspaces.restoreBrand(input.workspace, input.brand);
  if (restored === undefined) throw new NotAllowedError(say('brand.notArchived'));
  return restored;
}

/** The name as it is kept, where no other brand of the workspace, archived or not, has it in whatever case. Throws {@link SettingsError}. */
export async function freeName(
  deps: Pick<RightsDeps, 'workspaces'>,
  input: { readonly workspace: string; readonly name: string; readonly brand?: string },
): Promise<string> {
  const name = brandName(input.name);
  if (name === undefined) throw new SettingsError('name', say('brand.name.length', { most: MOST_NAME }));
  const others = (await deps.workspaces.allBrands(input.workspace)).filter(({ id }) => id !== input.brand);
  if (others.some((other) => sameName(other.name, name))) throw taken(name);
  return name;
}

/** Throws {@link SettingsError}. */
export function assertZone(zone: string): void {
  if (!IANAZone.isValidZone(zone)) throw new SettingsError('zone', say('brand.zone.unknown'));
}

/** What a person reads whose name for a brand is another's. */
export function taken(name: string): SettingsError {
  return new SettingsError('name', say('brand.name.taken', { name }));
}

/** As the index over the names compares them: only the case may differ. */
function sameName(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { sensitivity: 'accent' }) === 0;
}
