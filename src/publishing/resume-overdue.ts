import { choosingSlots, dueFor, NoTimeError } from '../approvals/index.js';
import { never } from '../lib/never.js';
import type { Tx } from '../lib/transaction.js';
import type { Brand, OverdueChoice } from '../workspaces/index.js';
import { cancelled } from './cancel.js';
import type { PauseDeps } from './pause.js';
import { canStillChange, type Publication } from './publication.js';
import { retimed } from './reschedule.js';

/** Does with everything that became due during a pause what a person chose, post by post in the order of their times; resolves to what changed. */
export async function freeOverdue(deps: PauseDeps, brand: Brand, choice: OverdueChoice, now: Date): Promise<Publication[]> {
  const freed: Publication[] = [];
  for (;;) {
    const overdue = await deps.schedule.overdue(brand.workspace, brand.id, now, AT_ONCE);
    const posts = new Set(overdue.map(({ post }) => post));
    for (const post of posts)
      freed.push(
        ...(await choosingSlots(() => deps.transaction((tx) => freePost(deps, brand, { post, choice, now }, tx), { inTurn: brand.id }))),
      );
    if (overdue.length < AT_ONCE) return freed;
  }
}

async function freePost(
  deps: PauseDeps,
  brand: Brand,
  { post, choice, now }: { readonly post: string; readonly choice: OverdueChoice; readonly now: Date },
  tx: Tx,
): Promise<Publication[]> {
  const all = await deps.publications.ofPost(brand.workspace, post, tx);
  const overdue = all.filter(({ holds, dueAt }) => holds.includes('pause') && dueAt <= now);
  const next = await nextOf(deps, brand, { post, overdue, choice, now }, tx);
  const written: Publication[] = [];
  for (const publication of overdue) {
    const changed = await deps.publications.change(publication, next(publication), tx);
    if (changed !== undefined) written.push(changed);
  }
  await deps.posts.touch(brand.workspace, post, tx);
  return written;
}

async function nextOf(
  deps: PauseDeps,
  brand: Brand,
  input: { readonly post: string; readonly overdue: readonly Publication[]; readonly choice: OverdueChoice; readonly now: Date },
  tx: Tx,
): Promise<(publication: Publication) => Publication> {
  const { post, overdue, choice, now } = input;
  switch (choice) {
    case 'publish now':
      return (publication) => goesOn(publication, now);
    case 'next slots': {
      const accounts = overdue.map(({ account }) => account);
      const leadMs = Math.max(0, ...overdue.map((publication) => publication.leadMs ?? 0));
      try {
        const due = await dueFor(deps.approved, { when: { kind: 'next slot' }, brand, post, accounts, leadMs, now }, tx);
        return (publication) =>
          canStillChange(publication) ? retimed(publication, due, ['pause', 'overdue'], now) : goesOn(publication, now);
      } catch (error) {
        if (!(error instanceof NoTimeError)) throw error;
        return (publication) => ({ ...goesOn(publication, now), ...asked(publication, error.message, now) });
      }
    }
    case 'drop':
      return (publication) => (canStillChange(publication) ? cancelled(publication) : goesOn(publication, now));
    default:
      return never(choice);
  }
}

/** At its old place in the account's order, now. */
function goesOn(publication: Publication, now: Date): Publication {
  const holds = publication.holds.filter((hold) => hold !== 'pause');
  if (publication.state !== 'held' || holds.length > 0) return { ...publication, holds };
  return { ...publication, holds, state: 'queued', nextAt: now, tries: 0 };
}

/** There was no slot for it, so a person is asked. */
function asked({ holds, state }: Publication, sentence: string, at: Date): Partial<Publication> {
  const others = holds.filter((hold) => hold !== 'pause' && hold !== 'overdue');
  return { state: state === 'blocked' ? 'blocked' : 'held', holds: [...others, 'overdue'], trouble: { sentence, at } };
}

const AT_ONCE = 200;
