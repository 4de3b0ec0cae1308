import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { publishOnLinkedInAndX } from './everywhere.js';
import { type Ground, startGround } from './ground.js';

let ground: Ground;

beforeAll(async () => {
  ground = await startGround();
}, 120_000);

afterAll(() => ground.close());

test(
  'LinkedIn and X show what is published there, as it comes',
  () =>
    ground.journey('rooms', async () => {
      const [ana, ben] = [await ground.window('dana'), await ground.window('ben')];
      await ana.go('slack/copydesk/messages');
      await ana.tab.getByRole('button', { name: /be someone else/ }).click();
      await ana.tab.getByRole('menuitemradio', { name: /Ana Author/ }).click();
      await ana.tab.getByRole('link', { name: 'LinkedIn', exact: true }).click();
      await ana.tab.getByRole('link', { name: /Ada Marsh/ }).click();
      await ben.go('x');
      await ana.tab.getByText('Nothing is posted here yet.').waitFor();
      await ben.tab.getByText('Nothing is posted here yet.').waitFor();
      await publishOnLinkedInAndX(ground);
      const card = ana.tab.getByRole('article', { name: 'Post by Ada Marsh' }).filter({ hasText: 'Our shop is open' });
      await card.getByRole('link', { name: 'Bread & rolls' }).waitFor();
      expect(await card.textContent()).toContain('Anyone');
      await ana.tab.getByRole('link', { name: 'How we bake, in three pages' }).waitFor();
      const parts = ben.tab.getByRole('article', { name: 'Thread of 2 posts by Cleo Varga' }).getByRole('listitem');
      expect(await parts.count()).toBe(2);
      expect(await parts.last().textContent()).toContain('And it ends with butter.');
      await parts.first().getByRole('img', { name: 'A loaf' }).waitFor();
      expect(ground.scriptErrors).toEqual([]);
    }),
  90_000,
);

test(
  'a deep link leads to the state that it names',
  () =>
    ground.journey('moments', async () => {
      const ben = await ground.window('ben');
      await ben.tab.goto(`${ground.page.url}/moment/waiting`);
      await ben
        .message('First coffee is on us')
        .getByRole('button', { name: /^Approve/ })
        .waitFor({ timeout: 30_000 });
      await ben.tab.goto(`${ground.page.url}/moment/unknown`);
      await ben
        .message('closed on Monday')
        .getByRole('button', { name: /^It is live/ })
        .waitFor({ timeout: 30_000 });
      await ground.mend();
    }),
  90_000,
);

test(
  'a planned post goes out once the clock is moved past its time',
  () =>
    ground.journey('clock', async () => {
      const { work, playground } = ground;
      const { slack, meta } = playground;
      const { author, approver } = slack.people;
      await work.compose(author.id, { text: 'Planned for later', accounts: ['Bluebird Bakery'] });
      const card = await work.sendForReview(author.id);
      await slack.as(author.id).click({ message: card }, 'timing_reschedule');
      await work.until('Reschedule', () => slack.as(author.id).view()?.callbackId === 'timing_reschedule');
      const at = DateTime.fromMillis(Date.now(), { zone: author.tz }).plus({ minutes: 45 });
      slack.as(author.id).fill({ timing_date: at.toFormat('yyyy-MM-dd'), timing_time: at.toFormat('HH:mm') });
      await work.submit(author.id);
      const now = work.card() ?? card;
      await work.click(approver.id, now, 'review_approve');
      const ben = await ground.window('ben');
      await ben.message('Planned for later').getByText('Scheduled').first().waitFor();
      expect(meta.ledger.some(({ text }) => text === 'Planned for later')).toBe(false);
      await ben.go('trouble');
      await ben.tab.getByRole('button', { name: ': One hour later' }).click();
      await ben.tab.getByText('ahead of the real time').waitFor();
      await work.until('The post', () => meta.ledger.some(({ text }) => text === 'Planned for later'));
      await ben.tab.getByRole('button', { name: ': To the next change of summer time' }).click();
      await ben.tab.getByText(/It is Sunday.* at 0[12]:59 in Berlin/).waitFor();
    }),
  90_000,
);
