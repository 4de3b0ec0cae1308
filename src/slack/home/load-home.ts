import { type Account, type Grant, nounOf } from '../../accounts/index.js';
import type { HomeChoice, ListedPost, Section } from '../../publishing/index.js';
import { type Brand, mayPerson, type Reader, type RightsDeps, readerOf } from '../../workspaces/index.js';
import type { PlatformNames } from '../accounts/deps.js';
import { healthWords } from '../accounts/health.js';
import { zoneFor } from '../compose/zone.js';
import type { HomeDeps } from './deps.js';
import { comingUp, inTrouble, resultsOfWeek, WEEK_MS, waitingFor } from './lists.js';
import type { FirstSteps, HomeAccount, HomeState } from './state.js';

/** What reading a Home needs. */
export type LoadDeps = RightsDeps &
  Pick<HomeDeps, 'accounts' | 'grants' | 'choices' | 'connectors' | 'drafts' | 'lists' | 'clock'> & { readonly platforms: PlatformNames };

/** Reads a person's Home: one query for each section it shows, side by side. Throws `NotAllowedError`, `PeopleUnavailableError`. */
export async function loadHome(
  deps: LoadDeps,
  input: { readonly workspace: string; readonly person: string; readonly choice: HomeChoice },
): Promise<HomeState> {
  const reader = await readerOf(deps, input);
  const choice = known(input.choice, reader);
  const now = deps.clock.now();
  const until = choice.section === 'coming' ? {} : { until: new Date(now.getTime() + WEEK_MS) };
  const read = <T>(section: Section, list: (part: { skip: number; limit: number }) => Promise<T>): Promise<T | undefined> =>
    choice.section === undefined || choice.section === section ? list(partOf(section, choice)) : Promise.resolve(undefined);
  const [connected, grants, pending, hasPosts, trouble, waiting, drafts, coming, results] = await Promise.all([
    deps.accounts.accounts(input.workspace),
    deps.grants.grants(input.workspace),
    deps.choices.waiting(input.workspace, input.person, now),
    deps.lists.hasPosts(input.workspace),
    read('trouble', (part) => inTrouble(deps, reader, choice, part)),
    read('waiting', (part) => waitingFor(deps, reader, choice, part)),
    read('drafts', ({ skip, limit }) => draftsOf(deps, reader, choice, { skip, limit })),
    read('coming', (part) => comingUp(deps, reader, choice, { ...part, ...until })),
    read('results', (part) => resultsOfWeek(deps, reader, choice, part)),
  ]);
  const rows = [trouble, waiting, coming, results].flatMap((list) => list?.rows ?? []);
  const accounts = await describe(deps, input.workspace, { connected, grants, rows, now });
  const manages = mayManage(reader);
  const choose =
    pending === undefined ? {} : { choose: { family: pending.family, choice: pending.id, noun: nounOf(deps, pending.family) } };
  const steps = stepsOf(reader, connected, hasPosts, manages);
  const brand = reader.brands.find(({ id }) => id === choice.brand) ?? reader.brands[0];
  return {
    reader,
    manages,
    zone: zoneFor(reader.person, brand),
    now,
    choice,
    accounts,
    ...(steps === undefined ? {} : { steps: { ...steps, ...choose } }),
    ...(trouble === undefined ? {} : { trouble }),
    ...(waiting === undefined ? {} : { waiting }),
    ...(drafts === undefined ? {} : { drafts }),
    ...(coming === undefined ? {} : { coming }),
    ...(results === undefined ? {} : { results }),
  };
}

/** Every connected account of the workspace, with how it is. */
export async function describeAccounts(deps: LoadDeps, workspace: string): Promise<HomeAccount[]> {
  const [connected, grants] = await Promise.all([deps.accounts.accounts(workspace), deps.grants.grants(workspace)]);
  return describe(deps, workspace, { connected, grants, rows: [], now: deps.clock.now() });
}

/** The brand that a row's post belongs to. */
export function brandOf({ reader }: Pick<HomeState, 'reader'>, { post }: Pick<ListedPost, 'post'>): Brand | undefined {
  return [...reader.brands, ...reader.archived].find(({ id }) => id === post.brand);
}

/** A brand that is gone, or no longer theirs, filters nothing; an archived one may be looked at. */
function known({ brand, ...choice }: HomeChoice, { brands, archived }: Reader): HomeChoice {
  return [...brands, ...archived].some(({ id }) => id === brand) && brand !== undefined ? { ...choice, brand } : choice;
}

function partOf(section: Section, { section: alone, page }: HomeChoice): { skip: number; limit: number } {
  if (alone === undefined) return { skip: 0, limit: ROWS[section] };
  return { skip: page * ROWS_ALONE[section], limit: ROWS_ALONE[section] };
}

async function draftsOf(
  deps: LoadDeps,
  { workspace, person }: Reader,
  { brand }: HomeChoice,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<NonNullable<HomeState['drafts']>> {
  const all = await deps.drafts.openDrafts(workspace.id, person.id, MOST_DRAFTS);
  const own = all.filter((draft) => brand === undefined || draft.brand === brand);
  return { rows: own.slice(skip, skip + limit), more: own.length > skip + limit };
}

async function describe(
  deps: LoadDeps,
  workspace: string,
  read: {
    readonly connected: readonly Account[];
    readonly grants: readonly Grant[];
    readonly rows: readonly ListedPost[];
    readonly now: Date;
  },
): Promise<HomeAccount[]> {
  const here = new Set(read.connected.map(({ id }) => id));
  const named = read.rows.flatMap(({ words, publications }) => [...words.accounts, ...publications.map(({ account }) => account)]);
  const gone = [...new Set(named)].filter((id) => !here.has(id));
  const others = gone.length === 0 ? [] : await deps.accounts.accountsById(workspace, gone);
  const shown = (connected: boolean) => (account: Account) => ({
    id: account.id,
    name: account.name,
    platform: account.platform,
    platformName: deps.platforms.get(account.platform)?.profile.name ?? account.platform,
    brand: account.brand,
    connected,
    health: healthWords(
      account,
      read.grants.find(({ id }) => id === account.grant),
      read.now,
    ),
  });
  return [...read.connected.map(shown(true)), ...others.map(shown(false))];
}

/** While nobody has set Copydesk up, that is any full member. */
function mayManage({ workspace, person, brands, groups }: Reader): boolean {
  if (workspace.setUpBy === undefined) return true;
  return brands.some((brand) => mayPerson(person, 'manage', { workspace, brand, groups }).allowed);
}

function stepsOf({ workspace, brands }: Reader, connected: readonly Account[], post: boolean, manages: boolean): FirstSteps | undefined {
  const accounts = connected.length > 0;
  const channel = brands.some(({ reviewChannel }) => reviewChannel !== undefined);
  if (accounts && channel && post) return undefined;
  return { accounts, channel, post, ...(manages || workspace.setUpBy === undefined ? {} : { ask: workspace.setUpBy }) };
}

/** Rows of each section where all are shown: together with their buttons fewer than 100 blocks. */
const ROWS: Readonly<Record<Section, number>> = { trouble: 3, waiting: 3, drafts: 3, coming: 10, results: 4, accounts: 10 };

/** Rows of a page of one section alone. */
const ROWS_ALONE: Readonly<Record<Section, number>> = { trouble: 12, waiting: 20, drafts: 20, coming: 30, results: 20, accounts: 40 };

const MOST_DRAFTS = 100;
