import { accountsOverview, type ConnectorEntry, healthOf, startConnect } from '../../accounts/index.js';
import { authorizeManager, type Brand, holderOf, mayPerson, NotAllowedError } from '../../workspaces/index.js';
import { askingFor, type ConnectCardState, type ConnectorRow } from './connect-card.js';
import type { AccountsFaceDeps } from './deps.js';

/**
 * The card of `/connect` for this person, with fresh links where they may connect. Full members may read it. Throws `NotAllowedError` for
 * everybody else, or `PeopleUnavailableError`.
 */
export async function connectCardState(
  deps: AccountsFaceDeps,
  input: { readonly workspace: string; readonly person: string; readonly brand?: string; readonly page: number },
): Promise<ConnectCardState> {
  const { workspace, person } = input;
  const { brands, ...holder } = await holderOf(deps, { workspace, person, right: 'compose' });
  const brand = brands.find(({ id }) => id === input.brand) ?? brands[0];
  const now = deps.clock.now();
  const asking = {
    platforms: deps.platforms,
    ...(brand.firstComments === undefined ? {} : { firstComments: brand.firstComments }),
    ...(brand.asksToDelete === undefined ? {} : { asksToDelete: brand.asksToDelete }),
  };
  const refused = await refusalToManage(deps, { workspace, person, brand: brand.id });
  const overview = await accountsOverview(deps, { workspace: input.workspace, brand: brand.id });
  const connectors = await Promise.all([...deps.connectors.values()].map((entry) => connectorRow(deps, input, brand, entry, refused)));
  const grants = await Promise.all(
    overview.grants.map(async (grant) => {
      const asks = grant.accounts.find(
        (row) =>
          Object.values(askingFor(asking, row)).flat().length > 0 ||
          [row.account, ...row.dependents].some((each) => healthOf(each, grant.grant, now).state !== 'good'),
      );
      const entry = asks === undefined ? undefined : entryOf(deps, asks.account.platform);
      if (entry?.connector === undefined || refused !== undefined) return grant;
      const { url } = await startConnect(deps, { workspace, person, brand: brand.id, family: entry.family, again: true });
      return { ...grant, reconnectUrl: url };
    }),
  );
  return {
    brand,
    brands,
    moves:
      refused === undefined && brands.filter((each) => mayPerson(holder.person, 'manage', { ...holder, brand: each }).allowed).length > 1,
    connectors,
    grants,
    page: input.page,
    now,
    ...asking,
    ...(refused === undefined ? {} : { refused }),
  };
}

/** The family that serves a platform. */
export function entryOf(deps: Pick<AccountsFaceDeps, 'connectors'>, platform: string): ConnectorEntry | undefined {
  return [...deps.connectors.values()].find(({ platforms }) => platforms.includes(platform));
}

async function refusalToManage(
  deps: AccountsFaceDeps,
  input: { readonly workspace: string; readonly person: string; readonly brand: string },
): Promise<string | undefined> {
  try {
    await authorizeManager(deps, input);
    return undefined;
  } catch (error) {
    if (error instanceof NotAllowedError) return error.message;
    throw error;
  }
}

async function connectorRow(
  deps: AccountsFaceDeps,
  { workspace, person }: { readonly workspace: string; readonly person: string },
  brand: Brand,
  { name, family, connector, missing }: ConnectorEntry,
  refused: string | undefined,
): Promise<ConnectorRow> {
  if (connector === undefined || refused !== undefined) return { name, missing };
  const { url } = await startConnect(deps, { workspace, brand: brand.id, person, family });
  return { name, connectUrl: url, missing };
}
