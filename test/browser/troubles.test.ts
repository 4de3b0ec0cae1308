import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Window } from '../../src/playground/page/browser/window.js';
import { type Ground, startGround } from './ground.js';

let ground: Ground;

beforeAll(async () => {
  ground = await startGround();
}, 120_000);

afterEach(() => ground.mend());

afterAll(() => ground.close());

test(
  'a post that failed is mended by Retry, and goes out once',
  () =>
    ground.journey('retry', async () => {
      const ben = await ground.window('ben');
      await turn(ben, 'Facebook refuses the next post');
      await approve(ben, 'Mended by a retry');
      const card = ben.message('Mended by a retry');
      await card.getByRole('button', { name: /^Retry/ }).click();
      await card.getByRole('link', { name: 'open it' }).waitFor();
      expect(liveWith('Mended by a retry')).toBe(1);
    }),
  60_000,
);

test(
  'an answer that was lost is found again by itself, and nothing is sent twice',
  () =>
    ground.journey('found', async () => {
      const ben = await ground.window('ben');
      await turn(ben, 'Facebook accepts, and the answer is lost');
      await approve(ben, 'Lost and found');
      const card = ben.message('Lost and found');
      await card.getByText('one outcome is not known').first().waitFor();
      ground.playground.moveClock(FOUND_AFTER_MS);
      await card.getByRole('link', { name: 'open it' }).waitFor();
      expect(liveWith('Lost and found')).toBe(1);
    }),
  90_000,
);

test(
  'an outcome that stays unknown is settled by a person',
  () =>
    ground.journey('unknown', async () => {
      const ben = await ground.window('ben');
      await turn(ben, 'Facebook’s answer is lost, and looking fails too');
      await approve(ben, 'May be live');
      const card = ben.message('May be live');
      await card.getByRole('button', { name: /^It is live/ }).click({ timeout: 30_000 });
      await ben.press('It is live');
      await card.getByText('published').first().waitFor();
      expect(liveWith('May be live')).toBe(1);
    }),
  90_000,
);

test(
  'a post is blocked by an access that was taken back, and goes out by itself once someone has reconnected',
  () =>
    ground.journey('reconnect', async () => {
      const [ben, dana] = [await ground.window('ben'), await ground.window('dana')];
      await turn(ben, 'Remove the app on Facebook');
      await approve(ben, 'Waits for the access');
      const card = dana.message('Waits for the access');
      await card.getByRole('button', { name: /^Reconnect/ }).click();
      const opened = dana.tab.context().waitForEvent('page');
      await dana.tab
        .locator('article.only-you')
        .nth(1)
        .getByRole('link', { name: /onnect/ })
        .first()
        .click();
      const consent = await opened;
      await consent.getByRole('button', { name: 'Continue' }).click();
      await consent.getByRole('link', { name: 'Continue as Ada Marsh' }).click();
      await consent.getByRole('button', { name: 'Save' }).click();
      await consent.getByText('choose your Pages').waitFor();
      await dana.go('slack/copydesk/messages');
      await dana.tab.getByRole('button', { name: 'Choose Pages' }).last().click();
      await dana.modal.getByRole('checkbox', { name: /Bluebird Coffee/ }).check();
      await dana.press('Connect');
      await ben.message('Waits for the access').getByRole('link', { name: 'open it' }).waitFor({ timeout: 30_000 });
      expect(liveWith('Waits for the access')).toBe(1);
    }),
  90_000,
);

test(
  'while Copydesk is stopped Slack says so, and after its start everything works again',
  () =>
    ground.journey('stopped', async () => {
      const ana = await ground.window('ana');
      await ana.go('trouble');
      await ana.press('Stop', ana.tab.getByRole('region', { name: 'Copydesk' }));
      await ana.tab.getByText('Copydesk is stopped').waitFor({ timeout: 30_000 });
      await ana.go('slack/social-review');
      await ana.say('/publish');
      await ana.tab.getByRole('alert').getByText('cannot be reached').waitFor();
      await ana.go('trouble');
      await ana.press('Start', ana.tab.getByRole('region', { name: 'Copydesk' }));
      await ana.tab.getByText('Copydesk is running').waitFor({ timeout: 30_000 });
      await ana.go('slack/social-review');
      await ana.say('/publish');
      await ana.modal.getByText('New post').waitFor();
      expect(ground.scriptErrors).toEqual([]);
    }),
  90_000,
);

async function turn(window: Window, trouble: string): Promise<void> {
  await window.go('trouble/meta');
  await window.tab.getByRole('button', { name: `: ${trouble}` }).click();
  await window.tab
    .getByText(/^(Done\.|Take back$)/)
    .first()
    .waitFor();
  await window.go('slack/social-review');
}

/** The author sends a post for review, and this person approves it in the browser. */
async function approve(window: Window, text: string): Promise<void> {
  const { work, playground } = ground;
  const { slack } = playground;
  const { author } = slack.people;
  await work.compose(author.id, { text, accounts: ['Bluebird Coffee'] });
  await work.sendForReview(author.id);
  await work.until('The notice', () => slack.as(author.id).view()?.callbackId === 'notice');
  while (slack.as(author.id).view() !== undefined) await slack.as(author.id).closeView();
  await window.press('Approve this post', window.message(text));
  await window.press('Approve');
}

function liveWith(words: string): number {
  return ground.playground.meta.ledger.filter(({ text }) => text === words).length;
}

/** Copydesk looks after 25 s whether a post is live whose answer was lost. */
const FOUND_AFTER_MS = 26_000;
