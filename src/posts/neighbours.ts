import { say } from '../language/index.js';
import type { Clock } from '../lib/clock.js';
import type { Problem } from '../platforms/platform.js';
import type { WorkspaceStore } from '../workspaces/index.js';
import { saidBy } from './library/index.js';
import type { NeighbourReader, SaidBefore } from './ports.js';
import type { Draft } from './post.js';
import { wordsIn } from './when.js';

/** What looking at what else goes out needs. */
export interface NeighbourDeps {
  readonly neighbours: NeighbourReader;
  readonly workspaces: Pick<WorkspaceStore, 'brand'>;
  readonly clock: Clock;
}

/**
 * Notes about a draft, by account: that it said the same words within 30 days, or is about to; and that something else goes out there within an hour of
 * the draft's own time, where it has one.
 */
export async function neighbourNotes(deps: NeighbourDeps, draft: Draft): Promise<ReadonlyMap<string, readonly Problem[]>> {
  const { workspace, accounts, post: except, when } = draft;
  const said = saidBy(draft, accounts);
  const since = new Date(deps.clock.now().getTime() - SAME_WITHIN_MS);
  const [same, near] = await Promise.all([
    said.size === 0 ? [] : deps.neighbours.sameWords(workspace, { said, except, since }),
    when?.kind === 'at' ? deps.neighbours.around(workspace, { accounts, except, at: when.at, withinMs: NEAR_MS }) : [],
  ]);
  if (same.length + near.length === 0) return new Map();
  const zone = (await deps.workspaces.brand(workspace, draft.brand))?.zone ?? 'UTC';
  return new Map(
    accounts.map((account) => [
      account,
      [
        ...same.filter((each) => each.account === account).map((each) => note(sameWords(zone, each))),
        ...near.filter((each) => each.account === account).map(({ at }) => note(nearby(zone, at))),
      ],
    ]),
  );
}

function sameWords(zone: string, { at, published, link }: SaidBefore): string {
  const moment = wordsIn(zone, at);
  if (!published) return say('content.sameWordsSoon', { moment });
  return link === undefined ? say('content.sameWordsOut', { moment }) : say('content.sameWordsOutAt', { moment, link });
}

function nearby(zone: string, at: Date): string {
  return say('content.nearby', { moment: wordsIn(zone, at) });
}

function note(sentence: string): Problem {
  return { field: 'text', severity: 'note', sentence };
}

const NEAR_MS = 3_600_000;
const SAME_WITHIN_MS = 30 * 24 * 3_600_000;
