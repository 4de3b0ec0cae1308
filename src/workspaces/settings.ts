import { say } from '../language/index.js';
import { authorize, NotAllowedError, type RightsDeps } from './authorize.js';
import { assertZone, freeName, taken } from './brands.js';
import { type BrandSettings, NameTakenError } from './ports.js';
import type { Brand } from './workspace.js';

/**
 * Saves a brand's name, review channel, zone, times and whether authors may approve their own posts.
 * The first full member to do so sets Copydesk up. Throws `SettingsError` or `NotAllowedError`.
 */
export async function saveSettings(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand: string; readonly person: string; readonly settings: BrandSettings },
): Promise<Brand> {
  await authorizeManager(deps, input);
  const { workspace, brand, settings } = input;
  assertZone(settings.zone);
  const name = settings.name === undefined ? undefined : await freeName(deps, { workspace, brand, name: settings.name });
  try {
    const saved = await deps.workspaces.saveSettings(workspace, brand, { ...settings, ...(name === undefined ? {} : { name }) });
    if (saved === undefined) throw new NotAllowedError(say('brand.archivedMeanwhile'));
    return saved;
  } catch (error) {
    throw error instanceof NameTakenError ? taken(name ?? '') : error;
  }
}

/** Checks the right to manage; where nobody has set Copydesk up yet, this full member becomes the one who did. */
export async function authorizeManager(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand: string; readonly person: string },
): Promise<void> {
  const { workspace, person } = await authorize(deps, { ...input, right: 'compose' });
  if (workspace.setUpBy === undefined && person.kind === 'member') await deps.workspaces.claimSetUp(input.workspace, input.person);
  await authorize(deps, { ...input, right: 'manage' });
}
