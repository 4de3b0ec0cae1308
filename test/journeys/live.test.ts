import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { StoredMessage } from '../../src/playground/slack/types.js';
import { hasAction, linkIn } from '../../src/playground/work.js';
import { connectFamily } from '../support/connect-family.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('live', { pages: ['Bluebird Coffee', 'bluebird.coffee'] });
  await connectFamily(journey, journey.work, 'x');
  await connectFamily(journey, journey.work, 'linkedin');
}, 60_000);

afterAll(() => journey.close());

/** A post that is live on these accounts. */
async function live(text: string, accounts: readonly string[], files: readonly string[] = []): Promise<StoredMessage> {
  const card = await journey.review({ text, accounts, files });
  await journey.approve(card);
  await journey.shows(card, 'Published', 'live_delete');
  return card;
}

/** Presses Delete what is live; resolves to what may be ticked, by its label. */
async function openDelete(person: string, card: StoredMessage): Promise<Record<string, string>> {
  await journey.work.click(person, journey.now(card), 'live_delete');
  const view = await journey.work.until('The question', () => {
    const open = journey.slack.as(person).view();
    return open?.callbackId === 'live_delete' ? open : undefined;
  });
  const options = view.blocks.flatMap(
    ({ element }) => (element as { options?: { text: { text: string }; value: string }[] })?.options ?? [],
  );
  return Object.fromEntries(options.map(({ text, value }) => [text.text, value]));
}

test('the author deletes from Facebook and X: the question says what is lost, a thread goes last part first through a lost answer, and nothing is posted again', async () => {
  const { author } = journey.people;
  const hands = journey.slack.as(author.id);
  const picture = await journey.picture(author.id);
  const text = 'One harbour\n---\nTwo harbours\n---\nThree harbours';
  const card = await live(text, ['Facebook: Bluebird Coffee', 'bluebird.coffee', 'X: Bluebird Coffee'], [picture]);
  const posts = () => [...journey.meta.ledger, ...journey.x.ledger].filter((entry) => entry.text.includes('harbour'));
  expect(posts()).toHaveLength(5);

  const places = await openDelete(author.id, card);
  expect(Object.keys(places)).toEqual(['Facebook: Bluebird Coffee', 'X: Bluebird Coffee (all 3 posts of the thread)']);
  for (const words of ['likes, comments and shares are lost', 'cannot be undone', 'has not allowed Copydesk to delete on Instagram'])
    expect(textOf(hands.view())).toContain(words);
  journey.x.fault({ match: 'delete_post', when: 'after', how: 'reset', skip: 1 });
  hands.fill({ live_delete_from: Object.values(places) });
  await journey.work.submit(author.id);

  const shown = await journey.shows(card, 'deleted by', 'bluebird.coffee');
  await journey.work.until('All of it', () => posts().filter(({ deletedAt }) => deletedAt !== undefined).length === 4);
  await journey.work.until('Both', () => textOf(journey.now(card)).match(/deleted by/g)?.length === 2);
  expect(posts()).toHaveLength(5);
  const gone = journey.x.requests.filter(({ operation }) => operation === 'delete_post').map(({ path }) => path.split('/').at(-1));
  const [one, two, three] = journey.x.ledger.map(({ id }) => id);
  expect(gone).toEqual([three, two, two, one]);
  expectNoButtons(shown, 'result_retry', 'live_change_again');
  await journey.work.until('The thread is told', () =>
    journey.slack.messages(card.channel).some((message) => message.threadTs === card.ts && textOf(message).includes('Deleted by')),
  );
  expect((await journey.publications(text)).map(({ platform, state }) => `${platform} ${state}`)).toEqual([
    'facebook deleted',
    'instagram published',
    'x deleted',
  ]);
  const acts = await journey.connection.collection('history').distinct('act', { person: author.id });
  expect(acts).toEqual(expect.arrayContaining(['deletion asked for', 'deleted']));
});

test('a guest cannot delete, an approver can and the author hears of it; what the platform refuses says why and can be tried again', async () => {
  const { author, approver, guest } = journey.people;
  const card = await live('Half price on Monday', ['LinkedIn: Bluebird Coffee']);
  await journey.work.click(guest.id, journey.now(card), 'live_delete');
  await journey.told(guest.id, 'Guests cannot use Copydesk');
  journey.linkedin.fault({ match: 'delete_post', when: 'before', how: { error: { status: 403, code: 'ACCESS_DENIED' } } });
  const places = await openDelete(approver.id, card);
  expect(Object.values(places)).toHaveLength(1);
  await journey.work.submit(approver.id);
  const failed = await journey.shows(card, 'It could not be deleted', 'does not let this person change this post', 'live_change_again');
  expect(hasAction(failed.blocks, 'live_delete')).toBe(true);
  await journey.hears(author.id, 'It could not be deleted');
  const hands = journey.slack.as(approver.id);
  await hands.command('/publish', 'status');
  await journey.told(approver.id, '1 live and not changed as asked');
  await hands.openHome();
  await journey.work.until('Home', () => hasAction(hands.home()?.blocks ?? [], 'live_change_again'));
  await hands.click('home', 'live_change_again');
  await journey.shows(card, 'Deleted', 'deleted by');
  await journey.hears(author.id, 'Your post: Deleted by');
  expect(journey.linkedin.ledger).toMatchObject([{ text: 'Half price on Monday', deletedAt: expect.any(Number) }]);
  expectNoButtons(journey.now(card), 'live_delete', 'live_change_again');
});

/** Presses Edit text; resolves to the fields that hold live words, by the accounts named above each. */
async function openEdit(person: string, card: StoredMessage): Promise<Record<string, string>> {
  const hands = journey.slack.as(person);
  await hands.click({ message: journey.now(card) }, 'review_edit');
  const view = await journey.work.until('The screen', () => (hands.view()?.callbackId === 'live_edit' ? hands.view() : undefined));
  const { blocks } = view;
  const fields = blocks.flatMap(({ block_id: id }, index) =>
    String(id).startsWith('live_text:')
      ? [[textOf({ ...view, title: '', blocks: blocks.slice(index - 1, index) }).trim(), String(id)]]
      : [],
  );
  return Object.fromEntries(fields);
}

test('the author edits the text alone; approved, it changes on Facebook and LinkedIn through lost answers, X and Instagram keep theirs, and nothing is posted twice', async () => {
  const { author, approver } = journey.people;
  const hands = journey.slack.as(author.id);
  const picture = await journey.picture(author.id);
  const old = 'Open till six (summer) #coffee';
  const card = await live(
    old,
    ['Facebook: Bluebird Coffee', 'bluebird.coffee', 'LinkedIn: Bluebird Coffee', 'X: Bluebird Coffee'],
    [picture],
  );
  const isOurs = (entry: { text: string; edits?: { text: string }[] }) => (entry.edits?.[0]?.text ?? entry.text) === old;
  const entries = () => [...journey.meta.ledger, ...journey.linkedin.ledger, ...journey.x.ledger].filter(isOurs);
  expect(entries()).toHaveLength(4);

  const fields = await openEdit(author.id, card);
  expect(Object.keys(fields)).toEqual(['*Facebook: Bluebird Coffee, LinkedIn: Bluebird Coffee*']);
  for (const words of ['Only its text can be changed', 'Instagram: bluebird.coffee', 'Copydesk cannot edit what is live on X'])
    expect(textOf(hands.view())).toContain(words);
  const [field = ''] = Object.values(fields);
  await hands.submit();
  expect(JSON.stringify(hands.view()?.errors)).toContain('The text is as it was');
  hands.fill({ [field]: 'Open till seven (summer) #coffee', live_note: 'Longer evenings' });
  await journey.work.submit(author.id);
  expect(textOf(hands.view())).toContain('Nothing changes where it is live before somebody approves it');

  const pending = await journey.shows(
    card,
    'Changed post for review',
    'Changes what is live, right after approval',
    'its text is changed there',
    'Longer evenings',
  );
  expect(hasAction(pending.blocks, 'review_see_changes')).toBe(true);
  expectNoButtons(pending, 'timing_reschedule', 'timing_cancel');
  expect(JSON.stringify(pending.blocks)).toContain(
    'The text of what is live is changed on Facebook: Bluebird Coffee, LinkedIn: Bluebird Coffee.',
  );
  expect(entries().every(({ text }) => text === old)).toBe(true);

  journey.meta.fault({ match: 'edit_post', when: 'after', how: 'reset' });
  journey.linkedin.fault({ match: 'edit_post', when: 'after', how: 'http_500' });
  await journey.approve(card, approver.id);
  await journey.work.until('Both', () => textOf(journey.now(card)).match(/Its text was changed there/g)?.length === 2);
  await journey.shows(card, 'Published', 'Edit text');
  expect(entries().map(({ platform, text }) => `${platform}: ${text}`)).toEqual([
    'facebook: Open till seven (summer) #coffee',
    `instagram: ${old}`,
    'linkedin: Open till seven (summer) #coffee',
    `x: ${old}`,
  ]);
  expect(journey.linkedin.ledger.at(-1)).toMatchObject({ hashtags: ['coffee'], edits: [{ text: old }] });
  await journey.hears(author.id, 'The text was changed where it is live: Facebook: Bluebird Coffee, LinkedIn: Bluebird Coffee.');
  const told = journey.slack.directMessages(author.id).map(textOf);
  expect(told.filter((words) => words.includes('Instagram: bluebird.coffee, LinkedIn'))).toHaveLength(1);
});

test('what was typed is kept when the screen is closed', async () => {
  const { author } = journey.people;
  const hands = journey.slack.as(author.id);
  const card = await live('Kept words', ['Facebook: Bluebird Coffee']);
  const [field = ''] = Object.values(await openEdit(author.id, card));
  hands.fill({ [field]: 'Kept words, corrected' });
  await hands.closeView();
  await openEdit(author.id, card);
  expect(JSON.stringify(hands.view()?.blocks)).toContain('Kept words, corrected');
  await hands.closeView();
});

test('a thread that stopped half way can be taken down: what is out of it, last part first, and Retry waits for that and then is over', async () => {
  const { author } = journey.people;
  const text = 'First half\n---\nSecond half\n---\nThird half';
  const card = await journey.review({ text, accounts: ['X: Bluebird Coffee'] });
  journey.x.fault({
    match: 'create_post',
    when: 'before',
    how: { problem: { status: 403, title: 'Forbidden', detail: 'Forbidden' } },
    skip: 2,
  });
  await journey.approve(card);
  await journey.shows(card, 'failed', '2 of 3 parts are live', 'result_retry', 'live_delete');
  journey.x.fault({
    match: 'delete_post',
    when: 'before',
    how: { problem: { status: 429, title: 'Too Many Requests', type: 'rate-limit-exceeded' } },
  });
  const places = await openDelete(author.id, card);
  expect(Object.keys(places)).toEqual(['X: Bluebird Coffee (all 2 posts of the thread)']);
  await journey.work.submit(author.id);
  const waits = await journey.shows(card, 'Being deleted there', 'no more requests', 'Next try');
  expectNoButtons(waits, 'result_retry', 'live_delete');
  journey.moveClock(16 * 60_000);
  await journey.shows(card, 'deleted by');
  const halves = journey.x.ledger.filter((entry) => entry.text.endsWith('half'));
  expect(halves.map(({ deletedAt }) => deletedAt !== undefined)).toEqual([true, true]);
  const gone = journey.x.requests.filter(({ operation, status }) => operation === 'delete_post' && status === 200).slice(-2);
  expect(gone.map(({ path }) => path.split('/').at(-1))).toEqual(halves.map(({ id }) => id).reverse());
});

test('a post on Instagram is deleted once an admin has the permission asked for and the account is connected again; until then the question says why not', async () => {
  const { work, slack, people, meta } = journey;
  const [author, admin] = [people.author.id, people.admin.id];
  const card = await live('Cups on Instagram', ['bluebird.coffee'], [await journey.picture(author)]);
  const asked = () => meta.requests.filter(({ operation }) => operation === 'delete_media');

  expect(await openDelete(author, card)).toEqual({});
  expect(textOf(slack.as(author).view())).toContain('An admin can have Copydesk ask for it in');
  expect(hasAction(slack.as(author).view()?.blocks ?? [], 'result_reconnect')).toBe(false);
  await slack.as(author).closeView();

  await slack.as(admin).command('/publish', 'settings');
  await work.until('The settings', () => slack.as(admin).view()?.callbackId === 'settings');
  slack.as(admin).fill({ settings_asks_to_delete: ['yes'] });
  await work.submit(admin);
  expect(await openDelete(admin, card)).toEqual({});
  expect(textOf(slack.as(admin).view())).toContain('Reconnect, and leave every permission on. Or delete it there.');
  await slack.as(admin).click('view', 'result_reconnect');
  const link = await work.until('The link', () => linkIn(slack.as(admin).view(), '/oauth/meta/start'));
  while (slack.as(admin).view() !== undefined) await slack.as(admin).closeView();
  await work.connectBy(admin, link, 'ada', ['Bluebird Coffee']);

  const places = await openDelete(author, card);
  expect(Object.keys(places)).toEqual(['Instagram: bluebird.coffee']);
  expect(textOf(slack.as(author).view())).toContain('cannot be undone');
  expect(asked()).toEqual([]);
  meta.fault({ match: 'delete_media', when: 'after', how: 'reset' });
  await work.submit(author);
  expectNoButtons(await journey.shows(card, '"Deleted"', 'deleted by'), 'live_delete', 'live_change_again');
  expect(journey.meta.ledger.filter(({ text }) => text === 'Cups on Instagram')).toMatchObject([
    { platform: 'instagram', deletedAt: expect.any(Number) },
  ]);
  expect(asked().map(({ code, subcode }) => [code, subcode])).toEqual([
    [undefined, undefined],
    [100, 33],
  ]);
});
