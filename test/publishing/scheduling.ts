import { type DecideDeps, decide } from '../../src/approvals/index.js';
import { createScheduleEverywhere } from '../../src/mongo/everywhere-schedule.js';
import { createScheduleStore } from '../../src/mongo/schedule.js';
import type { AccountContent, When } from '../../src/posts/index.js';
import type { PauseDeps, Publication, ScheduleEverywhere } from '../../src/publishing/index.js';
import type { PostingTimes } from '../../src/workspaces/index.js';
import { BRAND, WORKSPACE } from '../support/posts.js';
import type { PublishingWorld } from '../support/publishing.js';

/** Posts with a time, in a publishing world. */
export interface Scheduling {
  readonly deps: PauseDeps & DecideDeps & { readonly everywhere: ScheduleEverywhere };
  /** A post in review that goes out then. */
  write(contents: readonly AccountContent[], when: When): Promise<string>;
  /** The same, approved; its publications in the order of `contents`. */
  approve(contents: readonly AccountContent[], when: When): Promise<{ post: string; publications: Publication[] }>;
  /** The time this many milliseconds from now, by Copydesk's clock. */
  soon(ms: number): Date;
  /** Gives the brand posting times, or none, and takes away its pause. */
  brand(fields: { readonly postingTimes?: PostingTimes; readonly toleranceMs?: number }): Promise<void>;
}

/** What every use-case is told: the workspace and the person. */
export const BY_U2 = { workspace: WORKSPACE, person: 'U2' } as const;

/** Adds it to a world. */
export function scheduling(world: PublishingWorld): Scheduling {
  const { mongo } = world;
  const deps = { ...world.deps, schedule: createScheduleStore(mongo), everywhere: createScheduleEverywhere(mongo) };
  const self: Scheduling = {
    deps,
    write: async (contents, when) => {
      const post = await world.write(contents);
      await mongo.db.collection<{ _id: string }>('posts').updateOne({ _id: post }, { $set: { when } });
      return post;
    },
    approve: async (contents, when) => {
      const post = await self.write(contents, when);
      await decide(deps, { ...BY_U2, post, revision: 1, kind: 'approved' });
      const all = await deps.publications.ofPost(WORKSPACE, post);
      return { post, publications: contents.flatMap(({ account }) => all.find((each) => each.account === account) ?? []) };
    },
    soon: (ms) => new Date(deps.clock.now().getTime() + ms),
    brand: async (fields) => {
      await mongo.db
        .collection<{ _id: string }>('brands')
        .updateOne({ _id: BRAND }, [{ $unset: ['postingTimes', 'toleranceMs', 'pause', 'resume'] }, { $set: fields }]);
    },
  };
  return self;
}
