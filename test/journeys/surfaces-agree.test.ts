import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Json, SlackView, StoredMessage } from '../../src/playground/slack/types.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('surfaces agree', { pages: ['Bluebird Coffee', 'Bluebird Bakery'] });
}, 60_000);

afterAll(() => journey.close());

test('after every act, /publish queue, drafts and status and Home tell everybody the same', async () => {
  const { work, people, slack, meta } = journey;
  const { author, admin } = people;
  const pages = ['Bluebird Coffee'];
  await agree('nothing', { coming: [], drafts: [], waiting: [], trouble: [], paused: false });

  const first = await journey.review({ text: 'Agree 1', accounts: pages });
  const second = await journey.review({ text: 'Agree 2', accounts: pages });
  await agree('two for review', { coming: ['Agree 1', 'Agree 2'], waiting: ['Agree 1', 'Agree 2'] });

  await work.compose(author.id, { text: 'Agree 3', accounts: pages });
  await agree('a draft', { coming: ['Agree 1', 'Agree 2'], drafts: ['Agree 3'], waiting: ['Agree 1', 'Agree 2'] });
  await slack.as(author.id).closeView();

  await laterOn(first);
  await journey.approve(first);
  await journey.shows(first, 'timing_cancel');
  await agree('one approved for a time', { coming: ['Agree 1', 'Agree 2'], drafts: ['Agree 3'], waiting: ['Agree 2'] });

  await slack.as(admin.id).command('/publish', 'pause');
  await agree('a pause', { coming: ['Agree 1', 'Agree 2'], drafts: ['Agree 3'], waiting: ['Agree 2'], paused: true });
  await slack.as(admin.id).command('/publish', 'resume');
  await agree('it goes on', {
    coming: ['Agree 1', 'Agree 2'],
    drafts: ['Agree 3'],
    waiting: ['Agree 2'],
    paused: false,
  });

  meta.fault({ match: 'feed', when: 'before', how: { graph: { status: 400, code: 100 } } });
  await journey.approve(second);
  await journey.shows(second, 'result_retry');
  await agree('one failed', { coming: ['Agree 1'], drafts: ['Agree 3'], trouble: ['Agree 2'] });

  await work.click(author.id, journey.now(second), 'result_retry');
  await journey.shows(second, 'Published', 'open it');
  await agree('it is mended', { coming: ['Agree 1'], drafts: ['Agree 3'] });

  await work.click(author.id, journey.now(first), 'timing_cancel');
  await journey.shows(first, 'ancelled');
  await slack.as(author.id).command('/publish', 'drafts');
  const drafts = slack.ephemerals(author.id).at(-1);
  if (drafts !== undefined) await slack.as(author.id).click({ message: drafts }, 'compose_discard_draft');
  await agree('all of it is gone', { coming: [], drafts: [] });

  async function laterOn(card: StoredMessage): Promise<void> {
    const hands = slack.as(author.id);
    await hands.click({ message: journey.now(card) }, 'timing_reschedule');
    await work.until('Reschedule', () => hands.view()?.callbackId === 'timing_reschedule');
    hands.fill({ timing_date: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10), timing_time: '12:00' });
    await work.submit(author.id);
    await journey.shows(card, '12:00');
  }
});

test('/publish, New post on Home and the shortcut open the same form, and what is closed there waits everywhere', async () => {
  const { slack, people } = journey;
  const hands = slack.as(people.author.id);
  const forms = {
    '/publish': await formOf(() => hands.command('/publish', '')),
    Home: await formOf(async () => {
      await homeOf(people.author.id);
      await hands.click('home', 'home_write');
    }),
    shortcut: await formOf(() => hands.shortcut('new_social_post')),
  };
  expect(forms.Home).toEqual(forms['/publish']);
  expect(forms.shortcut).toEqual(forms['/publish']);

  await opened(() => hands.shortcut('new_social_post'));
  hands.fill({ 'compose_text:0': 'Agree 5' });
  await hands.closeView();
  const { ts } = await hands.postMessage(slack.channels.general, 'Agree 6, from a message');
  await opened(() => hands.messageShortcut('turn_into_social_post', slack.channels.general, ts));
  await hands.closeView();
  await agree('two drafts by shortcuts', { drafts: ['Agree 5', 'Agree 6'] });
});

/** Opens the form, and closes it again: what it asks and offers, without the ids that make one form differ from the next. */
async function formOf(open: () => Promise<unknown>): Promise<unknown> {
  const view = await opened(open);
  await journey.slack.as(journey.people.author.id).closeView();
  const asked = JSON.stringify([view.title, view.blocks, view.submit, view.close]);
  return JSON.parse(asked.replaceAll(/"block_id":"[^"]*"/g, '"block_id":""'));
}

async function opened(open: () => Promise<unknown>): Promise<SlackView> {
  const hands = journey.slack.as(journey.people.author.id);
  await open();
  return journey.work.until('The form', () => (hands.view()?.callbackId === 'compose_write' ? hands.view() : undefined));
}

interface Told {
  readonly coming?: readonly string[];
  readonly drafts?: readonly string[];
  /** For the approver; the author's own wait for others. */
  readonly waiting?: readonly string[];
  readonly trouble?: readonly string[];
  readonly paused?: boolean;
}

/** Fails with what each surface says where they differ from what is so, once an open Home had the time to follow. */
async function agree(act: string, so: Told): Promise<void> {
  const { coming = [], drafts = [], waiting = [], trouble = [], paused = false } = so;
  const expected = {
    queue: coming,
    'Home, waiting to go out': coming,
    'Home, next 7 days': coming,
    'Home of the approver, next 7 days': coming,
    'queue of the approver': coming,
    drafts,
    'Home, drafts': drafts,
    'drafts of the approver': [],
    'Home of the approver, waiting': waiting,
    'Home, trouble': trouble,
    'Home of the approver, trouble': trouble,
    'status, to go out': coming.length,
    'status, waiting': waiting.length,
    'status, trouble': trouble.length,
    'status, paused': paused,
    'Home, paused': paused,
  };
  let said = await saidNow();
  for (let tries = 0; tries < 20 && !isDeepStrictEqual(said, expected); tries += 1) said = await saidNow();
  expect({ act, ...said }).toEqual({ act, ...expected });
}

/** What each surface says now. */
async function saidNow() {
  const { author, approver } = journey.people;
  const home = { author: await homeOf(author.id), approver: await homeOf(approver.id) };
  const status = await answer(approver.id, 'status');
  return {
    queue: postsIn((await answer(author.id, 'queue')).blocks),
    'Home, waiting to go out': await goingOut(author.id),
    'Home, next 7 days': home.author.week,
    'Home of the approver, next 7 days': home.approver.week,
    'queue of the approver': postsIn((await answer(approver.id, 'queue')).blocks),
    drafts: postsIn((await answer(author.id, 'drafts')).blocks),
    'Home, drafts': home.author.drafts,
    'drafts of the approver': postsIn((await answer(approver.id, 'drafts')).blocks),
    'Home of the approver, waiting': home.approver.waiting,
    'Home, trouble': home.author.trouble,
    'Home of the approver, trouble': home.approver.trouble,
    'status, to go out': countIn(status, /Waiting to go out:\* (nothing|\d+)/),
    'status, waiting': countIn(status, /Waiting for your review:\* (\d+)|(Nothing waits for your review)/),
    'status, trouble': countIn(status, /\*(\d+) posts? needs? somebody|(Nothing is in trouble)/),
    'status, paused': textOf(status).includes('is paused'),
    'Home, paused': home.author.paused,
  };
}

async function answer(person: string, words: string): Promise<StoredMessage> {
  const before = journey.slack.ephemerals(person).length;
  await journey.slack.as(person).command('/publish', words);
  return journey.work.until(`The answer to ${words}`, () => journey.slack.ephemerals(person)[before]);
}

async function homeOf(
  person: string,
): Promise<{ week: string[]; drafts: string[]; waiting: string[]; trouble: string[]; paused: boolean }> {
  const hash = journey.slack.as(person).home()?.hash;
  const published = () =>
    journey.slack.calls.filter(
      ({ method, args, answer: came }) => method === 'views.publish' && args.user_id === person && came !== undefined,
    ).length;
  const before = published();
  await journey.slack.as(person).openHome();
  const fresh = () => published() > before || journey.slack.as(person).home()?.hash !== hash;
  const blocks = await journey.work.until('All of Home', () => {
    const shown = journey.slack.as(person).home()?.blocks ?? [];
    return fresh() && !isGoingOut(shown) ? shown : undefined;
  });
  const of = (title: string) => {
    const from = blocks.findIndex((block) => block.type === 'header' && textIn(block) === title);
    if (from < 0) return [];
    const length = blocks.slice(from + 1).findIndex(({ type }) => type === 'header' || type === 'divider');
    return postsIn(blocks.slice(from, length < 0 ? undefined : from + 1 + length));
  };
  return {
    week: of('Next 7 days'),
    drafts: of('Your drafts'),
    waiting: of('Waiting for you'),
    trouble: of('Needs somebody'),
    paused: JSON.stringify(blocks).includes('is paused'),
  };
}

/** The part of Home that shows what the queue shows; there is none to choose before the first post. */
async function goingOut(person: string): Promise<string[]> {
  const hands = journey.slack.as(person);
  if (!JSON.stringify(hands.home()?.blocks).includes('"action_id":"home_section"')) return [];
  await hands.click('home', 'home_section', { select: 'coming' });
  const shown = await journey.work.until('What waits to go out', () => (isGoingOut(hands.home()?.blocks ?? []) ? hands.home() : undefined));
  return postsIn(shown.blocks);
}

/** Home as a click narrowed it: that is published twice, and the second one may come after Home was opened again. */
function isGoingOut(blocks: readonly Json[]): boolean {
  return blocks.some((block) => block.type === 'header' && textIn(block) === 'Waiting to go out');
}

function postsIn(blocks: readonly Json[]): string[] {
  return [...new Set(JSON.stringify(blocks).match(/Agree \d/g) ?? [])].sort();
}

function countIn(message: StoredMessage, pattern: RegExp): number {
  const [, count] = pattern.exec(textOf(message)) ?? [];
  return count === undefined || count === 'nothing' ? 0 : Number(count);
}

function textIn({ text }: Json): string {
  return typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : '';
}
