import { mayAnswer, type Progress, progressOf, reviewMark, reviewOf } from '../../approvals/index.js';
import { FAILED_LISTED_MS, type HomeChoice, LATE_MS, type ListedPost, type ListFilter, type ListPart } from '../../publishing/index.js';
import { type Reader, readGroups } from '../../workspaces/index.js';
import type { HomeDeps } from './deps.js';

/** A part of a list, and whether there is more of it. */
export interface Listed<T> {
  readonly rows: readonly T[];
  readonly more: boolean;
}

type Deps = Pick<HomeDeps, 'lists' | 'clock'>;

/** A post that waits for the reader, with how far its review is and the rules it is under. */
export interface WaitingPost extends ListedPost {
  readonly progress: Progress;
  /** What a click on it carries; see `reviewMark`. */
  readonly mark: string;
}

/** What waits for this person's approval: in review, and theirs to approve now by the policy of its accounts. */
export async function waitingFor(
  deps: Deps & Pick<HomeDeps, 'people'>,
  reader: Reader,
  choice: HomeChoice,
  part: ListPart,
): Promise<Listed<WaitingPost>> {
  const needed = part.skip + part.limit + 1;
  const limit = Math.max(LEAST_READ, 2 * needed);
  const mine: WaitingPost[] = [];
  for (let skip = 0; skip < MOST_WAITING && mine.length < needed; skip += limit) {
    const found = await deps.lists.inReview(reader.workspace.id, filterOf(reader, choice), { skip, limit });
    mine.push(...(await Promise.all(found.map((listed) => waiting(deps, reader, listed)))).flatMap((each) => each ?? []));
    if (found.length < limit) break;
  }
  return { rows: mine.slice(part.skip, part.skip + part.limit), more: mine.length > part.skip + part.limit };
}

async function waiting(deps: Pick<HomeDeps, 'people'>, reader: Reader, listed: ListedPost): Promise<WaitingPost | undefined> {
  const { post, words, decisions } = listed;
  const brand = reader.brands.find(({ id }) => id === post.brand);
  if (brand === undefined) return undefined;
  const groups = post.policy === undefined ? reader.groups : await readGroups(deps, brand, [post.policy]);
  const revision = { ...words, number: post.revision, accounts: words.accounts.map((account) => ({ account })) };
  const review = reviewOf({ workspace: reader.workspace, brand, groups }, post, revision, decisions);
  if (!mayAnswer(review, reader.person, 'approved').allowed) return undefined;
  const progress = progressOf(review);
  return { ...listed, progress, mark: reviewMark(review, progress) };
}

/** What waits for its time, up to `until`, and what has no time yet. */
export async function comingUp(
  deps: Deps,
  reader: Reader,
  choice: HomeChoice,
  part: ListPart & { readonly until?: Date },
): Promise<Listed<ListedPost>> {
  const { until, ...rest } = part;
  const filter = { ...filterOf(reader, choice), ...(until === undefined ? {} : { until }) };
  return oneMore(rest, (asked) => deps.lists.comingUp(reader.workspace.id, filter, asked));
}

/** What needs somebody. */
export async function inTrouble(deps: Deps, reader: Reader, choice: HomeChoice, part: ListPart): Promise<Listed<ListedPost>> {
  const now = deps.clock.now().getTime();
  const since = { failedSince: new Date(now - FAILED_LISTED_MS), lateBefore: new Date(now - LATE_MS) };
  return oneMore(part, (asked) => deps.lists.inTrouble(reader.workspace.id, { ...filterOf(reader, choice), ...since }, asked));
}

/** What went out in the last week. */
export async function resultsOfWeek(deps: Deps, reader: Reader, choice: HomeChoice, part: ListPart): Promise<Listed<ListedPost>> {
  const since = new Date(deps.clock.now().getTime() - WEEK_MS);
  return oneMore(part, (asked) => deps.lists.results(reader.workspace.id, { ...filterOf(reader, choice), since }, asked));
}

/** Posts by their words and their label. */
export async function findPosts(
  deps: Deps,
  reader: Reader,
  asked: { readonly words: string; readonly label?: string },
  part: ListPart,
): Promise<Listed<ListedPost>> {
  const brands = [...reader.brands, ...reader.archived].map(({ id }) => id);
  return oneMore(part, (some) => deps.lists.find(reader.workspace.id, { brands, ...asked }, some));
}

/** How far ahead Home looks. */
export const WEEK_MS = 7 * 24 * 3_600_000;

/** An archived brand is shown only where it is asked for. */
function filterOf({ brands, archived }: Reader, { brand, account, person }: HomeChoice): ListFilter {
  const shown = brand === undefined ? brands : [...brands, ...archived].filter(({ id }) => id === brand);
  return {
    brands: shown.map(({ id }) => id),
    ...(account === undefined ? {} : { accounts: [account] }),
    ...(person === undefined ? {} : { author: person }),
  };
}

async function oneMore(part: ListPart, read: (part: ListPart) => Promise<ListedPost[]>): Promise<Listed<ListedPost>> {
  const found = await read({ ...part, limit: part.limit + 1 });
  return { rows: found.slice(0, part.limit), more: found.length > part.limit };
}

/** Posts in review that are looked through for those that wait for somebody. */
const MOST_WAITING = 300;
/** Read at once: enough for a Home, unless most of them wait for others. */
const LEAST_READ = 20;
