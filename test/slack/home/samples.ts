import type { Draft, Post } from '../../../src/posts/index.js';
import type { ListedPost, Publication } from '../../../src/publishing/index.js';
import type { WaitingPost } from '../../../src/slack/home/lists.js';
import type { HomeAccount, HomeState } from '../../../src/slack/home/state.js';
import type { Brand, Person, Workspace } from '../../../src/workspaces/index.js';
import { publicationOf } from '../../support/posts.js';

/** The moment at which samples are looked at. */
export const NOW = new Date('2026-11-22T10:00:00Z');

/** So many hours after {@link NOW}. */
export function hours(count: number): Date {
  return new Date(NOW.getTime() + count * 3_600_000);
}

/** Ada, who lives in Lisbon and set Copydesk up. */
export const PERSON: Person = { id: 'U1', name: 'Ada', kind: 'member', isAdmin: false, zone: 'Europe/Lisbon' };

export const WORKSPACE: Workspace = { id: 'T1', name: 'Bluebird', botUserId: 'U9', setUpBy: 'U1' };

export function brandOf(fields: Partial<Brand> = {}): Brand {
  return {
    id: 'B1',
    workspace: 'T1',
    name: 'Bluebird',
    zone: 'Europe/Berlin',
    reviewChannel: 'C1',
    authorsMayApprove: false,
    seq: 0,
    ...fields,
  };
}

export function accountOf(id: string, fields: Partial<HomeAccount> = {}): HomeAccount {
  return {
    id,
    name: 'Bluebird Coffee',
    platform: 'facebook',
    platformName: 'Facebook',
    brand: 'B1',
    connected: true,
    health: { state: 'good', sentence: 'Working' },
    ...fields,
  };
}

export function listedOf(
  fields: { readonly post?: Partial<Post>; readonly text?: string; readonly files?: number; readonly accounts?: readonly string[] } = {},
  publications: readonly Partial<Publication>[] = [],
): ListedPost {
  const { post, text = 'The terrace is open again', files = 0, accounts = ['A1'] } = fields;
  const id = post?.id ?? 'p'.repeat(24);
  return {
    post: {
      id,
      workspace: 'T1',
      brand: 'B1',
      author: 'U2',
      state: 'in_review',
      revision: 1,
      seq: 0,
      createdAt: NOW,
      updatedAt: NOW,
      ...post,
    },
    words: { text: text.slice(0, 300), length: text.length, by: 'U2', at: NOW, contentHash: 'h'.repeat(64), accounts, files },
    decisions: [],
    publications: publications.map((each, nth) => publicationOf({ id: `${id}${nth}`, post: id, account: 'A1', dueAt: hours(3), ...each })),
  };
}

export function draftOf(id: string, text = 'Begun and not sent'): Draft {
  return {
    id,
    workspace: 'T1',
    brand: 'B1',
    person: 'U1',
    post: `${id}p`,
    base: 0,
    version: 1,
    state: 'open',
    accounts: [],
    text,
    files: [],
    createdAt: NOW,
    updatedAt: NOW,
  };
}

/** A post that waits for the reader, as the first of three steps. */
export function waitingOf(...fields: Parameters<typeof listedOf>): WaitingPost {
  const steps = ['Editor', 'Legal', 'Client'].map((name, index) => ({
    step: { name: `${name} ${'<'.repeat(60)}`, who: { people: [], groups: [], approvers: true }, need: 2 },
    index,
    by: [],
    need: 2,
    missing: 2,
    waitingFor: Array.from({ length: 30 }, (_, nth) => `U${nth}`),
    anyone: false,
  }));
  const [open] = steps;
  return { ...listedOf(...fields), progress: { steps, ...(open === undefined ? {} : { open }) }, mark: 'abcdefabcdef.0' };
}

/** A Home that was set up and has nothing to show, with what differs. */
export function homeOf(fields: Partial<HomeState> = {}): HomeState {
  const none = { rows: [], more: false };
  return {
    reader: { person: PERSON, workspace: WORKSPACE, brands: [brandOf()], archived: [], groups: new Map() },
    manages: true,
    zone: PERSON.zone,
    now: NOW,
    choice: { page: 0 },
    accounts: [accountOf('A1')],
    trouble: none,
    waiting: none,
    drafts: none,
    coming: none,
    results: none,
    ...fields,
  };
}
