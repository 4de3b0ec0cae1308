import { listOf, type Meaning, say } from '../../language/index.js';
import { wordsIn } from '../../posts/index.js';
import { isFinal, LATE_MS, type ListedPost, type Publication } from '../../publishing/index.js';
import { readerOf } from '../../workspaces/index.js';
import { replaceOriginal } from '../accounts/respond.js';
import { type Blocks, context, cut, escaped, header, inert, mention, moment, section } from '../blocks.js';
import { brandFilter, brandSearch } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import type { AckBody, AnyListener, ListenerContext } from '../listener.js';
import { onClick } from '../on-click.js';
import { accountLabel } from '../results/card-state.js';
import type { Subcommand } from '../schedule/index.js';
import { EVERYTHING } from './choice.js';
import { dueOf } from './coming.js';
import type { HomeDeps } from './deps.js';
import { placesOf, type RowsState } from './lines.js';
import { comingUp, inTrouble, type Listed, type WaitingPost, waitingFor } from './lists.js';
import { describeAccounts } from './load-home.js';
import type { HomeAccount } from './state.js';

/** What `/publish status` says, from the same lists as Home. */
export interface StatusState extends RowsState {
  /** The brand it is about; absent means all. */
  readonly chosen?: string;
  readonly trouble: Listed<ListedPost>;
  readonly waiting: Listed<WaitingPost>;
  readonly coming: Listed<ListedPost>;
}

/** `/publish status`. */
export function createStatusCommand(deps: HomeDeps): Subcommand {
  return async ({ context }) => ({ body: statusMessage(await loadStatus(deps, context)) });
}

/** The status of another brand, in the place of the one that is shown. */
export function statusListeners(deps: HomeDeps): AnyListener[] {
  return [
    onClick(ACTIONS.statusBrand, async ({ actions: [{ selected_option: option }], response_url: url }, context) =>
      replaceOriginal(url, statusMessage(await loadStatus(deps, context, option?.value)), context.log),
    ),
    brandSearch(
      ACTIONS.statusBrand,
      async ({ workspace, userId: person }) => (await readerOf(deps, { workspace: workspace.id, person })).brands,
      {
        all: true,
      },
    ),
  ];
}

async function loadStatus(deps: HomeDeps, { workspace, userId: person }: ListenerContext, brand?: string): Promise<StatusState> {
  const reader = await readerOf(deps, { workspace: workspace.id, person });
  const chosen = reader.brands.find(({ id }) => id === brand)?.id;
  const choice = chosen === undefined ? EVERYTHING : { ...EVERYTHING, brand: chosen };
  const part = { skip: 0, limit: MOST };
  const [trouble, waiting, coming, accounts] = await Promise.all([
    inTrouble(deps, reader, choice, part),
    waitingFor(deps, reader, choice, part),
    comingUp(deps, reader, choice, part),
    describeAccounts(deps, workspace.id),
  ]);
  const about = { reader, ...(chosen === undefined ? {} : { chosen }), accounts, now: deps.clock.now(), zone: reader.person.zone };
  return { ...about, trouble, waiting, coming };
}

/** How publishing is, in words. */
export function statusMessage(state: StatusState): Exclude<AckBody, undefined> & { readonly text: string; readonly blocks: Blocks } {
  const lines = [...pauseLines(state), ...troubleLines(state), ...accountLines(state), waitingLine(state), ...comingLines(state)];
  return {
    response_type: 'ephemeral',
    text: lines.join(' '),
    blocks: [
      header(say('status.title')),
      ...brandFilter(ACTIONS.statusBrand, state.reader.brands, state.chosen),
      ...lines.map(section),
      context(say('status.seeHome')),
    ],
  };
}

function pauseLines({ reader, chosen }: StatusState): string[] {
  const about = reader.brands.filter(({ id }) => chosen === undefined || chosen === id);
  const paused = about.flatMap(({ name, pause }) => (pause === undefined ? [] : [{ name, pause }]));
  if (paused.length === 0) return [say('status.on')];
  return paused.slice(0, MOST_NAMED).map(({ name, pause }) => {
    const since = { brand: inert(name), person: mention(pause.by), when: moment(pause.at) };
    return say(reader.brands.length > 1 ? 'status.pausedBrand' : 'status.paused', since);
  });
}

function troubleLines({ trouble, now }: StatusState): string[] {
  const all = trouble.rows.flatMap(({ publications }) => publications);
  if (all.length === 0) return [say('home.empty.trouble')];
  const late = all.filter((publication) => isLate(publication, now)).length;
  const counts = TROUBLES.flatMap(([state, meaning]) => {
    const count = all.filter((publication) => publication.state === state).length;
    return count === 0 ? [] : [say(meaning, { count })];
  });
  const posts = trouble.rows.length;
  return [
    ...(counts.length === 0 ? [] : [say('status.trouble', { posts, publications: listOf(counts, 'list'), more: yesOrNo(trouble.more) })]),
    ...(late === 0 ? [] : [say('status.late', { count: late })]),
  ];
}

function accountLines({ accounts, reader, chosen }: StatusState): string[] {
  const own = accounts.filter(({ brand }) => reader.brands.some(({ id }) => id === brand) && (chosen === undefined || chosen === brand));
  const bad = own.filter(({ health }) => health.state !== 'good');
  if (own.length === 0) return [say('status.noAccounts')];
  if (bad.length === 0) return [say('status.accountsWork', { count: own.length })];
  return [
    ...bad.slice(0, MOST_NAMED).map((account) => accountWords(account)),
    ...(bad.length > MOST_NAMED ? [say('status.moreAccounts', { count: bad.length - MOST_NAMED })] : []),
  ];
}

function accountWords(account: HomeAccount): string {
  return say('status.account', { account: escaped(accountLabel(account)), health: escaped(cut(account.health.sentence, 400)) });
}

function waitingLine({ waiting }: StatusState): string {
  const posts = waiting.rows.length;
  return posts === 0 ? say('home.empty.waiting') : say('status.waiting', { posts, more: yesOrNo(waiting.more) });
}

function comingLines(state: StatusState): string[] {
  const { coming, now, reader } = state;
  const ahead = coming.rows.flatMap((row) => {
    const at = dueOf(row);
    return at === undefined || at <= now ? [] : [{ row, at }];
  });
  const [next] = ahead;
  const total = say('status.coming', { posts: coming.rows.length, more: yesOrNo(coming.more) });
  if (next === undefined) return [total];
  const brand = reader.brands.find(({ id }) => id === next.row.post.brand);
  const when = [moment(next.at), ...(brand === undefined ? [] : [wordsIn(brand.zone, next.at)])].join(' · ');
  return [total, say('status.next', { when, accounts: escaped(cut(placesOf(state, next.row), 300)) })];
}

function yesOrNo(is: boolean): 'yes' | 'no' {
  return is ? 'yes' : 'no';
}

function isLate({ state, dueAt }: Publication, now: Date): boolean {
  return !isFinal(state) && GOING.has(state) && dueAt.getTime() <= now.getTime() - LATE_MS;
}

/** What is published is in trouble for a change of what is live. */
const TROUBLES = [
  ['failed', 'status.trouble.failed'],
  ['blocked', 'status.trouble.blocked'],
  ['unknown', 'status.trouble.unknown'],
  ['held', 'status.trouble.held'],
  ['published', 'status.trouble.notChanged'],
] as const satisfies readonly (readonly [Publication['state'], Meaning])[];
const GOING = new Set<Publication['state']>(['queued', 'staging', 'processing', 'ready']);
const MOST = 50;
const MOST_NAMED = 5;
