import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examplePicture } from '../../src/playground/pictures.js';
import { type Ground, startGround } from './ground.js';

let ground: Ground;

beforeAll(async () => {
  ground = await startGround({ connected: false });
}, 120_000);

afterAll(() => ground.close());

test(
  'someone connects Meta, another writes a post with pictures, a third approves it, and it is on both pages once',
  () =>
    ground.journey('main path', async () => {
      const [dana, ana, ben] = [await ground.window('dana'), await ground.window('ana'), await ground.window('ben')];

      await dana.say('/publish settings');
      await dana.choose('Review channel', '#social-review');
      await dana.press('Save');
      await dana.message('posts its review cards here').waitFor();

      await dana.say('/connect');
      const opened = dana.tab.context().waitForEvent('page');
      await dana.message('Accounts of').getByRole('link', { name: 'Connect' }).first().click();
      const consent = await opened;
      await consent.getByRole('button', { name: 'Continue' }).click();
      await consent.getByRole('link', { name: 'Continue as Ada Marsh' }).click();
      await consent.getByRole('button', { name: 'Save' }).click();
      await consent.getByText('choose your Pages').waitFor();
      await consent.getByRole('link', { name: 'Back to Slack' }).click();
      await consent.getByRole('button', { name: 'Dana Admin' }).waitFor();
      await dana.go('slack/copydesk/messages');
      await dana.press('Choose Pages', dana.message('Choose'));
      await dana.modal.getByRole('checkbox', { name: /Bluebird Coffee/ }).check();
      await dana.press('Connect');
      await dana.modal.getByText('bluebird.coffee on Instagram: connected').waitFor();

      await ana.say('/publish');
      await ana.choose('Accounts', 'Bluebird Coffee', 'bluebird.coffee');
      await ana.fill('Text', 'The terrace is open again. #bluebird');
      await ana.attach('Files', await picture('terrace.jpg', 'jpeg'), await picture('harbour.png', 'png'));
      await ana.press('Check');
      await ana.modal.getByRole('textbox', { name: 'Alt text of picture 1' }).fill('Chairs on a terrace');
      await ana.modal.getByRole('textbox', { name: 'Alt text of picture 2' }).fill('The harbour');
      await ana.press('Send for review');

      const card = ben.message('Post for review');
      await card.locator('img').nth(1).waitFor();
      await ben.press('Approve this post', card);
      await ben.press('Approve');
      await ben.message('Published').getByRole('link', { name: 'open it' }).nth(1).waitFor();

      await ben.go('facebook/bluebirdcoffee');
      const onFacebook = ben.tab.getByRole('article', { name: 'Post by Bluebird Coffee' });
      await onFacebook.getByText('The terrace is open again.').waitFor();
      expect(await onFacebook.count()).toBe(1);
      expect(await onFacebook.getByRole('img', { name: 'Chairs on a terrace' }).count()).toBe(1);
      await ben.go('instagram/bluebird.coffee');
      const onInstagram = ben.tab.getByRole('article', { name: 'Post by bluebird.coffee' });
      await onInstagram.getByRole('img', { name: 'Chairs on a terrace' }).waitFor();
      await onInstagram.getByRole('button', { name: 'Next picture' }).click();
      await onInstagram.getByRole('img', { name: 'The harbour' }).waitFor();
      expect(await onInstagram.count()).toBe(1);
      expect(ground.playground.meta.ledger).toHaveLength(2);
      expect(ground.scriptErrors).toEqual([]);
    }),
  90_000,
);

async function picture(name: string, format: 'jpeg' | 'png') {
  const bytes = await examplePicture({ width: 900, height: 900, format, hue: 200 });
  return { name, mimeType: `image/${format}`, buffer: Buffer.from(bytes) };
}
