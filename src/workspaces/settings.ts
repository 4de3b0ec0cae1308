import { IANAZone } from 'luxon';
import { authorize, type RightsDeps } from './authorize.js';
import type { BrandSettings } from './ports.js';
import type { Brand } from './workspace.js';

/** A value of the settings that cannot be kept; `message` is the sentence for its field. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly field: 'zone';

  constructor(field: 'zone', message: string) {
    super(message);
    this.field = field;
  }
}

/**
 * Saves a brand's review channel, zone and whether authors may approve their own posts.
 * The first full member to do so sets Copydesk up. Throws {@link SettingsError} or `NotAllowedError`.
 */
export async function saveSettings(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand: string; readonly person: string; readonly settings: BrandSettings },
): Promise<Brand> {
  await authorizeManager(deps, input);
  if (!IANAZone.isValidZone(input.settings.zone)) {
    throw new SettingsError('zone', 'This is not a time zone. Use a name like Europe/Berlin or America/New_York.');
  }
  const brand = await deps.workspaces.saveSettings(input.workspace, input.brand, input.settings);
  if (brand === undefined) throw new Error(`The brand ${input.brand} is gone.`);
  return brand;
}

/** Checks the right to manage; where nobody has set Copydesk up yet, this full member becomes the one who did. */
export async function authorizeManager(
  deps: RightsDeps,
  input: { readonly workspace: string; readonly brand?: string; readonly person: string },
): Promise<void> {
  const { workspace, person } = await authorize(deps, { ...input, right: 'compose' });
  if (workspace.setUpBy === undefined && person.kind === 'member') await deps.workspaces.claimSetUp(input.workspace, input.person);
  await authorize(deps, { ...input, right: 'manage' });
}
