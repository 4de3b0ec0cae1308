import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomIds } from '../../../src/lib/ids.js';
import type { Delivery, Forged, People } from '../../../src/playground/slack/types.js';
import { CASES, type Case } from './cases.js';
import { moveInNextDoor, type Neighbour, OF_THE_NEIGHBOUR } from './neighbour.js';
import { type Ids, NO_IDS, startWorld, TYPED, type World } from './world.js';

let world: World;
let neighbour: Neighbour;
let restoreDraft: () => Promise<void>;

beforeAll(async () => {
  world = await startWorld('every listener');
  // What people are told of how the world came to be is said before anybody clicks.
  const notices = world.connection.collection('notices');
  while ((await notices.countDocuments({ dueAt: { $exists: true } })) > 0) await sleep(100);
  neighbour = await moveInNextDoor(world.connection, world.slack.team.id);
  const drafts = world.connection.collection<{ _id: string }>('drafts');
  const draft = await drafts.findOne({ _id: world.ids.draft });
  let times = 0;
  restoreDraft = async () => {
    times += 1;
    const text = `${TYPED} draft ${times}`;
    if (draft !== null) await drafts.replaceOne({ _id: draft._id }, { ...draft, text, post: randomIds.id() }, { upsert: true });
  };
}, 120_000);

afterAll(async () => {
  await world?.close();
});

const cases = Object.entries(CASES);
const withIds = cases.filter(([, { send }]) => idsOf(send).length > 0);

test('every listener has its case in test/slack/every-listener/cases.ts', () => {
  const listeners = world.listeners.map(({ kind, id }) => `${kind} ${id}`);
  expect(listeners.filter((name) => CASES[name] === undefined)).toEqual([]);
  expect(Object.keys(CASES).filter((name) => !listeners.includes(name))).toEqual([]);
});

describe('ids of another workspace', () => {
  test.each(withIds)('%s: nothing there is touched or told, and the person reads a sentence', async (_name, entry) => {
    const { posts, ids } = world;
    const keys = idsOf(entry.send);
    const foreign = (own: Ids, which: readonly (keyof Ids)[]) =>
      Object.fromEntries(
        Object.entries(own).map(([key, id]) => [key, which.includes(key as keyof Ids) ? neighbour.idOf(id) : id]),
      ) as unknown as Ids;
    const ofPosts = keys.some((key) => key === 'post' || key === 'publication') ? Object.values(posts) : [{}];
    const variants = [
      ...ofPosts.map((post) => foreign({ ...ids, ...post }, keys)),
      ...(keys.length > 1 ? keys.map((key) => foreign(ids, [key])) : []),
    ];
    for (const variant of variants.filter((each) => keys.some((key) => each[key] !== ids[key]))) {
      await restoreDraft();
      const isMixed = keys.some((key) => variant[key] === ids[key]);
      await refusedKindly(isMixed ? { ...entry, silent: true } : entry, variant, entry.by ?? 'admin');
    }
    expect(await neighbour.changed()).toEqual([]);
  });
});

describe('ids that are none', () => {
  test.each(withIds)('%s: is refused in words, whatever stands where an id should', async (_name, entry) => {
    const keys = idsOf(entry.send).filter((key) => !['revision', 'mark', 'version'].includes(key));
    for (const nonsense of ['', '{"$gt":""}', '\u0000__proto__', '9'.repeat(2_000)]) {
      await restoreDraft();
      await refusedKindly(entry, { ...world.ids, ...Object.fromEntries(keys.map((key) => [key, nonsense])) }, entry.by ?? 'admin');
    }
    expect(await neighbour.changed()).toEqual([]);
  });

  test.each(withIds)('%s: is refused in words where the payload is of another form', async (_name, entry) => {
    for (const nonsense of ['', '{"brand":{"$gt":""},"draft":{"$ne":1},"post":{"$gt":""},"mark":1}']) {
      await refusedKindly(entry, world.ids, entry.by ?? 'admin', (forged) => malformed(forged, nonsense));
    }
    expect(await neighbour.changed()).toEqual([]);
  });
});

describe('people who may not', () => {
  const outside = cases.filter(([name]) => !name.startsWith('event '));

  test.each(outside)('%s: a guest changes nothing and reads no word of a post or account', async (_name, entry) => {
    const before = await kept();
    expect(await refusedKindly(entry, world.ids, 'guest')).not.toMatch(new RegExp(`${TYPED}|Bluebird`));
    expect(await kept()).toEqual(before);
  });

  const onMessages = withIds.filter(([, { send }]) => {
    const forged = send(NO_IDS);
    return forged.kind === 'block_actions' && forged.view === undefined;
  });

  test.each(onMessages)('%s: neither does somebody from another organisation, who sees the card', async (_name, entry) => {
    const before = await kept();
    expect(await refusedKindly(entry, world.ids, 'client')).not.toMatch(new RegExp(`${TYPED}|Bluebird`));
    expect(await kept()).toEqual(before);
  });

  const personal = withIds.filter(([, { send }]) => idsOf(send).some((key) => key === 'draft' || key === 'choice'));

  test.each(personal)("%s: not even the owner of the workspace touches or reads somebody else's draft or choice", async (_name, entry) => {
    const before = await kept();
    const said = await refusedKindly(entry, world.ids, 'owner');
    expect(said).not.toContain(`${TYPED} draft`);
    expect(said).not.toContain('Bluebird Events');
    expect(await kept()).toEqual(before);
  });
});

describe('addresses that lead in from a browser', () => {
  const routes = (id: string) => [
    `/oauth/meta/start?ticket=${id}`,
    `/oauth/meta/start?ticket[$gt]=${id}`,
    `/oauth/meta/callback?code=${id}&state=${id}`,
    `/oauth/meta/callback?code[$ne]=1&state[$ne]=${id}`,
    `/oauth/${id}/start`,
    `/media/${id}`,
    `/deletion/${id}`,
  ];

  test("know nothing by a neighbour's id, a stored hash or nonsense, and say so", async () => {
    const ticket = await world.connection.collection<{ _id: string }>('tickets').findOne({ workspace: 'T0NEIGHBOUR' });
    const before = await kept();
    for (const id of [
      neighbour.idOf(world.ids.choice),
      ticket?._id ?? '',
      '__proto__',
      '{"$gt":""}',
      '\u0000',
      '../..',
      '9'.repeat(2_000),
    ]) {
      for (const route of routes(encodeURIComponent(id))) {
        const answer = await fetch(`${world.url}${route}`, { redirect: 'manual' });
        expect({ route, status: answer.status >= 400 && answer.status < 500 }).toEqual({ route, status: true });
        expect(await answer.text()).not.toMatch(OF_THE_NEIGHBOUR);
      }
    }
    expect(await neighbour.changed()).toEqual([]);
    expect(await kept()).toEqual(before);
  });
});

/** Last, because it changes everything: what was refused above was refused for its ids, and not because no such payload exists. */
describe('the own ids', () => {
  const seeing = withIds.filter(([, entry]) => entry.silent !== true && entry.blind !== true);

  test.each(seeing)('%s: are answered otherwise than those of another workspace', async (_name, entry) => {
    const { ids, posts } = world;
    const answers: string[] = [];
    for (const post of Object.values(posts)) {
      await restoreDraft();
      const own = { ...ids, ...post };
      const theirs = Object.fromEntries(Object.entries(own).map(([key, id]) => [key, neighbour.idOf(id)])) as unknown as Ids;
      const foreign = await wordsRead(entry, theirs);
      answers.push(await wordsRead(entry, own));
      if (answers.some((answer) => answer !== foreign)) return;
    }
    throw new Error(`Everything was answered with ${answers.join()}`);
  });
});

/** What the person reads, without ids and times. */
async function wordsRead(entry: Case, ids: Ids): Promise<string> {
  const { said } = await sent(entry.send(ids), entry, entry.by ?? 'admin');
  return (said.match(/"text":"[^"]*"|"errors":\{[^}]*\}|"block_id"/g) ?? []).join(' ').replaceAll(/[0-9a-z]*[0-9][0-9a-z]*/g, '');
}

/** Everything people and platforms rest on; what is drawn, leased or looked at again in the background is left out. */
async function kept(): Promise<string[]> {
  const { connection, posts } = world;
  const unknown = posts.unknown?.post ?? '';
  const names = [
    'drafts',
    'posts',
    'revisions',
    'decisions',
    'publications',
    'accounts',
    'grants',
    'brands',
    'workspaces',
    'pendingChoices',
    'history',
  ];
  const found = await Promise.all(
    names.map((name) =>
      connection
        .collection(name)
        .find({ workspace: world.slack.team.id }, { projection: { cardDue: 0, seq: 0 } })
        .toArray(),
    ),
  );
  return found.flatMap((documents) => documents.map((document) => JSON.stringify(document)).filter((line) => !line.includes(unknown)));
}

/** Sends the payload, and fails where a word of the neighbour's comes back, the person reads nothing, or what failed was no refusal. */
async function refusedKindly(
  entry: Case,
  ids: Ids,
  by: keyof People,
  change: (forged: Forged) => Forged = (forged) => forged,
): Promise<string> {
  const logged = world.logged.length;
  const forged = change(entry.send(ids));
  const { delivery, said } = await sent(forged, entry, by);
  const own = JSON.stringify(forged);
  expect({ status: delivery.status, refused: delivery.refused }).toEqual({ status: 200, refused: undefined });
  expect((said.match(new RegExp(OF_THE_NEIGHBOUR, 'g')) ?? []).filter((word) => !own.includes(word))).toEqual([]);
  expect(said).not.toContain('Something went wrong');
  if (entry.silent !== true) expect(said).not.toBe('');
  expect(world.logged.slice(logged).filter((line) => line.includes('"level":50') && !line.includes('PayloadError'))).toEqual([]);
  return said;
}

/** Everything that this person reads after it, and Slack is asked to show. */
async function sent(forged: Forged, { silent }: Case, by: keyof People): Promise<{ delivery: Delivery; said: string }> {
  const { slack, people } = world;
  const { id } = people[by];
  const before = { calls: slack.calls.length, whispers: slack.ephemerals(id).length };
  const delivery = await slack.forge(id, forged);
  const read = () =>
    [
      JSON.stringify(delivery.answer ?? ''),
      ...slack.calls
        .slice(before.calls)
        .flatMap(({ method, args, answer }) => (SHOWING.test(method) ? `${method} ${JSON.stringify([args, answer])}` : [])),
      ...slack
        .ephemerals(id)
        .slice(before.whispers)
        .map((message) => JSON.stringify(message)),
    ].filter((line) => line !== '""');
  await world.idle();
  for (let wait = 0; wait < 400 && silent !== true && read().length === 0; wait += 1) await sleep(5);
  return { delivery, said: read().join('\n') };
}

/** The same payload with `nonsense` in the place of its button's value, its choice, and what its modal carries. */
function malformed(forged: Forged, nonsense: string): Forged {
  switch (forged.kind) {
    case 'block_actions': {
      const { action_id, block_id, type } = forged.action;
      const view = forged.view === undefined ? {} : { view: { ...forged.view, privateMetadata: nonsense } };
      return { ...forged, ...view, action: { action_id, block_id, type, value: nonsense, selected_option: null } };
    }
    case 'view_submission':
    case 'view_closed':
      return { ...forged, view: { ...forged.view, privateMetadata: nonsense } };
    case 'block_suggestion':
      return forged.view === undefined ? forged : { ...forged, view: { ...forged.view, privateMetadata: nonsense } };
    case 'slash_command':
    case 'shortcut':
    case 'message_action':
    case 'event':
      return forged;
    default:
      return forged satisfies never;
  }
}

/** Which ids a payload carries. */
function idsOf(send: Case['send']): (keyof Ids)[] {
  const used = new Set<keyof Ids>();
  const get = (_all: Ids, key: string | symbol) => {
    used.add(key as keyof Ids);
    return '1';
  };
  send(new Proxy(NO_IDS, { get }));
  return [...used];
}

const SHOWING = /^(chat\.|views\.(open|push|update)|files\.)/;
