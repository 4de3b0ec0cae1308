import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createBrowser } from '../../src/playground/browser.js';
import type { MetaFault } from '../../src/playground/meta/types.js';
import { hasAction, linkIn } from '../../src/playground/work.js';
import { connectFamily } from '../support/connect-family.js';
import { expectNoButtons, type Journey, startJourney, textOf } from '../support/journey.js';

const REFUSED: MetaFault['how'] = { graph: { status: 400, code: 368 } };
const COMMENT_SCOPES = /pages_manage_engagement|instagram_manage_comments|_social_feed/;

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney('first_comment', { pages: ['Bluebird Coffee', 'Bluebird Events'] });
}, 60_000);

afterAll(() => journey.close());

/** What the author sees on top. */
const screen = () => journey.slack.as(journey.people.author.id).view();

/** On the Check screen, writes the first comment of all accounts. */
async function comment(words: string): Promise<void> {
  const author = journey.people.author.id;
  await journey.slack.as(author).click('view', 'compose_first_comment');
  await journey.work.until('The comment', () => screen()?.callbackId === 'compose_first_comment');
  journey.slack.as(author).fill({ compose_comment_text: words });
  await journey.work.submit(author);
  await journey.work.until(
    'The check with it',
    () => screen()?.callbackId === 'compose_check' && textOf(screen()).includes(`First comment: ${words}`),
  );
}

/** A card of a post with a first comment, to approve. */
async function reviewed(text: string, words: string, accounts = ['Bluebird Events']) {
  const author = journey.people.author.id;
  await journey.work.compose(author, { text, accounts });
  await comment(words);
  return journey.work.sendForReview(author);
}

function commentsOf(text: string): string[] {
  const all = [...journey.meta.ledger, ...journey.linkedin.ledger].filter((entry) => entry.text === text);
  return all.flatMap(({ comments = [] }) => comments.map((each) => each.text));
}

test('is not offered, and nobody is asked for what it needs, until an admin switches it on', async () => {
  const { work, people, slack } = journey;
  await work.compose(people.author.id, { text: 'Without a comment', accounts: ['Bluebird Events'] });
  expect(hasAction(screen()?.blocks ?? [], 'compose_first_comment')).toBe(false);
  await slack.as(people.author.id).closeView();
  expect(await scopesAsked()).not.toMatch(COMMENT_SCOPES);

  await slack.as(people.admin.id).command('/publish', 'settings');
  await work.until('The settings', () => slack.as(people.admin.id).view()?.callbackId === 'settings');
  slack.as(people.admin.id).fill({ settings_first_comments: ['yes'] });
  await work.submit(people.admin.id);
  expect(await scopesAsked()).toMatch(COMMENT_SCOPES);
});

test('waits for Reconnect where the permission is missing, is reviewed with the post, and is added below it on all four platforms', async () => {
  const { work, people, slack } = journey;
  const [author, admin] = [people.author.id, people.admin.id];
  const text = 'Four comments';
  const files = [await journey.picture(author)];
  await connectFamily(journey, work, 'linkedin');
  await connectFamily(journey, work, 'x');
  const accounts = ['Facebook: Bluebird Coffee', 'bluebird.coffee', 'LinkedIn: Bluebird Coffee', 'X: Bluebird Coffee'];
  await work.compose(author, { text, accounts, files });
  await comment('The menu is on our page');
  expect(textOf(screen())).toContain('Copydesk may not comment as Bluebird Coffee yet.');
  expect(textOf(screen())).toContain('Reconnect to allow comments');
  await slack.as(author).submit();
  expect(textOf(screen())).toContain('Copydesk may not comment as this account yet.');

  const connectAgain = await connectCard();
  expect(textOf(connectAgain)).toContain('First comments on Facebook and Instagram are not allowed yet');
  const link = linkIn(
    { ...connectAgain, blocks: connectAgain.blocks.filter((block) => JSON.stringify(block).includes('to allow comments')) },
    '/oauth/meta/',
  );
  await work.connectBy(admin, link ?? '', 'ada', ['Bluebird Coffee', 'Bluebird Events']);
  expect(textOf(await connectCard())).not.toContain('are not allowed yet');

  await customiseInstagram('More in our bio');
  const card = await work.sendForReview(author);
  await journey.shows(card, 'First comment', 'The menu is on our page', 'Only for Instagram', 'More in our bio');
  await journey.approve(card);
  await journey.shows(card, '"Published"');
  expect(commentsOf(text).sort()).toEqual(['More in our bio', 'The menu is on our page', 'The menu is on our page']);
  const [post, reply, ...more] = journey.x.ledger;
  expect([post?.text, reply?.text, reply?.inReplyTo, more]).toEqual([text, 'The menu is on our page', post?.id, []]);
});

test('that is refused leaves the post published: its link is told at once, and Retry or Skip touches the comment alone', async () => {
  const { work, people, meta } = journey;
  const author = people.author.id;
  const text = 'The comment is refused';
  const card = await reviewed(text, 'Refused twice');
  meta.fault({ match: 'comment', when: 'before', how: REFUSED, times: 2 });
  await journey.approve(card);
  const failed = await journey.shows(card, 'Published, first comment open', 'open it', 'The first comment failed.', 'result_skip_comment');
  const [post] = journey.live(text);
  const told = `published (<${post?.permalink}|open it>). The first comment failed.`;
  await journey.hears(author, `Your post is published.\n*Facebook: Bluebird Events*: ${told}`);

  await work.click(author, failed, 'result_retry');
  await work.until(
    'A second try',
    () => meta.requests.filter(({ operation, status }) => operation === 'comment' && status === 400).length === 2,
  );
  const again = await journey.shows(card, 'The first comment failed.', 'result_skip_comment');
  await work.click(author, again, 'result_skip_comment');
  expectNoButtons(await journey.shows(card, '"Published"', 'without its first comment'), 'result_retry', 'result_skip_comment');
  expect([journey.live(text).length, commentsOf(text)]).toEqual([1, []]);
  await work.click(author, journey.now(card), 'history_open');
  await work.until('The history', () => textOf(screen()).includes('irst comment skipped'));
  await journey.slack.as(author).closeView();
});

test('whose answer was lost is looked for, and It is live or Publish again never touch the post', async () => {
  const { work, people, meta } = journey;
  const author = people.author.id;
  const [found, lost] = ['The comment is found', 'The comment is lost'];
  const cards = [await reviewed(found, 'Found again'), await reviewed(lost, 'Sent again')];
  meta.fault({ match: 'comment', when: 'after', how: 'reset' });
  await journey.approve(cards[0] ?? missing());
  await journey.shows(cards[0] ?? missing(), 'The first comment may be there.');
  meta.fault({ match: 'comment', when: 'before', how: 'reset' });
  await journey.approve(cards[1] ?? missing());
  expectNoButtons(await journey.shows(cards[1] ?? missing(), 'The first comment may be there.'), 'result_publish_again');
  journey.moveClock(30_000);
  await journey.shows(cards[0] ?? missing(), '"Published"');
  await work.click(author, await journey.shows(cards[1] ?? missing(), 'result_publish_again'), 'result_publish_again');
  await journey.shows(cards[1] ?? missing(), '"Published"');
  expect([commentsOf(found), commentsOf(lost)]).toEqual([['Found again'], ['Sent again']]);
  expect([journey.live(found).length, journey.live(lost).length]).toEqual([1, 1]);
}, 30_000);

test('that an edit changed is shown as changed, and takes a new approval', async () => {
  const { work, people, slack } = journey;
  const author = people.author.id;
  const text = 'The comment is edited';
  const card = await reviewed(text, 'Open from nine');
  await journey.openReason(people.approver.id, card, 'review_request_changes', { reason: 'claim', comment: 'It is ten' });
  await work.submit(people.approver.id);
  await work.edit(author, await journey.shows(card, 'Changes requested'), {});
  await comment('Open from ten');
  await work.submit(author);
  const changed = await journey.shows(card, 'first comment changed', 'Open from ten');
  await work.click(people.approver.id, changed, 'review_see_changes');
  const modal = await work.until('The changes', () => {
    const view = slack.as(people.approver.id).view();
    return view?.callbackId === 'review_changes' ? view : undefined;
  });
  expect(textOf(modal)).toMatch(/First comment[\s\S]*nine[\s\S]*ten/);
  await slack.as(people.approver.id).closeView();
  await journey.approve(card);
  await journey.shows(card, '"Published"');
  expect(commentsOf(text)).toEqual(['Open from ten']);
});

test('goes when its post is deleted, on X too, where it is a post of its own', async () => {
  const { people, slack, work, x } = journey;
  const text = 'Deleted with its comment';
  const card = await reviewed(text, 'Deleted with its post', [
    'Facebook: Bluebird Events',
    'LinkedIn: Bluebird Coffee',
    'X: Bluebird Coffee',
  ]);
  await journey.approve(card);
  await work.click(people.author.id, await journey.shows(card, '"Published"', 'live_delete'), 'live_delete');
  const view = await work.until('The question', () => (screen()?.callbackId === 'live_delete' ? screen() : undefined));
  const values = [...JSON.stringify(view.blocks).matchAll(/"value":"([^"]+)"/g)].map(([, value = '']) => value);
  slack.as(people.author.id).fill({ live_delete_from: values });
  await work.submit(people.author.id);
  await journey.shows(card, '"Deleted"');
  const entries = [...journey.meta.ledger, ...journey.linkedin.ledger, ...x.ledger].filter((entry) =>
    entry.text.startsWith('Deleted with its'),
  );
  expect(entries.map(({ deletedAt }) => typeof deletedAt)).toEqual(['number', 'number', 'number', 'number']);
});

/** On the Check screen, gives Instagram a first comment of its own. */
async function customiseInstagram(words: string): Promise<void> {
  const hands = journey.slack.as(journey.people.author.id);
  const values = JSON.stringify(screen()?.blocks).matchAll(/"value":"([^"]+)","accessibility_label":"Customise for [^"]* on Instagram/g);
  const [[, account = ''] = []] = [...values];
  await hands.click('view', 'compose_customise', { value: account });
  await journey.work.until('The screen for one account', () => screen()?.callbackId === 'compose_customise');
  hands.fill({ compose_comment_text: words });
  await journey.work.submit(journey.people.author.id);
  await journey.work.until('The own comment', () => textOf(screen()).includes('Own first comment'));
}

async function connectCard() {
  const { admin } = journey.people;
  const before = journey.slack.ephemerals(admin.id).length;
  await journey.slack.as(admin.id).command('/connect');
  return journey.work.until('The accounts', () => journey.slack.ephemerals(admin.id).slice(before).at(-1));
}

/** The address of the dialog that a fresh link of `/connect` leads to. */
async function scopesAsked(): Promise<string> {
  const browser = createBrowser();
  const link = await journey.work.connectLink(journey.people.admin.id);
  return (await browser.submit(await browser.get(link))).location ?? '';
}

function missing(): never {
  throw new Error('There is no such card.');
}
