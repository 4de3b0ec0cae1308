import { say } from '../../language/index.js';
import { wordsIn } from '../../posts/index.js';
import { isFinal, LATE_MS, type Publication } from '../../publishing/index.js';
import { cut, escaped, mention } from '../blocks.js';
import { accountLabel } from '../results/card-state.js';
import type { ScheduleFaceDeps } from './deps.js';

/** Raises the alarm in the review channel for everything approved that is more than two minutes late, once for each time it was due. */
export async function tellLate(deps: ScheduleFaceDeps): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - LATE_MS);
  for (const { workspace, post } of await deps.everywhere.late(before, MANY)) {
    try {
      await tellOne(deps, workspace, post, before);
    } catch (error) {
      deps.log.warn(
        { err: error, post, loop: 'late posts' },
        'The alarm about a late post could not be raised; the next tick tries again.',
      );
    }
  }
}

async function tellOne(deps: ScheduleFaceDeps, workspace: string, id: string, before: Date): Promise<void> {
  if ((await deps.workspaces.workspace(workspace))?.uninstalledAt !== undefined) return;
  const post = await deps.posts.post(workspace, id);
  const brand = post === undefined ? undefined : await deps.workspaces.brand(workspace, post.brand);
  const late = (await deps.publications.ofPost(workspace, id)).filter((publication) => isLate(publication, before));
  const [first] = late;
  if (post === undefined || brand?.reviewChannel === undefined || first === undefined) return;
  const channel = brand.reviewChannel;
  const notice = { workspace, subject: id, kind: 'late', person: channel, occasion: String(first.dueAt.getTime()) };
  const [told] = await deps.outbox.known(workspace, [notice]);
  if (told === true) return;
  const accounts = await deps.accounts.accountsById(
    workspace,
    late.map(({ account }) => account),
  );
  const names = accounts.map((account) =>
    accountLabel({ ...account, platformName: deps.platforms.get(account.platform)?.profile.name ?? account.platform }),
  );
  const closed = await deps.lanes.closed(workspace, [first.account], deps.clock.now());
  const reason = closed.get(first.account)?.sentence ?? first.trouble?.sentence;
  const text = [
    say('schedule.late', {
      person: mention(post.author),
      due: wordsIn(brand.zone, first.dueAt),
      accounts: cut(names.map(escaped).join(', '), 500),
    }),
    ...(reason === undefined ? [] : [escaped(reason)]),
    say('schedule.late.trying'),
  ].join(' ');
  await deps.outbox.tell({ ...notice, to: channel, brand: brand.id, post: id, instead: 'admin', message: { text } });
}

function isLate({ state, dueAt, nextAt, trouble }: Publication, before: Date): boolean {
  if (isFinal(state) || state === 'held' || state === 'blocked' || state === 'unknown' || state === 'publishing') return false;
  return dueAt <= before && nextAt !== undefined && (nextAt <= before || trouble !== undefined);
}

const MANY = 100;
