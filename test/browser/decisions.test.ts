import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Ground, startGround } from './ground.js';

let ground: Ground;

beforeAll(async () => {
  ground = await startGround();
}, 120_000);

afterAll(() => ground.close());

test(
  'changes are requested, the author edits, and the new words are approved and published',
  () =>
    ground.journey('changes requested', async () => {
      const { work, playground } = ground;
      const { author } = playground.slack.people;
      await work.compose(author.id, { text: 'Our beans are the best in the world', accounts: ['Bluebird Coffee'] });
      await work.sendForReview(author.id);
      await closeModals(author.id);
      const [ana, ben] = [await ground.window('ana'), await ground.window('ben')];

      await ben.press('Request changes to this post', ben.message('best in the world'));
      await ben.choose('What is it about?', 'Claim');
      await ben.fill('Comment', 'Say it without the claim, please.');
      await ben.press('Request changes');
      await ben.message('Say it without the claim').waitFor();

      await ana.tab.getByRole('link', { name: /Copydesk.*new message/ }).click();
      await ana.go('slack/copydesk/messages');
      await ana.message('Say it without the claim').waitFor();
      await ana.go('slack/social-review');
      await ana.press('Edit this post', ana.message('best in the world'));
      await ana.fill('Text', 'Our beans are roasted here every morning');
      await ana.press('Check');
      await ana.press('Send for review');

      await ben.press('Approve this post', ben.message('roasted here every morning'));
      await ben.press('Approve');
      await ben.message('Published').getByRole('link', { name: 'open it' }).waitFor();
      expect(playground.meta.ledger.map(({ text }) => text)).toEqual(['Our beans are roasted here every morning']);
      expect(ground.scriptErrors).toEqual([]);
    }),
  60_000,
);

test(
  'an author, a guest and a client of another organization cannot approve, and are told so',
  () =>
    ground.journey('refused', async () => {
      const { work, playground } = ground;
      const { author } = playground.slack.people;
      await work.compose(author.id, { text: 'Not for everyone to approve', accounts: ['Bluebird Coffee'] });
      await work.sendForReview(author.id);
      await closeModals(author.id);
      const published = playground.meta.ledger.length;
      for (const [person, sentence] of [
        ['ana', 'You wrote this post'],
        ['gus', 'Guests cannot use Copydesk'],
        ['kim', 'Only members of this workspace'],
      ] as const) {
        const window = await ground.window(person);
        await window.press('Approve this post', window.message('Not for everyone to approve'));
        await redraw('Not for everyone to approve', `Edited while ${person} decides`);
        await window.message(`Edited while ${person} decides`).waitFor();
        await window.press('Approve');
        await window.tab.getByText('Only visible to you').last().waitFor();
        await window.tab.locator('article.only-you').last().getByText(sentence).waitFor();
        await window.message('Not for everyone to approve').getByRole('button', { name: 'Approve this post' }).waitFor();
      }
      expect(playground.meta.ledger).toHaveLength(published);
    }),
  60_000,
);

test(
  'a message is turned into a post by its menu',
  () =>
    ground.journey('turn into', async () => {
      const ben = await ground.window('ben');
      await ben.say('Fresh *beans* & bread today');
      const message = ben.message('Fresh').last();
      await message.hover();
      await message.getByRole('button', { name: 'More message actions' }).click();
      await ben.tab.getByRole('menuitem', { name: /^Turn into social post/ }).click();
      await ben.modal.getByText('New post').waitFor();
      expect(await ben.modal.getByRole('textbox', { name: /^Text/ }).inputValue()).toBe('Fresh beans & bread today');
      expect(ground.scriptErrors).toEqual([]);
    }),
  60_000,
);

/** Edits a card, which gives its blocks new ids: a question that a person has open stands. */
async function redraw(words: string, line: string): Promise<void> {
  const { slack, env } = ground.playground;
  const card = slack.messages(slack.channels.review).findLast(({ text }) => text.includes(words));
  const kept = card?.blocks.map(({ block_id: _old, ...block }) => block) ?? [];
  const blocks = [{ type: 'section', text: { type: 'plain_text', text: line } }, ...kept];
  const answer = await fetch(`${slack.url}/api/chat.update`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${env.SLACK_BOT_TOKEN}` },
    body: JSON.stringify({ channel: card?.channel, ts: card?.ts, text: card?.text, blocks }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
}

/** What a person closes before going on. */
async function closeModals(person: string): Promise<void> {
  const hands = ground.playground.slack.as(person);
  await ground.work.until('The notice', () => hands.view()?.callbackId === 'notice');
  while (hands.view() !== undefined) await hands.closeView();
}
