import { wordsIn } from '../../posts/index.js';
import { isFinal, LATE_MS, type ListedPost, type Publication } from '../../publishing/index.js';
import { readerOf } from '../../workspaces/index.js';
import { counted } from '../accounts/account-words.js';
import { replaceOriginal } from '../accounts/respond.js';
import { type Blocks, context, cut, escaped, header, inert, mention, moment, section } from '../blocks.js';
import { brandFilter, brandSearch } from '../brand-select.js';
import { ACTIONS } from '../ids.js';
import { type AckBody, type AnyListener, type ListenerContext, listener } from '../listener.js';
import { actionPayload } from '../payloads.js';
import { accountLabel } from '../results/card-state.js';
import type { Subcommand } from '../schedule/index.js';
import { EVERYTHING } from './choice.js';
import { dueOf } from './coming.js';
import type { HomeDeps } from './deps.js';
import { namesOf, type RowsState } from './lines.js';
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
    listener({
      kind: 'action',
      id: ACTIONS.statusBrand,
      parse: actionPayload,
      ack: async () => ({ carry: undefined }),
      work: async ({ actions: [{ selected_option: option }], response_url: url }, context) =>
        replaceOriginal(url, statusMessage(await loadStatus(deps, context, option?.value)), context.log),
    }),
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
      header('How publishing is'),
      ...brandFilter(ACTIONS.statusBrand, state.reader.brands, state.chosen),
      ...lines.map(section),
      context('Home has the posts, and the buttons that mend what is in trouble.'),
    ],
  };
}

function pauseLines({ reader, chosen }: StatusState): string[] {
  const about = reader.brands.filter(({ id }) => chosen === undefined || chosen === id);
  const paused = about.flatMap(({ name, pause }) => (pause === undefined ? [] : [{ name, pause }]));
  if (paused.length === 0) return ['*Publishing is on.*'];
  return paused.slice(0, MOST_NAMED).map(({ name, pause }) => {
    const whose = reader.brands.length > 1 ? ` of ${inert(name)}` : '';
    return `*Publishing${whose} is paused* by ${mention(pause.by)} ${moment(pause.at)}. Resume it with \`/publish resume\`.`;
  });
}

function troubleLines({ trouble, now }: StatusState): string[] {
  const all = trouble.rows.flatMap(({ publications }) => publications);
  if (all.length === 0) return ['Nothing is in trouble.'];
  const late = all.filter((publication) => isLate(publication, now)).length;
  const counts = TROUBLES.flatMap(([state, words]) => {
    const count = all.filter((publication) => publication.state === state).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  const more = trouble.more ? ', and more' : '';
  const needs = trouble.rows.length === 1 ? 'needs' : 'need';
  return [
    ...(counts.length === 0 ? [] : [`*${counted(trouble.rows.length, 'post')} ${needs} somebody:* ${counts.join(', ')}${more}.`]),
    ...(late === 0 ? [] : [`*${late} late:* due already and not out yet. Copydesk keeps trying.`]),
  ];
}

function accountLines({ accounts, reader, chosen }: StatusState): string[] {
  const own = accounts.filter(({ brand }) => reader.brands.some(({ id }) => id === brand) && (chosen === undefined || chosen === brand));
  const bad = own.filter(({ health }) => health.state !== 'good');
  if (own.length === 0) return ['No accounts are connected yet. Connect one with `/connect`.'];
  if (bad.length === 0) return [`${own.length === 1 ? 'The account works' : `All ${own.length} accounts work`}.`];
  return [
    ...bad.slice(0, MOST_NAMED).map((account) => accountWords(account)),
    ...(bad.length > MOST_NAMED ? [`And ${bad.length - MOST_NAMED} more accounts need a reconnect.`] : []),
  ];
}

function accountWords(account: HomeAccount): string {
  return `*${escaped(accountLabel(account))}:* ${escaped(cut(account.health.sentence, 400))}`;
}

function waitingLine({ waiting }: StatusState): string {
  const count = waiting.rows.length;
  if (count === 0) return 'Nothing waits for your review.';
  return `*Waiting for your review:* ${counted(count, 'post')}${waiting.more ? ' and more' : ''}.`;
}

function comingLines(state: StatusState): string[] {
  const { coming, now, reader } = state;
  const ahead = coming.rows.flatMap((row) => {
    const at = dueOf(row);
    return at === undefined || at <= now ? [] : [{ row, at }];
  });
  const [next] = ahead;
  const total = `*Waiting to go out:* ${coming.rows.length === 0 ? 'nothing' : counted(coming.rows.length, 'post')}${coming.more ? ' and more' : ''}.`;
  if (next === undefined) return [total];
  const brand = reader.brands.find(({ id }) => id === next.row.post.brand);
  const words = brand === undefined ? '' : ` · ${wordsIn(brand.zone, next.at)}`;
  return [total, `*Next:* ${moment(next.at)}${words} on ${escaped(cut(namesOf(state, next.row), 300))}.`];
}

function isLate({ state, dueAt }: Publication, now: Date): boolean {
  return !isFinal(state) && GOING.has(state) && dueAt.getTime() <= now.getTime() - LATE_MS;
}

const TROUBLES = [
  ['failed', 'failed'],
  ['blocked', 'blocked'],
  ['unknown', 'may be live'],
  ['held', 'held because the time is over'],
] as const;
const GOING = new Set<Publication['state']>(['queued', 'staging', 'processing', 'ready']);
const MOST = 50;
const MOST_NAMED = 5;
