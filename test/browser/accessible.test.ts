import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Window } from '../../src/playground/page/browser/window.js';
import { examplePicture } from '../../src/playground/pictures.js';
import { publishOnLinkedInAndX } from './everywhere.js';
import { type Ground, startGround } from './ground.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let ground: Ground;

/** The pages of each consent: whose Connect leads there, who signs in, and how they agree. */
const CONSENTS = [
  { connector: 'Facebook and Instagram', person: 'Continue as Ada Marsh', agree: 'Save' },
  { connector: 'LinkedIn', person: 'Sign in as Ada Marsh', agree: 'Allow' },
  { connector: 'X', person: /@/, agree: 'Authorize app' },
];

beforeAll(async () => {
  ground = await startGround();
  const { work, playground } = ground;
  const { author, approver } = playground.slack.people;
  const picture = await examplePicture({ width: 600, height: 600, format: 'jpeg', hue: 90 });
  const file = await playground.slack.as(author.id).upload('cup.jpg', picture);
  await work.compose(author.id, { text: 'A cup a day', accounts: ['Bluebird Coffee', 'bluebird.coffee'], files: [file] });
  const card = await work.sendForReview(author.id, ['A cup']);
  await work.click(approver.id, card, 'review_approve');
  await work.until('Both posts', () => playground.meta.ledger.length === 2);
  while (playground.slack.as(author.id).view() !== undefined) await playground.slack.as(author.id).closeView();
  await publishOnLinkedInAndX(ground);
}, 120_000);

afterAll(() => ground.close());

test(
  'axe finds nothing serious in any room, light and dark',
  () =>
    ground.journey('axe', async () => {
      const ben = await ground.window('ben', { tour: 0 });
      const found: string[] = [];
      for (const place of ROOMS) {
        await ben.go(place);
        await ben.tab.locator('main').first().waitFor();
        found.push(...(await seriousIn(ben)).map((problem) => `${place}: ${problem}`));
      }
      expect(found).toEqual([]);
    }),
  60_000,
);

test(
  'no window is so narrow that the page is cut off at its side',
  () =>
    ground.journey('narrow', async () => {
      const { tab } = await ground.window('chloe');
      const cut: number[] = [];
      for (const width of [360, 600, 760, 761, 860, 861, 1020, 1021, 1240, 1241, 1400]) {
        await tab.setViewportSize({ width, height: 800 });
        if (Number(await tab.evaluate('document.documentElement.scrollWidth')) > width) cut.push(width);
      }
      expect(cut).toEqual([]);
    }),
  60_000,
);

test(
  'axe finds nothing serious in modals, menus and lists, light and dark',
  () =>
    ground.journey('axe modals', async () => {
      const chloe = await ground.window('chloe');
      await chloe.say('/publish');
      await chloe.modal.getByRole('combobox', { name: 'Accounts' }).click();
      await chloe.tab.getByRole('option').first().waitFor();
      expect(await seriousIn(chloe)).toEqual([]);
      await chloe.tab.keyboard.press('Escape');
      await chloe.press('Check');
      await chloe.modal.getByRole('alert').first().waitFor();
      expect(await seriousIn(chloe)).toEqual([]);
      await chloe.press('Close', chloe.modal.locator('header'));
      await chloe.tab.getByRole('button', { name: /be someone else/ }).click();
      expect(await seriousIn(chloe)).toEqual([]);
    }),
  60_000,
);

test.each(CONSENTS)(
  'axe finds nothing serious on the pages of a consent of $connector, from Connect to the way back',
  ({ connector, person, agree }) =>
    ground.journey(`axe consent ${connector}`, async () => {
      const dana = await ground.window('dana');
      await dana.say('/connect');
      const opened = dana.tab.context().waitForEvent('page');
      await dana
        .message('Accounts of')
        .getByRole('link', { name: new RegExp(`^Connect.*: ${connector}$`) })
        .first()
        .click();
      const consent = await opened;
      const look = () => seriousIn({ tab: consent });
      const button = (name: string) => consent.getByRole('button', { name });
      await button('Continue').waitFor();
      const found = await look();
      await button('Continue').click();
      await consent.getByRole('link', { name: person }).first().waitFor();
      found.push(...(await look()));
      await consent.getByRole('link', { name: person }).first().click();
      await button(agree).waitFor();
      found.push(...(await look()));
      await button(agree).click();
      await consent.getByText('Back to Slack').waitFor();
      found.push(...(await look()));
      expect(found).toEqual([]);
      await consent.close();
    }),
  60_000,
);

test(
  'a post can be written and checked by keyboard alone',
  () =>
    ground.journey('keyboard', async () => {
      const { tab, modal, say } = await ground.window('dana');
      await say('/publish');
      await modal.getByRole('combobox', { name: 'Accounts' }).waitFor();
      await tab.keyboard.type('Bluebird Bakery');
      await tab.keyboard.press('Enter');
      await tab.keyboard.press('Escape');
      await tab.keyboard.press('Tab');
      await tab.keyboard.type('Written without a mouse');
      for (let presses = 0; presses < 12; presses += 1) {
        await tab.keyboard.press('Tab');
        if ((await tab.evaluate('document.activeElement.textContent')) === 'Check') break;
      }
      await tab.keyboard.press('Enter');
      await modal.getByRole('heading', { name: 'Check your post' }).waitFor();
      await tab.keyboard.press('Escape');
      await modal.waitFor({ state: 'hidden' });
    }),
  60_000,
);

/** `rule: element` for each serious or critical finding. Dark differs from light in its colours alone, so only those are looked at twice. */
async function seriousIn({ tab }: Pick<Window, 'tab'>): Promise<string[]> {
  await tab.evaluate(axe);
  const run = async (options: string): Promise<string[]> =>
    tab.evaluate(
      `axe.run(document, ${options}).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => id + ': ' + html.slice(0, 160) + ' ' + (any[0]?.message ?? ''))))`,
    );
  const light = await run('{}');
  await tab.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await run("{ runOnly: ['color-contrast', 'link-in-text-block'] }");
  await tab.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return [...light, ...dark.map((problem) => `dark: ${problem}`)];
}

const ROOMS = [
  'slack/social-review',
  'slack/copydesk',
  'slack/copydesk/messages',
  'slack/copydesk/about',
  'slack/old-campaigns',
  'facebook',
  'instagram',
  'linkedin',
  'linkedin/ada',
  'x',
  'inside',
  'inside/requests',
  'inside/sealed',
  'trouble',
  'trouble/meta',
  'trouble/x',
];
