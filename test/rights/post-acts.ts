import { type DecisionInput, decide } from '../../src/approvals/index.js';
import { randomIds } from '../../src/lib/ids.js';
import { COMMENT_ACT } from '../../src/platforms/platform.js';
import { changeDraft, discardDraft, draftOfPost, duplicatePost, sendForReview, sendLiveEdit, startDraft } from '../../src/posts/index.js';
import {
  cancelPost,
  deleteLive,
  holdPost,
  type Publication,
  publishNow,
  type Repair,
  releasePost,
  repair,
  reschedule,
  tryChangeAgain,
} from '../../src/publishing/index.js';
import { BRAND } from '../support/posts.js';
import { type Act, own } from './act.js';
import { CLIENT_LATER, CLIENT_ONLY, type Given, PAGE, PEOPLE, POLICY, type RightsWorld } from './world.js';

/** The publication of a post in each of its states, at the point where a person's word matters. */
export const PUBLICATIONS = {
  queued: () => ({ state: 'queued' }),
  staging: () => ({ state: 'staging' }),
  processing: () => ({ state: 'processing' }),
  ready: () => ({ state: 'ready' }),
  publishing: () => ({ state: 'publishing', acts: [{ key: 'post', attempts: [attempt()] }] }),
  published: () => ({ state: 'published', ...out() }),
  deleted: () => ({ state: 'deleted', ...out() }),
  held: () => ({ state: 'held', holds: ['hold'] }),
  blocked: () => ({ state: 'blocked' }),
  failed: () => ({ state: 'failed' }),
  unknown: () => ({ state: 'unknown', finds: 1, plan: ['post'], acts: [{ key: 'post', attempts: [attempt()] }] }),
  cancelled: () => ({ state: 'cancelled' }),
} satisfies Record<Publication['state'], () => Partial<Publication>>;

/** What people do to drafts and posts, by its name in the tables. */
export const POST_ACTS: Readonly<Record<string, Act>> = {
  compose: { run: ({ deps }, _, person) => startDraft(deps, { ...own(person), draft: randomIds.id() }, WRITTEN) },
  'send for review': { run: async (world, _, person) => sendForReview(world.deps, await key(world, person)) },
  'save the author’s draft': {
    run: async (world, _, person) =>
      changeDraft(world.deps, { ...(await key(world, PEOPLE.author)), person }, (draft) => ({ ...draft, text: 'Others' })),
  },
  'send the author’s draft': {
    run: async (world, _, person) => sendForReview(world.deps, { ...(await key(world, PEOPLE.author)), person }),
  },
  'discard the author’s draft': {
    run: async (world, _, person) => discardDraft(world.deps, { ...(await key(world, PEOPLE.author)), person }),
  },
  duplicate: {
    given: { state: 'closed' },
    run: ({ deps }, { post }, person) => duplicatePost(deps, { ...own(person), post }),
  },

  approve: review('approved'),
  'request changes': review('changes_requested'),
  reject: review('rejected'),
  'approve before the client': review('approved', { state: 'in_review', policy: CLIENT_LATER }),
  'reject before the client': review('rejected', { state: 'in_review', policy: CLIENT_LATER }),
  'approve for the client': review('approved', { state: 'in_review', policy: CLIENT_ONLY }),
  'hold the review': review('held'),
  'release the review': review('released', { state: 'held' }),
  'hand over': {
    given: { state: 'in_review' },
    run: ({ deps }, { post }, person) =>
      decide(deps, {
        ...own(person),
        post,
        revision: 1,
        kind: 'handed_over',
        to: person === PEOPLE.approver ? PEOPLE.manager : PEOPLE.approver,
      }),
  },
  withdraw: { ...review('withdrawn'), by: 'author' },
  'publish without approval': { ...review('unreviewed'), by: 'author' },
  'publish what asks for none': review('published', { state: 'in_review', policy: { ...POLICY, steps: [] } }),

  'begin an edit': {
    given: { state: 'approved', publication: PUBLICATIONS.queued },
    run: ({ deps }, { post }, person) => draftOfPost(deps, { ...own(person), post }),
  },
  'save an edit': {
    given: { state: 'approved', publication: PUBLICATIONS.queued },
    run: async (world, { post }, person) =>
      changeDraft(world.deps, await key(world, person, post), (draft) => ({ ...draft, text: 'Better words' })),
  },
  'send an edit': {
    given: { state: 'approved', publication: PUBLICATIONS.queued },
    run: async (world, { post }, person) => sendForReview(world.deps, await key(world, person, post)),
  },
  'send other words for what is live': {
    given: { state: 'closed', publication: PUBLICATIONS.published },
    run: async (world, { post }, person) => sendLiveEdit(world.deps, await key(world, person, post)),
  },

  hold: timing(holdPost),
  release: { ...timing(releasePost), given: { state: 'approved', publication: PUBLICATIONS.held } },
  cancel: timing(cancelPost),
  reschedule: timing((deps, input) => reschedule(deps, { ...input, when: { kind: 'at', at: new Date(Date.now() + 3_600_000) } })),
  'publish now': timing(publishNow),

  retry: mend('retry', PUBLICATIONS.failed),
  'it is live': mend('it is live', PUBLICATIONS.unknown),
  'publish again': mend('publish again', PUBLICATIONS.unknown),
  'skip the comment': mend('skip comment', () => ({ state: 'failed', ...out(), plan: ['post', COMMENT_ACT] })),
  'delete what is live': {
    given: { state: 'closed', publication: PUBLICATIONS.published },
    run: ({ deps }, { post, publication }, person) => deleteLive(deps, { ...own(person), post, publications: [publication] }),
  },
  'delete once more': {
    given: { state: 'closed', publication: () => ({ ...PUBLICATIONS.published(), liveChanges: [failedDeletion()] }) },
    run: ({ deps }, { publication }, person) => tryChangeAgain(deps, { ...own(person), publication }),
  },
};

function review(kind: DecisionInput['kind'], given: Given = { state: 'in_review' }): Act {
  return { given, run: ({ deps }, { post }, person) => decide(deps, { ...own(person), post, revision: 1, kind }) };
}

function timing(act: typeof cancelPost): Act {
  return {
    given: { state: 'approved', publication: PUBLICATIONS.queued },
    run: ({ deps }, { post }, person) => act(deps, { ...own(person), post }),
  };
}

function mend(kind: Repair, publication: Given['publication']): Act {
  return {
    given: { state: 'approved', publication },
    run: ({ deps }, { publication: id }, person) => repair(deps, { ...own(person), publication: id, repair: kind }),
  };
}

/** A draft of this person's: new words, or an edit of `post`. */
async function key(world: RightsWorld, person: string, post?: string) {
  return { ...own(person), draft: await world.draft(person, post), version: 1 };
}

function attempt() {
  const at = new Date();
  return { id: randomIds.id(), contentHash: 'h', grantVersion: 1, intentAt: at, deadlineAt: at };
}

function out() {
  return { plan: ['post'], acts: [{ key: 'post', attempts: [], ref: randomIds.id() }], publishedAt: new Date() };
}

function failedDeletion() {
  return { id: randomIds.id(), kind: 'delete', by: PEOPLE.author, at: new Date(), state: 'failed', tries: 1 } as const;
}

const WRITTEN = { brand: BRAND, accounts: [PAGE], text: 'Words', files: [] };
